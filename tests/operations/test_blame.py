from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.git_repository import Repository
from vocabsync.cli.blame_view import dump_blame, render_blame
from vocabsync.desired.configuration import read_configuration
from vocabsync.desired.term_history import pattern_of
from vocabsync.domain.evidence import HistoryState
from vocabsync.operations.blame import Blame, blame

if TYPE_CHECKING:
    from pathlib import Path

MOVIES = "vocabularies/movies.yaml"
HEAD = "target_model: fun-asr\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def said(found: Blame) -> tuple[str, ...]:
    """What a person reads, without hashes and authors."""
    shown = re.sub(r"  [0-9a-f]{8}  ", "  ", render_blame(found)).replace("  吴贻弓: ", ": ")
    return tuple(shown.splitlines())


def look(folder: Path, text: str = "赛德克") -> Blame:
    configuration = read_configuration(None, folder)
    return blame(configuration, configuration.environments, text)


def test_a_term_is_followed_from_its_first_commit_to_its_last(repository: Repository) -> None:
    repository.commit("Add films", {MOVIES: HEAD + "terms:\n  - 赛德克\n  - 阙里\n"})
    repository.commit("Other terms", {MOVIES: HEAD + "terms:\n  - 赛德克\n  - 孔庙\n"})
    repository.commit(
        "Heard too often", {MOVIES: HEAD + "terms:\n  - 孔庙\n  - {text: 赛德克, weight: 2, note: film}\n"}
    )
    found = look(repository.folder)
    assert [(each.path, each.line, each.weight, each.note) for each in found.present] == [(MOVIES, 4, 2, "film")]
    assert [each.commit.subject for each in found.changes] == ["Heard too often", "Add films"]
    assert found.state is HistoryState.COMPLETE
    assert re.sub(r"  [0-9a-f]{8}  ", "  HASH  ", render_blame(found)) == (
        "vocabularies/movies.yaml:4  movies, weight 2, note: film\n"
        "  2026-01-03  HASH  weight 4 to 2; note: film  吴贻弓: Heard too often\n"
        "  2026-01-01  HASH  added with weight 4  吴贻弓: Add films"
    )


def test_a_term_that_is_gone_is_found_with_the_commit_that_removed_it(repository: Repository) -> None:
    repository.commit("Add", {MOVIES: HEAD + "terms:\n  - {text: 赛德克, weight: 5}\n  - 阙里\n"})
    repository.commit("Remove", {MOVIES: HEAD + "terms:\n  - 阙里\n"})
    found = look(repository.folder)
    assert found.present == ()
    assert "movies.yaml:3  gone, movies, weight 5" in render_blame(found)
    assert "removed, had weight 5" in render_blame(found)


def test_a_file_that_is_gone_is_searched_too(repository: Repository) -> None:
    repository.commit("Add", {MOVIES: HEAD + "terms: [阙里]\n", "vocabularies/old.yaml": HEAD + "terms: [赛德克]\n"})
    repository.commit("Remove", {"vocabularies/old.yaml": None})
    (removal, addition) = look(repository.folder).changes
    assert (removal.after, addition.before) == (None, None)
    assert removal.occurrence.prefix == "old"


def test_a_folder_that_was_renamed_is_searched_too(repository: Repository) -> None:
    repository.commit("Add", {"vocabsync.yaml": "vocabularies: lists\n", "lists/old.yaml": HEAD + "terms: [赛德克]\n"})
    files: dict[str, str | None] = {"lists/old.yaml": None, "words/old.yaml": HEAD + "terms: [赛德克]\n"}
    repository.commit("Rename", files | {"vocabsync.yaml": "vocabularies: words\n"})
    assert {each.occurrence.path for each in look(repository.folder).changes} == {"lists/old.yaml", "words/old.yaml"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "text,weight,lang,note\n其他,4,zh,\n赛德克,5,zh,film\n"),
        ("a.tsv", "热词\t权重\n其他\t4\n赛德克\t5\n"),
        ("a.txt", "其他\n\n赛德克\n"),
        ("a.json", '["其他",\n\n{"text": "\\u8d5b\\u5fb7\\u514b", "weight": 5}]\n'),
        ("a.yaml", "- 其他\n\n- {text: 赛德克, weight: 5}\n"),
    ],
)
def test_shared_lists_are_searched_and_name_who_includes_them(repository: Repository, name: str, content: str) -> None:
    includer = HEAD + f"include: [terms/{name}]\n"
    repository.commit("Add", {f"vocabularies/terms/{name}": content, MOVIES: includer})
    found = look(repository.folder)
    assert [(each.path, each.line, each.prefix) for each in found.present] == [
        (MOVIES, 2, "movies"),
        (f"vocabularies/terms/{name}", 3, None),
    ]
    assert [each.commit.subject for each in found.changes] == ["Add", "Add"]
    assert f"terms/{name}:3  a shared list of movies, weight" in render_blame(found)


