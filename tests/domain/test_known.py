"""Contents are let go once compared, where nobody will ask for them again; whoever still does is stopped."""

from __future__ import annotations

import json
import operator
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.builders import ONE_TERM, a_remote, a_vocabulary, terms_of
from tests.support.world import a_ledger, recorded
from vocabsync.domain.comparison import Difference, Equal
from vocabsync.domain.diff import count_lost, diff_terms, likeness, same_terms
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.evidence import LedgerState
from vocabsync.domain.known import let_go
from vocabsync.domain.vocabulary import LET_GO, RemoteVocabulary, Terms, Vocabulary

OTHER = terms_of("other")
THIRD = terms_of("third")
NO_LEDGER = LedgerState()
DIFFERENCE = Difference(before=digest_terms(OTHER), after=digest_terms(ONE_TERM), diff=diff_terms(OTHER, ONE_TERM))


def both_sides(
    *remote: RemoteVocabulary, ledger: LedgerState = NO_LEDGER, keep_contents: bool = False
) -> tuple[tuple[Vocabulary, ...], tuple[RemoteVocabulary, ...]]:
    return let_go((a_vocabulary(),), remote, ledger, keep_contents=keep_contents)


def test_equal_contents_are_let_go_on_both_sides_and_only_counted() -> None:
    desired, remote = both_sides(a_remote())

    assert desired == (replace(a_vocabulary(), terms=LET_GO),)
    assert remote == (replace(a_remote(), terms=LET_GO, compared=Equal()),)
    assert (desired[0].term_count, remote[0].term_count) == (1, 1)


def test_different_contents_are_let_go_on_both_sides_once_their_difference_is_known() -> None:
    desired, remote = both_sides(a_remote(terms=OTHER))

    assert desired == (replace(a_vocabulary(), terms=LET_GO),)
    assert remote == (replace(a_remote(terms=OTHER), terms=LET_GO, compared=DIFFERENCE),)


def test_who_writes_keeps_what_differs_and_the_digest_of_what_is_equal() -> None:
    assert both_sides(a_remote(terms=OTHER), keep_contents=True) == (
        (a_vocabulary(),),
        (replace(a_remote(terms=OTHER), compared=DIFFERENCE),),
    )
    assert both_sides(a_remote(), keep_contents=True) == (
        (replace(a_vocabulary(), terms=LET_GO),),
        (replace(a_remote(), terms=LET_GO, compared=Equal(digest_terms(ONE_TERM))),),
    )


def test_where_files_and_remote_moved_both_sides_stay_as_the_last_apply_tells_who_changed_what() -> None:
    last = recorded(a_remote(terms=THIRD))

    desired, remote = both_sides(a_remote(terms=OTHER), ledger=a_ledger(last))

    assert desired == (a_vocabulary(),)
    assert remote == (replace(a_remote(terms=OTHER), compared=DIFFERENCE),)


@pytest.mark.parametrize("last", [ONE_TERM, OTHER])
def test_where_only_one_side_moved_since_the_last_apply_both_are_let_go(last: Terms) -> None:
    _, (remote,) = both_sides(a_remote(terms=OTHER), ledger=a_ledger(recorded(a_remote(terms=last))))

    assert remote.terms is LET_GO


@pytest.mark.parametrize("keep_contents", [True, False])
def test_where_several_answer_to_a_claim_all_keep_their_contents_also_those_that_are_equal(
    *, keep_contents: bool
) -> None:
    twins = a_remote(), a_remote(terms=OTHER, number=2)

    assert both_sides(*twins, keep_contents=keep_contents) == ((a_vocabulary(),), twins)


@pytest.mark.parametrize("keep_contents", [True, False])
def test_a_vocabulary_of_another_model_or_without_a_counterpart_is_left_as_it_is(*, keep_contents: bool) -> None:
    other = a_remote(model="paraformer-v2")

    assert both_sides(other, keep_contents=keep_contents) == ((a_vocabulary(),), (other,))


@pytest.mark.parametrize(
    "look",
    [
        len,
        list,
        sorted,
        bool,
        hash,
        Counter,
        json.dumps,
        digest_terms,
        lambda terms: (*terms, *ONE_TERM),
        lambda terms: terms + ONE_TERM,
        lambda terms: ONE_TERM + terms,
        lambda terms: terms[0],
        lambda terms: terms[:1],
        lambda terms: ONE_TERM[0] in terms,
        lambda terms: terms == (),
        lambda terms: operator.eq((), terms),
        lambda terms: terms != ONE_TERM,
        lambda terms: same_terms(terms, ()),
        lambda terms: same_terms((), terms),
        lambda terms: diff_terms(terms, ONE_TERM),
        lambda terms: likeness(ONE_TERM, terms),
        lambda terms: count_lost(terms, ONE_TERM),
    ],
)
def test_a_content_that_was_let_go_can_be_taken_neither_for_an_equal_nor_for_an_empty_one(
    look: Callable[[Terms], object],
) -> None:
    with pytest.raises(AssertionError, match="let go"):
        look(LET_GO)


def test_a_content_that_was_let_go_says_so_where_it_is_printed() -> None:
    assert "terms=LET_GO" in repr(replace(a_remote(), terms=LET_GO))
