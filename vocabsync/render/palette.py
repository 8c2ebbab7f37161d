"""Colour and signs for a terminal. Colour is extra: every line reads the same without it."""

from __future__ import annotations

from vocabsync.domain.frozen import frozen

_RESET = "\x1b[0m"


@frozen
class Palette:
    """How roles look. ``PLAIN`` adds nothing; ``COLOURED`` uses the sixteen colours that every theme adapts."""

    added: str = ""
    removed: str = ""
    changed: str = ""
    danger: str = ""
    quiet: str = ""
    strong: str = ""

    def paint(self, text: str, style: str) -> str:
        """Wrap a text into one of the styles of this palette."""
        return f"{style}{text}{_RESET}" if style and text else text


PLAIN = Palette()
COLOURED = Palette(
    added="\x1b[32m",
    removed="\x1b[31m",
    changed="\x1b[33m",
    danger="\x1b[1;31m",
    quiet="\x1b[2m",
    strong="\x1b[1m",
)


@frozen(kw_only=True)
class Signs:
    """The few signs that are not ASCII, with what stands for them where the stream cannot show them."""

    arrow: str
    ellipsis: str
    dot: str


UNICODE = Signs(arrow="→", ellipsis="…", dot="·")
ASCII = Signs(arrow="->", ellipsis="...", dot="|")


def signs(*, unicode: bool) -> Signs:
    """Give the signs for a stream that can show them, or for one that cannot."""
    return UNICODE if unicode else ASCII
