"""Two streams, a prompt, and nothing that a stream cannot show or nobody reads stops a run."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from vocabsync.cli.console import ColorChoice, Console, shows_unicode, wants_color
from vocabsync.domain.errors import VocabsyncError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def a_console(
    *,
    stdout: io.TextIOBase | None = None,
    stderr: io.TextIOBase | None = None,
    stdin: io.TextIOBase | None = None,
    environ: Mapping[str, str] | None = None,
    verbosity: int = 0,
    color: ColorChoice = "auto",
) -> Console:
    return Console(
        stdout=stdout or io.StringIO(),  # type: ignore[arg-type]  # the streams differ in what they lack only
        stderr=stderr or io.StringIO(),  # type: ignore[arg-type]
        stdin=stdin or io.StringIO(),  # type: ignore[arg-type]
        environ=environ or {},
        redact=lambda text: text.replace("sk-secret", "***"),
        verbosity=verbosity,
        color=color,
    )


@pytest.mark.parametrize(
    ("choice", "environ", "is_terminal", "colour"),
    [
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1", "CLICOLOR": "0"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1", "TERM": "dumb"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, True, True),
        ("auto", {"CLICOLOR": "0", "GITHUB_ACTIONS": "true"}, True, False),
        ("auto", {"CLICOLOR": "1"}, False, False),
        ("auto", {"TERM": "dumb", "GITLAB_CI": "true"}, True, False),
        ("auto", {"GITHUB_ACTIONS": "true"}, False, True),
        ("auto", {"GITLAB_CI": "true"}, False, True),
        ("auto", {}, True, True),
        ("auto", {}, False, False),
    ],
)
def test_the_first_that_speaks_decides_about_colour(
    choice: ColorChoice, environ: Mapping[str, str], *, is_terminal: bool, colour: bool
) -> None:
    assert wants_color(choice, environ, is_terminal=is_terminal) is colour


def test_colour_is_decided_for_each_stream() -> None:
    console = a_console(stderr=Terminal())

    assert console.look().palette.added == ""
    assert console.look(console.stderr).palette.added != ""


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", True), ("gbk", True), ("cp1252", False), ("ascii", False), (None, False), ("no-such", False)],
)
def test_signs_fall_back_to_ascii_where_the_encoding_lacks_them(encoding: str | None, *, shown: bool) -> None:
    assert shows_unicode(encoding) is shown


def test_a_character_that_the_encoding_lacks_is_shown_as_an_escape() -> None:
    raw = io.BytesIO()
    console = a_console(stdout=io.TextIOWrapper(raw, encoding="ascii"))

    console.result("赛德克")

    assert raw.getvalue() == b"\\u8d5b\\u5fb7\\u514b\n"


def test_the_result_goes_to_stdout_and_the_rest_to_stderr() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = a_console(stdout=out, stderr=err)

    console.result("plan\n")
    console.say("reading")
    console.problem("oh")

    assert (out.getvalue(), err.getvalue()) == ("plan\n", "reading\noh\n")


def test_an_empty_result_prints_nothing() -> None:
    out = io.StringIO()

    a_console(stdout=out).result("")

    assert out.getvalue() == ""


def test_quiet_silences_chatter_but_no_problem_and_no_result() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = a_console(stdout=out, stderr=err, verbosity=-1)

    console.say("reading")
    console.problem("oh")
    console.result("plan")

    assert (out.getvalue(), err.getvalue()) == ("plan\n", "oh\n")


def test_everything_passes_the_last_filter() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = a_console(stdout=out, stderr=err, stdin=io.StringIO("yes\n"))

    console.result("key sk-secret")
    console.say("key sk-secret")
    console.redraw("key sk-secret")
    console.confirm("key sk-secret?")

    assert "sk-secret" not in out.getvalue() + err.getvalue()


def _broken_pipe() -> io.TextIOWrapper:
    reading, writing = os.pipe()
    os.close(reading)
    return io.TextIOWrapper(os.fdopen(writing, "wb", buffering=0), encoding="utf-8", write_through=True)


def test_a_closed_pipe_does_not_stop_a_run() -> None:
    console = a_console(stdout=_broken_pipe(), stderr=_broken_pipe())

    for _ in range(3):
        console.result("plan")
        console.say("still here")

    console.stdout.flush()  # what the interpreter does at its end
    console.stderr.flush()
    console.stdout.close()
    console.stderr.close()


def test_a_closed_stream_does_not_stop_a_run() -> None:
    closed = io.StringIO()
    closed.close()

    a_console(stdout=closed, stderr=closed).result("plan")


class FullDisk(io.StringIO):
    """A stream whose disk is full."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device", text)


def test_a_result_that_a_full_disk_swallowed_is_a_problem() -> None:
    with pytest.raises(VocabsyncError, match="the result could not be written\nNo space left on device"):
        a_console(stdout=FullDisk()).result("plan")


def test_chatter_that_a_full_disk_swallowed_is_none() -> None:
    a_console(stderr=FullDisk()).say("reading")


@pytest.mark.parametrize(
    ("typed", "yes"),
    [("yes\n", True), (" yes \n", True), ("y\n", False), ("YES\n", False), ("", False), ("no\n", False)],
)
def test_only_yes_is_yes(typed: str, *, yes: bool) -> None:
    err = io.StringIO()

    assert a_console(stderr=err, stdin=io.StringIO(typed)).confirm("Apply this plan?") is yes
    assert err.getvalue().startswith("Apply this plan? Only 'yes' is accepted")


def test_nobody_is_asked_unless_both_ends_are_a_terminal() -> None:
    assert a_console(stderr=Terminal(), stdin=Terminal()).can_ask
    assert not a_console(stdin=Terminal()).can_ask
    assert not a_console(stderr=Terminal()).can_ask


@pytest.mark.parametrize(
    ("columns", "width"), [("132", 132), ("3", 40), ("", 100), ("wide", 100), ("99999", 100), ("²", 100)]
)
def test_the_width_is_sensible_whatever_the_environment_says(columns: str, width: int) -> None:
    assert a_console(environ={"COLUMNS": columns}).look().width == width


def test_a_file_gets_the_default_width_and_plain_ascii_signs_where_needed(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as file:
        look = a_console(stdout=file).look()

    assert (look.width, look.signs.arrow) == (100, "->")
