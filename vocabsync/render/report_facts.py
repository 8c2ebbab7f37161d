"""What became of an action, in the words that every form of the report uses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from vocabsync.domain.frozen import frozen
from vocabsync.domain.outcome import Done, NotAttempted, Refused, Unknown
from vocabsync.domain.plan import Create, Delete, Update
from vocabsync.domain.vocabulary import READY
from vocabsync.render.service_problems import meaning_of, say_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.outcome import ApplyReport, Outcome
    from vocabsync.domain.plan import Action, TermDiff
    from vocabsync.domain.verdict import ServiceProblem

State: TypeAlias = Literal["done", "done, stored differently", "done, not OK", "refused", "unknown", "not attempted"]
Verb: TypeAlias = Literal["create", "update", "delete"]

_PAST: dict[Verb, str] = {"create": "created", "update": "updated", "delete": "deleted"}


@frozen(kw_only=True)
class Facts:
    """One outcome. ``notes`` are sentences for people; they hold foreign text."""

    state: State
    verb: Verb
    prefix: str
    target_model: str
    vocabulary_id: str | None = None
    request_id: str | None = None
    seconds: float | None = None
    backup: str | None = None
    adopted: bool = False
    moved: bool = False
    status: str | None = None
    notes: tuple[str, ...] = ()
    stored: TermDiff | None = None


def facts_of(outcome: Outcome) -> Facts:
    """Say what is known of one action, and nothing more."""
    match outcome:
        case Done():
            return _done(outcome)
        case Refused():
            return _answered("refused", outcome, outcome.why)
        case Unknown():
            return _answered("unknown", outcome, outcome.seen)
        case NotAttempted():
            return Facts(
                state="not attempted",
                verb=verb_of(outcome.action),
                prefix=outcome.action.claim.prefix,
                target_model=outcome.action.claim.target_model,
                vocabulary_id=_planned_id(outcome.action),
                notes=(outcome.why,),
            )
        case _ as never:
            assert_never(never)


def verb_of(action: Action) -> Verb:
    """Name the write of an action."""
    match action:
        case Create():
            return "create"
        case Update():
            return "update"
        case Delete():
            return "delete"
        case _ as never:
            assert_never(never)


def _planned_id(action: Action) -> str | None:
    return None if isinstance(action, Create) else action.remote.id


def _done(outcome: Done) -> Facts:
    state: State = "done"
    notes = []
    if outcome.adopted:
        notes.append("adopted: the service already had exactly this content, so nothing was sent")
    if outcome.stored_differently is not None:
        state = "done, stored differently"
        notes.append("the service stores another list than the one it was sent")
    elif not isinstance(outcome.action, Delete) and outcome.status not in (None, READY):
        state = "done, not OK"
        notes.append(f"status {outcome.status}: recognition does not use it yet, so `vocabsync output` refuses")
    return Facts(
        state=state,
        verb=verb_of(outcome.action),
        prefix=outcome.action.claim.prefix,
        target_model=outcome.action.claim.target_model,
        vocabulary_id=outcome.vocabulary_id,
        request_id=outcome.request_id,
        seconds=outcome.duration,
        backup=outcome.backup,
        adopted=outcome.adopted,
        status=outcome.status,
        notes=tuple(notes),
        stored=outcome.stored_differently,
    )


def _answered(state: State, outcome: Refused | Unknown, why: str) -> Facts:
    return Facts(
        state=state,
        verb=verb_of(outcome.action),
        prefix=outcome.action.claim.prefix,
        target_model=outcome.action.claim.target_model,
        vocabulary_id=outcome.vocabulary_id,
        request_id=outcome.request_id or (outcome.problem.request_id if outcome.problem else None),
        seconds=outcome.duration,
        moved=isinstance(outcome, Refused) and outcome.moved,
        notes=(why, *_explain(outcome.problem)),
    )


def _explain(problem: ServiceProblem | None) -> tuple[str, ...]:
    if problem is None:
        return ()
    meaning = meaning_of(problem)
    answer = say_problem(problem) if problem.status is None else f"the service answered {say_problem(problem)}"
    return (answer,) if meaning is None else (answer, f"this means: {meaning.means}")


def say_totals(facts: Iterable[Facts]) -> str:
    """Count what really happened."""
    counted = Counter(
        "adopted" if fact.adopted else _PAST[fact.verb] if fact.state.startswith("done") else fact.state
        for fact in facts
    )
    order = ("created", "adopted", "updated", "deleted", "refused", "unknown", "not attempted")
    return ", ".join(f"{counted[word]} {word}" for word in order if counted[word]) or "nothing was to be done"


def _remedies(report: ApplyReport) -> list[str]:
    """Say what helps against what the service refused, once each; where the world moved, a new plan does."""
    problems = [each.problem for each in report.outcomes if isinstance(each, Refused) and not each.moved]
    meanings = [meaning_of(problem) for problem in problems if problem is not None]
    return list(dict.fromkeys(meaning.remedy for meaning in meanings if meaning is not None))


def next_steps(report: ApplyReport) -> tuple[str, ...]:
    """Say what to do now, the most urgent first; commands stand in backticks."""
    facts = [facts_of(outcome) for outcome in report.outcomes]
    environment = "" if report.environment == "default" else f" --env {report.environment}"
    steps = [
        f"two vocabularies answer to {twin.claim.prefix} {twin.claim.target_model}: stop the other writer, then "
        f"`vocabsync{environment} dedupe {twin.claim.prefix} --keep {twin.created}`"
        for twin in report.twins
    ]
    if report.unsaved:
        steps.append("keep this report: the ledger does not know the IDs named here")
    if report.not_saved is not None:
        steps.append("make room, or make the folder writable, before the next apply")
    steps += _remedies(report)
    states = {fact.state for fact in facts}
    if "unknown" in states:
        steps.append(
            f"`vocabsync{environment} apply` again: it finds out what became of the unknown, and sends it once"
        )
    elif states & {"refused", "not attempted"} or report.interrupted:
        steps.append(f"`vocabsync{environment} plan` shows what is left to do")
    elif report.not_ready or "done, not OK" in states:
        steps.append(f"`vocabsync{environment} plan` again in a minute: a vocabulary is not OK yet")
    elif "done, stored differently" in states:
        steps.append(f"`vocabsync{environment} plan` shows the difference; sent once more, it is then taken as it is")
    elif not steps:
        steps.append(f"`vocabsync{environment} output` gives the IDs to consumers")
    return tuple(steps)
