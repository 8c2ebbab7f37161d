"""A scene in which one thing goes wrong: a folder of its own, an environment, and the command line run in it."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tests.support.workplace import FILMS
from vocabsync.cli.main import group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest


class Terminal(io.StringIO):
    """A person at a terminal, who types what was given."""

    def isatty(self) -> bool:
        return True


class FullDisk(io.StringIO):
    """An output on a disk without room."""

    def write(self, text: str, /) -> int:
        raise OSError(28, "No space left on device", text[:0])


@dataclass(frozen=True)
class Scene:
    """Where a failure is provoked. Environment variables and the working folder come back afterwards."""

    folder: Path
    patch: pytest.MonkeyPatch

    def write(self, name: str, content: str | bytes = FILMS) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def export(self, name: str, value: str) -> None:
        self.patch.setenv(name, value)

    def run(self, *words: str, out: io.StringIO | None = None) -> int:
        """Run one command; an expected failure comes out as the exception that it is."""
        with redirect_stdout(out or Written()), redirect_stderr(Written()):
            code: int = group.main(list(words), prog_name="vocabsync", standalone_mode=False)
        return code

    def run_as_person(self, *words: str, typed: str) -> int:
        """Run one command at a terminal."""
        self.patch.setattr("sys.stdin", Terminal(typed))
        with redirect_stdout(Written()), redirect_stderr(Terminal()):
            code: int = group.main(list(words), prog_name="vocabsync", standalone_mode=False)
        return code

    def apply(self) -> None:
        """Make the stand-in hold what the files say."""
        assert self.run("--env", "local", "apply", "--auto-approve") == 0


class Written(io.StringIO):
    """A file."""

    encoding = "utf-8"


Provoke: TypeAlias = "Callable[[Scene], object]"

Chapter: TypeAlias = "dict[str, Provoke]"
"""Title → what makes it happen."""


@contextmanager
def new_scene(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """Give an empty repository, without a key and without waits."""
    for name in [name for name in os.environ if name.startswith(("DASHSCOPE_", "VOCABSYNC_"))]:
        patch.delenv(name)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "GITHUB_ACTIONS"):
        patch.delenv(name, raising=False)
    patch.setenv("VOCABSYNC_QUIET_PERIOD", "0")
    patch.chdir(folder)
    patch.setattr("sys.stdin", io.StringIO())
    yield Scene(folder, patch)
