"""Both generations of the official SDK drive the stand-in through a real socket, and read what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.standin import BALE, FILM
from tests.support.standin_sdk import CLIENTS, WHY_MISSING, Sdk, SdkRaised, is_installed, open_sdk
from vocabsync.emulator.running import RunningStandIn, serve_in_background
from vocabsync.emulator.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSING_ID = "vocab-movies-" + "0" * 32


@pytest.fixture(scope="module", params=CLIENTS)
def sdk(request: pytest.FixtureRequest) -> Iterator[Sdk]:
    if not is_installed(request.param):
        pytest.skip(WHY_MISSING)
    yield from open_sdk(request.param)


@pytest.fixture
def standin() -> Iterator[RunningStandIn]:
    with serve_in_background(StandIn()) as running:
        yield running


def _create(sdk: Sdk, standin: RunningStandIn, prefix: str = "movies", **more: Any) -> str:
    fields = {"target_model": "fun-asr", "prefix": prefix, "vocabulary": [FILM, BALE], **more}
    return str(sdk.call(standin.url, "create", **fields))


def test_create_query_update_delete(sdk: Sdk, standin: RunningStandIn) -> None:
    vocabulary_id = _create(sdk, standin)
    assert re.fullmatch(r"vocab-movies-[0-9a-f]{32}", vocabulary_id)
    assert sdk.call(standin.url, "query", vocabulary_id=vocabulary_id)["vocabulary"] == [FILM, BALE]
    assert sdk.call(standin.url, "update", vocabulary_id=vocabulary_id, vocabulary=[BALE]) is None
    queried = sdk.call(standin.url, "query", vocabulary_id=vocabulary_id)
    assert (queried["vocabulary"], queried["status"], queried["target_model"]) == ([BALE], "OK", "fun-asr")
    assert sdk.call(standin.url, "delete", vocabulary_id=vocabulary_id) is None
    assert sdk.call(standin.url, "list") == []


def test_listing_with_and_without_prefix_and_by_pages(sdk: Sdk, standin: RunningStandIn) -> None:
    made = [_create(sdk, standin, prefix) for prefix in ("app", "app2", "zoo")]
    ids = [row["vocabulary_id"] for row in sdk.call(standin.url, "list")]
    assert ids == made[::-1]
    assert [row["vocabulary_id"] for row in sdk.call(standin.url, "list", prefix="app")] == [made[0]]
    pages = [sdk.call(standin.url, "list", page_index=index, page_size=2) for index in range(3)]
    assert [len(page) for page in pages] == [2, 1, 0]
    assert set(pages[0][0]) == {"gmt_create", "vocabulary_id", "gmt_modified", "status"}


def test_an_unknown_id_is_an_error_that_names_its_code(sdk: Sdk, standin: RunningStandIn) -> None:
    more: dict[str, dict[str, Any]] = {"query": {}, "update": {"vocabulary": [FILM]}, "delete": {}}
    for verb, fields in more.items():
        with pytest.raises(SdkRaised) as raised:
            sdk.call(standin.url, verb, vocabulary_id=MISSING_ID, **fields)
        assert (raised.value.status, raised.value.code) == (400, "BadRequest.ResourceNotExist")
        assert raised.value.request_id


@pytest.mark.parametrize(
    "wrong",
    [
        {"prefix": "my-app"},
        {"target_model": "no-such-model"},
        {"vocabulary": []},
        {"vocabulary": [{"text": "赛" * 16, "weight": 4}]},
        {"vocabulary": [{"text": "a", "weight": 9}]},
    ],
    ids=str,
)
def test_a_wrong_parameter_is_an_error(sdk: Sdk, standin: RunningStandIn, wrong: dict[str, Any]) -> None:
    with pytest.raises(SdkRaised) as raised:
        _create(sdk, standin, **wrong)
    assert (raised.value.status, raised.value.code) == (400, "InvalidParameter")


def test_a_full_account_is_an_error(sdk: Sdk, standin: RunningStandIn) -> None:
    standin.configure(quota=1)
    _create(sdk, standin)
    with pytest.raises(SdkRaised) as raised:
        _create(sdk, standin)
    assert (raised.value.status, raised.value.code) == (400, "Throttling.AllocationQuota")


def test_a_wrong_key_is_an_error(sdk: Sdk, standin: RunningStandIn) -> None:
    standin.configure(keys="sk-right")
    with pytest.raises(SdkRaised) as raised:
        sdk.call(standin.url, "list")
    assert (raised.value.status, raised.value.code) == (401, "InvalidApiKey")
    assert sdk.call(standin.url, "list", key="sk-right") == []


@pytest.mark.parametrize("form", ["plain", "msg", "nested"])
def test_every_form_of_error_with_an_envelope_is_raised(sdk: Sdk, standin: RunningStandIn, form: str) -> None:
    standin.configure(error_form=form)
    with pytest.raises(SdkRaised):
        sdk.call(standin.url, "query", vocabulary_id=MISSING_ID)


@pytest.mark.parametrize(
    "settings",
    [{"absent_lang": "null"}, {"absent_lang": "empty"}, {"unknown_fields": "some"}, {"zone": "utc"}],
    ids=str,
)
def test_answers_under_other_beliefs_can_be_read(sdk: Sdk, standin: RunningStandIn, settings: dict[str, Any]) -> None:
    standin.configure(**settings)
    vocabulary_id = _create(sdk, standin)
    assert [row["vocabulary_id"] for row in sdk.call(standin.url, "list")] == [vocabulary_id]
    texts = [term["text"] for term in sdk.call(standin.url, "query", vocabulary_id=vocabulary_id)["vocabulary"]]
    assert texts == ["赛德克巴莱", "Seediq Bale"]


def test_the_sdk_sends_a_create_twice_when_its_first_answer_is_lost(sdk: Sdk, standin: RunningStandIn) -> None:
    standin.misbehave("create:lost,executed=yes")
    _create(sdk, standin)
    assert len(sdk.call(standin.url, "list")) == 2
    assert [entry.action for entry in standin.requests()].count("create_vocabulary") == 2
