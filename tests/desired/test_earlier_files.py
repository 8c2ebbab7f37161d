from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.git_repository import Repository
from vocabsync.desired.earlier_files import EarlierFiles

FILE = "vocabularies/movies.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def before(folder: Path) -> str | None:
    return EarlierFiles(folder).previous_texts(["vocabsync.yaml"]).get("vocabsync.yaml")


def test_the_text_before_is_the_last_commit_for_an_edited_file_else_the_commit_before(repository: Repository) -> None:
    repository.commit("One", {"vocabsync.yaml": "one"})
    repository.commit("Two", {"vocabsync.yaml": "two"})
    assert before(repository.folder) == "one"
    repository.write("vocabsync.yaml", "three")
    assert before(repository.folder) == "two"


def test_the_text_before_a_merge_is_the_bases(repository: Repository) -> None:
    repository.commit("One", {"vocabsync.yaml": "one"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("Two", {"vocabsync.yaml": "two"})
    repository.commit("Three", {"README": "x"})
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    assert before(repository.folder) == "one"


def test_the_text_before_a_branch_of_several_commits_is_where_it_left_the_default_branch(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    repository.commit("One", {"vocabsync.yaml": "one"})
    clone = Repository(tmp_path_factory.mktemp("clone"))
    clone.git("remote", "add", "origin", str(repository.folder))
    clone.git("fetch", "-q", "origin")
    clone.git("remote", "set-head", "origin", "main")
    clone.git("reset", "-q", "--hard", "origin/main")
    clone.commit("Two", {"vocabsync.yaml": "two"})
    clone.commit("Three", {"README": "x"})
    assert before(clone.folder) == "one"


def test_a_file_that_is_new_or_unknown_to_git_has_no_text_before(repository: Repository, tmp_path: Path) -> None:
    assert before(tmp_path) is None
    repository.commit("One", {"README": "x"})
    repository.commit("Two", {"vocabsync.yaml": "one"})
    assert before(repository.folder) is None


def test_a_file_is_uncommitted_when_it_says_something_else_than_the_last_commit(repository: Repository) -> None:
    repository.commit("One", {FILE: "a\n", "vocabularies/same.yaml": "a\n", "vocabularies/staged.yaml": "a\n"})
    repository.write(FILE, "b\n")
    repository.write("vocabularies/staged.yaml", "b\n")
    repository.git("add", "vocabularies/staged.yaml")
    repository.write("vocabularies/new.yaml", "a\n")
    (repository.folder / "vocabularies/same.yaml").write_bytes(b"a\r\n")
    names = ["movies", "same", "staged", "new", "absent"]
    found = EarlierFiles(repository.folder).uncommitted([f"vocabularies/{name}.yaml" for name in names])
    assert found == frozenset({FILE, "vocabularies/staged.yaml", "vocabularies/new.yaml"})


def test_a_repository_in_a_folder_of_the_work_tree_is_compared_with_its_own_files(repository: Repository) -> None:
    repository.commit("One", {f"speech/{FILE}": "a\n", FILE: "b\n"})
    assert EarlierFiles(repository.folder / "speech").uncommitted([FILE]) == frozenset()


def test_without_git_nobody_knows_what_is_uncommitted(tmp_path: Path) -> None:
    assert EarlierFiles(tmp_path).uncommitted([FILE]) is None


def test_before_the_first_commit_every_file_is_uncommitted(repository: Repository) -> None:
    repository.write(FILE, "a\n")
    assert EarlierFiles(repository.folder).uncommitted([FILE]) == frozenset({FILE})
