"""What an apply costs in rounds of calls and in waiting, exactly: real client and stand-in, in virtual time.

A round is what is in flight together; the next one begins when all of it is answered. docs/performance.md shows this
table.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.support.builders import a_policy, a_vocabulary, terms_of
from tests.support.lockstep import Lockstep
from tests.support.standin_site import a_site
from tests.support.virtual_disk import VirtualDisk
from vocabsync.domain.guards import parse_consent
from vocabsync.domain.identifiers import TargetModel

if TYPE_CHECKING:
    from vocabsync.domain.vocabulary import Vocabulary

LATENCY = 0.05
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
LEDGER = Path("/repository/vocabsync.lock")
WRITES = ("create_vocabulary", "update_vocabulary", "delete_vocabulary")
NEW_MODEL = TargetModel("paraformer-realtime-v2")
PLAN_OF_TEN = (1, 10, 1)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What the account holds, what the files say then, and what the apply costs.

    ``rounds`` are the calls in flight together, one number a round; ``waited`` are seconds on purpose.
    """

    name: str
    held: int = 10
    changed: int = 0
    new: int = 0
    gone: int = 0
    moved: int = 0
    other_machine: bool = False
    rounds: tuple[int, ...]
    waited: int = 0

    @property
    def writes(self) -> int:
        return self.changed + self.new + self.gone + 2 * self.moved

    @property
    def row(self) -> str:
        """The scenario as the page shows it."""
        waited = f"{self.waited} s" if self.waited else "–"
        return f"| {self.name} | {sum(self.rounds)} | {self.writes} | {len(self.rounds)} | {waited} |"

    def before(self) -> list[Vocabulary]:
        return [_listed(number) for number in range(self.held)]

    def after(self) -> list[Vocabulary]:
        kept = self.before()[self.gone :]
        kept[: self.changed] = [replace(each, terms=terms_of("电影", "新片")) for each in kept[: self.changed]]
        if self.moved:
            kept[-self.moved :] = [
                replace(each, claim=replace(each.claim, target_model=NEW_MODEL)) for each in kept[-self.moved :]
            ]
        return [*kept, *(_listed(self.held + number) for number in range(self.new))]


SCENARIOS = (
    Scenario(name="ten vocabularies, nothing to change", rounds=PLAN_OF_TEN),
    Scenario(name="one update of ten", changed=1, rounds=(*PLAN_OF_TEN, 1, 1, 1)),
    Scenario(name="ten updates of ten", changed=10, rounds=(*PLAN_OF_TEN, 10, 10, 10)),
    Scenario(name="25 updates of 25", held=25, changed=25, rounds=(1, 10, 10, 6, *(10,) * 6, 5, 5, 5)),
    Scenario(name="one create, the last run was here", new=1, rounds=(*PLAN_OF_TEN, 1, 1, 1, 1)),
    Scenario(name="one create, elsewhere", new=1, other_machine=True, rounds=(*PLAN_OF_TEN, *(1,) * 6), waited=15),
    Scenario(
        name="three creates, elsewhere",
        new=3,
        other_machine=True,
        rounds=(*PLAN_OF_TEN, *(1,) * 11, 3),
        waited=15,
    ),
    Scenario(name="one delete of ten", gone=1, rounds=(*PLAN_OF_TEN, 1, 1, 1)),
    Scenario(name="one replace of ten", moved=1, rounds=(*PLAN_OF_TEN, *(1,) * 7)),
)


class Rounds(httpx.BaseTransport):
    """Lets nobody through before a whole round is in flight, and lets one latency pass for all of it."""

    def __init__(self, inner: httpx.BaseTransport, steps: Lockstep) -> None:
        self._inner = inner
        self._steps = steps

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._steps.call(json.loads(request.read())["input"]["action"])
        return self._inner.handle_request(request)


def _listed(number: int) -> Vocabulary:
    return a_vocabulary(f"list{number:02}", terms=terms_of("电影"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_an_apply_takes_exactly_these_rounds(scenario: Scenario) -> None:
    site = a_site(quota=100)
    site.policy = replace(a_policy(), vocabulary_limit=100)
    assert site.run(*scenario.before()).code == 0
    if scenario.other_machine:
        ledger = site.disk.read(LEDGER)
        assert ledger is not None
        site.disk = VirtualDisk()
        site.disk.put(LEDGER, ledger)
    time = site.world.time
    steps = Lockstep(scenario.rounds, on_round=lambda: time.sleep(LATENCY))
    site.door = lambda transport: Rounds(transport, steps)
    began = time.now

    ran = site.run(*scenario.after(), allowed=tuple(map(parse_consent, ("churn", "deletes"))))

    assert ran.code == 0
    steps.assert_finished()
    assert sum(name in WRITES for name in steps.log) == scenario.writes
    assert time.now - 120 - began == pytest.approx(len(scenario.rounds) * LATENCY + scenario.waited)


def test_the_page_shows_the_same_figures() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.endswith(("– |", " s |"))]

    assert rows == [scenario.row for scenario in SCENARIOS]
