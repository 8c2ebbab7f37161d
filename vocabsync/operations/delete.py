"""Carrying out a delete: query again, save the old content, delete, prove the absence."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import Interrupted, VocabularyAbsent
from vocabsync.domain.outcome import Done
from vocabsync.domain.verdict import Executed, NotExecuted, Uncertain
from vocabsync.operations.recheck import recheck
from vocabsync.operations.run import UNANSWERED, Attempt
from vocabsync.operations.update import may_send_again

if TYPE_CHECKING:
    from vocabsync.domain.outcome import Outcome
    from vocabsync.domain.plan import Delete
    from vocabsync.domain.verdict import ServiceProblem, WriteAnswer
    from vocabsync.operations.run import Run


STILL_THERE = "sent, and a query still shows the vocabulary"


def delete_vocabulary(action: Delete, run: Run) -> Outcome:
    """Delete one vocabulary, provided it still shows what the plan showed. One that is gone already is done."""
    attempt = Attempt.begin(run, action, action.remote.id)
    try:
        checked = recheck(action, attempt)
    except VocabularyAbsent as absent:
        return _done(action, attempt, absent.problem.request_id, backup=None)
    return _send(action, attempt, checked) if isinstance(checked, str) else checked


def _send(action: Delete, attempt: Attempt, backup: str) -> Outcome:
    run = attempt.run
    number = 0
    while True:
        number += 1
        run.progress.sent(action, None, "sent; the run ended before the answer was checked")
        try:
            answer = run.remote.delete(action.remote.id)
        except Interrupted as error:  # in a pause between tries that are proved not executed
            return attempt.refused(error.what) if number == 1 else attempt.unseen(error)
        ended = _after(action, attempt, answer, number)
        if isinstance(ended, VocabularyAbsent):
            return _done(action, attempt, attempt.request_id or ended.problem.request_id, backup)
        if ended is not None:
            return ended


def _after(action: Delete, attempt: Attempt, answer: WriteAnswer, number: int) -> Outcome | VocabularyAbsent | None:
    """Give absence, an end, or None where the vocabulary is still there and the delete may be sent again."""
    match answer:
        case NotExecuted(problem=problem):
            return attempt.refused("the service refused it", problem)
        case Uncertain(problem=problem, stop=True):
            attempt.run.brake.pull(f"the service sends its callers to another address ({problem.symptom})")
            return attempt.unknown("not looked at, as nothing more may be sent", problem)
        case Uncertain(problem=problem):
            return _look(action, attempt, problem, number)
        case Executed(request_id=request_id):
            attempt.request_id = request_id
            return _look(action, attempt, None, number)
        case _:
            assert_never(answer)


def _look(
    action: Delete, attempt: Attempt, doubt: ServiceProblem | None, number: int
) -> Outcome | VocabularyAbsent | None:
    """Let a query decide."""
    run = attempt.run
    try:
        seen = run.remote.get(action.remote.id)
        if digest_terms(seen.terms) == action.before:
            if not may_send_again(run, number):
                return attempt.unknown(STILL_THERE, doubt)
            seen = run.remote.get(action.remote.id)
    except VocabularyAbsent as absent:
        return absent
    except UNANSWERED as error:
        return attempt.unseen(error, doubt)
    if digest_terms(seen.terms) != action.before:
        return attempt.unknown("sent, and then somebody changed the vocabulary", doubt)
    return attempt.unknown(STILL_THERE, doubt) if run.brake.why() else None


def _done(action: Delete, attempt: Attempt, request_id: str | None, backup: str | None) -> Done:
    return Done(
        action=action,
        vocabulary_id=action.remote.id,
        request_id=request_id,
        duration=attempt.duration,
        backup=backup,
    )
