"""A text with lines: from a character's index to line, column and excerpt. Computed when a problem is found."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING

from vocabsync.domain.diagnostic import Place
from vocabsync.domain.rules import complain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.domain.diagnostic import Diagnostic

_LINE_END = re.compile(r"\r\n|\n|\r")
_LONGEST_EXCERPT = 400
"""A line of eight million characters helps nobody; the caret is always within the part that is kept."""


class SourceText:
    """The text of one file. ``path`` is relative to the repository, with ``/``."""

    def __init__(self, path: str, text: str) -> None:
        """Keep the text; nothing is computed before it is asked for."""
        self.path = path
        self.text = text

    def place(self, index: int) -> Place:
        """Say where a character stands; lines and columns count from 1."""
        line = bisect_right(self._line_starts, index)
        return Place(self.path, line, index - self._line_starts[line - 1] + 1)

    def excerpt(self, line: int) -> str | None:
        """Give a line without its end; None where there is no such line, or it is too long to show."""
        if not 1 <= line <= len(self._line_starts):
            return None
        start = self._line_starts[line - 1]
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.text)
        if end - start > _LONGEST_EXCERPT:
            return None
        return self.text[start:end].rstrip("\r\n")

    def line_start(self, line: int) -> int:
        """Give the index at which a line begins; the end of the text for one that does not exist."""
        return self._line_starts[line - 1] if line <= len(self._line_starts) else len(self.text)

    def lines(self) -> Iterator[str]:
        """Give all lines with their ends."""
        ends = (*self._line_starts[1:], len(self.text))
        return (self.text[start:end] for start, end in zip(self._line_starts, ends, strict=True) if start < end)

    def complain(
        self, rule: str, summary: str, index: int, *, remedy: str | None = None, related: tuple[Place, ...] = ()
    ) -> Diagnostic:
        """Make a diagnostic about what stands at a character, with place and excerpt."""
        place = self.place(index)
        return complain(rule, summary, place, remedy=remedy, excerpt=self.excerpt(place.line), related=related)

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" not in self.text:  # four times as quick, and so it is nearly everywhere
            lines = self.text.split("\n")[:-1]
            return list(map(add, accumulate(map(len, lines), initial=0), range(len(lines) + 1)))
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]
