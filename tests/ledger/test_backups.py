"""Backups are what import reads: the service's rows, under a name that says which vocabulary they were."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.support.builders import a_remote, terms_of
from vocabsync.desired.importer import read_foreign_list
from vocabsync.ledger.backups import BackupFolder


def test_a_backup_holds_every_term_and_where_it_came_from(tmp_path: Path) -> None:
    remote = a_remote(terms=(*terms_of("赛德克巴莱", lang="zh"), *terms_of("Seediq Bale", weight=5)))
    folder = tmp_path / ".vocabsync" / "backups"

    shown = BackupFolder(folder, shown_from=tmp_path).save(remote, "run-1")

    assert shown == f".vocabsync/backups/run-1/{remote.id}.json"
    saved = json.loads((tmp_path / shown).read_text("utf-8"))
    assert saved["vocabulary"] == [
        {"text": "赛德克巴莱", "weight": 4, "lang": "zh"},
        {"text": "Seediq Bale", "weight": 5},
    ]
    assert (saved["vocabulary_id"], saved["prefix"], saved["target_model"]) == (remote.id, "movies", "fun-asr")


def test_fields_that_nobody_knows_are_saved_with_their_values_and_import_reads_the_rest(tmp_path: Path) -> None:
    values = {1: {"target_lang": "en", "translation": "Confucius"}}
    remote = replace(
        a_remote(terms=(*terms_of("赛德克巴莱"), *terms_of("孔子", lang="zh"))),
        unknown_fields=("target_lang", "translation"),
        unknown_values=values,
    )

    path = Path(BackupFolder(tmp_path).save(remote, "run-1"))

    assert json.loads(path.read_text("utf-8"))["vocabulary"][1] == {
        "text": "孔子",
        "weight": 4,
        "lang": "zh",
        "target_lang": "en",
        "translation": "Confucius",
    }
    imported = read_foreign_list(path.name, path.read_bytes())
    assert [(row.text, row.weight, row.lang) for row in imported.rows] == [("赛德克巴莱", 4, None), ("孔子", 4, "zh")]
    assert imported.notes == ["fields left out: target_lang, translation"]


def test_a_backup_elsewhere_is_shown_with_its_whole_path(tmp_path: Path) -> None:
    shown = BackupFolder(tmp_path / "b", shown_from=tmp_path / "repository").save(a_remote(), "run-1")

    assert shown == str(tmp_path / "b" / "run-1" / f"{a_remote().id}.json")
    assert Path(shown).exists()


def test_a_lone_surrogate_from_the_service_can_be_saved(tmp_path: Path) -> None:
    shown = BackupFolder(tmp_path).save(a_remote(terms=terms_of("\ud800")), "run-1")

    assert json.loads(Path(shown).read_text("utf-8"))["vocabulary"][0]["text"] == "\ud800"
