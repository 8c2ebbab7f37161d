"""The two hooks as pre-commit builds and runs them: from this repository, in an environment of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.git_repository import Repository
from vocabsync.desired.starter import EXAMPLE, starter_files, write_missing

ROOT = Path(__file__).parents[2]
NEEDED = ("vocabsync", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
UNREACHABLE = ("No matching distribution", "Could not find a version", "Failed to establish", "Temporary failure")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository, committed, as people name it in their `.pre-commit-config.yaml`."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    Repository(folder).commit("Hooks", {})
    return folder


def pre_commit(folder: Path, home: Path, *words: str) -> tuple[int, str]:
    Repository(folder).git("add", "--all")
    ran = subprocess.run(
        [sys.executable, "-m", "pre_commit", *words, "--all-files", "--color", "never"],
        cwd=folder,
        env={**os.environ, "PRE_COMMIT_HOME": str(home), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        check=False,
    )
    said = ran.stdout.decode()
    if any(words in said for words in UNREACHABLE):
        pytest.skip("pre-commit cannot build the environment: no package index can be reached from here")
    return ran.returncode, said


def test_a_starter_repository_passes_both_hooks_when_they_are_tried(hooks: Path, tmp_path: Path) -> None:
    write_missing(tmp_path / "repository", starter_files())
    code, said = pre_commit(tmp_path / "repository", tmp_path / "home", "try-repo", str(hooks))
    results = {line.partition("..")[0] for line in said.splitlines() if line.endswith(".Passed")}
    assert (code, results) == (0, {"vocabsync validate", "vocabsync fmt"}), said


def test_a_wrong_list_fails_with_its_place_and_an_untidy_one_is_formatted(hooks: Path, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    uses = f"repos:\n- repo: {hooks}\n  rev: main\n  hooks: [{{id: vocabsync-validate}}, {{id: vocabsync-fmt}}]\n"
    wrong = "target_model: fun-asr\nterms:\n  - {text: a, wieght: 4}\n"
    write_missing(repository, {**starter_files(), EXAMPLE: wrong, ".pre-commit-config.yaml": uses})
    code, said = pre_commit(repository, tmp_path / "home", "run")
    assert code == 1
    assert "vocabularies/movies.yaml:3:15: error VS115: `wieght` is no known key" in said

    (repository / EXAMPLE).write_text("target_model: fun-asr\nterms: [赛德克, 110]\n", "utf-8")
    code, said = pre_commit(repository, tmp_path / "home", "run", "vocabsync-fmt")
    assert (code, "files were modified by this hook" in said) == (1, True), said
    assert (repository / EXAMPLE).read_text("utf-8") == "target_model: fun-asr\nterms:\n  - 赛德克\n  - '110'\n"
