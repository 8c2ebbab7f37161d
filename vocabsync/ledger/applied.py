"""The content of each vocabulary as the last apply left it: lets a plan tell term by term who changed what.

A convenience of this machine, kept in ``.vocabsync/applied``: whatever is missing, stale or damaged is taken for
not at hand, as the planner compares its digest with the ledger's before it believes a word.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from vocabsync.domain.errors import StateNotSaved
from vocabsync.domain.vocabulary import Term
from vocabsync.ledger.durable_file import OS_DISK, Disk, write_durably

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.vocabulary import Terms


class AppliedFolder:
    """One file per vocabulary."""

    def __init__(self, folder: Path, *, disk: Disk = OS_DISK) -> None:
        """Name the folder; it is made at the first save."""
        self._folder = folder
        self._disk = disk

    def load(self, vocabulary_id: VocabularyId) -> Terms | None:
        """Give what was left under an ID; None where that is not at hand."""
        try:
            data = self._disk.read(self._path(vocabulary_id))
            return None if data is None else tuple(_term(*row) for row in json.loads(data))
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def save(self, vocabulary_id: VocabularyId, terms: Terms) -> None:
        """Keep what was left under an ID. A disk that refuses costs the convenience and nothing else."""
        rows = ",\n".join(json.dumps(term, ensure_ascii=False) for term in terms)
        with suppress(StateNotSaved):
            write_durably(
                self._path(vocabulary_id), f"[\n{rows}\n]\n".encode("utf-8", "surrogatepass"), disk=self._disk
            )

    def keep_only(self, vocabulary_ids: Collection[VocabularyId]) -> None:
        """Let go of contents that no record names any more."""
        with suppress(OSError):
            for path in self._folder.glob("*.json"):
                if path.stem not in vocabulary_ids:
                    self._disk.remove(path)

    def _path(self, vocabulary_id: VocabularyId) -> Path:
        return self._folder / f"{vocabulary_id}.json"


def _term(text: object, weight: object, lang: object) -> Term:
    if not isinstance(text, str) or type(weight) is not int or not isinstance(lang, str | None):
        raise TypeError("a row is no term")
    return Term(text, weight, lang)
