"""A file is replaced as a whole or not at all, whatever the disk does and wherever the process dies."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.support.fake_service import Crash
from tests.support.virtual_disk import Loss, VirtualDisk
from vocabsync.domain.errors import StateNotSaved
from vocabsync.ledger.durable_file import OS_DISK, write_durably
from vocabsync.ledger.spare_file import SPARE_BYTES, SpareFile

PATH = Path("/repository/vocabsync.lock")
STEPS = ("write", "sync", "replace", "sync_folder")


def _crash_at(disk: VirtualDisk, step: str, *, after: bool) -> None:
    def die(operation: str, path: Path) -> None:
        if operation == step:
            raise Crash

    if after:
        disk.after = die
    else:
        disk.before = die


@pytest.mark.parametrize("loss", list(Loss))
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_crash_leaves_the_old_content_or_the_new(step: str, after: bool, loss: Loss) -> None:  # noqa: FBT001  a case
    disk = VirtualDisk()
    disk.put(PATH, b"old")
    _crash_at(disk, step, after=after)

    with pytest.raises(Crash):
        write_durably(PATH, b"new", disk=disk)
    disk.crash(loss)

    assert disk.read(PATH) in {b"old", b"new"}


def test_what_was_written_survives_the_worst_crash() -> None:
    disk = VirtualDisk()

    write_durably(PATH, b"new", disk=disk)
    disk.crash(Loss.EVERYTHING)

    assert disk.read(PATH) == b"new"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES], ids=["full", "read-only", "not allowed"])
@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_refuses_leaves_the_old_content_and_no_litter(step: str, code: int) -> None:
    disk = VirtualDisk()
    disk.put(PATH, b"old")

    def refuse(operation: str, path: Path) -> None:
        if operation == step:
            raise OSError(code, os.strerror(code), str(path))

    disk.before = refuse
    with pytest.raises(StateNotSaved, match="cannot be written") as refused:
        write_durably(PATH, b"new", disk=disk)

    assert refused.value.where == str(PATH)
    assert disk.names() == [PATH]
    assert disk.read(PATH) == (b"new" if step == "sync_folder" else b"old")


def test_the_real_disk_replaces_a_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"

    write_durably(path, b"one")
    write_durably(path, b"two")

    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]


def test_a_link_in_place_of_a_state_file_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    link = tmp_path / "vocabsync.lock"
    link.symlink_to(elsewhere)

    with pytest.raises(OSError, match="symbolic"):
        OS_DISK.read(link)
    write_durably(link, b"ours")

    assert elsewhere.read_bytes() == b"precious"
    assert link.read_bytes() == b"ours"


def test_the_spare_room_is_given_back_when_the_disk_is_full() -> None:
    disk = VirtualDisk()
    spare = SpareFile(Path("/repository/.vocabsync"), disk=disk)
    spare.take()

    def full_while_spare_lies_there(operation: str, path: Path) -> None:
        if any(name.name == "spare" for name in disk.names()):
            raise OSError(errno.ENOSPC, "no space left on the device", str(path))

    disk.before = full_while_spare_lies_there
    spare.write(PATH, b"new")

    assert disk.read(PATH) == b"new"
    assert [name.name for name in disk.names()] == [PATH.name]


def test_the_spare_file_holds_room_on_the_real_disk(tmp_path: Path) -> None:
    spare = SpareFile(tmp_path)

    spare.take()
    assert (tmp_path / "spare").stat().st_size == SPARE_BYTES
    spare.release()

    assert not (tmp_path / "spare").exists()
