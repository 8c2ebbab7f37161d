"""What is wrong with a file that YAML refuses, in words of people who write lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from vocabsync.desired.slips import find_slips

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

    from vocabsync.desired.source_text import SourceText
    from vocabsync.domain.diagnostic import Diagnostic

_MOST_AT_ONCE: Final = 200
# Compiled where something is wrong: `_ODD` alone would cost every start 4 ms.
_CONFLICT: Final = r"(?m)^(?:<{7}|>{7})(?=[ \r\n])"
_ODD: Final = "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_SEPARATORS: Final = "[\x85\u2028\u2029]"
_QUOTES_NEEDED: Final = "Put the text in quotes: this sign at its beginning means something else."

_IN_PLAIN_WORDS: Final[tuple[tuple[str, str, str], ...]] = (
    ("unexpected ':'", "a `:` stands inside a text between `{ }` or `[ ]`", "Put the text in quotes."),
    ("mapping values are not allowed", "a second `: ` stands here where one value ends", "Put the text in quotes."),
    ("could not find expected ':'", "the line before is neither `key: value` nor an item that begins with `- `",
     "Write a colon and a space after the key."),
    ("simple key", "a `key: value` was begun and not finished", "Write a colon and a space after the key."),
    ("unexpected end of stream", "a quote was opened and never closed", "Close the quote."),
    ("escape", "a backslash in double quotes begins something that YAML does not know",
     "Use single quotes, or write two backslashes."),
    ("',' or '}'", "a `{` was opened and not closed", "Close it with `}`, and separate the fields by commas."),
    ("',' or ']'", "a `[` was opened and not closed", "Close it with `]`, and separate the items by commas."),
    ("block", "this line is indented differently from its neighbours, or an item and a key stand side by side",
     "Give lines that belong together the same indentation."),
    ("expected key", "this line is indented differently from its neighbours", "Indent it like the line above."),
    ("tag", "a `!` at the beginning means something else than text", "Put the text in quotes."),
    ("alias", "a `*` at the beginning means something else than text", "Put the text in quotes."),
    ("anchor", "a `&` at the beginning means something else than text", "Put the text in quotes."),
)  # fmt: skip
"""Parts of the two parsers' messages, and what to say instead."""


def find_conflict_markers(source: SourceText) -> list[Diagnostic]:
    """Find the lines that git leaves in an undecided merge."""
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return []
    found = [match.start() for match in re.finditer(_CONFLICT, source.text)][:_MOST_AT_ONCE]
    return [source.complain("VS106", "git left a merge conflict here", index) for index in found]


def find_odd_characters(source: SourceText, *, separators_only: bool = False) -> list[Diagnostic]:
    """Find characters that YAML refuses, and line separators that one parser folds away and another keeps."""
    if separators_only and not any(sign in source.text for sign in "\x85\u2028\u2029"):
        return []
    pattern = _SEPARATORS if separators_only else _ODD
    found = [match.start() for match in re.finditer(pattern, source.text)][:_MOST_AT_ONCE]
    return [
        source.complain("VS107", f"the invisible character U+{ord(source.text[index]):04X} stands here", index)
        for index in found
    ]


def explain_syntax_error(source: SourceText, error: MarkedYAMLError) -> list[Diagnostic]:
    """Say what a parser stumbled over. A slip of punctuation there, or in the line before, is the usual cause."""
    mark: Any = error.problem_mark or error.context_mark
    index = min(mark.index, len(source.text)) if mark is not None else 0
    line = source.place(index).line
    slips = find_slips(source)
    if any(line - 1 <= slip.place.line <= line for slip in slips):
        return slips
    return [*slips, _explain(source, index, f"{error.problem} {error.context}")]


def _explain(source: SourceText, index: int, told: str) -> Diagnostic:
    sign = source.text[index : index + 1]
    if sign == "\t":
        return source.complain("VS109", "this line is indented with a tab", index)
    if "cannot start any token" in told:
        return source.complain("VS108", f"a text cannot begin with `{sign}`", index, remedy=_QUOTES_NEEDED)
    for part, summary, remedy in _IN_PLAIN_WORDS:
        if part in told:
            return source.complain("VS108", summary, index, remedy=remedy)
    return source.complain("VS108", "the file cannot be read from here on", index)
