"""A disk that forgets, at a crash, whatever was not synced: content and names, each for itself."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Loss(StrEnum):
    """What a crash does to what was not synced."""

    NOTHING = "nothing"  # the process dies, the machine lives
    EVERYTHING = "everything"  # power is cut before anything reached the medium
    CONTENT = "content"  # power is cut after the names reached it, but not what is in the files


@dataclass(slots=True)
class _File:
    content: bytes
    synced: bytes = b""


class VirtualDisk:
    """Satisfies the Disk of ``durable_file``. ``before`` hears of each call and may raise."""

    def __init__(self) -> None:
        self._names: dict[Path, _File] = {}
        self._synced_names: dict[Path, _File] = {}
        self.before: Callable[[str, Path], None] = lambda operation, path: None
        self.after: Callable[[str, Path], None] = lambda operation, path: None

    def read(self, path: Path) -> bytes | None:
        file = self._names.get(path)
        return None if file is None else file.content

    def make_folder(self, path: Path) -> None:
        """Folders are simply there."""

    def write_new(self, path: Path, data: bytes) -> None:
        self.before("write", path)
        if path in self._names:
            raise OSError(errno.EEXIST, "it exists", str(path))
        self._names[path] = _File(data)
        self.after("write", path)

    def sync(self, path: Path) -> None:
        self.before("sync", path)
        self._names[path].synced = self._names[path].content
        self.after("sync", path)

    def replace(self, source: Path, target: Path) -> None:
        self.before("replace", target)
        self._names[target] = self._names.pop(source)
        self.after("replace", target)

    def sync_folder(self, path: Path) -> None:
        self.before("sync_folder", path)
        kept = {name: file for name, file in self._synced_names.items() if name.parent != path}
        self._synced_names = kept | {name: file for name, file in self._names.items() if name.parent == path}
        self.after("sync_folder", path)

    def remove(self, path: Path) -> None:
        self._names.pop(path, None)

    def names(self) -> list[Path]:
        """Give every file there is."""
        return list(self._names)

    def put(self, path: Path, data: bytes) -> None:
        """Let a file be there, safely."""
        self._names[path] = self._synced_names[path] = _File(data, data)

    def crash(self, loss: Loss) -> None:
        """Forget what this kind of crash forgets."""
        if loss is Loss.NOTHING:
            return
        names = self._synced_names if loss is Loss.EVERYTHING else self._names
        self._names = {name: _File(file.synced, file.synced) for name, file in names.items()}
        self._synced_names = dict(self._names)
