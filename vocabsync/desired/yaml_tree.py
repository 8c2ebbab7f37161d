"""A YAML file of ours as a tree of source slices with its comments: what editing and formatting work on.

Built from parser events; nothing is interpreted. Lists of the size that planning reads go through ``yaml_events``
instead, which builds no tree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml import events as seen
from ruamel.yaml.error import YAMLError

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vocabsync.desired.caps import Caps

_COMMENT = re.compile(r"#[^\r\n]*")


class NotOurYaml(Exception):
    """The text is no YAML, or has what our files may not have: several documents, tags, anchors, aliases."""


@frozen(kw_only=True)
class Scalar:
    """A text at ``start`` to ``end`` of the source. ``written`` replaces the source slice."""

    start: int
    end: int
    value: str
    style: str = ""
    written: str | None = None


@frozen(kw_only=True)
class Sequence:
    """A list; ``flow`` tells ``[a, b]`` from dashes."""

    start: int
    end: int
    items: tuple[Node, ...]
    flow: bool = False


@frozen(kw_only=True)
class Mapping:
    """Keys and values in source order, equal keys too; ``flow`` tells ``{a: b}`` from lines."""

    start: int
    end: int
    pairs: tuple[tuple[Scalar, Node], ...]
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """Give the first value under this key."""
        return next((value for name, value in self.pairs if name.value == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


@frozen
class Comment:
    """A comment with its ``#``, and where it stands."""

    index: int
    text: str

    @property
    def end(self) -> int:
        """Where its line ends."""
        return self.index + len(self.text)


@frozen
class Document:
    """One file: its text, its tree, its comments in order."""

    source: str
    root: Mapping | Sequence
    comments: tuple[Comment, ...]


def read_document(source: str, caps: Caps | None = None) -> Document:
    """Read one file's text. Raises NotOurYaml.

    Without ``caps`` the text is one that was read under some before: nothing is counted a second time.
    """
    scalars: list[Scalar] = []
    try:
        root = _build(YAML(typ="safe").parse(source), source, scalars, caps)
    except YAMLError:
        raise NotOurYaml from None
    if not isinstance(root, Mapping | Sequence):
        raise NotOurYaml
    return Document(source, root, tuple(_comments(source, scalars)))


def _build(events: Iterable[object], source: str, scalars: list[Scalar], caps: Caps | None) -> Node | None:
    """Fold events into nodes, with a stack of open collections: start, flow, children."""
    root: Node | None = None
    stack: list[tuple[int, bool, list[Node]]] = []
    for number, event in enumerate(events):
        if caps is not None and number > caps.values:
            raise NotOurYaml
        if isinstance(event, seen.AliasEvent | seen.DocumentStartEvent) and (
            root or isinstance(event, seen.AliasEvent)
        ):
            raise NotOurYaml
        if isinstance(event, seen.CollectionStartEvent):
            _refuse_decorations(event)
            stack.append((event.start_mark.index, bool(event.flow_style), []))
            if caps is not None and len(stack) > caps.depth:
                raise NotOurYaml
            continue
        if isinstance(event, seen.ScalarEvent):
            _refuse_decorations(event)
            scalar = _scalar(event, source)
            scalars.append(scalar)
            node: Node = scalar
        elif isinstance(event, seen.CollectionEndEvent):
            node = _collection(event, *stack.pop())
        else:
            continue
        if stack:
            stack[-1][2].append(node)
        else:
            root = node
    return root


def _refuse_decorations(event: seen.NodeEvent) -> None:
    if event.anchor is not None or getattr(event, "tag", None) is not None:
        raise NotOurYaml


def _scalar(event: seen.ScalarEvent, source: str) -> Scalar:
    """Make a node; the blank lines that end a block scalar are no part of it, unless it says so by ``+``."""
    start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
    if style in {"|", ">"}:
        end = start + len(source[start:end].rstrip())
    return Scalar(start=start, end=end, value=event.value, style=style)


def _collection(event: seen.CollectionEndEvent, start: int, flow: bool, children: list[Node]) -> Node:  # noqa: FBT001 - unpacked from the stack
    end = event.end_mark.index if flow else (children[-1].end if children else start)
    if isinstance(event, seen.SequenceEndEvent):
        return Sequence(start=start, end=end, items=tuple(children), flow=flow)
    keys = children[::2]
    if not all(isinstance(key, Scalar) for key in keys):
        raise NotOurYaml
    pairs = tuple((key, value) for key, value in zip(keys, children[1::2], strict=True) if isinstance(key, Scalar))
    return Mapping(start=start, end=end, pairs=pairs, flow=flow)


def _comments(source: str, scalars: Iterable[Scalar]) -> Iterator[Comment]:
    """Find comments where no scalar is: every ``#`` there begins one. A block scalar's first line may hold one too."""
    position = 0
    for scalar in [*scalars, Scalar(start=len(source), end=len(source), value="")]:
        yield from _comments_between(source, position, scalar.start)
        if scalar.style in {"|", ">"}:
            header_end = scalar.start + len(source[scalar.start : scalar.end].splitlines()[0])
            yield from _comments_between(source, scalar.start, header_end)
        position = max(position, scalar.end)


def _comments_between(source: str, start: int, end: int) -> Iterator[Comment]:
    for match in _COMMENT.finditer(source, start, end):
        yield Comment(match.start(), match[0].rstrip())
