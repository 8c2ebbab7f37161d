"""One apply per machine and repository; a dead holder holds nothing."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vocabsync.domain.errors import NeedsPerson, StateNotSaved
from vocabsync.ledger.run_lock import hold_run_lock


def _try_to_hold(folder: Path) -> None:
    with hold_run_lock(folder, patience=0.05):
        pass


def test_a_second_apply_stops_and_names_the_process_of_the_first(tmp_path: Path) -> None:
    with (
        hold_run_lock(tmp_path / ".vocabsync"),
        ThreadPoolExecutor(1) as pool,
        pytest.raises(NeedsPerson, match=f"process {os.getpid()} holds the lock"),
    ):
        pool.submit(_try_to_hold, tmp_path / ".vocabsync").result()


def test_the_lock_is_free_again_however_the_run_ended(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold_run_lock(tmp_path):
        raise ZeroDivisionError

    _try_to_hold(tmp_path)


def test_files_of_a_dead_holder_do_not_hold_the_lock(tmp_path: Path) -> None:
    (tmp_path / "run.lock").write_bytes(b"")
    (tmp_path / "run.pid").write_text("1\n", "ascii")

    _try_to_hold(tmp_path)


def test_an_unreadable_pid_is_called_unknown(tmp_path: Path) -> None:
    with hold_run_lock(tmp_path), ThreadPoolExecutor(1) as pool:
        (tmp_path / "run.pid").write_bytes(b"\xff")
        with pytest.raises(NeedsPerson, match="process unknown"):
            pool.submit(_try_to_hold, tmp_path).result()


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".vocabsync").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(StateNotSaved, match="lock"):
        _try_to_hold(tmp_path / ".vocabsync")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".vocabsync").write_bytes(b"")

    with pytest.raises(StateNotSaved, match="lock"):
        _try_to_hold(tmp_path / ".vocabsync")


def test_the_folder_of_local_state_keeps_itself_out_of_git(tmp_path: Path) -> None:
    folder = tmp_path / ".vocabsync"
    with hold_run_lock(folder):
        pass
    assert (folder / ".gitignore").read_text("ascii") == "*\n"

    (folder / ".gitignore").write_text("# mine\n", "ascii")
    with hold_run_lock(folder):
        pass
    assert (folder / ".gitignore").read_text("ascii") == "# mine\n"
