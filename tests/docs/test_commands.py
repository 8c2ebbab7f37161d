"""Every command in a ``console`` block of the README works, in the order in which a reader types it."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from tests.support.workflow_world import KEY, a_service
from vocabsync.cli import main
from vocabsync.cli.main import group

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.+)$", "\n".join(re.findall(r"```console\n(.*?)```", README, re.DOTALL)), re.MULTILINE)
MENTIONED = sorted({*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "README.zh-CN.md"})


@pytest.fixture
def service() -> Iterator[str]:
    with a_service() as url:
        yield url


def run_on_a_terminal(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command as a person would, who answers every question with yes."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, shell=True, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    os.write(ours, b"yes\n")
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            shown += os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
    os.close(ours)
    return process.wait(timeout=10), shown.decode()


def test_the_readme_from_the_first_command_to_the_last(tmp_path: Path, service: str) -> None:
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "VOCABSYNC_QUIET_PERIOD": "0",
        "DASHSCOPE_HTTP_BASE_URL": service,
    }
    folder = tmp_path / "repository"
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    ran = []
    for command in COMMANDS:
        if command.startswith("make "):
            continue  # the targets exist (tests/house), and make demo has a test of its own
        if command.startswith("export "):
            environment[command.removeprefix("export ").split("=")[0]] = KEY
            continue
        code, shown = run_on_a_terminal(command, folder, environment)
        assert code == 0, f"{command}\n{shown}"
        ran.append(command.split()[-1])
    assert len(ran) >= 7


@pytest.mark.parametrize("page", MENTIONED, ids=lambda page: page.name)
def test_every_command_and_option_that_a_page_mentions_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    inline = re.findall(r"`(vocabsync [^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    blocks = "\n".join(re.findall(r"```.*?\n(.*?)```", text, re.DOTALL))
    in_blocks = re.findall(r"^(?:\$ |.*[&|] |.*run: )?(vocabsync [a-z-].*)$", blocks, re.MULTILINE)
    for line in [*inline, *in_blocks]:
        check_call(re.split(r"  |[|>;&#]", line)[0].split()[1:])


def check_call(words: list[str]) -> None:
    """Assert that a call names a command, and options that it has."""
    context = click.Context(group)
    options = {name for parameter in group.params for name in parameter.opts} | {"--help", "--version"}
    command = next((word for word in words if word in main.COMMANDS), None)
    if command is not None:
        found = group.get_command(context, command)
        assert found is not None
        options |= {name for parameter in found.params for name in (*parameter.opts, *parameter.secondary_opts)}
    else:
        # `vocabsync --version`, or prose such as `vocabsync COMMAND --help`.
        assert all(word.startswith("-") or word.isupper() for word in words), words
    asked = [word.split("=")[0].strip("`,.") for word in words if word.startswith("-")]
    assert [option for option in asked if option not in options] == [], words
