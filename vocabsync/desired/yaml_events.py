"""Any YAML → data and marks, straight from the events of the C parser.

Strict: what lets one place change another (anchors, aliases, tags, merge keys), equal keys and second documents are
problems; the data is what the file says without them, so that a schema finds all other problems in the same run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from vocabsync.desired.document import Document
from vocabsync.desired.event_reader import EventReader
from vocabsync.desired.source_text import SourceText
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_faults import explain_syntax_error, find_conflict_markers, find_odd_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.caps import Caps


def uses_c_parser() -> bool:
    """Whether the quick parser is there; without it all works, some twenty times slower."""
    return "_ruamel_yaml" in YAML(typ="safe").Parser.__module__


def fallback_note() -> str | None:
    """Say that the slow parser is at work, where it is; None where there is nothing to say."""
    if uses_c_parser():
        return None
    return f"note: YAML is read by {parser_name()}, which is slow; `pip install ruamel.yaml.clib` brings the quick one"


def parser_name() -> str:
    """Name the parser that reads our files."""
    return "the C parser of ruamel.yaml.clib" if uses_c_parser() else "the Python parser of ruamel.yaml"


def read_yaml(path: str, text: str, caps: Caps, *, pure: bool = False) -> Document:
    """Read the text of one file. ``pure`` asks for the Python parser. Raises Unreadable where reading cannot go on."""
    source = SourceText(path, text)
    conflicts = find_conflict_markers(source)
    if conflicts:
        raise Unreadable(*conflicts)
    reader = EventReader(source, caps)
    try:
        reader.build(_events(text, pure=pure or not uses_c_parser()))
    except MarkedYAMLError as error:
        separators = find_odd_characters(source, separators_only=True)
        raise Unreadable(*reader.problems, *separators, *explain_syntax_error(source, error)) from None
    except YAMLError:
        raise Unreadable(*reader.problems, *find_odd_characters(source)) from None
    problems = (*reader.problems, *find_odd_characters(source, separators_only=True))
    return Document(reader.data, source, lambda: reader.marks, problems, reader.repeated)


def _events(text: str, *, pure: bool) -> Iterator[Any]:
    """Give the parser's events. The C parser is asked directly: a generator in between costs a tenth of the reading."""
    if pure:
        return iter(YAML(typ="safe", pure=True).parse(text))
    return iter(YAML(typ="safe").Parser(text.encode()).get_event, None)
