"""A canary key goes through failing situations, and is looked for in everything that was said, written and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.attacks import bad_answers, bad_networks, bad_runs, echoes, misplaced_keys, odd_keys
from tests.attacks.broken_filters import BROKEN
from tests.attacks.situation import check_that_it_was_meant, go_through

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.attack_site import AttackSite

CHAPTERS = (bad_answers, echoes, odd_keys, misplaced_keys, bad_networks, bad_runs)
ALL = [each for chapter in CHAPTERS for each in chapter.situations()]
SITUATIONS = {each.name: each for each in ALL}


@pytest.mark.parametrize(
    "name", [pytest.param(each.name, marks=[pytest.mark.slow] * each.is_slow) for each in SITUATIONS.values()]
)
def test_the_key_is_found_nowhere(name: str, site: AttackSite, record_property: Callable[[str, object], None]) -> None:
    situation = SITUATIONS[name]
    go_through(situation, site)
    check_that_it_was_meant(situation, site)
    assert site.leaks() == []
    record_property("attack", "a canary key, found nowhere")


def test_there_are_enough_situations_and_no_two_of_one_name() -> None:
    assert len(SITUATIONS) == len(ALL) >= 450


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_filter_is_noticed(
    name: str, site: AttackSite, record_property: Callable[[str, object], None]
) -> None:
    broken = BROKEN[name]
    go_through(SITUATIONS[broken.situation], site, broken.patches)
    leaks = site.leaks()
    record_property("tooth", bool(leaks))
    assert any(leak.startswith(broken.place) for leak in leaks), leaks
