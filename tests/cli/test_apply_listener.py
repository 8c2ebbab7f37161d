"""Progress of an apply: a changing line on a terminal, a line per event and a heartbeat in a log."""

from __future__ import annotations

import io

from tests.cli.test_apply_codes import DONE
from vocabsync.cli.apply_listener import HEARTBEAT, ApplyListener
from vocabsync.cli.console import Console


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def a_console(stderr: io.StringIO, verbosity: int = 0) -> Console:
    return Console(
        stdout=io.StringIO(),
        stderr=stderr,
        stdin=io.StringIO(),
        environ={"NO_COLOR": "1", "COLUMNS": "60"},
        redact=lambda text: text,
        verbosity=verbosity,
    )


def test_a_log_hears_a_wait_once_and_again_as_a_heartbeat() -> None:
    stderr, moments = io.StringIO(), iter([1.0, 2.0, 1.0 + HEARTBEAT, 17.0])
    listener = ApplyListener(a_console(stderr), lambda: next(moments))

    for why in ("waiting for 1 to become OK", "waiting for 1 to become OK", "waiting for 1 to become OK", "other"):
        listener.waiting(why)

    assert stderr.getvalue().splitlines() == ["waiting for 1 to become OK"] * 2 + ["other"]


def test_a_terminal_has_one_changing_line_that_an_outcome_takes_away() -> None:
    stderr = Terminal()
    listener = ApplyListener(a_console(stderr))

    listener.waiting("waiting " * 20)
    listener.finished(DONE)

    shown = stderr.getvalue()
    changing, _, rest = shown.partition("\r\x1b[K")[2].partition("\r\x1b[K")
    assert len(changing) < 60
    assert rest.startswith("done: create movies fun-asr")


def test_quiet_says_nothing() -> None:
    stderr = Terminal()
    listener = ApplyListener(a_console(stderr, verbosity=-1))

    listener.waiting("waiting")
    listener.finished(DONE)

    assert stderr.getvalue() == ""


def test_foreign_words_in_a_wait_are_inert() -> None:
    stderr = io.StringIO()
    ApplyListener(a_console(stderr)).waiting("waiting for \x1b[31m")
    assert "\x1b" not in stderr.getvalue()
