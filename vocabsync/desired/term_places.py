"""All terms of one vocabulary, own and included, and the way back from a term to its place."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocabsync.desired.term_list import TermList
    from vocabsync.domain.diagnostic import Diagnostic, Place
    from vocabsync.domain.findings import Finding
    from vocabsync.domain.vocabulary import Terms


class Assembled:
    """Lists, one after the other, under one set of defaults. A single list's terms are not copied."""

    def __init__(self, lists: tuple[TermList, ...], weight: int, lang: str | None) -> None:
        """Expand every list."""
        parts = [each.expand(weight, lang) for each in lists]
        self._lists = lists
        self._starts = [0, *accumulate(len(part) for part in parts)]
        self.terms: Terms = parts[0] if len(parts) == 1 else tuple(term for part in parts for term in part)

    def place(self, index: int, part: str | None = None) -> Place:
        """Say where a term, or a part of it, stands."""
        each, row = self._find(index)
        return each.source.place(each.locate(row, part))

    def complain(self, finding: Finding, index: int, *, related: tuple[Place, ...] = ()) -> Diagnostic:
        """Make a diagnostic of a finding about one term; ``related`` are places in other vocabularies."""
        each, row = self._find(index)
        if finding.related is not None:
            related = (*related, self.place(finding.related, finding.part))
        at = each.locate(row, finding.part)
        return each.source.complain(finding.rule, finding.summary, at, remedy=finding.remedy, related=related)

    def _find(self, index: int) -> tuple[TermList, int]:
        number = bisect_right(self._starts, index) - 1
        return self._lists[number], index - self._starts[number]
