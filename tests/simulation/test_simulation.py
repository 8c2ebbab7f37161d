"""No schedule of faults breaks a promise (faults.md sections 1 and 7)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest

from tests.simulation.explore import broken, pairs, random_schedule, singles
from tests.simulation.replay import tell
from tests.simulation.scenarios import SCENARIOS
from tests.simulation.schedule import parse_schedule
from tests.simulation.world import live_through

SMALL = sorted(name for name, scenario in SCENARIOS.items() if scenario.is_small)
Record = Callable[[str, object], None]


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_no_single_fault_breaks_a_promise(scenario: str, record_property: Record) -> None:
    count, complaints = broken(singles(scenario))
    record_property("schedules", count)
    assert not complaints, "\n".join(complaints[:20])


@pytest.mark.parametrize("block", range(4))
def test_no_random_story_breaks_a_promise(block: int, record_property: Record) -> None:
    count, complaints = broken(random_schedule(seed) for seed in range(block * 500, block * 500 + 500))
    record_property("schedules", count)
    assert not complaints, "\n".join(complaints[:20])


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("block", range(20))
def test_no_random_story_of_many_breaks_a_promise(block: int, record_property: Record) -> None:
    count, complaints = broken(random_schedule(seed) for seed in range(10_000 + block * 500, 10_500 + block * 500))
    record_property("schedules", count)
    assert not complaints, "\n".join(complaints[:20])


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("scenario", SMALL)
def test_no_pair_of_faults_breaks_a_promise(scenario: str, record_property: Record) -> None:
    count, complaints = broken(pairs(scenario))
    record_property("schedules", count)
    assert not complaints, "\n".join(complaints[:20])


def test_a_dozen_scenarios_and_more_are_told() -> None:
    assert len(SCENARIOS) >= 12
    assert {"create", "update", "update_unrecorded", "replace", "adopt"} <= set(SMALL)


@pytest.mark.parametrize("scenario", ["create", "replace"])
def test_every_schedule_can_be_typed_in_again(scenario: str) -> None:
    for schedule in singles(scenario):
        assert parse_schedule(str(schedule).split()) == schedule
        assert schedule.replay.endswith(str(schedule))


def test_the_same_seed_tells_the_same_story() -> None:
    assert [random_schedule(seed) for seed in range(5)] == [random_schedule(seed) for seed in range(5)]
    assert tell(["seed=3"]).startswith(f"schedule {random_schedule(3)}\n")


def test_faults_really_happen() -> None:
    """A simulation whose faults miss their boundaries would find nothing wrong with anything."""
    ends = {str(schedule): live_through(schedule).results[0].code for schedule in islice(singles("create"), 400)}

    assert set(ends.values()) == {0, 1, 3, 4, 5, 130, None}
