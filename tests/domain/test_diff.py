"""What counts as the same list, and how a difference is told."""

from __future__ import annotations

import subprocess
import sys

import deepdiff
import pytest

from tests.support.builders import terms_of
from vocabsync.domain.diff import count_lost, diff_terms, likeness, same_terms
from vocabsync.domain.plan import TermChange, TermDiff
from vocabsync.domain.vocabulary import Term

FILM = Term("赛德克巴莱", 4, "zh")
STAR = Term("吴贻弓", 3)


def test_order_never_matters() -> None:
    assert same_terms((FILM, STAR), (STAR, FILM))
    assert diff_terms((FILM, STAR), (STAR, FILM)).is_empty


@pytest.mark.parametrize("other", [FILM._replace(weight=5), FILM._replace(lang=None), FILM._replace(text="赛德克")])
def test_text_weight_and_language_all_matter(other: Term) -> None:
    assert not same_terms((FILM,), (other,))


def test_a_list_held_twice_is_not_the_same_list() -> None:
    assert not same_terms((FILM,), (FILM, FILM))


def test_duplicates_are_counted_and_not_only_seen() -> None:
    heavy = FILM._replace(weight=5)
    assert same_terms((FILM, heavy, FILM), (FILM, FILM, heavy))
    assert not same_terms((FILM, heavy, FILM), (heavy, FILM, heavy))


def test_a_difference_tells_added_removed_and_changed_sorted() -> None:
    before = (*terms_of("e", "d", "c"), Term("b", 3, "zh"))
    after = (*terms_of("g", "c", "f"), Term("b", 5, "zh"))

    assert diff_terms(before, after) == TermDiff(
        added=terms_of("f", "g"),
        removed=terms_of("d", "e"),
        changed=(TermChange(Term("b", 3, "zh"), Term("b", 5, "zh")),),
    )


def test_another_language_is_another_term() -> None:
    assert diff_terms((Term("x", 4),), (Term("x", 4, "zh"),)) == TermDiff(
        added=(Term("x", 4, "zh"),), removed=(Term("x", 4),)
    )


def test_quotes_and_brackets_in_a_term_break_nothing() -> None:
    before, after = (Term("a['b']", 1), Term('root["x"]', 2)), (Term("a['b']", 2),)

    assert diff_terms(before, after) == TermDiff(
        removed=(Term('root["x"]', 2),), changed=(TermChange(Term("a['b']", 1), Term("a['b']", 2)),)
    )


def test_lists_that_share_nothing_are_told_term_by_term() -> None:
    assert diff_terms(terms_of("a", "b", "c"), terms_of("d", "e", "f")) == TermDiff(
        added=terms_of("d", "e", "f"), removed=terms_of("a", "b", "c")
    )


@pytest.mark.parametrize(
    ("weights_before", "weights_after", "added", "removed", "changed"),
    [
        ([4, 4], [4], [], [4], []),
        ([4, 3], [4], [], [3], []),
        ([3, 3], [4], [], [3], [(3, 4)]),
        ([4], [4, 4], [4], [], []),
        ([1, 2], [3, 4], [], [], [(1, 3), (2, 4)]),
        ([5, 5], [], [], [5, 5], []),
    ],
)
def test_duplicates_on_the_remote_show_as_removals(
    weights_before: list[int],
    weights_after: list[int],
    added: list[int],
    removed: list[int],
    changed: list[tuple[int, int]],
) -> None:
    def rows(weights: list[int]) -> tuple[Term, ...]:
        return tuple(Term("x", weight) for weight in weights)

    assert diff_terms(rows(weights_before), rows(weights_after)) == TermDiff(
        added=rows(added),
        removed=rows(removed),
        changed=tuple(TermChange(Term("x", old), Term("x", new)) for old, new in changed),
    )


def test_duplicates_and_single_terms_are_told_in_one_sorted_difference() -> None:
    before = (Term("b", 1), Term("b", 2), Term("c", 1), Term("a", 1))
    after = (Term("b", 2), Term("c", 2), Term("d", 1))

    assert diff_terms(before, after) == TermDiff(
        added=(Term("d", 1),),
        removed=(Term("a", 1), Term("b", 1)),
        changed=(TermChange(Term("c", 1), Term("c", 2)),),
    )


def test_likeness_is_one_for_the_same_and_nought_for_nothing_in_common() -> None:
    assert likeness((FILM, STAR), (STAR, FILM)) == 1.0
    assert likeness((), ()) == 1.0
    assert likeness((FILM,), (STAR,)) == 0.0


def test_another_weight_counts_half_in_likeness() -> None:
    assert likeness((FILM,), (FILM._replace(weight=1),)) == 0.5
    assert likeness((FILM, STAR), (FILM,)) == pytest.approx(2 / 3)


def test_lost_are_the_terms_that_a_successor_lacks_whatever_their_weight() -> None:
    assert count_lost((FILM, STAR, STAR), (FILM._replace(weight=1), STAR)) == 1


def test_deepdiff_is_asked_once_for_each_pair_of_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[object, int]] = []
    real = deepdiff.DeepDiff

    def counted(before: dict[object, int], after: dict[object, int], **options: object) -> object:
        asked.append(before)
        return real(before, after, **options)

    monkeypatch.setattr(deepdiff, "DeepDiff", counted)
    before = tuple(Term(f"词{number}", 1 + number % 2) for number in range(1_000))
    after = tuple(term._replace(weight=4) for term in before)

    assert len(diff_terms(before, after).changed) == 1_000
    assert [len(each) for each in asked] == [2]


def test_deepdiff_is_imported_only_once_something_differs() -> None:
    code = (
        "import sys\n"
        "from vocabsync.domain.diff import diff_terms\n"
        "from vocabsync.domain.planner import make_plan\n"
        "from vocabsync.domain.vocabulary import Term\n"
        "diff_terms((Term('a', 1), Term('b', 1)), (Term('b', 1), Term('a', 1)))\n"
        "print('deepdiff' in sys.modules)\n"
        "diff_terms((Term('a', 1),), (Term('a', 2),))\n"
        "print('deepdiff' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
