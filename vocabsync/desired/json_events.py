"""JSON → data and marks, as ``yaml_events`` gives them: strict, no equal keys, no NaN."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from vocabsync.desired.caps import way_out
from vocabsync.desired.document import Document
from vocabsync.desired.node_marks import NodeMarks
from vocabsync.desired.plain_scalars import Implicit
from vocabsync.desired.source_text import SourceText
from vocabsync.desired.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.caps import Caps
    from vocabsync.domain.diagnostic import Diagnostic

_NODE = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]|[^\s\[\]{},:"]+', re.DOTALL)
"""What gets a mark: strings, keys and values alike, other scalars, and the beginning of a container.

Possessive, as a text of a million escapes would else be remembered escape by escape.
"""

_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)

_LONGEST_NUMBER: Final = 18


def read_json(path: str, text: str, caps: Caps) -> Document:
    """Read the text of one file. Raises Unreadable where it is no JSON."""
    source = SourceText(path, text)
    _limit_depth(source, caps)
    reader = _Pairs()
    try:
        data = json.loads(
            text,
            object_pairs_hook=reader.make,
            parse_constant=Implicit,
            parse_float=Implicit,
            parse_int=_whole_number,
        )
    except json.JSONDecodeError as error:
        index = min(error.pos, len(text))
        raise Unreadable(source.complain("VS108", f"no valid JSON: {error.msg.lower()}", index)) from None
    problems = _repeated_keys(source, data, reader.repeated) if reader.repeated else ()
    return Document(data, source, lambda shape: NodeMarks(shape, _marks(text)), problems, reader.repeated)


def _marks(text: str) -> Iterator[int]:
    return (match.start() for match in _NODE.finditer(text))


class _Pairs:
    """Makes dicts; the value of a key that is there already is set aside under another name."""

    def __init__(self) -> None:
        self.repeated: list[tuple[dict[str, object], str]] = []

    def make(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        """Make one dict."""
        made: dict[str, object] = {}
        for key, value in pairs:
            name = key
            if key in made:
                name = f"\0repeated key {len(self.repeated)}"
                self.repeated.append((made, name))
            made[name] = Implicit("null") if value is None else value
        return made


def _repeated_keys(
    source: SourceText, data: object, repeated: list[tuple[dict[str, object], str]]
) -> tuple[Diagnostic, ...]:
    marks, paths = NodeMarks(data, _marks(source.text)), dict(_paths(data, ()))
    return tuple(
        source.complain("VS113", "this key stands twice in one object", marks.key((*paths[id(mapping)], name)))
        for mapping, name in repeated
        if id(mapping) in paths
    )


def _paths(node: object, path: tuple[int | str, ...]) -> Iterator[tuple[int, tuple[int | str, ...]]]:
    """Walk to every dict, with its path."""
    if isinstance(node, dict):
        yield id(node), path
    if isinstance(node, dict | list):
        for step, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _paths(child, (*path, step))


def _whole_number(digits: str) -> int | Implicit:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else Implicit(digits)


def _limit_depth(source: SourceText, caps: Caps) -> None:
    """Refuse deep nesting before a recursive parser sees it."""
    depth = 0
    for match in _STRUCTURE.finditer(source.text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > caps.depth:
            summary = f"values are nested more than {caps.depth} deep"
            raise Unreadable(source.complain("VS103", summary, match.start(), remedy=way_out("depth", caps)))
