from __future__ import annotations

import pytest

from tests.support.git_repository import Repository
from tests.support.workplace import FILMS, Workplace

MOVIES = "vocabularies/movies.yaml"
MINE = FILMS + "  - 悲情城市  # mine, not committed\n"
THEIRS = FILMS + "  - 牯岭街少年杀人事件\n"


@pytest.fixture
def edited_elsewhere(workplace: Workplace) -> Workplace:
    """The service holds a film more than the files, which are those of the last commit."""
    workplace.write(MOVIES, THEIRS)
    workplace.apply()
    workplace.write(MOVIES, FILMS)
    return workplace


def test_pull_leaves_a_file_alone_that_holds_uncommitted_work(edited_elsewhere: Workplace) -> None:
    workplace = edited_elsewhere
    Repository(workplace.folder).commit("Lists", {})
    workplace.write(MOVIES, MINE)
    ran = workplace.run("pull")
    assert ran.code == 1
    assert ran.out == (
        "  ! movies  left alone: vocabularies/movies.yaml has uncommitted changes, and pull would overwrite them\n"
        "    next: commit them or take them back, then pull again; or give them up with --overwrite\n"
        "    vocabularies/people.yaml  as on the service\n"
    )
    assert (workplace.folder / MOVIES).read_text("utf-8") == MINE


def test_a_file_that_was_never_committed_is_left_alone_too(edited_elsewhere: Workplace) -> None:
    Repository(edited_elsewhere.folder)
    ran = edited_elsewhere.run("pull")
    assert "! movies  left alone: vocabularies/movies.yaml has uncommitted changes" in ran.out
    assert (edited_elsewhere.folder / MOVIES).read_text("utf-8") == FILMS


def test_overwrite_gives_the_uncommitted_work_up(edited_elsewhere: Workplace) -> None:
    Repository(edited_elsewhere.folder).commit("Lists", {})
    edited_elsewhere.write(MOVIES, MINE)
    assert edited_elsewhere.run("pull", "--overwrite").code == 0
    text = (edited_elsewhere.folder / MOVIES).read_text("utf-8")
    assert ("悲情城市" in text, "牯岭街少年杀人事件" in text) == (False, True)


def test_a_committed_file_and_one_that_says_it_already_are_no_obstacle(edited_elsewhere: Workplace) -> None:
    repository = Repository(edited_elsewhere.folder)
    repository.commit("Lists", {})
    assert edited_elsewhere.run("pull").code == 0
    assert "1 file changed" in repository.git("diff", "--stat")
    ran = edited_elsewhere.run("pull")
    assert (ran.code, ran.out.count("as on the service")) == (0, 2)


def test_without_git_the_file_is_edited_and_the_loss_is_told(edited_elsewhere: Workplace) -> None:
    ran = edited_elsewhere.run("pull")
    assert ran.code == 0
    assert ran.out == (
        "  ~ vocabularies/movies.yaml  1 added, 0 changed, 0 removed\n"
        "    note: there is no git here: what the file said before is kept nowhere\n"
        "    vocabularies/people.yaml  as on the service\n"
    )


def test_the_next_step_names_the_environment_that_was_asked_for(workplace: Workplace) -> None:
    assert workplace.run("pull").err.endswith("2 left alone; next: vocabsync plan\n")
    assert workplace.run("--env", "local", "pull").err.endswith("2 left alone; next: vocabsync --env local plan\n")
