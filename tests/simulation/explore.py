"""All single faults of a scenario, all pairs, random stories from seeds."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.simulation.invariants import violations
from tests.simulation.scenarios import SCENARIOS
from tests.simulation.schedule import OUTCOMES, Fault, Schedule
from tests.simulation.world import live_through

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOST_STATES = (frozenset[str](), frozenset({"ledger", "journal"}))
_LEAVE_DOUBT = ("lost_request", "lost_answer", "late", "crash_after", "crash_late", "power_after")
"""Outcomes after which it matters whether the next run starts with nothing but the files."""


def singles(scenario: str) -> Iterator[Schedule]:
    """Give every (effect boundary × outcome) of a scenario's undisturbed first run."""
    yield Schedule(scenario)
    for fault in _next_faults(Schedule(scenario)):
        for lost in _losses(fault):
            yield Schedule(scenario, (fault,), lost)


def _losses(fault: Fault) -> tuple[frozenset[str], ...]:
    if fault.outcome not in _LEAVE_DOUBT:
        return LOST_STATES[:1]
    return (*LOST_STATES, frozenset({"journal"})) if fault.kind == "create" else LOST_STATES


def pairs(scenario: str) -> Iterator[Schedule]:
    """Give every second fault after every first, boundaries included that only the first one leads to."""
    for first in _next_faults(Schedule(scenario)):
        for second in _next_faults(Schedule(scenario, (first,))):
            yield Schedule(scenario, (first, second))


def random_schedule(seed: int) -> Schedule:
    """Give the story of a seed: up to three faults in up to two runs."""
    random = Random(seed)
    schedule = Schedule(
        random.choice(sorted(SCENARIOS)),
        lost=random.choice((*LOST_STATES, frozenset({"ledger"}), frozenset({"journal"}))),
    )
    for _ in range(random.randint(1, 3)):
        faults = list(_next_faults(schedule, runs=(0, 1)))
        schedule = Schedule(schedule.scenario, tuple(sorted({*schedule.faults, random.choice(faults)})), schedule.lost)
    return schedule


def broken(schedules: Iterable[Schedule]) -> tuple[int, list[str]]:
    """Live through schedules: how many there were, and every broken promise with the command that shows it again."""
    count, complaints = 0, []
    for schedule in schedules:
        count += 1
        complaints += [f"{how}\n    {schedule.replay}" for how in violations(live_through(schedule))]
    return count, complaints


def _next_faults(schedule: Schedule, runs: tuple[int, ...] = (0,)) -> Iterator[Fault]:
    """Give every fault that may be added after the last one of a schedule."""
    boundaries = list(dict.fromkeys(live_through(schedule).boundaries))
    if schedule.faults and len(runs) == 1:
        boundaries = boundaries[boundaries.index(schedule.faults[-1].boundary) + 1 :]
    for boundary in boundaries:
        if boundary.run in runs:
            yield from (Fault(*boundary, outcome) for outcome in OUTCOMES[boundary.kind])
