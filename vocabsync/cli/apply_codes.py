"""How an apply ends: the exit code of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.cli.exit_codes import ExitCode, worst
from vocabsync.domain.creation import takes_all_slots
from vocabsync.domain.outcome import Done, NotAttempted, Refused, Unknown, is_verified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.domain.outcome import ApplyReport
    from vocabsync.domain.plan import Plan
    from vocabsync.domain.verdict import ServiceProblem


def code_of_report(report: ApplyReport, plan: Plan) -> ExitCode:
    """Give the worst of what happened; DONE only where everything was read back, equal and in use."""
    return worst(_codes(report, plan))


def _codes(report: ApplyReport, plan: Plan) -> Iterator[ExitCode]:
    wrote = any(isinstance(outcome, Done) for outcome in report.outcomes)
    if report.twins or plan.conflicts:
        yield ExitCode.NEEDS_PERSON
    if report.not_ready or report.not_saved:
        yield ExitCode.PARTIAL
    for outcome in report.outcomes:
        match outcome:
            case Done():
                yield ExitCode.DONE if is_verified(outcome) else ExitCode.PARTIAL
            case Unknown():
                yield ExitCode.PARTIAL
            case Refused(moved=moved, problem=problem):
                stopped = problem is not None and _stops_the_run(problem)
                yield ExitCode.PARTIAL if wrote or stopped else ExitCode.MOVED if moved else ExitCode.PROBLEM
            case NotAttempted():
                yield ExitCode.PARTIAL if wrote else ExitCode.PROBLEM


def _stops_the_run(problem: ServiceProblem) -> bool:
    """Whether the world changed in the middle: somebody took the last slot, or the key was revoked (faults.md 4)."""
    return takes_all_slots(problem) or problem.status in {401, 403}
