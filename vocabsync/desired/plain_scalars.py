"""What YAML without quotes means: text only where every reader takes it for text (ecosystem.md section 3)."""

from __future__ import annotations

import re
from typing import Final, TypeAlias


class Implicit:
    """A plain scalar that is text to some YAML readers and a number, a date, a yes/no or nothing to others.

    Nothing in a file of ours may be without a value, so an empty one is of this kind too.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: str) -> None:
        """Keep what the file says."""
        self.raw = raw

    def __repr__(self) -> str:
        return f"Implicit({self.raw!r})"


class Reported(Implicit):
    """Stands where the reader has complained already, so that no schema complains about the same place again."""

    __slots__ = ()


Scalar: TypeAlias = str | int | Implicit

SHARED: Final[dict[str, Scalar]] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{word: Implicit(word) for word in ("", "~", "null", "Null", "NULL")},
    **{word: Implicit(word) for word in ("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF")},
    **{str(number): number for number in range(101)},
    **{word: word for word in ("text", "weight", "lang", "note", "zh", "en", "ja", "yue", "ko", "de", "fr", "ru")},
}
"""Plain scalars with a meaning of their own, as all readers have it, and words so frequent that one copy serves all."""

FIRST_SIGNS = frozenset("-+0123456789.=<")
"""Every other plain scalar that a reader could take for something else begins with one of these."""

_IMPLICIT: Final = r"""(?xs)
      [-+]?0b[01_]+ | [-+]?0x[0-9a-fA-F_]+ | [-+]?0o?[0-7_]+ | [-+]?[0-9_]+                # int, 1.1 and 1.2
    | [-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+                                                   # base 60: 12:30:45
    | [-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)? | [-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)                                           # float
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?     # timestamp
    | = | <<                                                                               # value, merge
    """
"""Compiled where something of the kind stands: it would cost every start a millisecond."""

_NUMBER = re.compile(r"-?[1-9][0-9]{0,17}")


def read_plain(raw: str) -> Scalar:
    """Say what a plain scalar is: text, a whole number, true or false, or ``Implicit``."""
    if raw in SHARED:
        return SHARED[raw]
    if raw[0] not in FIRST_SIGNS:
        return raw
    if _NUMBER.fullmatch(raw):
        return int(raw)
    return Implicit(raw) if re.fullmatch(_IMPLICIT, raw) else raw


def needs_quotes(text: str) -> bool:
    """Whether a text, written plain, would be read as something else than this text."""
    return not isinstance(read_plain(text), str)
