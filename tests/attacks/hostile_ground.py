"""One hostile repository: how it is built, what it is aimed at, and how that must end."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.support.git_repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY: Final = "canary7q"
"""Stands in the name and the content of every file outside, and nowhere else. Fit for use as a prefix."""

MOVIES: Final = "vocabularies/movies.yaml"
HEAD: Final = "target_model: fun-asr\n"
LAWFUL: Final = f"{HEAD}terms:\n  - 赛德克巴莱\n  - Seediq Bale\n"

VALIDATE: Final = ("validate",)
PLAN: Final = ("--env", "local", "plan")
APPLY: Final = ("--env", "local", "apply", "--auto-approve")
PULL: Final = ("--env", "local", "pull")
FMT: Final = ("fmt", "--check")
BLAME: Final = ("blame", "赛德克巴莱")


@dataclass(frozen=True)
class Ground:
    """The folder of the repository, and beside it what must never be seen or changed."""

    root: Path
    outside: Path

    @classmethod
    def in_folder(cls, folder: Path) -> Ground:
        """Lay out a lawful repository, and the files outside."""
        ground = cls(folder / "repository", folder / "outside")
        ground.write(MOVIES, LAWFUL)
        for name in (f"{CANARY}.yaml", "lists/list.yaml", f"vocabularies/{CANARY}.yaml", "vocabularies/lists/a.yaml"):
            ground.write_outside(name, f"{HEAD}terms: [{CANARY}]\n")
        ground.write_outside("list.csv", f"text\n{CANARY}\n")
        ground.write_outside("state.json", f'{{"format_version": 1, "environments": {{"local": "{CANARY}"}}}}\n')
        return ground

    def write(self, name: str | bytes, content: str | bytes) -> None:
        """Write a file of the repository; its name may be any bytes."""
        path = os.path.join(os.fsencode(self.root), os.fsencode(name))  # noqa: PTH118 - names that are no text
        Path(os.fsdecode(path)).parent.mkdir(parents=True, exist_ok=True)
        with open(path, "wb") as file:  # noqa: PTH123 - as above
            file.write(content.encode() if isinstance(content, str) else content)

    def write_outside(self, name: str, content: str) -> None:
        """Write a file beside the repository."""
        (self.outside / name).parent.mkdir(parents=True, exist_ok=True)
        (self.outside / name).write_text(content, "utf-8")

    def link(self, name: str, target: str | Path) -> None:
        """Put a symbolic link in the place of whatever is there."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).unlink(missing_ok=True)
        (self.root / name).symlink_to(target)

    def pipe(self, name: str) -> None:
        """Put a FIFO, to which nobody ever writes, in the place of whatever is there."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).unlink(missing_ok=True)
        os.mkfifo(self.root / name)

    def sparse(self, name: str, size: int = 1 << 40) -> None:
        """Write a file of nothing but a size."""
        self.write(name, b"")
        os.truncate(self.root / name, size)

    @cached_property
    def history(self) -> Repository:
        """The git repository, made at the first use."""
        return Repository(self.root)

    def trap(self, name: str = "trap.sh") -> Path:
        """Write a program that leaves a mark outside when somebody runs it."""
        self.write(name, f"#!/bin/sh\ntouch '{self.outside}/mark'\ncat\n")
        (self.root / name).chmod(0o755)
        return self.root / name


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """``says`` must be in what the command ``aim`` prints, with exit 1; empty: this is lawful, with exit 0.

    ``also`` names the commands, beside ``validate`` and ``plan``, at which the trick aims too.
    """

    name: str
    build: Callable[[Ground], object]
    says: str
    aim: tuple[str, ...] = VALIDATE
    also: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """Every command to run, each once."""
        return tuple(dict.fromkeys((VALIDATE, PLAN, *self.also, self.aim)))


def write(name: str | bytes, content: str | bytes) -> Callable[[Ground], object]:
    """Build by writing one file."""
    return lambda ground: ground.write(name, content)


def movies(content: str | bytes) -> Callable[[Ground], object]:
    """Build by writing the vocabulary file."""
    return write(MOVIES, content)


def link(name: str, target: str) -> Callable[[Ground], object]:
    """Build by putting a link; ``OUT`` in its target is the folder outside."""
    return lambda ground: ground.link(name, target.replace("OUT", str(ground.outside)))


def pipe(name: str) -> Callable[[Ground], object]:
    """Build by putting a pipe."""
    return lambda ground: ground.pipe(name)


def both(*builds: Callable[[Ground], object]) -> Callable[[Ground], object]:
    """Build by several steps."""
    return lambda ground: [build(ground) for build in builds]
