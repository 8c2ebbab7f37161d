"""A remote whose calls move in rounds: nobody gets an answer before all that can be in flight are in flight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Condition

from tests.support.asking import AsksAtOnce
from vocabsync.domain.identifiers import VocabularyId
from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary

PATIENCE = 20.0
"""Seconds until a round that never fills is a failure; no test waits this long unless it fails."""


class Lockstep:
    """Counts calls in flight, and opens the gate for one whole round at a time."""

    def __init__(self, rounds: Sequence[int], on_round: Callable[[], object] = lambda: None) -> None:
        self._expected = list(rounds)
        self._on_round = on_round
        self._arrived = 0
        self._round = 0
        self._gate = Condition()
        self.log: list[str] = []

    def call(self, name: str) -> None:
        with self._gate:
            self.log.append(name)
            mine = self._round
            self._arrived += 1
            if mine >= len(self._expected) or self._arrived > self._expected[mine]:
                message = f"more calls in round {mine} than expected: {self.log}"
                raise AssertionError(message)
            if self._arrived == self._expected[mine]:
                self._round += 1
                self._arrived = 0
                self._on_round()
                self._gate.notify_all()
            if not self._gate.wait_for(lambda: self._round > mine, timeout=PATIENCE):
                message = f"round {mine} never filled: {self.log}"
                raise AssertionError(message)

    def assert_finished(self) -> None:
        assert self._round == len(self._expected), f"stopped in round {self._round}: {self.log}"


class PagedReader(AsksAtOnce):
    """A reader over fixed vocabularies that pages by 100 as the real one does, every call in lockstep."""

    def __init__(self, remote: Sequence[RemoteVocabulary], listed: Sequence[ListedVocabulary], steps: Lockstep) -> None:
        self._remote = {each.id: each for each in remote}
        self._listed = list(listed)
        self._steps = steps

    def list_all(self, on_new: Callable[[ListedVocabulary], None] = lambda _: None) -> tuple[ListedVocabulary, ...]:
        for start in range(0, len(self._listed) + 100, 100):
            self._steps.call(f"list {start // 100}")
            for each in self._listed[start : start + 100]:
                on_new(each)
            if start >= len(self._listed):
                break
        return tuple(self._listed)

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        self._steps.call(f"query {vocabulary_id}")
        return self._remote[vocabulary_id]
