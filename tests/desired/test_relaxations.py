"""What a change loosens is found against the commit before it, in configuration and files alike."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from vocabsync.desired.configuration import read_configuration
from vocabsync.desired.earlier_files import EarlierFiles
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.desired.relaxations import find_relaxations
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.policy import Relaxation

FILE = "vocabularies/movies.yaml"
PROTECTED = "target_model: fun-asr\nprotect: true\nterms: [电影]\n"
OPEN = "target_model: fun-asr\nterms: [电影]\n"


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@b.invalid")
        subprocess.run(["git", *identity, *words], cwd=self.root, check=True, capture_output=True)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def commit(self, **files: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a change")

    def found(self) -> list[tuple[str, str, str]]:
        relaxations = find_relaxations(self.root, "vocabsync.yaml", "default", EarlierFiles(self.root))
        return [(each.setting, each.before, each.after) for each in relaxations]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_a_protection_taken_away_is_found_before_and_after_its_commit(repository: Repository) -> None:
    repository.write(FILE, PROTECTED)
    repository.commit()
    repository.write(FILE, OPEN)
    assert repository.found() == [("movies: protect", "true", "false")]

    repository.commit()
    assert repository.found() == [("movies: protect", "true", "false")]

    repository.commit()
    assert repository.found() == []


def test_a_guard_raised_in_the_configuration_is_found(repository: Repository) -> None:
    repository.write(FILE, OPEN)
    repository.write("vocabsync.yaml", "guards: {deletes: 1}\nprune: false\n")
    repository.commit()
    repository.write("vocabsync.yaml", "guards: {deletes: 5}\n")

    assert repository.found() == [("prune", "false", "true"), ("guards.deletes", "1", "5")]


def test_a_guard_of_a_file_is_found(repository: Repository) -> None:
    repository.write(FILE, OPEN + "guards: {removed_terms: 10%}\n")
    repository.commit()
    repository.write(FILE, OPEN)

    assert repository.found() == [("movies: guards.removed_terms", "10%", "30%")]


def test_a_configuration_that_was_removed_loosens_what_it_had_tightened(repository: Repository) -> None:
    repository.write(FILE, OPEN)
    repository.write("vocabsync.yaml", "guards: {deletes: 0}\n")
    repository.commit()
    (repository.root / "vocabsync.yaml").unlink()

    assert repository.found() == [("guards.deletes", "0", "1")]


def test_without_git_and_without_a_change_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / FILE).write_text(PROTECTED, "utf-8")
    assert find_relaxations(tmp_path, "vocabsync.yaml", "default", EarlierFiles(tmp_path)) == ()


def test_git_is_asked_once_all_files_were_read_while_the_service_answers(tmp_path: Path) -> None:
    loosened = Relaxation(setting="movies: protect", before="true", after="false", place=Place(FILE))
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / FILE).write_text(OPEN, "utf-8")
    configuration = read_configuration(None, tmp_path)
    folder = VocabularyFolder(configuration, configuration.for_environment(None), find_relaxations=lambda: (loosened,))

    folder.load(Prefix("movies"))
    before = folder.policy.relaxations
    folder.finish()

    assert (before, folder.policy.relaxations) == ((), (loosened,))
