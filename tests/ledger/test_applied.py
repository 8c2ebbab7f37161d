"""The content of the last apply: at hand when whole, and otherwise as if it had never been kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.builders import an_id, terms_of
from vocabsync.ledger.applied import AppliedFolder

TERMS = (*terms_of("赛德克巴莱", lang="zh"), *terms_of("Seediq Bale"))


def test_what_was_saved_is_at_hand(tmp_path: Path) -> None:
    folder = AppliedFolder(tmp_path / "applied")
    folder.save(an_id(), TERMS)
    assert folder.load(an_id()) == TERMS


def test_what_was_never_saved_is_not_at_hand(tmp_path: Path) -> None:
    assert AppliedFolder(tmp_path / "applied").load(an_id()) is None
    assert not (tmp_path / "applied").exists()


@pytest.mark.parametrize("damage", ["", "{", "[[1, 2, 3]]", '[["a", "4", null]]', '[["a"]]', "[" * 5000, "[null]", "1"])
def test_a_damaged_file_is_not_at_hand(tmp_path: Path, damage: str) -> None:
    folder = AppliedFolder(tmp_path)
    (tmp_path / f"{an_id()}.json").write_text(damage, "utf-8")
    assert folder.load(an_id()) is None


def test_contents_that_no_record_names_are_let_go(tmp_path: Path) -> None:
    folder = AppliedFolder(tmp_path)
    folder.save(an_id(number=1), TERMS)
    folder.save(an_id(number=2), TERMS)
    folder.keep_only([an_id(number=2)])
    assert folder.load(an_id(number=1)) is None
    assert folder.load(an_id(number=2)) == TERMS


def test_a_disk_that_refuses_costs_only_the_convenience(tmp_path: Path) -> None:
    (tmp_path / "applied").write_text("a file in the place of the folder", "utf-8")
    folder = AppliedFolder(tmp_path / "applied")
    folder.save(an_id(), TERMS)
    assert folder.load(an_id()) is None
