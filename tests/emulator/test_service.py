"""The five actions, field by field, as service.md has them."""

from __future__ import annotations

import json
import re

import pytest

from tests.support.standin import BALE, FILM, World, a_world, read_reply


@pytest.fixture
def world() -> World:
    return a_world()


def test_a_create_answers_an_id_of_the_right_shape_and_nothing_else(world: World) -> None:
    document = world.create("movies", [FILM, BALE]).document
    assert set(document) == {"output", "usage", "request_id"}
    assert set(document["output"]) == {"vocabulary_id"}
    assert re.fullmatch(r"vocab-movies-[0-9a-f]{32}", document["output"]["vocabulary_id"])
    assert document["usage"] == {"count": 1}


def test_a_query_gives_the_terms_as_sent_with_five_fields_and_no_id(world: World) -> None:
    assert world.query(world.created("movies", [FILM, BALE])).output == {
        "gmt_create": "2026-03-02 10:15:07",
        "gmt_modified": "2026-03-02 10:15:07",
        "status": "OK",
        "target_model": "fun-asr",
        "vocabulary": [{"weight": 4, "text": "赛德克巴莱", "lang": "zh"}, {"weight": 5, "text": "Seediq Bale"}],
    }


def test_a_listed_vocabulary_has_the_four_fields_of_the_java_sdk_and_neither_model_nor_terms(world: World) -> None:
    vocabulary_id = world.created()
    assert world.listed() == [
        {
            "gmt_create": "2026-03-02 10:15:07",
            "vocabulary_id": vocabulary_id,
            "gmt_modified": "2026-03-02 10:15:07",
            "status": "OK",
        }
    ]


def test_an_update_replaces_the_whole_list_and_keeps_id_model_and_creation(world: World) -> None:
    vocabulary_id = world.created("movies", [FILM, BALE])
    world.time.pass_by(60)
    assert world.update(vocabulary_id, [BALE]).output == {}
    after = world.query(vocabulary_id).output
    assert after["vocabulary"] == [BALE]
    assert (after["gmt_create"], after["gmt_modified"]) == ("2026-03-02 10:15:07", "2026-03-02 10:16:07")
    assert [row["vocabulary_id"] for row in world.listed()] == [vocabulary_id]


def test_a_deleted_vocabulary_is_gone_from_listing_and_query_and_frees_its_slot(world: World) -> None:
    world.change(quota=1)
    vocabulary_id = world.created()
    assert world.delete(vocabulary_id).output == {}
    assert world.listed() == []
    assert world.query(vocabulary_id).code == "BadRequest.ResourceNotExist"
    world.created()


def test_prefixes_are_not_unique_and_duplicate_terms_are_kept(world: World) -> None:
    first, second = world.created("movies", [FILM, FILM]), world.created("movies")
    assert first != second
    assert world.terms(first) == [FILM, FILM]
    assert world.prefixes() == ["movies", "movies"]


@pytest.mark.parametrize("lang", [None, ""])
def test_a_null_or_empty_lang_is_an_absent_one(world: World, lang: object) -> None:
    assert "lang" not in world.terms(world.created("movies", [{**BALE, "lang": lang}]))[0]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 10, 100])
def test_pages_of_any_size_add_up_to_the_account(world: World, size: int) -> None:
    for prefix in ("a", "b", "c", "d"):
        world.created(prefix)
    pages = [world.prefixes(page_index=index, page_size=size) for index in range(5)]
    assert [prefix for page in pages for prefix in page] == ["d", "c", "b", "a"]
    assert pages[4] == []


def test_a_listing_without_page_fields_gives_the_first_ten(world: World) -> None:
    world.change(quota=20)
    for number in range(12):
        world.created(f"p{number}")
    assert len(world.call("list_vocabulary").output["vocabulary_list"]) == 10
    assert len(world.call("list_vocabulary", page_index=None, page_size=None).output["vocabulary_list"]) == 10


@pytest.mark.parametrize("fields", [{}, {"prefix": None}, {"prefix": ""}])
def test_an_absent_or_null_prefix_lists_everything(world: World, fields: dict[str, object]) -> None:
    world.created("app")
    world.created("app2")
    assert world.prefixes(**fields) == ["app2", "app"]


def test_another_accounts_vocabulary_cannot_be_seen_changed_or_deleted(world: World) -> None:
    world.change(accounts="by-key")
    vocabulary_id = world.created()
    for action in ("query_vocabulary", "update_vocabulary", "delete_vocabulary"):
        reply = world.call(action, key="sk-other", vocabulary_id=vocabulary_id, vocabulary=[FILM])
        assert (reply.status, reply.code) == (400, "BadRequest.ResourceNotExist")
    assert world.call("list_vocabulary", key="sk-other").output["vocabulary_list"] == []
    assert len(world.listed()) == 1


def test_a_full_account_is_refused_with_the_misleading_code(world: World) -> None:
    for number in range(10):
        world.created(f"p{number}")
    reply = world.create("p10")
    assert (reply.status, reply.code) == (400, "Throttling.AllocationQuota")
    assert reply.document["message"] == "Free allocated quota exceeded."
    assert len(world.listed()) == 10


