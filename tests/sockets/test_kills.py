"""kill -9 of the real command at any moment: the next run converges, nothing is doubled, nothing foreign touched."""

from __future__ import annotations

import signal
import time
from random import Random

import pytest

from tests.support.command_process import start_command
from tests.support.workplace import FILMS, Workplace

REQUESTS = 14
"""What an undisturbed apply of the repository below asks, about."""

QUIET_PERIOD = "0.5"
"""Seconds; twenty times what a call that was in flight at the kill takes until it is carried out."""


@pytest.mark.parametrize("seed", range(20))
def test_a_killed_apply_is_finished_by_the_next(
    seed: int, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCABSYNC_QUIET_PERIOD", QUIET_PERIOD)
    _kill_and_converge(seed, workplace)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 300))
def test_two_hundred_killed_applies_are_finished_by_the_next(
    seed: int, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCABSYNC_QUIET_PERIOD", QUIET_PERIOD)
    _kill_and_converge(seed, workplace)


def _kill_and_converge(seed: int, workplace: Workplace) -> None:
    random = Random(seed)
    (workplace.folder / "vocabularies" / "people.yaml").unlink()
    assert workplace.apply().code == 0
    workplace.write("vocabularies/movies.yaml", FILMS.replace("Seediq Bale", "Warriors"))
    workplace.write("vocabularies/news.yaml", FILMS)
    workplace.service.forget_requests()
    workplace.service.misbehave("latency,seconds=0.02,times=0")

    command = start_command("apply", "--auto-approve", folder=workplace.folder, service=workplace.service)
    command.wait_for_requests(random.randrange(REQUESTS))
    time.sleep(random.random() * 0.03)  # the moment within one call is what the seed chooses
    command.process.kill()
    code, _, err = command.end()
    assert code in {0, -signal.SIGKILL}, err
    workplace.service.behave()

    ran = workplace.apply()
    assert ran.code == 0, ran.out + ran.err
    plan = workplace.plan()
    assert plan["slots"]["now"] == 2
    assert not plan["actions"]
