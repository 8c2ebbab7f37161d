"""One apply per machine and repository: a lock of the operating system, which a crash releases by itself."""

from __future__ import annotations

import contextlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vocabsync.domain.errors import NeedsPerson, StateNotSaved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

HOLDER = "run.pid"
PATIENCE = 5.0
"""Seconds for which a second apply waits for the first."""


@contextmanager
def hold_run_lock(folder: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of the folder of local state. Raises NeedsPerson with the holder's process, StateNotSaved."""
    lock = _acquire(folder, patience)
    try:
        _write_pid(folder / HOLDER)
        _keep_out_of_git(folder)
        yield
    finally:
        lock.release()


def _acquire(folder: Path, patience: float) -> BaseFileLock:
    from filelock import FileLock, Timeout  # noqa: PLC0415  late: only apply and dedupe lock anything

    try:
        if folder.is_symlink():
            raise NotADirectoryError("it is a link, and a repository must not lead us elsewhere")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(folder / "run.lock", timeout=patience, fallback_to_soft=False)
        lock.acquire()
    except Timeout:
        raise NeedsPerson(
            "another apply of this repository is running on this machine",
            where=str(folder),
            why=f"process {_read_pid(folder / HOLDER)} holds the lock",
            next_step="wait until it has ended, then run the command again; the lock never needs breaking by hand",
        ) from None
    except (OSError, NotImplementedError) as error:
        raise StateNotSaved(
            "the lock against a second apply cannot be taken",
            where=str(folder),
            why=getattr(error, "strerror", None) or str(error),
            next_step="make it a writable folder on a disk that knows file locks",
        ) from error
    return lock


def _read_pid(holder: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return str(int(holder.read_text("ascii")))
    return "unknown"


def _keep_out_of_git(folder: Path) -> None:
    """Let git ignore the folder, also where nobody wrote a line about it into ``.gitignore``."""
    with contextlib.suppress(OSError), (folder / ".gitignore").open("x", encoding="ascii") as file:
        file.write("*\n")


def _write_pid(holder: Path) -> None:
    """Say who holds the lock; only a message depends on it."""
    with contextlib.suppress(OSError):
        holder.write_text(f"{os.getpid()}\n", "ascii")
