"""The commands that write files, through the command line: a domain expert's way, without reading docs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.git_repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.workplace import Workplace

LIST = "热词,权重,语言\n阿司匹林,4,zh\n布洛芬,5,zh\n110,,\n"


def test_a_list_goes_from_a_table_to_a_plan(workplace: Workplace) -> None:
    workplace.write("words.csv", LIST)
    imported = workplace.run("import", "words.csv", "--into", "vocabularies/medical.yaml", "--target-model", "fun-asr")
    assert (imported.code, "3 new" in imported.out) == (0, True), imported.err
    assert workplace.run("fmt", "--check").code == 0
    assert workplace.run("validate").code == 0
    assert any(action["prefix"] == "medical" for action in workplace.plan()["actions"])
    assert workplace.requests()[0] == "list_vocabulary"


def test_a_preview_alone_writes_nothing_and_names_what_is_left_out(workplace: Workplace) -> None:
    workplace.write("words.csv", LIST + "赛赛赛赛赛赛赛赛赛赛赛赛赛赛赛赛,4,zh\n")
    before = sorted(workplace.folder.rglob("*"))
    ran = workplace.run("import", "words.csv")
    assert ran.code == 1
    assert "! line 5: " in ran.out
    assert "--into" in ran.err
    assert sorted(workplace.folder.rglob("*")) == before


def test_a_target_outside_of_the_repository_is_refused(workplace: Workplace) -> None:
    workplace.write("words.csv", LIST)
    ran = workplace.run("import", "words.csv", "--into", "../medical.yaml", "--target-model", "fun-asr")
    assert (ran.code, "outside" in ran.err) == (1, True)


def test_a_target_that_no_environment_reads_is_noted(workplace: Workplace) -> None:
    workplace.write("words.csv", LIST)
    ran = workplace.run("import", "words.csv", "--into", "medical.yaml", "--target-model", "fun-asr")
    assert (ran.code, "are read from vocabularies" in ran.err) == (0, True)
    assert "has it all already" in workplace.run("import", "words.csv", "--into", "medical.yaml").err


def test_formatting_shows_checks_and_writes(workplace: Workplace) -> None:
    path = workplace.write("vocabularies/movies.yaml", "target_model: fun-asr\nterms:\n- 赛德克\n- 110\n")
    checked = workplace.run("fmt", "--check", "--diff")
    assert checked.code == 1
    assert "+  - '110'\n" in checked.out
    assert path.read_text("utf-8").endswith("- 110\n")
    assert workplace.run("fmt", "vocabularies/movies.yaml", "README.md").code == 0
    assert path.read_text("utf-8").endswith("  - '110'\n")
    assert workplace.run("fmt", "--check").code == 0


def test_formatting_names_what_it_leaves_alone(workplace: Workplace) -> None:
    workplace.write("vocabularies/movies.yaml", "target_model: fun-asr\nterms:\n  - {text: a, wieght: 4}\n")
    ran = workplace.run("fmt")
    assert ran.code == 1
    assert "vocabularies/movies.yaml:3" in ran.err
    assert "left alone: vocabularies/movies.yaml" in ran.err


def test_what_was_applied_and_forgotten_comes_back_by_pull(workplace: Workplace) -> None:
    workplace.apply()
    for name in ("movies", "people"):
        (workplace.folder / f"vocabularies/{name}.yaml").unlink()
    assert workplace.run("pull", "movies").code == 0
    assert workplace.run("pull", "--all").code == 0
    assert workplace.run("pull").out.count("as on the service") == 2
    assert workplace.run("plan", "--detailed-exitcode").code == 0
    assert workplace.writes() == ["create_vocabulary", "create_vocabulary"]


@pytest.mark.parametrize("words", [("--all", "movies"), ("My-Films",)])
def test_pull_refuses_what_makes_no_sense(workplace: Workplace, words: tuple[str, ...]) -> None:
    assert workplace.run("pull", *words).code == 64


def test_pull_names_what_it_leaves_alone(workplace: Workplace) -> None:
    ran = workplace.run("pull")
    assert ran.code == 1
    assert ran.out.count("left alone") == 2


def test_a_starter_repository_validates_and_plans_on_the_stand_in(
    workplace: Workplace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("new")
    monkeypatch.chdir(folder)
    assert workplace.run("init").code == 0
    assert workplace.run("validate", "--strict").code == 0
    assert workplace.run("--env", "local", "plan", "--detailed-exitcode").code == 2
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    again = workplace.run("init")
    assert (again.code, "0 written" in again.err) == (0, True)
    assert all(file.read_bytes() == content for file, content in before.items())


def test_a_starter_repository_from_the_service_has_nothing_to_change(
    workplace: Workplace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.apply()
    folder = tmp_path_factory.mktemp("new")
    monkeypatch.chdir(folder)
    assert workplace.run("init", "--from-remote").code == 0
    assert sorted(file.name for file in (folder / "vocabularies").iterdir()) == ["movies.yaml", "people.yaml"]
    assert workplace.run("plan", "--detailed-exitcode").code == 0


def test_init_names_a_gitignore_that_needs_a_line(workplace: Workplace) -> None:
    workplace.write(".gitignore", "build/\n")
    ran = workplace.run("init")
    assert "add the line `.vocabsync/`" in ran.err
    assert not (workplace.folder / "vocabularies/schema").exists()
    assert workplace.run("--config", "vocabsync.yaml", "init").code == 64


def test_blame_tells_in_text_and_json_and_says_where_nothing_is(workplace: Workplace, tmp_path: Path) -> None:
    Repository(tmp_path).commit("Films", {})
    ran = workplace.run("blame", "赛德克巴莱")
    assert (ran.code, "vocabularies/movies.yaml:3  movies, weight 4, zh" in ran.out) == (0, True)
    assert "吴贻弓: Films" in ran.out
    document = json.loads(workplace.run("blame", "赛德克巴莱", "--format", "json").out)
    assert document["present"][0]["line"] == 3
    missing = workplace.run("blame", "没有")
    assert (missing.code, missing.out) == (1, "")


def test_blame_without_a_text_is_a_usage_error(workplace: Workplace) -> None:
    ran = workplace.run("blame", "")

    assert (ran.code, ran.out) == (64, "")
    assert "TERM is empty" in ran.err