def test_a_list_that_nobody_includes_says_so_and_shows_its_notes(repository: Repository) -> None:
    repository.commit(
        "Add", {"vocabularies/terms/a.csv": "热词,权重,备注\n赛德克,5,电影\n", MOVIES: HEAD + "terms: [阙里]\n"}
    )
    assert render_blame(look(repository.folder)).splitlines()[0] == (
        "vocabularies/terms/a.csv:2  a shared list that no file includes, weight 5, note: 电影"
    )


def test_changed_defaults_are_part_of_the_history_of_a_weight(repository: Repository) -> None:
    text = HEAD + "defaults: {weight: %s}\nterms:\n  - 赛德克\n  - {text: 阙里, weight: 4}\n"
    repository.commit("Add", {MOVIES: text % 4})
    repository.commit("Louder", {MOVIES: text % 5})
    repository.commit("Own weight", {MOVIES: (text % 5).replace("- 赛德克", "- {text: 赛德克, weight: 2}")})
    assert said(look(repository.folder)) == (
        "vocabularies/movies.yaml:4  movies, weight 2",
        "  2026-01-03  weight 5 to 2: Own weight",
        "  2026-01-02  weight 4 to 5, by default: Louder",
        "  2026-01-01  added with weight 4: Add",
    )
    assert [each.commit.subject for each in look(repository.folder, "阙里").changes] == ["Add"]


def test_a_weight_on_a_line_of_its_own_is_followed(repository: Repository) -> None:
    block = HEAD + "terms:\n  - text: 赛德克\n    weight: %s\n    note: %s\n"
    repository.commit("Add", {MOVIES: block % (4, "a")})
    repository.commit("Weight", {MOVIES: block % (5, "a")})
    repository.commit("Note", {MOVIES: block % (5, "b")})
    assert [each.commit.subject for each in look(repository.folder).changes] == ["Note", "Weight", "Add"]


def test_a_shared_term_is_followed_in_the_files_that_include_it(repository: Repository) -> None:
    shared = "vocabularies/terms/drugs.csv"
    repository.commit("Films", {MOVIES: HEAD + "terms: [阙里]\n"})
    repository.commit("A list", {shared: "热词,备注\n赛德克,电影\n"})
    repository.commit("Take it", {MOVIES: HEAD + "include:\n  - terms/drugs.csv\nterms: [阙里]\n"})
    defaults = HEAD + "defaults:\n  weight: 3\ninclude:\n  - terms/drugs.csv\nterms: [阙里]\n"
    repository.commit("Quieter", {MOVIES: defaults})
    assert said(look(repository.folder)) == (
        "vocabularies/movies.yaml:5  movies, weight 3, from vocabularies/terms/drugs.csv",
        "  2026-01-04  weight 4 to 3, by default: Quieter",
        "  2026-01-03  added with weight 4, from vocabularies/terms/drugs.csv: Take it",
        "vocabularies/terms/drugs.csv:2  a shared list of movies, weight by default, note: 电影",
        "  2026-01-02  added with weight by default, note: 电影: A list",
    )


def test_the_calls_of_git_are_six_whatever_the_history(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        text = f"{HEAD}defaults: {{weight: {number % 5 + 1}}}\nterms: [赛德克, 词{number}]\n"
        configuration = f"vocabularies: vocabularies\nlimits: {{vocabularies: {number + 10}}}\n"
        files = {MOVIES: text, f"vocabularies/other{number}.yaml": text, "vocabsync.yaml": configuration}
        repository.commit(f"{number}", {**files})
    programs = tmp_path_factory.mktemp("programs")
    git, log = shutil.which("git"), programs / "calls"
    (programs / "git").write_text(f'#!/bin/sh\necho >> "{log}"\nexec "{git}" "$@"\n', "utf-8")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    assert len(look(repository.folder).changes) == 24
    assert len(log.read_text("utf-8").splitlines()) == 6


def test_the_history_under_another_configuration_name_is_found(repository: Repository) -> None:
    repository.commit("Add", {"other.yaml": "vocabularies: lists\n", "lists/old.yaml": HEAD + "terms: [赛德克]\n"})
    files: dict[str, str | None] = {"lists/old.yaml": None, "words/new.yaml": HEAD + "terms: [阙里]\n"}
    repository.commit("Rename", files | {"other.yaml": "vocabularies: words\n"})
    configuration = read_configuration(repository.folder / "other.yaml", repository.folder)
    found = blame(configuration, configuration.environments, "赛德克")
    assert [each.commit.subject for each in found.changes] == ["Rename", "Add"]


def test_a_term_that_nobody_has_is_answered_with_terms_that_look_like_it(repository: Repository) -> None:
    repository.commit(
        "Add",
        {
            MOVIES: HEAD + "include: [terms/a.txt]\nterms: [赛德克巴莱, 1e3]\n",
            "vocabularies/terms/a.txt": "塞德克\n阙里\n",
            "vocabularies/terms/b.yaml": "- {text: 赛德克, weight: [}\n",
        },
    )
    assert look(repository.folder, "赛德克").similar == ("赛德克巴莱", "塞德克")
    assert look(repository.folder, "吴贻弓").similar == ()
    assert look(repository.folder, "阙里").similar == ()


def test_languages_are_followed_apart(repository: Repository) -> None:
    text = HEAD + "terms:\n  - {text: no, lang: en}\n  - {text: 'no', lang: de, weight: %s}\n"
    repository.commit("Add", {MOVIES: text.replace("text: no", "text: 'no'") % 4})
    repository.commit("Change", {MOVIES: text.replace("text: no", "text: 'no'") % 5})
    found = look(repository.folder, "no")
    assert [(each.commit.subject, each.occurrence.lang) for each in found.changes] == [
        ("Change", "de"),
        ("Add", "de"),
        ("Add", "en"),
    ]


def test_an_uncommitted_term_says_so(repository: Repository) -> None:
    repository.commit("Add", {MOVIES: HEAD + "terms: [阙里]\n"})
    repository.write(MOVIES, HEAD + "terms: [阙里, 赛德克]\n")
    assert "not committed yet" in render_blame(look(repository.folder))


def test_without_git_the_files_still_tell(tmp_path: Path) -> None:
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / MOVIES).write_text(HEAD + "terms: [赛德克]\n", "utf-8")
    shown = render_blame(look(tmp_path))
    assert shown.startswith("vocabularies/movies.yaml:2  movies, weight 4\n")
    assert "git tells nothing" in shown


