"""Contents are let go as soon as they were found equal."""

from __future__ import annotations

from dataclasses import replace

from tests.support.builders import ONE_TERM, a_remote, a_vocabulary, terms_of
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.known import drop_equal

OTHER = terms_of("other")


def test_equal_contents_are_let_go_on_both_sides_and_only_counted() -> None:
    desired, remote = drop_equal((a_vocabulary(),), (a_remote(),), keep_digest=False)

    assert desired == (replace(a_vocabulary(), terms=()),)
    assert remote == (replace(a_remote(), terms=(), equal=True),)
    assert (desired[0].term_count, remote[0].term_count) == (1, 1)


def test_the_digest_of_what_is_let_go_is_kept_on_request() -> None:
    _, (remote,) = drop_equal((a_vocabulary(),), (a_remote(),), keep_digest=True)

    assert remote.digest == digest_terms(ONE_TERM)


def test_what_differs_keeps_both_sides() -> None:
    before = ((a_vocabulary(),), (a_remote(terms=OTHER),))

    assert drop_equal(*before, keep_digest=True) == before


def test_a_declared_vocabulary_keeps_its_terms_while_any_of_its_remotes_differs() -> None:
    desired, remote = drop_equal((a_vocabulary(),), (a_remote(), a_remote(terms=OTHER, number=2)), keep_digest=False)

    assert desired == (a_vocabulary(),)
    assert [each.equal for each in remote] == [True, False]


def test_a_vocabulary_of_another_model_or_without_a_counterpart_is_left_as_it_is() -> None:
    before = ((a_vocabulary(),), (a_remote(model="paraformer-v2"),))

    assert drop_equal(*before, keep_digest=True) == before
