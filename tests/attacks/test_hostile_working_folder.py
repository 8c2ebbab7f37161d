"""The installed command in a folder full of traps: no module of it is loaded, no program run, no setting obeyed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.attacks.hostile_folder import FILES, OURS, PROGRAMS, THEIRS, HostileFolder, lay_out
from tests.support.loopback import listening

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from tests.support.loopback import Listener

SCRIPT = str(Path(sys.executable).with_name("vocabsync"))
KEY = "sk-fedcba9876543210fedcba98"

COMMANDS = {
    "--version": (0, "vocabsync "),
    "validate": (0, "no problems"),
    "fmt --check": (0, ""),
    "blame 赛德克巴莱": (0, "First"),
    "--env local plan": (0, "1 to create"),
    "--env local apply --auto-approve": (0, "done: create movies"),
    "--env local output": (0, "vocab-movies-"),
    "--env local pull": (0, "as on the service"),
    "import list.csv": (0, "吴贻弓"),
    "completion bash": (0, "vocabsync"),
    "plan": (1, "DASHSCOPE_API_KEY"),
}


def refuse(connection: socket.socket, _: bytes) -> None:
    connection.sendall(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")


@pytest.fixture(scope="module")
def recorder() -> Iterator[Listener]:
    with listening(refuse) as listener:
        yield listener


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, recorder: Listener) -> HostileFolder:
    return lay_out(tmp_path_factory.mktemp("hostile"), recorder=recorder.port)


def run(hostile: HostileFolder, *words: str, **environ: str) -> tuple[int, str]:
    """Run a program as the person would, in the folder; give its code and all that it said."""
    paths = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    ran = subprocess.run(
        words,
        cwd=hostile.folder,
        env={**paths, **hostile.environ(os.environ["PATH"]), **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return ran.returncode, (ran.stdout + ran.stderr).decode()


def test_the_console_script_loads_runs_and_obeys_nothing_of_the_working_folder(
    hostile: HostileFolder, recorder: Listener, record_property: Callable[[str, object], None]
) -> None:
    for words, (code, said) in COMMANDS.items():
        ended, told = run(hostile, SCRIPT, *words.split(" "))
        assert (words, ended) == (words, code), told
        assert said in told, (words, told)
        assert "intruder" not in told
        assert hostile.found_marks() == [], words
    assert recorder.heard == []
    record_property(
        "attack", ("a trap in the working folder", len(FILES) * 2 + len(OURS) + len(THEIRS) + len(PROGRAMS))
    )


def test_a_key_of_the_person_goes_out_alone_and_no_password_of_the_folder_with_it(
    hostile: HostileFolder, recorder: Listener
) -> None:
    base = f"http://127.0.0.1:{recorder.port}/api/v1"
    ended, told = run(hostile, SCRIPT, "plan", DASHSCOPE_API_KEY=KEY, DASHSCOPE_HTTP_BASE_URL=base)
    heard = recorder.everything.lower()
    assert ended == 1, told
    assert f"authorization: bearer {KEY}" in heard
    assert "basic" not in heard
    assert "0123456789abcdef" not in heard
    assert hostile.found_marks() == []
    recorder.heard.clear()


def test_python_started_safely_runs_the_module_and_loads_nothing_of_the_working_folder(hostile: HostileFolder) -> None:
    ended, told = run(hostile, sys.executable, "-P", "-m", "vocabsync", "validate")
    assert (ended, told.strip()) == (0, "no problems")
    assert hostile.found_marks() == []


def test_python_started_unsafely_is_told_and_does_nothing(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "vocabsync", "validate"], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert b"python -P -m vocabsync" in ran.stderr
