"""Writing one text as YAML: plain where every reader takes it for this very text, else quoted."""

from __future__ import annotations

import re

from vocabsync.desired.plain_scalars import needs_quotes

_UNSAFE_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=~<.")
_UNSAFE_ANYWHERE = re.compile(r": |:$| #|[：，]")
"""YAML's own signs, and the full-width ones that look like them: between quotes nobody wonders."""
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}:?]")
_PRIVATE_USE = range(0xE000, 0xF900)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_scalar(text: str, *, in_flow: bool = True) -> str:
    """Write a text on one line; ``in_flow`` for the inside of ``[…]`` and ``{…}``."""
    if not _is_printable(text):
        return '"' + "".join(_ESCAPES.get(sign) or _escape(sign) for sign in text) + '"'
    return text if _is_safe_plain(text, in_flow=in_flow) else quote(text)


def quote(text: str) -> str:
    """Write a printable text between single quotes."""
    return "'" + text.replace("'", "''") + "'"


def is_safe_in_flow(text: str) -> bool:
    """Say whether a text that stands plain in a block may stand plain in ``{…}`` as well."""
    return _UNSAFE_IN_FLOW.search(text) is None


def _is_safe_plain(text: str, *, in_flow: bool) -> bool:
    return (
        text != ""
        and text.strip() == text
        and text[0] not in _UNSAFE_FIRST
        and _UNSAFE_ANYWHERE.search(text) is None
        and not needs_quotes(text)
        and not (in_flow and not is_safe_in_flow(text))
    )


def _is_printable(text: str) -> bool:
    return text.isprintable() or all(map(_is_shown, text))


def _is_shown(sign: str) -> bool:
    """Say whether a character may stand in a file as itself; an ideographic space and private use may."""
    return sign.isprintable() or sign == "\u3000" or ord(sign) in _PRIVATE_USE


def _escape(sign: str) -> str:
    if _is_shown(sign):
        return sign
    return f"\\u{ord(sign):04X}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08X}"