def test_a_shallow_clone_says_what_is_missing(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    repository.commit("Add", {MOVIES: HEAD + "terms: [赛德克]\n"})
    repository.commit("Change", {MOVIES: HEAD + "terms: [{text: 赛德克, weight: 5}]\n"})
    clone = tmp_path_factory.mktemp("clone") / "it"
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.folder}", str(clone))
    assert "shallow" in render_blame(look(clone))


def test_two_environments_that_share_a_folder_are_told_once(repository: Repository) -> None:
    configuration = "environments: {prod: {}, test: {}}\n"
    repository.commit("Add", {MOVIES: HEAD + "terms: [赛德克]\n", "vocabsync.yaml": configuration})
    found = look(repository.folder)
    assert (len(found.present), len(found.changes)) == (1, 1)


def test_what_is_no_list_of_the_repository_is_not_looked_into(repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.txt"
    outside.write_text("赛德克\n", "utf-8")
    repository.commit("Add", {MOVIES: HEAD + "terms: [阙里]\n", "vocabularies/stray.txt": "赛德克\n"})
    repository.write("vocabularies/.hidden/a.txt", "赛德克\n")
    repository.write("vocabularies/terms/a.txt", "阙里\n")
    (repository.folder / "vocabularies/terms/link.txt").symlink_to(outside)
    assert look(repository.folder).present == ()


def test_json_tells_the_same(repository: Repository) -> None:
    commit = repository.commit("Add", {MOVIES: HEAD + "terms: [赛德克]\n"})
    document = json.loads(dump_blame(look(repository.folder)))
    occurrence = {
        "prefix": "movies",
        "path": MOVIES,
        "line": 2,
        "weight": 4,
        "weight_by_default": True,
        "lang": None,
        "note": None,
        "listed_in": None,
    }
    assert document == {
        "text": "赛德克",
        "history": "complete",
        "present": [occurrence],
        "included_by": {},
        "changes": [
            {
                "commit": commit,
                "date": "2026-01-01T12:00:00+08:00",
                "author": "吴贻弓",
                "subject": "Add",
                "before": None,
                "after": occurrence,
            }
        ],
        "similar": [],
    }


@pytest.mark.parametrize("text", ["a.b*c", "it's", 'say "x"', "back\\slash", "C++ (2)", "[a]{1}", "a|b", "$^?", "𠮷é"])
def test_every_text_is_found_literally(repository: Repository, text: str) -> None:
    lines = [json.dumps(text, ensure_ascii=False), "'" + text.replace("'", "''") + "'"]
    repository.commit("Double", {MOVIES: f"{HEAD}terms:\n  - {lines[0]}\n"})
    repository.commit("None", {MOVIES: f"{HEAD}terms:\n  - other\n"})
    repository.commit("Single", {MOVIES: f"{HEAD}terms:\n  - {lines[1]}\n"})
    assert [each.commit.subject for each in look(repository.folder, text).changes] == ["Single", "None", "Double"]
    assert look(repository.folder, text + "x").changes == ()


def test_a_pattern_matches_nothing_but_its_text() -> None:
    assert not re.search(pattern_of("a.b"), "axb")
    assert re.search(pattern_of("a.b"), "a.b")
