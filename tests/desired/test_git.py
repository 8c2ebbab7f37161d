from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.git_repository import Repository
from vocabsync.desired import git as git_module
from vocabsync.desired.caps import Caps
from vocabsync.desired.git import Git, GitFailed

if TYPE_CHECKING:
    from pathlib import Path


def test_a_command_gives_what_it_writes(tmp_path: Path) -> None:
    commit = Repository(tmp_path).commit("First", {"a": "1"})
    assert Git(tmp_path).run("rev-parse", "HEAD").decode().strip() == commit


def test_a_folder_outside_any_work_tree_fails_with_gits_own_words(tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="not a git repository"):
        Git(tmp_path, {"PATH": os.environ["PATH"]}).run("rev-parse", "HEAD")


def test_a_machine_without_git_says_so(tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="not installed"):
        Git(tmp_path, {"PATH": str(tmp_path)}).run("rev-parse", "HEAD")


def test_a_git_in_the_working_directory_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = tmp_path / "git"
    trap.write_text("#!/bin/sh\ntouch trapped\n")
    trap.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitFailed, match="not installed"):
        Git(tmp_path, {"PATH": os.pathsep.join([".", ""])}).run("--version")
    assert not (tmp_path / "trapped").exists()


def test_the_persons_git_variables_and_the_key_never_reach_git(tmp_path: Path) -> None:
    Repository(tmp_path).commit("First", {"a": "1"})
    environ = {**os.environ, "GIT_DIR": "/nowhere", "GIT_CONFIG_COUNT": "x", "DASHSCOPE_API_KEY": "sk-secret-key"}
    git = Git(tmp_path, environ)
    assert git.run("rev-parse", "--git-dir").decode().strip() == ".git"
    assert b"sk-secret-key" not in git.run("-c", "alias.seen=!env", "seen")


@pytest.mark.parametrize(
    "setting", ["core.fsmonitor", "core.pager", "diff.external", "diff.trap.textconv", "diff.trap.command", "pager.log"]
)
def test_no_program_of_the_repositorys_configuration_is_run(tmp_path: Path, setting: str) -> None:
    repository = Repository(tmp_path)
    repository.commit("First", {".gitattributes": "* diff=trap\n", "a.yaml": "x\n"})
    repository.commit("Second", {"a.yaml": "y\n"})
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/trapped'\n")
    trap.chmod(0o755)
    repository.git("config", setting, str(trap))
    Git(tmp_path).run("log", "-p", "--no-ext-diff", "--no-textconv", "-Gy", "HEAD", "--", "a.yaml")
    assert not (tmp_path / "trapped").exists()


def test_files_of_any_revision_are_read_by_one_call(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("First", {"词/a b.yaml": "旧\n"})
    repository.commit("Second", {"词/a b.yaml": "新\n"})
    with Git(tmp_path).open_files() as files:
        assert files.read("HEAD:词/a b.yaml") == "新\n".encode()
        assert files.read("HEAD^:词/a b.yaml") == "旧\n".encode()


@pytest.mark.parametrize("name", ["HEAD:absent.yaml", "HEAD:folder", "HEAD^9:a", "HEAD:a\nHEAD:a"])
def test_what_is_no_file_reads_as_none_and_the_next_is_read_all_the_same(tmp_path: Path, name: str) -> None:
    Repository(tmp_path).commit("First", {"folder/b": "2", "a": "1"})
    with Git(tmp_path).open_files() as files:
        assert files.read(name) is None
        assert files.read("HEAD:a") == b"1"


def test_a_huge_file_is_let_go_and_the_next_is_read_all_the_same(tmp_path: Path) -> None:
    Repository(tmp_path).commit("First", {"huge": "x" * 11, "a": "1"})
    with Git(tmp_path).open_files(Caps(file_bytes=10)) as files:
        assert files.read("HEAD:huge") is None
        assert files.read("HEAD:a") == b"1"


def test_a_huge_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_module, "LARGEST_ANSWER", 10)
    Repository(tmp_path).commit("First", {"a": "1"})
    with pytest.raises(GitFailed, match="answers more than"):
        Git(tmp_path).run("rev-parse", "HEAD")


def test_a_git_that_hangs_is_stopped_when_its_time_is_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_module, "TIME_LIMIT", 0.05)
    slow = tmp_path / "git"
    slow.write_text(f"#!/bin/sh\nexec {shutil.which('sleep')} 60\n")
    slow.chmod(0o755)
    with pytest.raises(GitFailed, match="took longer"):
        Git(tmp_path, {"PATH": str(tmp_path)}).run("log")
