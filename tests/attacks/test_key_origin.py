"""The key goes to one origin only: tricks of repositories and environments, with sockets that record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.attacks.other_origins import THE_SERVICE, tricks
from tests.attacks.situation import check_that_it_was_meant, go_through

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.attack_site import AttackSite

TRICKS = {each.situation.name: each for each in tricks()}


@pytest.mark.parametrize("name", TRICKS)
def test_nobody_else_hears_the_key(name: str, site: AttackSite, record_property: Callable[[str, object], None]) -> None:
    trick = TRICKS[name]
    go_through(trick.situation, site)
    check_that_it_was_meant(trick.situation, site)
    assert site.leaks() == []
    if trick.hears == THE_SERVICE:
        assert "Authorization: Bearer" in site.door.everything or trick.situation.runs == {"plan": 1}
        assert site.elsewhere.everything == ""
    else:
        assert site.door.everything == ""
        asked = set(re.findall(r"(?m)^[A-Z]+ (\S+) HTTP", site.elsewhere.everything))
        assert asked == ({trick.hears} if trick.hears else set())
    record_property("host", 1)


def test_the_tricks_have_names_of_their_own() -> None:
    assert len(TRICKS) == len(list(tricks())) >= 90
