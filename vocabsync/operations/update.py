"""Carrying out an update: query again, save the old content, write, read back; again only where nothing happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import Interrupted, VocabularyAbsent
from vocabsync.domain.verdict import Executed, NotExecuted, Uncertain
from vocabsync.operations.recheck import recheck
from vocabsync.operations.run import UNANSWERED, Accepted, Attempt

if TYPE_CHECKING:
    from vocabsync.domain.plan import Update
    from vocabsync.domain.verdict import ServiceProblem, WriteAnswer
    from vocabsync.domain.vocabulary import RemoteVocabulary
    from vocabsync.operations.run import Run, Step

TRIES = 4
"""How often a repeatable write is sent at most (faults.md section 2)."""

GONE = "BadRequest.ResourceNotExist"
STILL_OLD = "sent, and a query still shows the old content"
DELETED = "somebody else deleted it since the plan; creating it again changes its ID, so that needs a new plan"


def update_vocabulary(action: Update, run: Run) -> Step:
    """Replace the terms of one vocabulary, provided it still shows what the plan showed."""
    attempt = Attempt.begin(run, action, action.remote.id)
    try:
        checked = recheck(action, attempt)
    except VocabularyAbsent as absent:
        return attempt.refused(DELETED, absent.problem, moved=True)
    return _Sending(action, attempt, checked).send() if isinstance(checked, str) else checked


def may_send_again(run: Run, number: int) -> bool:
    """Whether a write that proved not executed may be sent once more after try ``number``; waits if so."""
    return number < TRIES and run.brake.why() is None and run.remote.pause_before_retry(number)


class _Sending:
    """The part after the first query: at most ``TRIES`` writes, each after a query that shows the old content."""

    def __init__(self, action: Update, attempt: Attempt, backup: str) -> None:
        self._action = action
        self._attempt = attempt
        self._backup = backup
        self._run = attempt.run

    def send(self) -> Step:
        number = 0
        while True:
            number += 1
            self._run.progress.sent(self._action, None, "sent; the run ended before the answer was checked")
            try:
                answer = self._run.remote.overwrite_terms(self._action.remote.id, self._action.desired.terms)
            except Interrupted as error:  # in a pause between tries that are proved not executed
                return self._attempt.refused(error.what) if number == 1 else self._attempt.unseen(error)
            ended = self._after(answer, number)
            if ended is not None:
                return ended

    def _after(self, answer: WriteAnswer, number: int) -> Step | None:
        """Give the end, or None where the old content is still there and the write may be sent again."""
        match answer:
            case NotExecuted(problem=problem):
                if problem.code == GONE:
                    return self._attempt.refused(DELETED, problem, moved=True)
                return self._attempt.refused("the service refused it", problem)
            case Uncertain(problem=problem, stop=True):
                self._run.brake.pull(f"the service sends its callers to another address ({problem.symptom})")
                return self._attempt.unknown("not looked at, as nothing more may be sent", problem)
            case Uncertain(problem=problem):
                return self._look(problem, number)
            case Executed(request_id=request_id):
                self._attempt.request_id = request_id
                return self._look(None, number)
            case _:
                assert_never(answer)

    def _look(self, doubt: ServiceProblem | None, number: int) -> Step | None:
        """Let a query decide. ``doubt`` is what made the answer uncertain."""
        try:
            seen = self._query()
            if self._is_old(seen) and (doubt or not self._run.book.is_stored_differently(self._action)):
                if not may_send_again(self._run, number):
                    return self._attempt.unknown(STILL_OLD, doubt)
                seen = self._query()  # the pause was long enough for somebody else, or for a late execution
                if self._is_old(seen):
                    return self._attempt.unknown(STILL_OLD, doubt) if self._run.brake.why() else None
        except VocabularyAbsent as absent:
            return self._attempt.unknown("sent, and then somebody deleted the vocabulary", absent.problem)
        except UNANSWERED as error:
            return self._attempt.unseen(error, doubt)
        return self._changed(seen, doubt)

    def _is_old(self, seen: RemoteVocabulary) -> bool:
        return digest_terms(seen.terms) == self._action.before

    def _query(self) -> RemoteVocabulary:
        return self._run.remote.get(self._action.remote.id)

    def _changed(self, seen: RemoteVocabulary, doubt: ServiceProblem | None) -> Step:
        if doubt is not None and digest_terms(seen.terms) != self._action.after:
            return self._attempt.unknown("a query shows neither the old content nor what was sent", doubt)
        return self._accept(seen)

    def _accept(self, seen: RemoteVocabulary) -> Accepted:
        return Accepted(
            action=self._action,
            vocabulary_id=self._action.remote.id,
            request_id=self._attempt.request_id,
            began=self._attempt.began,
            seen=seen,
            backup=self._backup,
        )
