"""The folder of local state: files and folders of its own, and nothing that leads elsewhere."""

from __future__ import annotations

import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from vocabsync.domain.errors import StateDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOOKED_INTO: Final = ("", "applied")
"""Folders, from that of local state, in which somebody could know the name of a file before it is written."""


def check_state_folder(folder: Path) -> None:
    """Refuse links, pipes and devices where files of ours would be. Raises StateDamaged.

    git carries links: without this a repository could have an apply write anywhere, or wait at a pipe.
    """
    _check(folder)
    for name in _LOOKED_INTO:
        for path in _entries(folder / name):
            _check(path)


def _entries(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError, NotADirectoryError):
        yield from sorted(folder.iterdir())


def _check(path: Path) -> None:
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise StateDamaged(
                "the folder of local state is not as vocabsync made it",
                where=str(path),
                why="this is a link" if stat.S_ISLNK(mode) else "this is neither a file nor a folder",
                next_step="remove it: apply makes anew what it needs",
            )
