"""The one way to write a file that must survive a crash: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from typing import TYPE_CHECKING, Final, Protocol

from vocabsync.domain.errors import StateNotSaved

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE: Final = 32 * 1024 * 1024
"""Bytes of a file of ours; the contents of the largest account stay far below it."""


class Disk(Protocol):
    """The file calls that durability is made of, one effect each, so that tests can lose what was not synced."""

    def read(self, path: Path) -> bytes | None:
        """Give a regular file's content; None where there is no such file."""
        ...

    def make_folder(self, path: Path) -> None:
        """Make a folder and its parents; fine where it exists already."""
        ...

    def write_new(self, path: Path, data: bytes) -> None:
        """Create a file that does not exist yet."""
        ...

    def sync(self, path: Path) -> None:
        """Bring a file's content to the medium."""
        ...

    def replace(self, source: Path, target: Path) -> None:
        """Rename, taking the target's place in one step."""
        ...

    def sync_folder(self, path: Path) -> None:
        """Bring a folder's names to the medium."""
        ...

    def remove(self, path: Path) -> None:
        """Remove a file; fine where it is gone already."""
        ...


class OsDisk:
    """The operating system's disk."""

    def read(self, path: Path) -> bytes | None:
        """Give a file's content without following a link or waiting at a pipe: a repository must not lead us on."""
        try:
            descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return None
        try:
            return _read_regular(descriptor)
        finally:
            os.close(descriptor)

    def make_folder(self, path: Path) -> None:
        """Make a folder for ourselves, readable by nobody else where it is new."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def write_new(self, path: Path, data: bytes) -> None:
        """Create and fill a file; an existing one, or a link in its place, is refused."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
            file.write(data)

    def sync(self, path: Path) -> None:
        """Call fsync."""
        _sync(path, os.O_RDWR)

    def replace(self, source: Path, target: Path) -> None:
        """Rename over the target."""
        source.replace(target)

    def sync_folder(self, path: Path) -> None:
        """Call fsync on the folder; Windows has no such call and needs none."""
        if os.name != "nt":
            _sync(path, os.O_RDONLY)

    def remove(self, path: Path) -> None:
        """Unlink."""
        path.unlink(missing_ok=True)


_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
OS_DISK = OsDisk()


def write_durably(path: Path, data: bytes, *, disk: Disk = OS_DISK) -> None:
    """Replace a file's content so that a crash at any moment leaves the old or the new. Raises StateNotSaved."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        disk.make_folder(path.parent)
        disk.write_new(temporary, data)
        disk.sync(temporary)
        disk.replace(temporary, path)
        disk.sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            disk.remove(temporary)
        raise StateNotSaved(
            f"the file cannot be written: {error.strerror or type(error).__name__}",
            where=str(path),
            next_step="make room or make the folder writable, then run the command again",
        ) from error


def _read_regular(descriptor: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if status.st_size > LARGEST_FILE:
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST_FILE:,} bytes")
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        return file.read(LARGEST_FILE)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
