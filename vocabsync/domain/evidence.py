"""Proofs that a vocabulary was ours, and what the proofs are made from."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from vocabsync.domain.identifiers import Claim, Digest, Prefix, VocabularyId


@frozen(kw_only=True)
class Commit:
    """A commit of the user's repository: full hash, subject (foreign text), author date with zone."""

    hash: str
    subject: str
    date: datetime


@frozen(kw_only=True)
class Tombstone:
    """A ``removed:`` entry names the prefix, or the claim where it names a model. ``source`` is ``file:line``."""

    source: str
    reason: str | None = None


@frozen(kw_only=True)
class Recorded:
    """The ledger records this very ID. ``source`` names the ledger file and the run."""

    source: str


@frozen(kw_only=True)
class RemovedInGit:
    """A commit removed the file that declared the prefix. ``protected``: the file said ``protect`` when it went."""

    path: str
    commit: Commit
    protected: bool = False


@frozen(kw_only=True)
class DeclaredInGit:
    """An earlier version of the prefix's file declared this model. ``commit`` is the newest one that took it away."""

    path: str
    commit: Commit
    protected: bool = False


@frozen(kw_only=True)
class Deduplicated:
    """A person named the vocabulary of the claim that stays (`vocabsync dedupe`), so this one goes."""

    kept: VocabularyId


@frozen(kw_only=True)
class NoEvidence:
    """Nothing proves it: ``missing`` says in one sentence which evidence would, and how to give it."""

    missing: str


Evidence: TypeAlias = Tombstone | Recorded | RemovedInGit | DeclaredInGit | Deduplicated


class HistoryState(StrEnum):
    """How much git can tell. All but ``COMPLETE`` means unknown, and unknown never deletes."""

    COMPLETE = "complete"
    SHALLOW = "shallow"
    NO_GIT = "no git"
    NOT_ASKED = "not asked"


@frozen(kw_only=True)
class History:
    """What git history says of prefixes and claims that the files do not declare (looked up only for those).

    ``uncommitted`` are prefixes whose file is in the last commit but not in the folder: the removal is not committed
    yet.
    """

    state: HistoryState = HistoryState.NOT_ASKED
    removals: Mapping[Prefix, RemovedInGit] = field(default_factory=lambda: MappingProxyType({}))
    earlier_models: Mapping[Claim, DeclaredInGit] = field(default_factory=lambda: MappingProxyType({}))
    uncommitted: frozenset[Prefix] = frozenset()


@frozen(kw_only=True)
class Record:
    """What the ledger remembers of one claim since the last apply.

    ``sent`` and ``read_back`` are content digests; they differ where the service stores differently. ``repeats`` counts
    how often, after the first time, the same read-back came for the same sent content: 1 means that it came back twice.
    ``run`` names the apply that wrote it.
    """

    claim: Claim
    vocabulary_id: VocabularyId
    sent: Digest
    read_back: Digest
    run: str
    repeats: int = 0
    protect: bool = False
    ready: bool = True


@frozen(kw_only=True)
class LedgerState:
    """The ledger of one environment, read: records by claim, and the newest run (None before the first apply)."""

    records: Mapping[Claim, Record] = field(default_factory=lambda: MappingProxyType({}))
    last_run: str | None = None
    source: str = "vocabsync.lock"

    def names(self, vocabulary_id: VocabularyId) -> Record | None:
        """Give the record that names this ID, if one does."""
        return next((record for record in self.records.values() if record.vocabulary_id == vocabulary_id), None)