_MODEL = b'{"model":"speech-biasing","input":'
BAD_BODIES = {
    b"": (400, "BadRequest.IllegalInput"),
    b"{": (400, "BadRequest.IllegalInput"),
    b"\xff": (400, "BadRequest.IllegalInput"),
    b"[1,2]": (400, "BadRequest.IllegalInput"),
    b"[" * 100_000: (400, "BadRequest.IllegalInput"),
    b'{"input":{"action":"list_vocabulary"}}': (400, "BadRequest.EmptyModel"),
    b'{"model":"qwen-max","input":{"action":"list_vocabulary"}}': (404, "ModelNotFound"),
    b'{"model":"speech-biasing"}': (400, "BadRequest.EmptyInput"),
    _MODEL + b"{}}": (400, "BadRequest.EmptyInput"),
    _MODEL + b'{"action":"rename_vocabulary"}}': (400, "UnsupportedOperation"),
    _MODEL + b'{"action":["list_vocabulary"]}}': (400, "UnsupportedOperation"),
    _MODEL + b'{"action":"list_vocabulary","page_index":"0"}}': (400, "InvalidParameter"),
    _MODEL + b'{"action":"list_vocabulary","page_index":-1}}': (400, "InvalidParameter"),
    _MODEL + b'{"action":"list_vocabulary","page_size":0}}': (400, "InvalidParameter"),
    _MODEL + b'{"action":"list_vocabulary","page_size":true}}': (400, "InvalidParameter"),
    _MODEL + b'{"action":"list_vocabulary","prefix":7}}': (400, "InvalidParameter"),
    _MODEL + b'{"action":"query_vocabulary"}}': (400, "InvalidParameter"),
    _MODEL + b'{"action":"query_vocabulary","vocabulary_id":7}}': (400, "InvalidParameter"),
    _MODEL + b'{"action":"create_vocabulary","prefix":"a","vocabulary":[]}}': (400, "InvalidParameter"),
    _MODEL + b'{"action":"create_vocabulary","target_model":"fun-asr","prefix":"a"}}': (400, "InvalidParameter"),
}


@pytest.mark.parametrize("body", BAD_BODIES, ids=lambda body: body[:60].decode("latin-1"))
def test_a_malformed_body_is_refused_and_changes_nothing(world: World, body: bytes) -> None:
    reply = read_reply(world.send(body))
    assert (reply.status, reply.code) == BAD_BODIES[body]
    assert reply.document["request_id"] == reply.headers["x-request-id"]
    assert world.listed() == []


@pytest.mark.parametrize(
    "term",
    ["a", {}, {"text": "a"}, {"weight": 4}, {"text": 1, "weight": 4}, {"text": "a", "weight": "4"},
     {"text": "a", "weight": 4.0}, {"text": "a", "weight": True}, {"text": "a", "weight": 4, "lang": 1}],
    ids=str,
)  # fmt: skip
def test_a_term_of_a_wrong_shape_is_refused(world: World, term: object) -> None:
    assert world.create("movies", [FILM, term]).code == "InvalidParameter"


def test_a_refused_update_leaves_the_old_content(world: World) -> None:
    vocabulary_id = world.created()
    assert world.update(vocabulary_id, [{"text": "", "weight": 4}]).status == 400
    assert world.terms(vocabulary_id) == [FILM]


KEYS = {None: 401, "": 401, "sk-sp-coding": 401, "sk-made-up": 200}


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_missing_key_and_a_coding_plan_key_are_refused(world: World, key: str | None) -> None:
    assert world.call("list_vocabulary", key=key).status == KEYS[key]


def test_the_key_is_sought_before_the_body_is_read(world: World) -> None:
    assert read_reply(world.send(b"{", key=None)).code == "InvalidApiKey"


def test_a_key_is_taken_as_bearer_only(world: World) -> None:
    reply = read_reply(world.send(b"{", key=None, authorization="Basic sk-made-up"))
    assert (reply.status, reply.code) == (401, "InvalidApiKey")


def test_an_asynchronous_call_is_denied(world: World) -> None:
    reply = read_reply(world.send(b"{}", x_dashscope_async="enable"))
    assert (reply.status, reply.code) == (403, "AccessDenied")


@pytest.mark.parametrize(("method", "path"), [("GET", None), ("POST", "/"), ("POST", "/api/v1/other")])
def test_another_method_or_path_is_not_found(world: World, method: str, path: str | None) -> None:
    place = {"path": path} if path else {}
    assert read_reply(world.send(b"{}", method=method, **place)).status == 404


def test_parameters_of_the_classic_sdk_are_tolerated(world: World) -> None:
    document = {"model": "speech-biasing", "parameters": {}, "input": {"action": "list_vocabulary"}}
    assert read_reply(world.send(json.dumps(document).encode())).status == 200


def test_every_request_has_an_id_of_its_own(world: World) -> None:
    assert len({world.call("list_vocabulary").document["request_id"] for _ in range(5)}) == 5


def test_chinese_goes_out_readable(world: World) -> None:
    assert "赛德克巴莱".encode() in world.query(world.created()).body
