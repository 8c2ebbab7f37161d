"""Room kept free on the disk, so that what a run must remember can be saved when the disk fills up meanwhile."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from vocabsync.domain.errors import StateNotSaved
from vocabsync.ledger.durable_file import OS_DISK, Disk, write_durably

if TYPE_CHECKING:
    from pathlib import Path

SPARE_BYTES = 1024 * 1024
"""More than ledger and journal of a large account need for their temporary copies."""


class SpareFile:
    """A file of no content that matters, in the folder of local state."""

    def __init__(self, folder: Path, *, disk: Disk = OS_DISK) -> None:
        """Name the file; nothing is written yet."""
        self._path = folder / "spare"
        self._disk = disk

    def take(self) -> None:
        """Write it, before the first write to the service. Raises StateNotSaved: then nothing may be sent."""
        write_durably(self._path, bytes(SPARE_BYTES), disk=self._disk)

    def release(self) -> None:
        """Give the room back."""
        with contextlib.suppress(OSError):
            self._disk.remove(self._path)

    def write(self, path: Path, data: bytes) -> None:
        """Write a state file durably; where that fails, once more with the room given back. Raises StateNotSaved."""
        try:
            write_durably(path, data, disk=self._disk)
        except StateNotSaved:
            self.release()
            write_durably(path, data, disk=self._disk)
