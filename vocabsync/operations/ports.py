"""What the straight lines need of the world, and no more. Edges satisfy these by shape; tests bring other worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from vocabsync.domain.loaded import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from vocabsync.domain.creation import Intent
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.evidence import History, LedgerState, Record
    from vocabsync.domain.identifiers import Claim, Prefix, VocabularyId
    from vocabsync.domain.outcome import Outcome
    from vocabsync.domain.policy import Policy
    from vocabsync.domain.verdict import WriteAnswer
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Terms

__all__ = [
    "AppliedContents",
    "Backups",
    "Clock",
    "CommittedFiles",
    "Files",
    "HistoryReader",
    "Journal",
    "LedgerStore",
    "Listener",
    "Loaded",
    "RemoteReader",
    "RemoteWriter",
    "Stop",
]


class RemoteReader(Protocol):
    """The account, read only. Retries inside, within the run's budget; everything unexpected raises."""

    def connect(self) -> None:
        """Get ready for the first call, which does so itself otherwise: work for this machine, not for the network."""
        ...

    def list_all(self, on_new: Callable[[ListedVocabulary], None] = ...) -> tuple[ListedVocabulary, ...]:
        """Give a complete listing, unique by ID.

        ``on_new`` hears of each ID as its page arrives, in the calling thread.

        Raises ServiceFailure, UnstableListing.
        """
        ...

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        """Query one vocabulary whose prefix parses. Raises VocabularyAbsent, ServiceFailure."""
        ...

    def ask(self, vocabulary_id: VocabularyId) -> Callable[[], RemoteVocabulary]:
        """Query one vocabulary and give what reads its answer; one of the two calls raises what ``get`` raises."""
        ...


class RemoteWriter(RemoteReader, Protocol):
    """The account, with the three writes.

    Each call sends one request, or several where the earlier ones are proved not executed.
    """

    def create(self, claim: Claim, terms: Terms) -> WriteAnswer:
        """Send one create on a fresh connection; never sends a second."""
        ...

    def overwrite_terms(self, vocabulary_id: VocabularyId, terms: Terms) -> WriteAnswer:
        """Replace the whole list of one vocabulary."""
        ...

    def delete(self, vocabulary_id: VocabularyId) -> WriteAnswer:
        """Delete one vocabulary. "No such ID" counts as executed."""
        ...

    def pause_before_retry(self, attempt: int) -> bool:
        """Wait before a write is sent again, and spend one retry of the run's budget; False when that is spent.

        Attempt 1 is the first repeat.
        """


class LedgerStore(Protocol):
    """The ledger of one environment."""

    def load(self) -> LedgerState:
        """Read it; a missing file is the empty state. Raises StateDamaged."""
        ...

    def save(self, records: Collection[Record], run: str) -> None:
        """Write this environment's records, durably; other environments stay as they are. Raises StateNotSaved."""
        ...


class Journal(Protocol):
    """Open intents of this environment on this machine, and the runs it knows."""

    def prepare(self) -> None:
        """Make sure that saving will be possible, before the first write to the service. Raises StateNotSaved."""
        ...

    def finish(self) -> None:
        """Give back what ``prepare`` took; never raises."""
        ...

    def open_intents(self) -> tuple[Intent, ...]:
        """Give the intents without a resolution. Raises StateDamaged."""
        ...

    def open(self, intent: Intent) -> None:
        """Write an intent durably, before the create it announces. Raises StateNotSaved."""
        ...

    def close(self, intent: Intent, vocabulary_id: VocabularyId | None) -> None:
        """Resolve an intent: with the ID it led to, or None where nothing came of it. Raises StateNotSaved."""
        ...

    def knows_run(self, run: str) -> bool:
        """Whether the run with this name was recorded here."""
        ...

    def record_run(self, run: str) -> None:
        """Remember a finished run."""
        ...


class AppliedContents(Protocol):
    """What the last apply left under each ID, as far as this machine remembers; a convenience for reading plans."""

    def load(self, vocabulary_id: VocabularyId) -> Terms | None:
        """Give it; None where it is not at hand. Never raises."""
        ...

    def save(self, vocabulary_id: VocabularyId, terms: Terms) -> None:
        """Keep it. Never raises."""
        ...

    def keep_only(self, vocabulary_ids: Collection[VocabularyId]) -> None:
        """Let go of all others. Never raises."""
        ...


class Backups(Protocol):
    """Content that is about to be lost."""

    def save(self, remote: RemoteVocabulary, run: str) -> str:
        """Write one vocabulary durably, as ``import`` reads it; give the path to show. Raises StateNotSaved."""
        ...


class HistoryReader(Protocol):
    """Git history of the vocabulary folder."""

    def look_up(self, undeclared: Collection[Prefix], undeclared_models: Collection[Claim]) -> History:
        """Find out who removed these prefixes and who took these models away.

        Never raises for a missing or shallow history.
        """
        ...


class CommittedFiles(Protocol):
    """The files of one environment as git has them."""

    def uncommitted(self, paths: Collection[str]) -> frozenset[str] | None:
        """Give those files that say something else than the last commit; None where git knows nothing."""
        ...


class Files(Protocol):
    """The vocabulary files of one environment. File stems are the claimed prefixes, known before any YAML is read."""

    @property
    def policy(self) -> Policy:
        """What the configuration asks for in this environment."""
        ...

    def prefixes(self) -> tuple[Prefix, ...]:
        """Give the claimed prefixes, sorted.

        Raises FilesInvalid where there is no vocabulary file at all, or a stem is no prefix.
        """
        ...

    def load(self, prefix: Prefix) -> Loaded:
        """Read, check and expand one file. Never raises for what is in the file."""
        ...

    def finish(self) -> tuple[Diagnostic, ...]:
        """Give the problems that only all files together show, after every ``load``."""
        ...


class Listener(Protocol):
    """Who is told how a run goes on, for people only."""

    def waiting(self, why: str) -> None:
        """Hear what is being waited for, in one plain sentence."""

    def waited(self) -> None:
        """Hear that nothing is waited for any more."""

    def finished(self, outcome: Outcome) -> None:
        """Hear of one action's outcome as it is known."""


class Stop(Protocol):
    """Whether the person or the system asked the run to end."""

    @property
    def requested(self) -> bool:
        """True from the first SIGINT or SIGTERM on: nothing new may start."""


class Clock(Protocol):
    """Time and waiting. No decision uses ``now``."""

    def now(self) -> datetime:
        """Wall clock time, with zone."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment, never going back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait; an interrupt ends the wait early by raising."""
        ...
