"""Terms as one file lists them, before defaults: rows, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from vocabsync.domain.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.desired.source_text import SourceText
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.vocabulary import Terms

DEFAULT_WEIGHT = 4
"""Of a term that names no weight, in a file that sets no default."""


class Row(NamedTuple):
    """One term as written; what it does not say is None."""

    text: str
    weight: int | None = None
    lang: str | None = None


@dataclass(slots=True)
class TermList:
    """All rows of one list. ``locate`` gives the index in the source of a row's part, or of the row.

    ``problems`` are what is wrong with the list whoever uses it; its rows are those that could be read. The same
    defaults give the same terms, so lists that many vocabularies include are kept once.
    """

    source: SourceText
    rows: tuple[Row, ...]
    locate: Callable[[int, str | None], int]
    problems: tuple[Diagnostic, ...] = ()
    _expanded: dict[tuple[int, str | None], Terms] = field(default_factory=dict)

    def expand(self, weight: int, lang: str | None) -> Terms:
        """Give the terms, with defaults where a row says nothing."""
        if (weight, lang) not in self._expanded:
            self._expanded[weight, lang] = tuple(
                Term(
                    row.text,
                    weight if row.weight is None else row.weight,
                    lang if row.lang is None else row.lang,
                )
                for row in self.rows
            )
        return self._expanded[weight, lang]
