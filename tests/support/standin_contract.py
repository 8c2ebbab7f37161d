"""What every store does, as small promises that take a store; each cleans up after itself."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from tests.support.builders import a_claim, terms_of
from vocabsync.domain.errors import VocabularyAbsent
from vocabsync.domain.identifiers import VocabularyId, parse_prefix
from vocabsync.domain.verdict import Executed, NotExecuted
from vocabsync.domain.vocabulary import Term, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.standin_stores import Store

FILMS: Terms = (Term("赛德克巴莱", 4, "zh"), Term("Seediq Bale", 5), Term("Confucius' Family", 3, "en"))


@contextlib.contextmanager
def _made(store: Store, terms: Terms = FILMS) -> Iterator[VocabularyId]:
    answer = store.writer.create(a_claim(store.prefix), terms)
    assert isinstance(answer, Executed), answer
    assert answer.vocabulary_id is not None
    try:
        yield answer.vocabulary_id
    finally:
        store.writer.delete(answer.vocabulary_id)


def a_created_vocabulary_is_listed_with_its_prefix_and_reads_back_as_sent(store: Store) -> None:
    with _made(store) as vocabulary_id:
        assert parse_prefix(vocabulary_id) == store.prefix
        assert vocabulary_id in {listed.id for listed in store.writer.list_all()}
        remote = store.writer.get(vocabulary_id)
    assert (remote.terms, remote.claim, remote.status) == (FILMS, a_claim(store.prefix), "OK")


def an_update_replaces_the_whole_list_under_the_same_id(store: Store) -> None:
    with _made(store) as vocabulary_id:
        assert isinstance(store.writer.overwrite_terms(vocabulary_id, terms_of("阙里人家")), Executed)
        remote = store.writer.get(vocabulary_id)
    assert (remote.id, remote.terms) == (vocabulary_id, terms_of("阙里人家"))


def a_deleted_vocabulary_is_proved_absent_and_deleting_it_again_is_done(store: Store) -> None:
    with _made(store) as vocabulary_id:
        assert isinstance(store.writer.delete(vocabulary_id), Executed)
        with pytest.raises(VocabularyAbsent):
            store.writer.get(vocabulary_id)
    assert isinstance(store.writer.delete(vocabulary_id), Executed)


def an_update_of_what_does_not_exist_is_proved_not_executed(store: Store) -> None:
    missing = VocabularyId(f"vocab-{store.prefix}-{'0' * 32}")
    answer = store.writer.overwrite_terms(missing, FILMS)
    assert isinstance(answer, NotExecuted)
    assert answer.problem.code == "BadRequest.ResourceNotExist"


def two_creates_under_one_prefix_are_two_vocabularies(store: Store) -> None:
    with _made(store) as first, _made(store) as second:
        listed = {each.id for each in store.writer.list_all()}
    assert first != second
    assert {first, second} <= listed


PROMISES = (
    a_created_vocabulary_is_listed_with_its_prefix_and_reads_back_as_sent,
    an_update_replaces_the_whole_list_under_the_same_id,
    a_deleted_vocabulary_is_proved_absent_and_deleting_it_again_is_done,
    an_update_of_what_does_not_exist_is_proved_not_executed,
    two_creates_under_one_prefix_are_two_vocabularies,
)
