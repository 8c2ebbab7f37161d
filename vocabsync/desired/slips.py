"""Full-width punctuation where YAML needs the half-width sign: no YAML error, but another text than meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vocabsync.desired.source_text import SourceText
    from vocabsync.domain.diagnostic import Diagnostic

_KEYS: Final = (
    "text|weight|lang|note|terms|include|defaults|prefix|description|target_models?|protect|keep_replaced|guards"
    "|vocabularies|region|prune|removed|reason|limits|rules|allow|environments|api_key_env"
)
_SLIP: Final = rf"""(?xm)
      ^[ \t-]*[{{]?[ \t]*(?:{_KEYS})[ \t\u3000]*(?P<colon>：)      # text：赛德克
    | (?P<comma>，)[ \t\u3000]*(?:{_KEYS})[ \t\u3000]*[:：]         # {{text: 赛德克，weight: 5}}
    | ^[ \t]*(?P<blank>\u3000)                                     # an ideographic space as indentation
    """
"""Compiled at its first use: most files hold no full-width sign that could be one."""

_SUMMARIES: Final = {
    "colon": "a full-width `：` stands where YAML needs `: `",
    "comma": "a full-width `，` stands where YAML needs `, `",
    "blank": "a full-width space (U+3000) stands where YAML needs ordinary spaces",
}
_REMEDIES: Final = {
    "colon": "Write `:` and a space.",
    "comma": "Write `,` and a space.",
    "blank": "Indent with ordinary spaces.",
}
_MOST_AT_ONCE: Final = 200


def is_slip(text: str) -> bool:
    """Whether a value looks like a key and a value that were meant to be separated."""
    return re.search(_SLIP, text) is not None


def find_slips(source: SourceText) -> list[Diagnostic]:
    """Find all slips of a file, outside of comments."""
    if not any(sign in source.text for sign in "：，\u3000"):
        return []
    found: list[Diagnostic] = []
    for match in re.finditer(_SLIP, source.text):
        kind = match.lastgroup or "colon"
        index = match.start(kind)
        if not _in_comment(source.text, index):
            found.append(source.complain("VS110", _SUMMARIES[kind], index, remedy=_REMEDIES[kind]))
        if len(found) == _MOST_AT_ONCE:
            break
    return found


def _in_comment(text: str, index: int) -> bool:
    line_start = text.rfind("\n", 0, index) + 1
    before = text[line_start:index]
    return before.lstrip().startswith("#") or " #" in before
