"""Readers of tests that have their answers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.builders import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary


class AsksAtOnce:
    """Gives ``ask`` to whoever has ``get``, and has nothing to connect to."""

    def connect(self) -> None:
        pass

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        raise NotImplementedError

    def ask(self, vocabulary_id: VocabularyId) -> Callable[[], RemoteVocabulary]:
        remote = self.get(vocabulary_id)
        return lambda: remote


class Account(AsksAtOnce):
    """A remote that is only read."""

    def __init__(self, *remote: RemoteVocabulary) -> None:
        self._remote = {each.id: each for each in remote}

    def list_all(self, on_new: Callable[[ListedVocabulary], None] = lambda _: None) -> tuple[ListedVocabulary, ...]:
        rows = tuple(listed(each) for each in self._remote.values())
        for row in rows:
            on_new(row)
        return rows

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        return self._remote[vocabulary_id]
