"""Repositories made to harm: each ends as the tables say, at once, in plain text, with nothing seen or changed outside.

The trees stand in ``trees_of_*.py``. None may run a program, block on a pipe, or bring a byte from beside the
repository into an output or a file.
"""

from __future__ import annotations

import os
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.attacks import (
    hostile_workbooks,
    trees_of_git,
    trees_of_links,
    trees_of_lists,
    trees_of_state,
    trees_of_texts,
    trees_of_yaml,
)
from tests.attacks.hostile_ground import CANARY, Ground, Tree
from vocabsync.cli.main import main
from vocabsync.desired import git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TREES = (
    *trees_of_yaml.TREES,
    *trees_of_texts.TREES,
    *trees_of_links.TREES,
    *trees_of_lists.TREES,
    *hostile_workbooks.TREES,
    *trees_of_state.TREES,
    *trees_of_git.TREES,
)
SECONDS = 10
"""Of computing; waiting is bounded by the time-out of the test, as a busy machine may make anybody wait."""

_ACTIVE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """A repository of the attacker, the working folder of a person without any settings."""
    ground = Ground.in_folder(tmp_path)
    monkeypatch.chdir(ground.root)
    monkeypatch.setattr(git, "SHORT_LIMIT", 0.5)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("VOCABSYNC_QUIET_PERIOD", "0")
    for name in os.environ:
        if name.startswith(("DASHSCOPE_", "GITHUB_", "GIT_")) or name == "VOCABSYNC_ENV":
            monkeypatch.delenv(name)
    return ground


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file by its path, no link followed; what is no regular file has no content."""
    for current, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = os.path.join(current, name)  # noqa: PTH118 - names that are no text
            is_file = os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path) < 1 << 24  # noqa: PTH113, PTH114, PTH202
            with open(path if is_file else os.devnull, "rb") as file:  # noqa: PTH123
                yield path, file.read()


def active_characters(text: str) -> set[str]:
    """The code points in a text that a terminal may obey."""
    return {f"U+{ord(sign):04X}" for sign in text if unicodedata.category(sign) in _ACTIVE and sign != "\n"}


@pytest.mark.timeout(6 * SECONDS)
@pytest.mark.parametrize("tree", [pytest.param(tree, id=tree.name) for tree in TREES])
def test_a_hostile_repository_ends_as_documented_and_reaches_nothing(
    tree: Tree,
    ground: Ground,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    tree.build(ground)
    if not os.path.lexists(ground.root / ".git"):
        monkeypatch.setenv("PATH", "")  # no git: hundreds of processes less
    outside = sorted(files_below(ground.outside))
    seen = {path for path, content in files_below(ground.root) if CANARY.encode() in content}
    started = time.process_time()
    for command in tree.commands:
        capfd.readouterr()
        code = main(command)
        said = "".join(capfd.readouterr())
        assert code in {0, 1}, f"{command}: {code}: {said}"
        assert "Traceback" not in said
        assert active_characters(said) == set(), (command, said)
        assert CANARY not in said.lower(), (command, said)
        if command == tree.aim:
            assert (code, tree.says) == (int(bool(tree.says)), tree.says if tree.says in said else said)
    assert time.process_time() - started < SECONDS
    assert sorted(files_below(ground.outside)) == outside
    assert {path for path, content in files_below(ground.root) if CANARY.encode() in content} <= seen
    record_property("attack", "a hostile repository")
