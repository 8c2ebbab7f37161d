from __future__ import annotations

import pytest

from vocabsync.desired.safety import read_safety
from vocabsync.domain.safety import compare_safety

MOVIES = "vocabularies/movies.yaml"


def loosened(
    before: str, after: str, *, old_file: str = "", new_file: str = "", environment: str = "prod"
) -> list[tuple[str, str, str, str]]:
    was = read_safety(before.encode(), {MOVIES: old_file.encode()}, environment)
    now = read_safety(after.encode(), {MOVIES: new_file.encode()}, environment)
    return [(each.setting, each.before, each.after, str(each.place)) for each in compare_safety(was, now)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("prune: false", "prune: true", ("prune", "false", "true", "vocabsync.yaml:1:1")),
        ("prune: false", "", ("prune", "false", "true", "vocabsync.yaml")),
        ("", "guards: {deletes: 3}", ("guards.deletes", "1", "3", "vocabsync.yaml:1:10")),
        (
            "guards: {removed_terms: 10%}",
            "guards: {removed_terms: 12.5%}",
            ("guards.removed_terms", "10%", "12.5%", "vocabsync.yaml:1:10"),
        ),
        (
            "prune: false",
            "prune: false\nenvironments: {prod: {prune: true}}",
            ("prune", "false", "true", "vocabsync.yaml:2:23"),
        ),
        ("require_reviewed_plan: true", "", ("require_reviewed_plan", "true", "false", "vocabsync.yaml")),
    ],
)
def test_a_loosened_setting_is_named_with_both_values_and_its_place(
    before: str, after: str, expected: tuple[str, str, str, str]
) -> None:
    assert loosened(before, after) == [expected]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("prune: true", "prune: false"),
        ("guards: {deletes: 3}", "guards: {deletes: 1}"),
        ("guards: {removed_terms: 50%}", "guards: {removed_terms: 10%}"),
        ("", "environments: {staging: {guards: {deletes: 9}}}"),
        ("prune: false", "prune: false"),
    ],
)
def test_a_tightened_setting_is_not_named(before: str, after: str) -> None:
    assert loosened(before, after) == []


def test_a_file_that_is_no_longer_protected_is_named() -> None:
    found = loosened("", "", old_file="protect: true", new_file="terms: [a b]")
    assert found == [("movies: protect", "true", "false", "vocabularies/movies.yaml")]


def test_a_file_that_loosens_its_own_guard_is_named_at_its_own_place() -> None:
    found = loosened("", "", old_file="terms: []", new_file="guards: {removed_terms: 90%}")
    assert found == [("movies: guards.removed_terms", "30%", "90%", "vocabularies/movies.yaml:1:10")]


def test_a_file_that_is_new_or_gone_relaxes_nothing() -> None:
    old = read_safety(b"", {MOVIES: b"protect: true"}, "prod")
    new = read_safety(b"", {"vocabularies/films.yaml": b"guards: {deletes: 9}"}, "prod")
    assert compare_safety(old, new) == ()


def test_an_old_configuration_that_cannot_be_read_counts_as_the_defaults() -> None:
    assert loosened("guards: [", "guards: {deletes: 2}")[0][1:3] == ("1", "2")
