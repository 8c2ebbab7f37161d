"""A file as data with a place for every value: what the readers of YAML and JSON hand out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from vocabsync.desired.plain_scalars import Implicit

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.desired.node_marks import Marks, Path
    from vocabsync.desired.source_text import SourceText
    from vocabsync.domain.diagnostic import Diagnostic, Place


class Document:
    """Plain dicts, lists and scalars, and where each begins.

    ``problems`` are what the reader complains about, before any schema is asked. Marks are asked for only when a
    problem is found, so they cost four bytes a node and no time; ``find_marks`` takes the data as they were made for.
    ``repeated`` are keys that the reader set aside because their mapping had them already: they are taken out of the
    data, and places stay right.
    """

    def __init__(
        self,
        data: object,
        source: SourceText,
        find_marks: Callable[[object], Marks],
        problems: tuple[Diagnostic, ...] = (),
        repeated: list[tuple[dict[str, object], str]] | None = None,
    ) -> None:
        """Take the data over."""
        self.data = data
        self.source = source
        self.problems = problems
        self._find_marks = find_marks
        self._shape = _copy_shape(data) if repeated else data
        for mapping, key in repeated or ():
            del mapping[key]

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Say where the value at ``path`` begins, or its key; for a missing one, where its nearest ancestor does."""
        return self.source.place(self.index(path, of_key=of_key))

    def index(self, path: Path, *, of_key: bool = False) -> int:
        """Give the index of the first character of the value at ``path``, or of its key."""
        return self._marks.key(path) if of_key else self._marks.value(path)

    def value(self, path: Path) -> object:
        """Give the value at ``path``, which must exist."""
        node = self.data
        for step in path:
            node = node[step]  # type: ignore[index]  # the caller found the path in this data
        return node

    def raw(self, path: Path) -> str:
        """Give a plain scalar as the file writes it: what was taken for a number or a yes may have been a text."""
        value = self.value(path)
        if isinstance(value, Implicit):
            return value.raw
        start = self.index(path)
        return self.source.text[start : start + len(str(value))]

    def complain(
        self,
        rule: str,
        summary: str,
        path: Path,
        *,
        of_key: bool = False,
        remedy: str | None = None,
        related: tuple[Place, ...] = (),
    ) -> Diagnostic:
        """Make a diagnostic about the value at ``path``, with place and excerpt."""
        return self.source.complain(rule, summary, self.index(path, of_key=of_key), remedy=remedy, related=related)

    @cached_property
    def _marks(self) -> Marks:
        return self._find_marks(self._shape)


def _copy_shape(node: object) -> object:
    if isinstance(node, dict):
        return {key: _copy_shape(child) for key, child in node.items()}
    if isinstance(node, list):
        return [_copy_shape(child) for child in node]
    return node
