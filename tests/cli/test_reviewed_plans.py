"""``require_reviewed_plan: true``: what nobody reviewed is not applied."""

from __future__ import annotations

import pytest

from tests.support.workplace import FILMS, Workplace


@pytest.fixture
def strict(workplace: Workplace) -> Workplace:
    workplace.write("vocabsync.yaml", "require_reviewed_plan: true\n")
    return workplace


def test_a_plan_that_nobody_reviewed_is_refused_with_the_way_on(strict: Workplace) -> None:
    refused = strict.run("apply", "--auto-approve")

    assert refused.code == 4
    assert "require_reviewed_plan" in refused.err
    assert "--expect" in refused.err
    assert strict.writes() == []


def test_a_reviewed_plan_is_applied(strict: Workplace) -> None:
    digest = strict.run("plan", "--format", "json").document["digest"]

    assert strict.run("apply", "--expect", digest).code == 0
    assert len(strict.writes()) == 2


def test_nothing_to_change_needs_no_review(strict: Workplace) -> None:
    digest = strict.run("plan", "--format", "json").document["digest"]
    strict.run("apply", "--expect", digest)

    assert strict.run("apply", "--auto-approve").code == 0
    strict.write("vocabularies/movies.yaml", FILMS.replace("weight: 4", "weight: 5"))
    assert strict.run("apply", "--auto-approve").code == 4


def test_the_stand_in_needs_no_review(strict: Workplace) -> None:
    assert strict.run("--env", "local", "apply", "--auto-approve").code == 0
