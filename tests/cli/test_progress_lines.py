"""Progress says why it waits: on a terminal in one changing line, in a log by a heartbeat."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tests.cli.test_console import Terminal, a_console
from tests.render.plan_samples import a_create
from tests.support.builders import ONE_TERM
from vocabsync.cli.progress_lines import ProgressLines
from vocabsync.domain.outcome import NotAttempted

if TYPE_CHECKING:
    from vocabsync.domain.outcome import Outcome

OUTCOME = NotAttempted(action=a_create("movies", ONE_TERM), why="the run was stopped")


class Watch:
    """A clock that is set by hand."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


def _show(outcome: Outcome) -> str:
    return f"not attempted: {outcome.action.claim.prefix}"


def _a_log(watch: Watch, *, verbosity: int = 0) -> tuple[io.StringIO, ProgressLines]:
    err = io.StringIO()
    return err, ProgressLines(a_console(stderr=err, verbosity=verbosity), _show, watch)


def test_a_log_hears_why_it_waits_once_and_then_every_quarter_of_a_minute() -> None:
    watch = Watch()
    err, lines = _a_log(watch)

    lines.waiting("waiting out the quiet period before a create")
    lines.waiting("waiting out the quiet period before a create")
    for watch.time in (1.0, 14.9, 15.0, 16.0, 29.0, 30.5):
        lines.beat()

    assert err.getvalue().splitlines() == [
        "waiting out the quiet period before a create",
        "waiting out the quiet period before a create (15 s)",
        "waiting out the quiet period before a create (30 s)",
    ]


def test_a_finished_action_is_news_enough() -> None:
    watch = Watch()
    err, lines = _a_log(watch)

    lines.waiting("checking")
    watch.time = 14.0
    lines.finished(OUTCOME)
    watch.time = 20.0
    lines.beat()

    assert err.getvalue().splitlines() == ["checking", "not attempted: movies"]


def test_a_wait_that_is_over_is_not_told_again() -> None:
    watch = Watch()
    err, lines = _a_log(watch)

    lines.waiting("waiting for 1 to become OK")
    lines.waited()
    watch.time = 60.0
    lines.beat()
    lines.waiting("waiting for 1 to become OK")

    assert err.getvalue().splitlines() == ["waiting for 1 to become OK"] * 2


def test_the_changing_line_goes_with_the_wait() -> None:
    err = Terminal()
    lines = ProgressLines(a_console(stderr=err), _show, Watch())

    lines.waiting("checking")
    lines.waited()
    lines.finished(OUTCOME)
    lines.beat()

    assert err.getvalue().endswith("checking (0 s)\r\x1b[Knot attempted: movies\n")


def test_nothing_is_said_while_nothing_is_waited_for() -> None:
    watch = Watch()
    err, lines = _a_log(watch)

    watch.time = 60.0
    lines.beat()

    assert err.getvalue() == ""


def test_a_terminal_gets_one_line_that_changes() -> None:
    watch, err = Watch(), Terminal()
    lines = ProgressLines(a_console(stderr=err, environ={"COLUMNS": "40"}), _show, watch)

    lines.waiting("waiting for status OK of movies fun-asr and of nine others")
    watch.time = 3.0
    lines.beat()
    lines.finished(OUTCOME)

    shown = err.getvalue()
    assert shown.split("\r\x1b[K")[1:3] == ["waiting for status OK of movies fun-as…"] * 2
    assert "\r\x1b[Knot attempted: movies\n\r\x1b[Kwaiting" in shown


def test_quiet_is_quiet_on_a_terminal_too() -> None:
    err = Terminal()
    lines = ProgressLines(a_console(stderr=err, verbosity=-1), _show, Watch())

    lines.waiting("checking")
    lines.finished(OUTCOME)
    lines.beat()

    assert err.getvalue() == ""


def test_a_hostile_reason_to_wait_is_inert() -> None:
    err, lines = _a_log(Watch())

    lines.waiting("waiting for \x1b[2J\nvocabulary")

    assert err.getvalue() == "waiting for \\u{1b}[2J\\u{a}vocabulary\n"


def test_the_changing_line_is_gone_at_the_end() -> None:
    err = Terminal()

    with ProgressLines(a_console(stderr=err), _show, Watch()) as lines:
        lines.waiting("checking")

    assert err.getvalue().endswith("checking (0 s)\r\x1b[K")
