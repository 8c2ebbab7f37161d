"""Any YAML → data and marks, straight from the events of the C parser.

Strict: what lets one place change another (anchors, aliases, tags, merge keys), equal keys and second documents are
problems; the data is what the file says without them, so that a schema finds all other problems in the same run.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from vocabsync.desired.document import Document
from vocabsync.desired.event_reader import EventReader
from vocabsync.desired.node_marks import NodeMarks
from vocabsync.desired.row_lines import EVENTS_OF_A_ROW, RowLines, may_be_too_many
from vocabsync.desired.source_text import SourceText
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_faults import explain_syntax_error, find_conflict_markers, find_odd_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.caps import Caps


def uses_c_parser() -> bool:
    """Whether the quick parser is there; without it all works, some twenty times slower."""
    return "_ruamel_yaml" in _parser().__module__


def fallback_note() -> str | None:
    """Say that the slow parser is at work, where it is; None where there is nothing to say."""
    if uses_c_parser():
        return None
    return f"note: YAML is read by {parser_name()}, which is slow; `pip install ruamel.yaml.clib` brings the quick one"


def parser_name() -> str:
    """Name the parser that reads our files."""
    return "the C parser of ruamel.yaml.clib" if uses_c_parser() else "the Python parser of ruamel.yaml"


def read_yaml(path: str, text: str, caps: Caps, *, pure: bool = False) -> Document:
    """Read one file's text. ``pure`` asks for the Python parser alone. Raises Unreadable where reading cannot go on."""
    source = SourceText(path, text)
    conflicts = find_conflict_markers(source)
    if conflicts:
        raise Unreadable(*conflicts)
    document = None if pure else _read_around_rows(source, caps)
    return document or _read_whole(source, caps, pure=pure)


def _read_around_rows(source: SourceText, caps: Caps) -> Document | None:
    """Read a file that has rows as ``fmt`` writes them; None for any other, and where something is wrong with it."""
    if may_be_too_many(source.text, caps.values):
        return None
    lines = RowLines(source)
    values_left = caps.values - lines.count * EVENTS_OF_A_ROW
    if not lines.count or values_left < 0:
        return None
    reader = EventReader(source, replace(caps, values=values_left))
    try:
        reader.build(_events(lines.rest, pure=False))
    except (YAMLError, Unreadable):
        return None
    marks = None if reader.problems else lines.put_back(reader.data, reader.marks)
    if marks is None:
        return None
    problems = tuple(find_odd_characters(source, separators_only=True))
    return Document(reader.data, source, lambda _: marks, problems)


def _read_whole(source: SourceText, caps: Caps, *, pure: bool) -> Document:
    reader = EventReader(source, caps)
    try:
        reader.build(_events(source.text, pure=pure))
    except MarkedYAMLError as error:
        separators = find_odd_characters(source, separators_only=True)
        raise Unreadable(*reader.problems, *separators, *explain_syntax_error(source, error)) from None
    except YAMLError:
        raise Unreadable(*reader.problems, *find_odd_characters(source)) from None
    problems = (*reader.problems, *find_odd_characters(source, separators_only=True))
    return Document(reader.data, source, lambda shape: NodeMarks(shape, reader.marks), problems, reader.repeated)


def _events(text: str, *, pure: bool) -> Iterator[Any]:
    """Give the parser's events. The C parser is asked directly: a generator in between costs a tenth of the reading."""
    if pure or not uses_c_parser():
        return iter(YAML(typ="safe", pure=True).parse(text))
    return iter(_parser()(text.encode()).get_event, None)


@cache
def _parser() -> Any:  # noqa: ANN401  # ruamel.yaml does not say of what kind
    """Give the quickest parser that is there; ruamel.yaml looks into its folder each time somebody asks."""
    return YAML(typ="safe").Parser
