"""Characters that are no part of a spoken text: invisible, directing, or no characters at all (faults.md section 6)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MOST_NAMED: Final = 3
_REFUSED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control, format (bidi, zero-width, soft hyphen, byte order mark, tags), surrogates, line and paragraph separators."""

_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""Letters, marks and signs by category, and nothing to see: joiners, fillers, blank braille, variation selectors.

And the code points that Unicode reserves for more of the kind.
"""


def may_hold_odd_characters(texts: str) -> bool:
    """Say quickly that nothing is wrong; True asks for a closer look, as U+3000 and private use are lawful."""
    return not texts.isprintable() or _INVISIBLE.search(texts) is not None


def is_odd(sign: str) -> bool:
    """Whether a character is refused in a text."""
    category = unicodedata.category(sign)
    if category in _REFUSED_CATEGORIES or _INVISIBLE.match(sign):
        return True
    return category == "Cn" and is_noncharacter(ord(sign))


def is_noncharacter(code: int) -> bool:
    """Whether Unicode promises that this code point will never be a character."""
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def describe_odd_characters(text: str) -> str | None:
    """Name the code points that are refused, the first few; None where there are none."""
    if not may_hold_odd_characters(text):
        return None
    odd = list(dict.fromkeys(f"U+{ord(sign):04X}" for sign in text if is_odd(sign)))
    if not odd:
        return None
    rest = f" and {len(odd) - _MOST_NAMED} more" if len(odd) > _MOST_NAMED else ""
    return f"the invisible {', '.join(odd[:_MOST_NAMED])}{rest}"
