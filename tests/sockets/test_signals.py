"""SIGINT, SIGTERM and closed pipes, with the real command and a server that hangs."""

from __future__ import annotations

import json
import signal
import time

import pytest

from tests.support.command_process import CommandProcess, start_command
from tests.support.workplace import Workplace

LONGEST = 8.0
"""Seconds from the signal to the end."""


@pytest.mark.parametrize(
    ("number", "code"), [pytest.param(signal.SIGINT, 130, marks=pytest.mark.slow), (signal.SIGTERM, 143)]
)
def test_a_signal_while_a_create_hangs_ends_the_run_in_time_with_a_report(
    number: int, code: int, workplace: Workplace
) -> None:
    command = _hanging_create(workplace)

    began = time.monotonic()
    command.process.send_signal(number)
    ended, out, err = command.end()

    assert ended == code
    assert time.monotonic() - began < LONGEST
    assert "unknown: create movies" in out
    assert "not attempted: create people" in out
    assert "Traceback" not in err
    assert _open_intents(workplace) == ["movies"]


def test_a_second_signal_ends_it_at_once(workplace: Workplace) -> None:
    command = _hanging_create(workplace)

    command.process.send_signal(signal.SIGTERM)
    command.wait_for_stderr("nothing new starts")
    began = time.monotonic()
    command.process.send_signal(signal.SIGTERM)
    ended, out, _ = command.end()

    assert ended == 143
    assert time.monotonic() - began < 3
    assert "unknown: create movies" in out
    assert _open_intents(workplace) == ["movies"]


def test_a_signal_lets_the_call_in_flight_end_and_starts_nothing_new(workplace: Workplace) -> None:
    workplace.service.misbehave("create:latency,seconds=1")
    command = _at_the_first_create(workplace)

    command.process.send_signal(signal.SIGTERM)
    ended, out, _ = command.end()

    assert ended == 143
    assert "not attempted: create people" in out
    assert workplace.writes() == ["create_vocabulary"]
    assert not _open_intents(workplace), "the answer came, so the fate of the create is known"
    ledger = json.loads((workplace.folder / "vocabsync.lock").read_text("utf-8"))
    assert list(ledger["environments"]["default"]["vocabularies"]) == ["movies"]


def test_a_signal_while_planning_ends_the_run_and_writes_nothing(workplace: Workplace) -> None:
    workplace.service.misbehave("list:hang,times=0")
    command = start_command("apply", "--auto-approve", folder=workplace.folder, service=workplace.service)
    time.sleep(1.0)  # a listing that hangs is not in the log, so nothing tells when it began

    began = time.monotonic()
    command.process.send_signal(signal.SIGINT)
    ended, _, err = command.end()

    assert ended == 130
    assert time.monotonic() - began < LONGEST
    assert "Traceback" not in err


def test_a_closed_pipe_never_stops_an_apply_half_way(workplace: Workplace) -> None:
    command = start_command("apply", "--auto-approve", folder=workplace.folder, service=workplace.service)
    assert command.process.stdout is not None
    command.process.stdout.close()

    assert command.process.wait(60) == 0
    assert command.process.stderr is not None
    command.process.stderr.close()
    assert workplace.plan()["slots"]["now"] == 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_run_against_a_server_that_hangs_for_ever_ends_by_itself(workplace: Workplace) -> None:
    workplace.service.misbehave("hang,times=0")

    ran = workplace.apply()

    assert ran.code == 1
    assert "no answer" in ran.err


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_server_that_hangs_from_the_first_create_on_ends_in_unknown(workplace: Workplace) -> None:
    workplace.service.misbehave("hang,action=create,times=0")

    ran = workplace.apply()

    assert ran.code == 5
    assert workplace.writes().count("create_vocabulary") == 2


def test_a_second_apply_on_this_machine_names_the_first(workplace: Workplace) -> None:
    first = _hanging_create(workplace)
    try:
        second = workplace.apply()
    finally:
        first.process.kill()
        first.end()

    assert second.code == 4
    assert f"process {first.process.pid} holds the lock" in second.err
    workplace.service.behave()
    assert workplace.apply().code == 0, "a killed holder leaves no lock behind"


def _hanging_create(workplace: Workplace) -> CommandProcess:
    workplace.service.misbehave("create:hang,times=0")
    return _at_the_first_create(workplace)


def _at_the_first_create(workplace: Workplace) -> CommandProcess:
    """Start an apply and wait until its first intent lies in the journal: the create follows at once."""
    command = start_command("apply", "--auto-approve", folder=workplace.folder, service=workplace.service)
    end = time.monotonic() + 30
    while time.monotonic() < end and not _open_intents(workplace):
        time.sleep(0.01)
    time.sleep(0.2)
    return command


def _open_intents(workplace: Workplace) -> list[str]:
    journal = workplace.folder / ".vocabsync" / "journal.json"
    if not journal.exists():
        return []
    return [intent["prefix"] for intent in json.loads(journal.read_text("utf-8"))["environments"]["default"]["open"]]
