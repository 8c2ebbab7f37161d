"""One spoilt answer anywhere in an apply: nothing is written but what was approved, and nothing is believed absent."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.support.answer_meaning import meaning_of
from tests.support.good_answers import swapped
from tests.support.spoiling_door import Moment, SpoilingDoor
from tests.support.spoilt_answers import Spoilt, spoil
from tests.support.standin_site import Ran, Site, a_site
from tests.support.story_of_three import AFTER, APPROVED, BEFORE, DOCUMENTED, NEW, OLD, WISHED, by_prefix, writes_of
from vocabsync.domain.approval import ApprovedPlan

if TYPE_CHECKING:
    from collections.abc import Callable

MOMENTS: tuple[Moment, ...] = (
    ("list", "page 0", 0),
    ("list", "page 1", 0),
    *(("query", prefix, 0) for prefix in ("movies", "people", "old")),
    ("list", "page 0", 1),
    ("list", "page 1", 1),
    ("create", "news", 0),
    ("query", "news", 0),
    ("query", "movies", 1),
    ("update", "movies", 0),
    ("query", "movies", 2),
    ("query", "old", 1),
    ("delete", "old", 0),
    ("query", "old", 2),
)
PLANNING = MOMENTS[:5]


def run_spoilt(moment: Moment | None, choose: Callable[[bytes], Spoilt]) -> tuple[Site, Ran, SpoilingDoor]:
    """Apply an approved plan (an update, a create, a delete, a vocabulary that stays) with one answer spoilt."""
    site = a_site()
    assert site.run(*BEFORE).code == 0
    approved = ApprovedPlan(digest=site.plan(*AFTER).digest)
    door = SpoilingDoor(moment, choose)
    site.door = door
    ran = site.run(*AFTER, approved=approved)
    site.door = SpoilingDoor()
    return site, ran, door


def judge(ran: Ran, moment: Moment, spoilt: Spoilt) -> None:
    """Check one run: its writes, what it left, and its exit code."""
    writes = writes_of(ran)
    assert set(writes) <= APPROVED, spoilt.name
    assert writes.count(("create_vocabulary", "news")) <= 1, spoilt.name
    held = by_prefix(ran)
    assert {name: held.get(name) for name in ("people", "foreign")} == {
        name: WISHED[name] for name in ("people", "foreign")
    }
    assert held["movies"] in (OLD, NEW)
    assert ran.code in DOCUMENTED, spoilt.name
    if ran.code == 0:
        assert held == WISHED, spoilt.name
    if moment in PLANNING and spoilt.status < 500 and meaning_of(moment[0], spoilt) is None:
        assert (ran.code, writes) == (1, []), spoilt.name


def test_the_moments_are_those_of_a_run_in_which_nothing_is_spoilt() -> None:
    _, ran, door = run_spoilt(None, lambda body: Spoilt("good", body))
    assert (ran.code, by_prefix(ran)) == (0, WISHED)
    assert sorted(door.seen) == sorted(MOMENTS)


def attack(moment: Moment, number: int) -> None:
    chance = random.Random(f"{moment} {number}")

    def choose(body: bytes) -> Spoilt:
        return chance.choice([*spoil(body, chance, flips=15, cuts=5), *swapped(moment[0]) * 10])

    site, ran, door = run_spoilt(moment, choose)
    assert door.spoilt is not None
    judge(ran, moment, door.spoilt)
    codes = [site.run(*AFTER) for _ in range(2)]
    assert codes[-1].code == 0, (door.spoilt.name, ran.code, [each.code for each in codes])
    assert by_prefix(codes[-1]) == WISHED, door.spoilt.name


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: " ".join(map(str, moment)))
def test_one_spoilt_answer_costs_an_error_at_most(
    moment: Moment, record_property: Callable[[str, object], None]
) -> None:
    for number in range(3):
        attack(moment, number)
    record_property("attack", ("a spoilt answer in the middle of an apply", 3))


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: " ".join(map(str, moment)))
def test_many_spoilt_answers_cost_an_error_each_at_most(
    moment: Moment, record_property: Callable[[str, object], None]
) -> None:
    for number in range(100, 200):
        attack(moment, number)
    record_property("attack", ("a spoilt answer in the middle of an apply", 100))
