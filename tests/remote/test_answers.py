"""Random and mutated bodies: never a crash, never an answer that was not given."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import an_id
from tests.support.service_script import GOOD_OUTPUTS, ROW
from vocabsync.domain.verdict import ApiAction
from vocabsync.remote import wire
from vocabsync.remote.answers import foreign_words, read_answer
from vocabsync.remote.verdicts import Symptom

OUTPUTS: dict[str, dict[str, Any]] = {**GOOD_OUTPUTS, "list_vocabulary": {"vocabulary_list": [ROW]}}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["output", "code", "message", "error", "request_id", "vocabulary_list", "vocabulary_id", "x"])


def body_of(action: ApiAction, **fields: Any) -> bytes:
    return json.dumps({"output": OUTPUTS[action.value], "request_id": "r-1", **fields}).encode()


def test_the_wire_names_the_actions_as_the_domain_does() -> None:
    assert set(wire.ACTIONS) == {action.value for action in ApiAction}


@given(action=st.sampled_from(ApiAction), status=st.sampled_from([200, 400, 401, 429, 500]), body=st.binary())
def test_random_bytes_are_never_an_answer(action: ApiAction, status: int, body: bytes) -> None:
    assert read_answer(action, status, body).symptom is not Symptom.ANSWERED


@given(action=st.sampled_from(ApiAction), document=st.dictionaries(KEYS, VALUES), status=st.integers(100, 599))
def test_random_documents_never_crash_and_answer_only_with_an_output(
    action: ApiAction, document: dict[str, Any], status: int
) -> None:
    answer = read_answer(action, status, json.dumps(document).encode())
    if answer.symptom is Symptom.ANSWERED:
        assert status == 200
        assert isinstance(document["output"], dict)
        assert wire.KEYS_OF_SUCCESS.get(action.value, "output") in {"output", *document["output"]}


@given(action=st.sampled_from(ApiAction), data=st.data())
def test_a_truncated_answer_is_no_answer(action: ApiAction, data: st.DataObject) -> None:
    body = body_of(action)
    cut = data.draw(st.integers(0, len(body) - 1))
    assert read_answer(action, 200, body[:cut]).symptom is Symptom.MEANINGLESS


@given(action=st.sampled_from(ApiAction), unknown=st.dictionaries(st.text("xyz", min_size=1), VALUES))
def test_fields_that_nobody_knows_break_nothing(action: ApiAction, unknown: dict[str, Any]) -> None:
    text = json.dumps({**unknown, "output": {**unknown, **OUTPUTS[action.value]}}, allow_nan=True)
    if "NaN" in text or "Infinity" in text:
        return
    assert read_answer(action, 200, text.encode()).symptom is Symptom.ANSWERED


@pytest.mark.parametrize(
    "fields",
    [
        {"code": None},
        {"code": ""},
        {"code": 200},
        {"message": "fine"},
        {"error": None},
        {"usage": {}},
        {"usage": None},
        {"request_id": None},
        {"request_id": 7},
    ],
)
def test_an_answer_that_says_it_is_fine_is_fine(fields: dict[str, Any]) -> None:
    for action in ApiAction:
        assert read_answer(action, 200, body_of(action, **fields)).symptom is Symptom.ANSWERED


@pytest.mark.parametrize("action", ApiAction)
def test_keys_in_any_order_and_a_byte_order_mark_make_no_difference(action: ApiAction) -> None:
    document = json.loads(body_of(action))
    turned = json.dumps(dict(reversed(document.items())), indent=2).encode("utf-8-sig")
    assert read_answer(action, 200, turned).symptom is Symptom.ANSWERED


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"status": "OK"},
        {"vocabulary_id": None},
        {"vocabulary_id": 7},
        {**ROW, "status": 7},
        {**ROW, "gmt_create": ["x"]},
        [],
        None,
        "x",
    ],
)
def test_one_row_that_nobody_understands_makes_the_whole_page_an_error(row: object) -> None:
    body = json.dumps({"output": {"vocabulary_list": [ROW, row]}}).encode()
    assert read_answer(ApiAction.LIST, 200, body).symptom is Symptom.MEANINGLESS


def test_a_row_needs_an_id_and_nothing_else() -> None:
    body = json.dumps({"output": {"vocabulary_list": [{"vocabulary_id": an_id(), "status": None}]}}).encode()
    answer = read_answer(ApiAction.LIST, 200, body)
    assert answer.output == wire.ListedOutput([wire.ListedRow(vocabulary_id=an_id())])


def test_escaped_characters_beyond_the_first_plane_are_whole() -> None:
    body = rb'{"output": {"target_model": "m", "vocabulary": [{"text": "\ud842\udfb7", "weight": 4}]}}'
    answer = read_answer(ApiAction.QUERY, 200, body)
    assert isinstance(answer.output, wire.QueriedOutput)
    assert answer.output.vocabulary == [{"text": "𠮷", "weight": 4}]


@given(st.text())
def test_foreign_words_are_inert_and_short(text: str) -> None:
    words = foreign_words(text, str)
    assert len(words) <= 300
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in words)
    assert not any(character in "\u2028\u2029\u202e\u200b\ufeff" for character in words)
    words.encode()
