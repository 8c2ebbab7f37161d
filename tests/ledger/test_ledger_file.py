"""The ledger: readable diffs, environments side by side, and never "empty" when it is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.builders import a_record, a_remote
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import StateDamaged
from vocabsync.domain.evidence import LedgerState, Record
from vocabsync.ledger.ledger_file import LedgerFile


def _record(prefix: str = "movies", number: int = 1) -> Record:
    remote = a_remote(prefix, number=number)
    return a_record(remote, digest_terms(remote.terms))


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    ledger = LedgerFile(tmp_path / "vocabsync.lock", "prod")
    records = (_record(), _record("medical", 2))

    ledger.save(records, "run-7")
    state = ledger.load()

    assert set(state.records.values()) == set(records)
    assert (state.last_run, state.source) == ("run-7", "vocabsync.lock")


def test_a_missing_ledger_is_the_empty_state(tmp_path: Path) -> None:
    assert LedgerFile(tmp_path / "vocabsync.lock", "prod").load() == LedgerState()


def test_environments_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "vocabsync.lock"
    LedgerFile(path, "prod").save([_record()], "run-1")
    LedgerFile(path, "staging").save([_record("medical", 2)], "run-2")
    LedgerFile(path, "prod").save([], "run-3")

    assert not LedgerFile(path, "prod").load().records
    assert len(LedgerFile(path, "staging").load().records) == 1


def test_the_file_is_sorted_and_ends_with_a_newline_whatever_the_order(tmp_path: Path) -> None:
    one, other = tmp_path / "one.lock", tmp_path / "other.lock"
    LedgerFile(one, "prod").save([_record(), _record("medical", 2)], "run-1")
    LedgerFile(other, "prod").save([_record("medical", 2), _record()], "run-1")

    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes().endswith(b"}\n")
    assert json.loads(one.read_bytes())["format_version"] == 1


def _damage(whole: bytes) -> dict[str, bytes]:
    text = whole.decode()
    conflict = f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> main\n"
    return {
        "empty": b"",
        "blank": b" \n",
        "truncated": whole[: len(whole) // 2],
        "garbage": b"\x00\xff\x00\xff",
        "a list": b"[]\n",
        "merge conflict": conflict.encode(),
        "newer format": text.replace('"format_version": 1', '"format_version": 2').encode(),
        "no format": text.replace('"format_version": 1', '"version": 1').encode(),
        "true as format": text.replace('"format_version": 1', '"format_version": true').encode(),
        "a number as ID": text.replace('"vocab-movies-00000000000000000000000000000001"', "7").encode(),
        "a flag missing": text.replace('"protect": false,', "").encode(),
        "a negative count": text.replace('"repeats": 0', '"repeats": -1').encode(),
        "text as flag": text.replace('"ready": true', '"ready": "yes"').encode(),
        "NaN": text.replace('"repeats": 0', '"repeats": NaN').encode(),
        "a key twice": text.replace('"repeats": 0', '"repeats": 0, "repeats": 0').encode(),
        "deep": b"[" * 100_000,
    }


@pytest.mark.parametrize("kind", list(_damage(b"")))
def test_a_damaged_ledger_is_an_error_with_the_way_out(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "vocabsync.lock"
    ledger = LedgerFile(path, "prod")
    ledger.save([_record()], "run-1")
    damaged = _damage(path.read_bytes())[kind]
    assert damaged != path.read_bytes()
    path.write_bytes(damaged)

    with pytest.raises(StateDamaged, match=r"is damaged|newer vocabsync") as found:
        ledger.load()

    assert found.value.next_step
    assert path.read_bytes() == damaged, "the evidence stays for whoever repairs it"


def test_a_damaged_ledger_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "vocabsync.lock"
    path.write_bytes(b"{")

    with pytest.raises(StateDamaged):
        LedgerFile(path, "prod").save([_record()], "run-1")

    assert path.read_bytes() == b"{"


def test_the_merge_conflict_and_the_newer_version_are_named(tmp_path: Path) -> None:
    path = tmp_path / "vocabsync.lock"
    LedgerFile(path, "prod").save([_record()], "run-1")
    damages = _damage(path.read_bytes())
    for kind, words in (
        ("merge conflict", "conflict markers"),
        ("newer format", "newer vocabsync"),
        ("empty", "empty"),
    ):
        path.write_bytes(damages[kind])
        with pytest.raises(StateDamaged, match=words):
            LedgerFile(path, "prod").load()


def test_a_folder_in_place_of_the_ledger_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "vocabsync.lock"
    path.mkdir()

    with pytest.raises(StateDamaged, match="cannot be opened"):
        LedgerFile(path, "prod").load()
