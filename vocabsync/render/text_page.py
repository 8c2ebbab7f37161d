"""Lines for a terminal. Every text that gets into a line is made inert here, so no renderer can forget it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from vocabsync.render.columns import clip, pad, widest
from vocabsync.render.escape import log_line, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.render.palette import Palette, Signs

Span: TypeAlias = str | tuple[str, str]
"""A text, or a text with a style of the palette."""


@dataclass(slots=True, kw_only=True)
class Page:
    """A growing text and how to write it."""

    palette: Palette
    signs: Signs
    width: int
    verbose: bool
    _lines: list[str] = field(default_factory=list)

    def line(self, *spans: Span) -> None:
        """Add a line; spaces at its end are dropped, and so are line ends inside a text."""
        written = []
        for span in spans:
            text, style = (span, "") if isinstance(span, str) else span
            written.append(self.palette.paint(terminal(text), style))
        self._lines.append(log_line("".join(written).rstrip(" ")))

    def lines(self, texts: Sequence[str], *, indent: str = "", style: str = "") -> None:
        """Add several lines of one style."""
        for text in texts:
            self.line(indent, (text, style))

    def gap(self) -> None:
        """Add an empty line, unless there is one or nothing yet."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def table(self, heading: Sequence[str], rows: Sequence[Sequence[str]], *, indent: str) -> None:
        """Add a table aligned by display width; the last column is free."""
        shown = [[terminal(cell) for cell in row] for row in (heading, *rows)]
        widths = [widest(column) for column in zip(*shown, strict=True)]
        for number, row in enumerate(shown):
            cells = [pad(cell, width) for cell, width in zip(row, widths, strict=True)]
            self.line(indent, ("  ".join(cells).rstrip(" "), self.palette.quiet if number == 0 else ""))

    def clip(self, text: str, cells: int) -> str:
        """Cut a foreign text, unless everything is to be shown."""
        shown = terminal(text)
        return shown if self.verbose else clip(shown, cells, self.signs.ellipsis)

    def text(self) -> str:
        """Give the whole, with one line end at its end."""
        return "\n".join(self._lines).strip("\n") + "\n"
