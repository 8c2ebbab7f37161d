"""Reading a file of the repository, and nothing else: regular, inside, capped, UTF-8 (faults.md section 6)."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vocabsync.desired.caps import way_out
from vocabsync.desired.encodings import decode_strictly
from vocabsync.desired.unreadable import Unreadable
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.rules import complain

if TYPE_CHECKING:
    from vocabsync.desired.caps import Caps

_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""A link is not followed, a pipe does not block, a child process inherits nothing, Windows changes no line ends."""

_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)


_MOST_SHARES: Final = 4
"""Environments that read one folder again and again get no more than so many shares together."""


class Allowance:
    """How many bytes one run may still read of a folder, or of the folders of several environments."""

    def __init__(self, caps: Caps, environments: int = 1) -> None:
        """Begin with nothing read."""
        self._most = caps.bytes_of_all * min(environments, _MOST_SHARES)
        self._read = 0

    def read_text(self, root: Path, path: str, caps: Caps) -> str:
        """Read a file, and count it. Raises Unreadable, without reading, once too much was read."""
        if self._read > self._most:
            summary = f"more than {self._most:,} bytes in all were to be read"
            raise Unreadable(complain("VS103", summary, Place(path), remedy=way_out("total-size", caps)))
        content = read_bytes(root, path, caps)
        self._read += len(content)
        return decode_strictly(content, path)


def read_text(root: Path, path: str, caps: Caps) -> str:
    """Read the file ``path`` (relative to ``root``, with ``/``) as text. Raises Unreadable."""
    return decode_strictly(read_bytes(root, path, caps), path)


def read_bytes(root: Path, path: str, caps: Caps) -> bytes:
    """Read the bytes of a regular file below ``root``. Raises Unreadable, before a byte is read wherever possible."""
    place = Place(path)
    try:
        top, real = os.path.realpath(root), os.path.realpath(root / path, strict=True)
        if not _is_inside(top, real):
            raise Unreadable(complain("VS102", "the path leads out of the repository", place))
        descriptor = _open_inside(top, real)
    except (OSError, ValueError) as error:
        raise Unreadable(complain("VS101", f"the file cannot be opened: {_reason(error)}", place)) from None
    try:
        _refuse_special(os.fstat(descriptor), place, caps)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(caps.file_bytes + 1)
    except OSError as error:
        raise Unreadable(complain("VS101", f"the file cannot be read: {_reason(error)}", place)) from None
    finally:
        os.close(descriptor)
    if len(content) > caps.file_bytes:
        raise _too_large(place, caps)
    return content


def _open_inside(root: str, real: str) -> int:
    """Open folder by folder without following a link: one put in the way since ``real`` was resolved ends here."""
    if os.open not in os.supports_dir_fd:
        return os.open(real, _OPEN_FLAGS)
    *folders, name = Path(os.path.relpath(real, root)).parts or (".",)
    folder = os.open(root, _FOLDER_FLAGS)
    try:
        for step in folders:
            inner = os.open(step, _FOLDER_FLAGS, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(name, _OPEN_FLAGS, dir_fd=folder)
    finally:
        os.close(folder)


def leads_out(root: Path, path: str) -> bool:
    """Whether a path, relative to ``root``, ends outside of it once all links are followed."""
    return not _is_inside(os.path.realpath(root), os.path.realpath(root / path))


def _is_inside(top: str, real: str) -> bool:
    return os.path.commonpath([top, real]) == top


def _refuse_special(status: os.stat_result, place: Place, caps: Caps) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(complain("VS101", f"this is {_kind(status.st_mode)}, not a regular file", place))
    if status.st_size > caps.file_bytes:
        raise _too_large(place, caps)


def _too_large(place: Place, caps: Caps) -> Unreadable:
    summary = f"the file is larger than {caps.file_bytes:,} bytes"
    return Unreadable(complain("VS103", summary, place, remedy=way_out("file-size", caps)))


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _reason(error: OSError | ValueError) -> str:
    """Say why in the system's words; a path with a null character raises ValueError."""
    return (error.strerror or "unknown reason").lower() if isinstance(error, OSError) else str(error)
