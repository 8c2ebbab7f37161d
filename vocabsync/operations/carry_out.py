"""Stages → outcomes: creates one by one, updates side by side, settle, deletes one by one and only if all went well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.outcome import NotAttempted
from vocabsync.domain.plan import Create, Delete, Update
from vocabsync.operations.create import create_vocabulary
from vocabsync.operations.delete import delete_vocabulary
from vocabsync.operations.run import Accepted
from vocabsync.operations.settle import settle
from vocabsync.operations.side_by_side import side_by_side
from vocabsync.operations.update import update_vocabulary

if TYPE_CHECKING:
    from vocabsync.domain.plan import Plan, Stage
    from vocabsync.operations.run import Run, Step
    from vocabsync.operations.watch import Watch

EARLIER_FAILED = "something before it did not end well"


def carry_out(plan: Plan, watch: Watch, run: Run) -> None:
    """Carry out a plan stage by stage; the outcomes gather in ``run.progress``."""
    for stage in plan.stages:
        if run.progress.all_verified():
            _carry_out_stage(stage, watch, run)
        else:
            _skip(stage, run)


def _carry_out_stage(stage: Stage, watch: Watch, run: Run) -> None:
    creates = [action for action in stage.actions if isinstance(action, Create)]
    updates = [action for action in stage.actions if isinstance(action, Update)]
    accepted = _accepted([create_vocabulary(action, watch, run) for action in creates], run)
    accepted += _accepted(side_by_side(lambda action: update_vocabulary(action, run), updates), run)
    settle(accepted, run)
    for action in stage.actions:
        if isinstance(action, Delete):
            _delete(action, run)


def _accepted(steps: list[Step], run: Run) -> list[Accepted]:
    """Report what has ended, and give what is to be settled."""
    accepted = []
    for step in steps:
        if isinstance(step, Accepted):
            accepted.append(step)
        else:
            run.progress.put(step)
    return accepted


def _delete(action: Delete, run: Run) -> None:
    if run.progress.all_verified():
        run.progress.put(delete_vocabulary(action, run))
    else:
        run.progress.put(NotAttempted(action=action, why=EARLIER_FAILED))


def _skip(stage: Stage, run: Run) -> None:
    for action in stage.actions:
        run.progress.put(NotAttempted(action=action, why=EARLIER_FAILED))
