"""Several environments in one configuration, through the command line."""

from __future__ import annotations

from tests.support.workplace import FILMS, PEOPLE, Workplace

TWO = """environments:
  a: {vocabularies: a}
  b: {vocabularies: b}
"""


def two_environments(workplace: Workplace) -> None:
    workplace.write("vocabsync.yaml", TWO)
    workplace.write("a/movies.yaml", FILMS)
    workplace.write("a/people.yaml", PEOPLE)
    workplace.write("b/other.yaml", FILMS)


def test_with_several_environments_one_has_to_be_named(workplace: Workplace) -> None:
    two_environments(workplace)

    refused = workplace.run("plan")
    assert refused.code == 1
    assert "--env" in refused.err
    assert workplace.requests() == []


def test_a_vocabulary_that_moves_to_another_environment_of_the_account_is_never_deleted(workplace: Workplace) -> None:
    two_environments(workplace)
    assert workplace.apply("--env", "a").code == 0
    (workplace.folder / "a/movies.yaml").rename(workplace.folder / "b/movies.yaml")

    plan = workplace.plan("--env", "a")

    assert plan["actions"] == []
    assert [each["vocabulary_id"].split("-")[1] for each in plan["unmanaged"]] == ["movies"]
    assert [each["prefix"] for each in workplace.plan("--env", "b")["actions"]] == ["other"]


def test_two_environments_of_one_account_must_not_share_a_prefix(workplace: Workplace) -> None:
    two_environments(workplace)
    workplace.write("b/movies.yaml", FILMS)

    refused = workplace.run("plan", "--env", "a")
    assert refused.code == 1
    assert "movies" in refused.err
    assert workplace.writes() == []
