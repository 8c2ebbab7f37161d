"""Files that a person named on the command line, where a repository may have put something else in their place."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def read_named(path: Path, limit: int) -> bytes:
    """Read a regular file of less than ``limit`` bytes; never waits at a pipe. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | _BINARY)
    try:
        _refuse_special(descriptor)
        if os.fstat(descriptor).st_size >= limit:
            raise OSError(errno.EFBIG, f"it is larger than {limit - 1:,} bytes")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(limit)
    finally:
        os.close(descriptor)


def write_named(path: Path, text: str) -> None:
    """Write a regular file, new or in the place of one; a link is not followed. Raises OSError."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a link: name the file itself")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | _NO_FOLLOW | _NO_WAIT | _BINARY, 0o666)
    try:
        _refuse_special(descriptor)
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.truncate()
            file.write(text.encode())
    finally:
        os.close(descriptor)


def _refuse_special(descriptor: int) -> None:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
