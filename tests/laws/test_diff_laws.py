"""Laws of term lists: differences are patches of multisets, and deepdiff never says otherwise."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.support.worlds import TERM
from vocabsync.domain.diff import count_lost, diff_terms, likeness, reverse_diff, same_terms
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.plan import TermDiff
from vocabsync.domain.vocabulary import Term, Terms

ROWS: st.SearchStrategy[Terms] = st.lists(TERM, max_size=6).map(tuple)
SINGLE: st.SearchStrategy[Terms] = st.lists(
    st.builds(
        Term, st.sampled_from(["x", "y", "'", "root['x']", "赛"]), st.integers(1, 3), st.sampled_from([None, "zh"])
    ),
    max_size=8,
    unique_by=lambda term: (term.text, term.lang),
).map(tuple)


def patched(start: Terms, diff: TermDiff) -> Counter[Term]:
    end = Counter(start)
    for term in (*diff.removed, *(change.before for change in diff.changed)):
        assert end[term] > 0, f"{term} is taken away and was not there"
        end[term] -= 1
    end.update(diff.added)
    end.update(change.after for change in diff.changed)
    return +end


@given(ROWS, ROWS)
def test_before_and_difference_give_after_as_multisets_have_it(before: Terms, after: Terms) -> None:
    assert patched(before, diff_terms(before, after)) == Counter(after)


@given(ROWS, ROWS)
def test_a_difference_reads_backwards(before: Terms, after: Terms) -> None:
    there, back = diff_terms(before, after), diff_terms(after, before)

    assert reverse_diff(there) == back


@given(ROWS, ROWS)
def test_sameness_digest_likeness_and_difference_agree(left: Terms, right: Terms) -> None:
    same = Counter(left) == Counter(right)

    assert same_terms(left, right) is same
    assert (digest_terms(left) == digest_terms(right)) is same
    assert (likeness(left, right) == 1.0) is same
    assert diff_terms(left, right).is_empty is same


@given(SINGLE, SINGLE)
def test_deepdiff_agrees_with_set_arithmetic(before: Terms, after: Terms) -> None:
    old = {(term.text, term.lang): term for term in before}
    new = {(term.text, term.lang): term for term in after}

    diff = diff_terms(before, after)

    assert set(diff.added) == {new[key] for key in new.keys() - old.keys()}
    assert set(diff.removed) == {old[key] for key in old.keys() - new.keys()}
    both = old.keys() & new.keys()
    assert set(diff.changed) == {(old[key], new[key]) for key in both if old[key] != new[key]}


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_plays_no_part(before: Terms, after: Terms, random: object) -> None:
    def shuffled(terms: Terms) -> Terms:
        rows = list(terms)
        random.shuffle(rows)  # type: ignore[attr-defined] # hypothesis gives a Random
        return tuple(rows)

    assert diff_terms(shuffled(before), shuffled(after)) == diff_terms(before, after)
    assert likeness(shuffled(before), shuffled(after)) == likeness(before, after)


@given(ROWS, ROWS)
def test_no_more_is_lost_than_there_was_and_equal_lists_lose_nothing(before: Terms, after: Terms) -> None:
    assert 0 <= count_lost(before, after) <= len(before)
    assert count_lost(before, (*after, *before)) == 0
