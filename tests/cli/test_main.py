"""The group: its table of commands tells the truth, and help loads none of them."""

from __future__ import annotations

import importlib
import re
import shlex

import click
import pytest

from vocabsync import __version__
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.cli.main import COMMANDS, main


def command_of(name: str) -> click.Command:
    command = importlib.import_module(f"vocabsync.cli.commands.{COMMANDS[name][0]}").command
    assert isinstance(command, click.Command)
    return command


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_table_is_the_commands_own(name: str) -> None:
    assert command_of(name).short_help == COMMANDS[name][1]
    assert command_of(name).name == name


@pytest.mark.parametrize("name", COMMANDS)
class TestHelp:
    def test_begins_with_the_purpose_in_one_sentence(self, name: str) -> None:
        purpose = " ".join((command_of(name).help or "").partition("\n\n")[0].split())
        assert re.fullmatch(r"[A-Z][^.]+(?:\.\d[^.]*)*\.", re.sub(r"vocabsync\.yaml|127\.0\.0\.1", "it", purpose)), (
            purpose
        )

    def test_shows_an_example_that_can_be_typed(self, name: str) -> None:
        examples = re.findall(r"^  vocabsync (.+)$", command_of(name).epilog or "", re.MULTILINE)
        assert examples
        for example in examples:
            words = shlex.split(re.split(r" [>|]", example)[0])
            words.remove(name)
            assert command_of(name).make_context(name, words).args == []

    def test_says_which_exit_codes_there_are_in_plain_ascii(
        self, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([name, "--help"]) == 0
        shown = capsys.readouterr().out
        assert shown.isascii()
        codes = re.search(r"^Exit codes: (.+)", shown, re.MULTILINE | re.DOTALL)
        assert codes is not None
        named = {int(code) for code in re.findall(r"(?:^|[,;\n ])(\d+) \w", codes[1])}
        assert 0 in named
        assert named <= {int(code) for code in ExitCode}


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"vocabsync {__version__}\n"


def test_help_lists_every_command_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in COMMANDS)
    assert "  143 " in shown


def test_an_unknown_command_is_a_usage_error_on_stderr_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plam"]) == 64
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "plam" in streams.err


def test_no_command_at_all_shows_help_as_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 64
    assert "Commands" in capsys.readouterr().err
