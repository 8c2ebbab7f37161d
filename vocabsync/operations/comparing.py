"""Files and remote compared, each vocabulary as soon as both sides are there, and let go of at once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.known import let_go
from vocabsync.operations.side_by_side import AT_ONCE

if TYPE_CHECKING:
    from vocabsync.domain.evidence import LedgerState
    from vocabsync.domain.identifiers import Prefix
    from vocabsync.domain.vocabulary import RemoteVocabulary, Vocabulary
    from vocabsync.operations.read_ahead import ReadAhead

MOST_WAITING: Final = AT_ONCE
"""Files that were read while the service had not answered yet; with one more, the first of them is waited for."""


class Comparing:
    """Takes what files declare, one prefix after the other; whatever answers first is compared first."""

    def __init__(self, queries: ReadAhead, ledger: LedgerState, *, keep_contents: bool) -> None:
        """Begin with nothing."""
        self._queries = queries
        self._ledger = ledger
        self._keep_contents = keep_contents
        self._waiting: dict[Prefix, tuple[Vocabulary, ...]] = {}
        self._compared: dict[Prefix, tuple[tuple[Vocabulary, ...], tuple[RemoteVocabulary, ...]]] = {}
        self._failure: VocabsyncError | None = None

    def add(self, prefix: Prefix, declared: tuple[Vocabulary, ...]) -> None:
        """Take what one file declares, and compare what can be compared. Never raises: a failure is told at the end."""
        self._waiting[prefix] = declared
        self._compare(self._answered())
        if len(self._waiting) > MOST_WAITING:
            self._compare([next(iter(self._waiting))])

    def finish(self) -> tuple[tuple[Vocabulary, ...], tuple[RemoteVocabulary, ...]]:
        """Wait for the rest, and give both sides, sorted by prefix. Raises what a query raised."""
        while self._waiting and self._failure is None:
            self._queries.wait_for_one(self._waiting)
            self._compare(self._answered() or [next(iter(self._waiting))])
        if self._failure is not None:
            raise self._failure
        in_order = sorted(self._compared)
        desired = chain.from_iterable(self._compared[prefix][0] for prefix in in_order)
        found = chain.from_iterable(self._compared[prefix][1] for prefix in in_order)
        return tuple(desired), tuple(found)

    def _answered(self) -> list[Prefix]:
        return [prefix for prefix in self._waiting if self._queries.has_answer(prefix)]

    def _compare(self, prefixes: list[Prefix]) -> None:
        for prefix in prefixes:
            declared = self._waiting.pop(prefix)
            if self._failure is None:
                try:
                    theirs = self._queries.take(prefix)
                except VocabsyncError as error:
                    self._failure = error
                else:
                    kept = let_go(declared, theirs, self._ledger, keep_contents=self._keep_contents)
                    self._compared[prefix] = kept
