"""Terms as one file lists them, before defaults, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vocabsync.domain.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.desired.documents import TermEntry
    from vocabsync.desired.source_text import SourceText
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.vocabulary import Terms

DEFAULT_WEIGHT = 4
"""Of a term that names no weight, in a file that sets no default."""


@dataclass(slots=True)
class TermList:
    """All terms of one list, as written: a text alone, or an entry.

    ``locate`` gives the index in the source of a term's part, or of the term. ``problems`` are what is wrong with the
    list whoever uses it; ``entries`` are those that could be read. The same defaults give the same terms, so lists that
    many vocabularies include are kept once.
    """

    source: SourceText
    entries: tuple[str | TermEntry, ...]
    locate: Callable[[int, str | None], int]
    problems: tuple[Diagnostic, ...] = ()
    _expanded: dict[tuple[int, str | None], Terms] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[TermEntry, ...]:
        """All terms in the long form."""
        from vocabsync.desired.documents import TermEntry  # noqa: PLC0415  late: others need a constant of this module

        return tuple(TermEntry(entry) if isinstance(entry, str) else entry for entry in self.entries)

    def expand(self, weight: int, lang: str | None) -> Terms:
        """Give the terms, with defaults where an entry says nothing."""
        if (weight, lang) not in self._expanded:
            self._expanded[weight, lang] = tuple(
                Term(entry, weight, lang)
                if isinstance(entry, str)
                else Term(
                    entry.text,
                    weight if entry.weight is None else entry.weight,
                    lang if entry.lang is None else entry.lang,
                )
                for entry in self.entries
            )
        return self._expanded[weight, lang]
