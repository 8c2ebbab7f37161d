"""A reader of tests that has its answers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.vocabulary import RemoteVocabulary


class AsksAtOnce:
    """Gives ``ask`` to whoever has ``get``, and has nothing to connect to."""

    def connect(self) -> None:
        pass

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        raise NotImplementedError

    def ask(self, vocabulary_id: VocabularyId) -> Callable[[], RemoteVocabulary]:
        remote = self.get(vocabulary_id)
        return lambda: remote
