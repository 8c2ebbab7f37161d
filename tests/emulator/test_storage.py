"""The store survives restarts and killed processes, is shared, and a look never makes or changes it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.standin import BALE, FILM, START, World, a_world
from vocabsync.emulator.account import Remove
from vocabsync.emulator.storage import Storage, StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".vocabsync" / "standin.db"


@pytest.fixture
def world(path: Path) -> Iterator[World]:
    world = a_world(path)
    yield world
    world.standin.close()


def test_looking_at_a_missing_store_shows_an_empty_account_and_makes_nothing(world: World, tmp_path: Path) -> None:
    assert world.listed() == []
    assert world.query("vocab-movies-" + "0" * 32).status == 400
    assert list(tmp_path.iterdir()) == []


def test_the_first_write_makes_the_store(world: World, path: Path) -> None:
    world.created()
    assert path.is_file()


def test_looking_leaves_the_store_as_it_is_byte_for_byte(world: World, path: Path) -> None:
    vocabulary_id = world.created()
    before = path.read_bytes()
    world.listed()
    world.query(vocabulary_id)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_restart_finds_everything_as_it_was(world: World, path: Path) -> None:
    vocabulary_id = world.created("movies", [FILM, BALE])
    again = a_world(path)
    assert again.terms(vocabulary_id) == [FILM, BALE]
    assert again.prefixes() == ["movies"]
    again.standin.close()


def test_two_stand_ins_on_one_file_see_each_others_writes(world: World, path: Path) -> None:
    other = a_world(path)
    vocabulary_id = world.created()
    other.update(vocabulary_id, [BALE])
    assert world.terms(vocabulary_id) == [BALE]
    other.standin.close()


def test_a_late_write_takes_effect_after_a_restart_too(path: Path) -> None:
    world = a_world(path, late_seconds=5)
    world.created()
    again = a_world(path)
    assert again.prefixes() == []
    again.time.pass_by(5)
    assert again.prefixes() == ["movies"]


def test_a_late_update_does_not_bring_a_deleted_vocabulary_back(world: World) -> None:
    vocabulary_id = world.created()
    world.change(late_seconds=5)
    world.update(vocabulary_id, [BALE])
    world.change()
    world.delete(vocabulary_id)
    world.time.pass_by(10)
    assert world.query(vocabulary_id).status == 400
    assert world.listed() == []


def test_a_late_update_wins_over_one_that_was_sent_after_it(world: World) -> None:
    vocabulary_id = world.created()
    world.change(late_seconds=5)
    world.update(vocabulary_id, [BALE])
    world.change()
    world.update(vocabulary_id, [{"text": "in between", "weight": 1}])
    world.time.pass_by(5)
    assert world.terms(vocabulary_id) == [BALE]


def test_a_create_that_is_still_to_come_takes_a_slot(path: Path) -> None:
    world = a_world(path, late_seconds=5, quota=1)
    world.created()
    assert world.create().code == "Throttling.AllocationQuota"


def test_what_no_look_can_see_any_more_is_dropped(world: World, path: Path) -> None:
    vocabulary_id = world.created()
    for weight in (1, 2, 3, 4, 5):
        world.time.pass_by(1)
        world.update(vocabulary_id, [{"text": "a", "weight": weight}])
    gone = world.created()
    world.delete(gone)
    with sqlite3.connect(path) as connection:
        editions = connection.execute("SELECT count(*) FROM edition").fetchone()
        vocabularies = connection.execute("SELECT count(*) FROM vocabulary").fetchone()
    connection.close()
    assert (editions, vocabularies) == ((1,), (1,))


def test_a_file_that_is_no_database_is_named_not_taken_for_empty(world: World, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but longer than a header would be" * 10)
    with pytest.raises(StoreDamaged, match=r"standin\.db is no database of the stand-in"):
        world.listed()
    with pytest.raises(StoreDamaged):
        world.created()


_HALF_A_WRITE = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_spill = 1")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("DELETE FROM vocabulary")
for number in range(2000):
    connection.execute("INSERT INTO edition (id, modified, effect, terms) VALUES ('x', 0, 0, ?)", ("y" * 1000,))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_writer_leaves_the_old_content(world: World, path: Path) -> None:
    vocabulary_id = world.created()
    killed = subprocess.run([sys.executable, "-c", _HALF_A_WRITE, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert os.path.exists(f"{path}-journal")  # noqa: PTH110 - a name made of a path and a suffix
    assert world.terms(vocabulary_id) == [FILM]
    assert world.prefixes() == ["movies"]


def test_a_write_that_fails_half_way_leaves_nothing(path: Path) -> None:
    world = a_world(path)
    vocabulary_id = world.created()

    def fail_half_way() -> None:
        with Storage(path).writing() as state:
            state.apply(Remove(vocabulary_id, START), horizon=START)
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert world.prefixes() == ["movies"]


def test_the_key_is_written_nowhere(world: World, path: Path) -> None:
    world.change(accounts="by-key")
    world.create(key="sk-very-secret")
    assert b"very-secret" not in path.read_bytes()
    assert "very-secret" not in repr(world.standin.log.entries())


def test_memory_is_forgotten_with_its_stand_in() -> None:
    a_world().created()
    assert a_world().listed() == []
    assert a_world().time.now == START
