"""The exit code of an apply: zero means verified, and the worst of several wins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.builders import a_claim, a_remote, a_vocabulary, an_id
from vocabsync.cli.apply_codes import code_of_report
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.domain.identifiers import Digest
from vocabsync.domain.outcome import ApplyReport, Done, NotAttempted, Outcome, Refused, Twin, Unknown
from vocabsync.domain.plan import Candidate, Conflict, Create, Plan, Slots, TermDiff
from vocabsync.domain.verdict import ApiAction, ServiceProblem

DIGEST = Digest("sha256:" + "0" * 64)
CREATE = Create(desired=a_vocabulary(), after=DIGEST, reason="new")
DONE = Done(action=CREATE, vocabulary_id=an_id(), request_id="r", duration=0.1, status="OK")
NOT_READY = replace(DONE, status="UNDEPLOYED")
OTHERWISE = replace(DONE, stored_differently=TermDiff(added=a_vocabulary().terms))
REFUSED = Refused(action=CREATE, vocabulary_id=None, request_id="r", duration=0.1, why="no")
MOVED = replace(REFUSED, moved=True)
UNKNOWN = Unknown(action=CREATE, vocabulary_id=None, request_id=None, duration=0.1, seen="nothing")
SKIPPED = NotAttempted(action=CREATE, why="something before it failed")

PLAN = Plan(
    environment="prod",
    region="cn-beijing",
    digest=DIGEST,
    stages=(),
    slots=Slots(now=0, peak=1, after=1, limit=10, unmanaged=0),
)
CONFLICT = Conflict(claim=a_claim(), candidates=(Candidate(remote=a_remote(), likeness=1.0),))


def a_report(*outcomes: Outcome) -> ApplyReport:
    return ApplyReport(environment="prod", region="cn-beijing", plan_digest=DIGEST, run="run-1", outcomes=outcomes)


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ((), ExitCode.DONE),
        ((DONE,), ExitCode.DONE),
        ((NOT_READY,), ExitCode.PARTIAL),
        ((OTHERWISE,), ExitCode.PARTIAL),
        ((UNKNOWN,), ExitCode.PARTIAL),
        ((DONE, UNKNOWN), ExitCode.PARTIAL),
        ((REFUSED,), ExitCode.PROBLEM),
        ((REFUSED, SKIPPED), ExitCode.PROBLEM),
        ((DONE, REFUSED), ExitCode.PARTIAL),
        ((DONE, SKIPPED), ExitCode.PARTIAL),
        ((MOVED,), ExitCode.MOVED),
        ((MOVED, SKIPPED), ExitCode.MOVED),
        ((DONE, MOVED), ExitCode.PARTIAL),
    ],
)
def test_the_outcomes_decide(outcomes: tuple[Outcome, ...], code: ExitCode) -> None:
    assert code_of_report(a_report(*outcomes), PLAN) is code


@pytest.mark.parametrize(
    ("status", "code"), [(400, "Throttling.AllocationQuota"), (401, "InvalidApiKey"), (403, "AccessDenied")]
)
def test_a_slot_or_a_key_lost_in_the_middle_is_partial_although_nothing_was_written(status: int, code: str) -> None:
    problem = ServiceProblem(action=ApiAction.CREATE, symptom=f"HTTP {status}", status=status, code=code)
    assert code_of_report(a_report(replace(REFUSED, problem=problem)), PLAN) is ExitCode.PARTIAL


def test_a_twin_needs_a_person() -> None:
    twin = Twin(claim=a_claim(), created=an_id(number=1), other=an_id(number=2))
    assert code_of_report(replace(a_report(DONE), twins=(twin,)), PLAN) is ExitCode.NEEDS_PERSON


def test_a_conflict_needs_a_person_although_everything_else_went_well() -> None:
    assert code_of_report(a_report(DONE), replace(PLAN, conflicts=(CONFLICT,))) is ExitCode.NEEDS_PERSON


def test_an_idle_apply_with_a_vocabulary_that_is_not_ready_is_partial() -> None:
    assert code_of_report(replace(a_report(), not_ready=(an_id(),)), PLAN) is ExitCode.PARTIAL


def test_a_ledger_that_could_not_be_written_is_partial() -> None:
    assert code_of_report(replace(a_report(DONE), not_saved="disk full"), PLAN) is ExitCode.PARTIAL
