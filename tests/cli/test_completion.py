"""A TAB in bash, zsh and fish finds commands, options, values and prefixes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.workplace import FILMS
from vocabsync.cli.main import main

SHELLS = ("bash", "zsh", "fish")
ASKED = {
    "a command": ("pl", "plan"),
    "an option": ("plan --det", "--detailed-exitcode"),
    "a value": ("plan --format ma", "markdown"),
    "the name of a limit": ("plan --limit file-", "file-size="),
    "a prefix for an option": ("plan --only mo", "movies"),
    "a prefix": ("pull mo", "movies"),
}


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / "vocabularies/movies.yaml").write_text(FILMS, "utf-8")
    monkeypatch.chdir(tmp_path)


def completed(shell: str, typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Ask as the shell's script does: the words typed so far, and which of them is being completed."""
    words = f"vocabsync {typed}"
    monkeypatch.setenv("_VOCABSYNC_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", words.rsplit(maxsplit=1)[-1] if shell == "fish" else str(len(words.split()) - 1))
    with pytest.raises(SystemExit):
        main([])
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("asked", ASKED)
def test_what_was_begun_is_found(
    shell: str, asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, expected = ASKED[asked]
    assert expected in completed(shell, typed, monkeypatch, capsys).replace(",", "\n").split()


def test_a_broken_repository_completes_nothing_and_complains_about_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("vocabsync.yaml").write_bytes(b"\xff: [")
    shutil.rmtree("vocabularies")
    assert completed("bash", "pull mo", monkeypatch, capsys).strip() == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_by_the_variable_that_the_program_listens_to(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"_VOCABSYNC_COMPLETE={shell}_complete" in script
    assert "vocabsync" in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_itself_completes_with_the_script() -> None:
    script = """
        source <(vocabsync completion bash)
        COMP_WORDS=(vocabsync plan --det) COMP_CWORD=2
        _vocabsync_completion vocabsync --det plan
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    answer = subprocess.run(
        ["bash", "--norc", "-c", script], env={"PATH": path}, capture_output=True, text=True, check=False
    )
    assert answer.stdout.split() == ["--detailed-exitcode"], answer.stderr
