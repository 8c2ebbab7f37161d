"""Widths of mixed scripts: Chinese takes two cells a character, combining marks none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def width_of(text: str) -> int:
    """Count the cells that an already escaped text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415 (9 ms, and plain ASCII never needs it)

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def pad(text: str, cells: int) -> str:
    """Fill a text with spaces up to a number of cells; longer ones stay as they are."""
    return text + " " * max(0, cells - width_of(text))


def widest(texts: Iterable[str]) -> int:
    """Give the width of the widest text, 0 for none."""
    return max((width_of(text) for text in texts), default=0)


def clip(text: str, cells: int, ellipsis: str = "…") -> str:
    """Cut a text to a number of cells, and say so by an ellipsis."""
    if width_of(text) <= cells:
        return text
    room = max(0, cells - width_of(ellipsis))
    kept = ""
    for character in text:
        if width_of(kept + character) > room:
            break
        kept += character
    return kept + ellipsis
