"""Signals in process: before the first write they interrupt, after it they only ask."""

from __future__ import annotations

import io
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.support.virtual_time import VirtualClock
from vocabsync.cli.console import Console
from vocabsync.cli.error_boundary import guard
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.interrupts import InterruptibleClock, Interrupts
from vocabsync.domain.errors import Interrupted


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Give the handlers back, which a run that was interrupted keeps to its end."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    signal.set_wakeup_fd(-1)


class Ending:
    """Takes the place of leaving the process."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.left = threading.Event()

    def __call__(self, code: int) -> None:
        self.codes.append(code)
        self.left.set()


def test_without_a_signal_nothing_is_requested_and_the_handlers_come_back() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with Interrupts(lambda _: None, Ending()) as interrupts:
        assert signal.getsignal(signal.SIGTERM) != before
        assert (interrupts.requested, interrupts.exit_code) == (False, None)

    assert signal.getsignal(signal.SIGTERM) == before


def test_a_signal_while_a_class_is_made_is_an_interrupt_although_python_calls_it_a_failure() -> None:
    class Descriptor:
        def __set_name__(self, owner: type, name: str) -> None:
            raise KeyboardInterrupt

    def run() -> int:
        type("Late", (), {"field": Descriptor()})
        return 0

    said = io.StringIO()
    code = guard(run, lambda: Console(stdout=said, stderr=said, stdin=said, environ={}, redact=str))

    assert (code, said.getvalue()) == (ExitCode.INTERRUPTED, "interrupted\n")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_before_the_first_write_interrupts_at_once(number: int, code: int) -> None:
    with Interrupts(lambda _: None, Ending()) as interrupts, pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), number)

    assert interrupts.exit_code == code


def test_a_signal_while_writing_only_asks_and_a_second_one_leaves_with_the_report() -> None:
    said: list[str] = []
    printed: list[str] = []
    ending = Ending()
    with Interrupts(said.append, ending) as interrupts:
        interrupts.finish_in_flight(lambda: printed.append("report"))
        os.kill(os.getpid(), signal.SIGTERM)
        assert interrupts.requested
        os.kill(os.getpid(), signal.SIGINT)
        assert ending.left.wait(5)

    assert ending.codes[0] == 143, "the first signal names the code"
    assert printed == ["report"]
    assert "nothing new starts" in said[0]


def test_a_signal_that_reached_another_thread_is_heard_while_the_main_thread_hangs_in_a_call() -> None:
    said: list[str] = []
    heard: list[bool] = []
    here, there = socket.socketpair()
    told = threading.Event()

    def tell(text: str) -> None:
        said.append(text)
        told.set()

    def deliver() -> None:
        time.sleep(0.3)  # until the main thread is in its call
        signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
        heard.append(told.wait(2))
        there.send(b"x")

    with here, there, Interrupts(tell, Ending()) as interrupts:
        interrupts.finish_in_flight(lambda: None)
        threading.Thread(target=deliver).start()
        here.recv(1)

    assert heard == [True], "the main thread was still in its call"
    assert interrupts.exit_code == 143


def test_once_the_ordinary_report_is_claimed_no_other_is_printed() -> None:
    printed: list[str] = []
    ending = Ending()
    with Interrupts(lambda _: None, ending) as interrupts:
        interrupts.finish_in_flight(lambda: printed.append("report"))
        os.kill(os.getpid(), signal.SIGTERM)
        interrupts.claim_ending()
        os.kill(os.getpid(), signal.SIGTERM)
        assert ending.left.wait(5), "the process ends in time all the same"

    assert not printed


def test_a_wait_ends_when_the_run_is_asked_to_end() -> None:
    clock = VirtualClock()
    with Interrupts(lambda _: None, Ending()) as interrupts:
        interrupts.finish_in_flight(lambda: None)
        waiting = InterruptibleClock(clock, interrupts)
        waiting.sleep(1)
        assert waiting.monotonic() == pytest.approx(1)
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Interrupted):
            waiting.sleep(30)

    assert clock.monotonic() == pytest.approx(1)
    assert waiting.now() == clock.now()
