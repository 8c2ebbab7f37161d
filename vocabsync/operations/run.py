"""What all steps of one apply share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from vocabsync.domain.errors import Interrupted, ServiceFailure, UnstableListing, VocabsyncError
from vocabsync.domain.frozen import frozen
from vocabsync.domain.outcome import NotAttempted, Refused, Unknown

if TYPE_CHECKING:
    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.outcome import Outcome
    from vocabsync.domain.plan import Action, Create, Update
    from vocabsync.domain.verdict import ServiceProblem
    from vocabsync.domain.vocabulary import RemoteVocabulary
    from vocabsync.operations.book import Book
    from vocabsync.operations.brake import Brake
    from vocabsync.operations.ports import Backups, Clock, Journal, Listener, RemoteWriter
    from vocabsync.operations.progress import Progress

UNANSWERED = (ServiceFailure, UnstableListing, Interrupted)
"""What reading may raise: nothing was learnt, and nothing may be concluded."""


@frozen(kw_only=True)
class Run:
    """One apply under way. ``quiet_period`` in seconds; ``name`` is the run's name in ledger, journal and backups."""

    name: str
    quiet_period: float
    remote: RemoteWriter
    journal: Journal
    backups: Backups
    clock: Clock
    listener: Listener
    brake: Brake
    progress: Progress
    book: Book


@frozen(kw_only=True)
class Accepted:
    """A create or update that the service took (or a vocabulary that was adopted), to be settled.

    ``seen`` is what a query showed since; ``doubt`` says what could not be made sure, so that it cannot end well.
    """

    action: Create | Update
    vocabulary_id: VocabularyId
    request_id: str | None
    began: float
    seen: RemoteVocabulary | None = None
    backup: str | None = None
    adopted: bool = False
    doubt: str | None = None


Step: TypeAlias = "Outcome | Accepted"


@dataclass(slots=True)
class Attempt:
    """One action under way: makes its outcomes."""

    run: Run
    action: Action
    vocabulary_id: VocabularyId | None
    began: float
    request_id: str | None = None

    @classmethod
    def begin(cls, run: Run, action: Action, vocabulary_id: VocabularyId | None = None) -> Attempt:
        """Start the watch."""
        return cls(run, action, vocabulary_id, run.clock.monotonic())

    @property
    def duration(self) -> float:
        """Seconds since it began."""
        return self.run.clock.monotonic() - self.began

    def not_attempted(self, why: str) -> NotAttempted:
        """Say that nothing was sent."""
        return NotAttempted(action=self.action, why=why)

    def refused(self, why: str, problem: ServiceProblem | None = None, *, moved: bool = False) -> Refused:
        """Say that nothing was done, which is proved."""
        if problem is not None:
            self.run.brake.heed(problem)
        return Refused(
            action=self.action,
            vocabulary_id=self.vocabulary_id,
            request_id=(problem.request_id if problem else None) or self.request_id,
            duration=self.duration,
            why=why,
            problem=problem,
            moved=moved,
        )

    def unread(self, error: VocabsyncError) -> Refused | NotAttempted:
        """Say that nothing was sent, as what lies there could not be read."""
        if isinstance(error, ServiceFailure):
            return self.refused(f"not sent: {error.what}", error.problem)
        return self.not_attempted(error.what)

    def unknown(self, seen: str, problem: ServiceProblem | None = None) -> Unknown:
        """Say that it may have been done."""
        if problem is not None:
            self.run.brake.heed(problem)
        return Unknown(
            action=self.action,
            vocabulary_id=self.vocabulary_id,
            request_id=(problem.request_id if problem else None) or self.request_id,
            duration=self.duration,
            seen=seen,
            problem=problem,
        )

    def unseen(self, error: VocabsyncError, problem: ServiceProblem | None = None) -> Unknown:
        """Say that it was sent, and that reading afterwards failed."""
        if isinstance(error, ServiceFailure):
            self.run.brake.heed(error.problem)
            problem = problem or error.problem
        return self.unknown(f"sent, then it could not be read back: {error.what}", problem)
