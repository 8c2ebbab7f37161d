from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import a_claim, an_id
from vocabsync.domain.identifiers import Prefix, VocabularyId
from vocabsync.domain.vocabulary import Term
from vocabsync.remote.translation import NotTerms, read_terms, to_created, to_remote, words_of_remote, write_terms
from vocabsync.remote.wire import CreatedOutput, QueriedOutput

TERMS = st.builds(Term, st.text(), st.integers(), st.none() | st.text(min_size=1)).map(lambda term: Term(*term))


@given(st.lists(TERMS).map(tuple))
def test_terms_survive_the_wire_and_back(terms: tuple[Term, ...]) -> None:
    assert read_terms(write_terms(terms)) == (terms, ())


def test_a_term_without_a_lang_is_sent_without_the_key() -> None:
    assert write_terms((Term("Seediq Bale", 5),)) == [{"text": "Seediq Bale", "weight": 5}]


@pytest.mark.parametrize("lang", [{}, {"lang": None}, {"lang": ""}])
def test_a_missing_null_or_empty_lang_is_none(lang: dict[str, Any]) -> None:
    assert read_terms([{"weight": 4, "text": "x", **lang}]) == ((Term("x", 4, None),), ())


@pytest.mark.parametrize("weight", [0, -7, 50, 10**40])
def test_any_integer_is_a_weight_on_the_remote(weight: int) -> None:
    assert read_terms([{"text": "x", "weight": weight}])[0] == (Term("x", weight),)


def test_order_and_duplicates_stay_as_the_service_has_them() -> None:
    rows = [{"text": text, "weight": 4} for text in ("b", "a", "b")]
    assert [term.text for term in read_terms(rows)[0]] == ["b", "a", "b"]


def test_fields_that_an_update_would_drop_are_named_once_and_sorted() -> None:
    row = {"text": "x", "weight": 4, "translation": "y", "target_lang": "en"}
    assert read_terms([row, row])[1] == ("target_lang", "translation")


def test_what_such_fields_hold_is_kept_beside_the_terms_for_a_backup() -> None:
    odd = {"text": "x", "weight": 4, "translation": {"en": ["y"]}, "target_lang": "en"}
    output = QueriedOutput(target_model="fun-asr", vocabulary=[{"text": "a", "weight": 4, "lang": "zh"}, odd])
    remote = to_remote(output, VocabularyId(an_id()), Prefix("movies"))
    assert remote.unknown_values == {1: {"target_lang": "en", "translation": {"en": ["y"]}}}
    assert any('"y"' in words for words in words_of_remote(remote))
    plain = QueriedOutput(target_model="fun-asr", vocabulary=[{"text": "a", "weight": 4}])
    assert to_remote(plain, VocabularyId(an_id()), Prefix("movies")).unknown_values == {}


@pytest.mark.parametrize(
    "row",
    [
        None,
        7,
        "x",
        [],
        ["x", 4],
        {},
        {"text": "x"},
        {"weight": 4},
        {"text": None, "weight": 4},
        {"text": 7, "weight": 4},
        {"text": ["x"], "weight": 4},
        {"text": "x", "weight": None},
        {"text": "x", "weight": "4"},
        {"text": "x", "weight": 4.0},
        {"text": "x", "weight": True},
        {"text": "x", "weight": [4]},
        {"text": "x", "weight": 4, "lang": 7},
        {"text": "x", "weight": 4, "lang": False},
        {"text": "x", "weight": 4, "lang": ["zh"]},
        {"Text": "x", "weight": 4},
    ],
)
def test_one_term_that_nobody_understands_is_an_error_and_never_left_out(row: object) -> None:
    with pytest.raises(NotTerms):
        read_terms([{"text": "fine", "weight": 4}, row])


@pytest.mark.parametrize(
    "new_id", ["", "x", an_id("other"), an_id("movies2"), an_id().upper(), an_id() + "\n", "vocab-movies-" + "x" * 32]
)
def test_an_id_that_cannot_be_of_our_create_is_none(new_id: str) -> None:
    assert to_created(CreatedOutput(new_id), a_claim()) is None


def test_the_id_of_our_create_is_taken() -> None:
    assert to_created(CreatedOutput(an_id()), a_claim()) == an_id()
