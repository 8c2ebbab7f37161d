"""How far an apply is, at any moment and from any thread: the report of a run that had to be left comes from here."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from vocabsync.domain.outcome import ApplyReport, NotAttempted, Outcome, Twin, Unknown, is_verified
from vocabsync.domain.plan import Create

if TYPE_CHECKING:
    from vocabsync.domain.evidence import Record
    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.plan import Action, Plan
    from vocabsync.operations.ports import Clock, Listener


class Progress:
    """The outcomes of one plan's actions, as they become known."""

    def __init__(self, plan: Plan, run: str, clock: Clock, listener: Listener) -> None:
        """Begin with every action not attempted."""
        self._plan = plan
        self._run = run
        self._clock = clock
        self._listener = listener
        self._lock = RLock()  # a signal handler may ask for the report while its own thread writes here
        self._outcomes: dict[int, Outcome] = {}
        self._sent: dict[int, tuple[float, VocabularyId | None, str]] = {}
        self._twins: list[Twin] = []

    def sent(self, action: Action, vocabulary_id: VocabularyId | None, seen: str) -> None:
        """Hear that a write goes out, or that it was accepted and is yet to be read back."""
        with self._lock:
            began = self._sent[id(action)][0] if id(action) in self._sent else self._clock.monotonic()
            self._sent[id(action)] = (began, vocabulary_id, seen)

    def put(self, outcome: Outcome) -> None:
        """Hear of an action's outcome."""
        with self._lock:
            self._outcomes[id(outcome.action)] = outcome
        self._listener.finished(outcome)

    def put_twins(self, twins: tuple[Twin, ...]) -> None:
        """Hear of vocabularies that answer to the claim of one just created."""
        with self._lock:
            self._twins += twins

    def all_verified(self) -> bool:
        """Whether everything that ended so far ended well: deletes and later stages depend on it."""
        with self._lock:
            return not self._twins and all(map(is_verified, self._outcomes.values()))

    def outcomes(self) -> tuple[Outcome, ...]:
        """Give one outcome for every action of the plan, in its order."""
        with self._lock:
            return tuple(self._outcome(action) for action in self._plan.actions)

    def report(
        self,
        *,
        interrupted: bool,
        not_ready: tuple[VocabularyId, ...] = (),
        unsaved: tuple[Record, ...] = (),
        not_saved: str | None = None,
    ) -> ApplyReport:
        """Give the report as far as it is known."""
        with self._lock:
            return ApplyReport(
                environment=self._plan.environment,
                region=self._plan.region,
                plan_digest=self._plan.digest,
                run=self._run,
                outcomes=self.outcomes(),
                twins=tuple(self._twins),
                not_ready=not_ready,
                interrupted=interrupted,
                unsaved=unsaved,
                not_saved=not_saved,
            )

    def _outcome(self, action: Action) -> Outcome:
        outcome = self._outcomes.get(id(action))
        if outcome is not None:
            return outcome
        if id(action) not in self._sent:
            return NotAttempted(action=action, why="the run ended before its turn")
        began, vocabulary_id, seen = self._sent[id(action)]
        if vocabulary_id is None and not isinstance(action, Create):
            vocabulary_id = action.remote.id
        return Unknown(
            action=action,
            vocabulary_id=vocabulary_id,
            request_id=None,
            duration=self._clock.monotonic() - began,
            seen=seen,
        )
