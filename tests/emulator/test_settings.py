"""Every value of every setting does what the table says, and no value is without a test."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.standin import BALE, FILM, World, a_world, read_reply
from vocabsync.emulator.settings import BadSetting, Settings, list_settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = {"text": "赛" * 16, "weight": 4}
QWEN = "qwen-audio-3.0-asr-flash"


def _sees_prefixes(**expected: list[str]) -> Callable[[World], None]:
    def check(world: World) -> None:
        for prefix in ("app", "app2", "zoo"):
            world.created(prefix)
        for asked, seen in expected.items():
            assert sorted(world.prefixes(prefix=asked)) == seen

    return check


def _pages(*pages: list[str]) -> Callable[[World], None]:
    def check(world: World) -> None:
        for prefix in ("a", "b", "c"):
            world.created(prefix)
        assert [world.prefixes(page_index=index, page_size=100) for index in range(len(pages))] == list(pages)

    return check


def _shuffled(world: World) -> None:
    for number in range(8):
        world.created(f"p{number}")
    orders = {tuple(world.prefixes()) for _ in range(5)}
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(f"p{number}" for number in range(8))}


def _stale(world: World) -> None:
    first = world.created("old")
    world.time.pass_by(10)
    world.delete(first)
    fresh = world.created("new")
    assert world.prefixes() == ["old"]
    assert world.query(first).status == 400
    assert world.query(fresh).status == 200
    world.time.pass_by(5)
    assert world.prefixes() == ["new"]


def _late(world: World) -> None:
    vocabulary_id = world.created("movies")
    assert world.query(vocabulary_id).status == 400
    world.time.pass_by(5)
    assert world.terms(vocabulary_id) == [FILM]
    world.update(vocabulary_id, [BALE])
    assert world.terms(vocabulary_id) == [FILM]
    world.time.pass_by(5)
    assert world.terms(vocabulary_id) == [BALE]
    world.delete(vocabulary_id)
    assert world.prefixes() == ["movies"]
    world.time.pass_by(5)
    assert world.prefixes() == []


def _statuses(first: str, later: str) -> Callable[[World], None]:
    def check(world: World) -> None:
        vocabulary_id = world.created()
        assert (world.query(vocabulary_id).output["status"], world.listed()[0]["status"]) == (first, first)
        world.time.pass_by(60)
        assert world.query(vocabulary_id).output["status"] == later

    return check


def _status_seconds(world: World) -> None:
    vocabulary_id = world.created()
    world.time.pass_by(6)
    assert world.query(vocabulary_id).output["status"] == "DEPLOYING"
    world.time.pass_by(1)
    assert world.query(vocabulary_id).output["status"] == "OK"


def _task_id(world: World) -> None:
    output = world.create().output
    assert set(output) == {"task_status", "task_id"}
    assert output["task_status"] == "PENDING"
    assert world.prefixes() == ["movies"]


def _keeps(sent: list[dict[str, Any]], kept: list[dict[str, Any]]) -> Callable[[World], None]:
    def check(world: World) -> None:
        vocabulary_id = world.created("movies", sent)
        assert world.terms(vocabulary_id) == kept
        world.update(vocabulary_id, sent)
        assert world.terms(vocabulary_id) == kept

    return check


def _term(text: str, weight: int = 4) -> dict[str, Any]:
    return {"text": text, "weight": weight}


MESSY = [_term(" b "), _term("e\u0301"), _term("a"), _term("a", 5)]


def _unknown_fields(world: World) -> None:
    reply = world.query(world.created())
    assert "trace" in reply.document
    assert set(reply.output["vocabulary"][0]) > {"text", "weight", "lang"}
    assert len(world.listed()[0]) == 5


def _no_unknown_fields(world: World) -> None:
    reply = world.query(world.created())
    assert set(reply.document) == {"output", "usage", "request_id"}


def _creates(status: int, **create: Any) -> Callable[[World], None]:
    def check(world: World) -> None:
        assert world.create(**create).status == status
        assert len(world.listed()) == (status == 200)

    return check


def _refuses_unknown_input(world: World) -> None:
    vocabulary_id = world.created()
    assert world.create(colour="red").code == "InvalidParameter"
    assert world.update(vocabulary_id, [{**FILM, "note": "x"}]).code == "InvalidParameter"
    for action in ("list_vocabulary", "query_vocabulary", "delete_vocabulary"):
        assert world.call(action, colour="red", vocabulary_id=vocabulary_id).code == "InvalidParameter"


def _ignores_unknown_input(world: World) -> None:
    vocabulary_id = world.create(colour="red").output["vocabulary_id"]
    assert world.update(vocabulary_id, [{**FILM, "note": "x"}]).status == 200
    assert world.terms(vocabulary_id) == [FILM]


def _unknown_id(status: int) -> Callable[[World], None]:
    def check(world: World) -> None:
        reply = world.query("vocab-none-" + "0" * 32)
        assert (reply.status, reply.code) == (status, "BadRequest.ResourceNotExist")

    return check


def _second_delete(status: int) -> Callable[[World], None]:
    def check(world: World) -> None:
        vocabulary_id = world.created()
        assert world.delete(vocabulary_id).status == 200
        assert world.delete(vocabulary_id).status == status

    return check


def _error_form(status: int, form: Callable[[Any], bool]) -> Callable[[World], None]:
    def check(world: World) -> None:
        reply = world.query("vocab-none-" + "0" * 32)
        assert reply.status == status
        assert form(reply)
        assert reply.headers["x-request-id"]

    return check


def _throttled(has_header: bool) -> Callable[[World], None]:  # noqa: FBT001 - the one thing that differs
    def check(world: World) -> None:
        replies = [world.call("list_vocabulary") for _ in range(3)]
        assert [reply.status for reply in replies] == [200, 200, 429]
        assert replies[2].code == "Throttling.RateQuota"
        assert ("retry-after" in replies[2].headers) == has_header

    return check


def _rate_limit(world: World) -> None:
    world.created()
    world.time.pass_by(30)
    world.listed()
    reply = world.create("second")
    assert (reply.status, reply.headers["retry-after"]) == (429, "30")
    world.time.pass_by(30)
    assert world.prefixes() == ["movies"]
    assert world.call("list_vocabulary").status == 429


def _counts(*statuses: int) -> Callable[[World], None]:
    """Fill one slot here; then try the other region and the other workspace, with one slot a scope."""

    def check(world: World) -> None:
        world.created()
        here = world.create().status
        workspace = world.create(workspace="ws2").status
        world.change(quota=1, quota_scope=world.standin.settings.quota_scope, region="ap-southeast-1")
        assert (here, workspace, world.create().status) == statuses

    return check


def _equal_update(moves: bool) -> Callable[[World], None]:  # noqa: FBT001 - the one thing that differs
    def check(world: World) -> None:
        vocabulary_id = world.created()
        before = world.query(vocabulary_id).output["gmt_modified"]
        world.time.pass_by(60)
        world.update(vocabulary_id, [FILM])
        assert (world.query(vocabulary_id).output["gmt_modified"] != before) == moves
        world.update(vocabulary_id, [BALE])
        assert world.query(vocabulary_id).output["gmt_modified"] != before

    return check


def _times(shown: str) -> Callable[[World], None]:
    return lambda world: _assert_equal(world.query(world.created()).output["gmt_create"], shown)


def _retired(status: int) -> Callable[[World], None]:
    def check(world: World) -> None:
        asked = world.standin.settings.retired_update
        vocabulary_id = world.created()
        world.change(retired_update=asked, retired_models="fun-asr")
        assert world.update(vocabulary_id, [BALE]).status == status
        assert world.create().status == 400
        assert world.query(vocabulary_id).status == 200

    return check


def _assert_equal(left: object, right: object) -> None:
    assert left == right


def _keys(world: World) -> None:
    assert world.call("list_vocabulary", key="sk-one").status == 200
    reply = world.call("list_vocabulary", key="sk-made-up")
    assert (reply.status, reply.code) == (401, "InvalidApiKey")


def _accounts(seen: list[str]) -> Callable[[World], None]:
    def check(world: World) -> None:
        world.created()
        rows = world.call("list_vocabulary", key="sk-other").output["vocabulary_list"]
        assert [row["vocabulary_id"].split("-")[1] for row in rows] == seen

    return check


def _latency(world: World) -> None:
    world.listed()
    assert world.time.slept == [0.25]


def _three(status: int, kept: int) -> Callable[[World], None]:
    def check(world: World) -> None:
        reply = world.create("movies", [_term("a"), _term("b"), _term("c")])
        assert reply.status == status
        if kept:
            assert len(world.terms(reply.output["vocabulary_id"])) == kept

    return check


Case = tuple[dict[str, object], "Callable[[World], None]"]
CASES: dict[str, Case] = {
    "prefix_filter=exact": ({}, _sees_prefixes(app=["app"], zoo=["zoo"], ap=[])),
    "prefix_filter=starts-with": ({}, _sees_prefixes(app=["app", "app2"], zoo=["zoo"])),
    "prefix_filter=ignored": ({}, _sees_prefixes(app=["app", "app2", "zoo"], none=["app", "app2", "zoo"])),
    "page=as-asked": ({}, _pages(["c", "b", "a"], [])),
    "page=capped": ({"page_cap": 2}, _pages(["c", "b"], ["a"], [])),
    "page=always-first": ({}, _pages(["c", "b", "a"], ["c", "b", "a"])),
    "page_cap": ({"page": "capped", "page_cap": 1}, _pages(["c"], ["b"], ["a"], [])),
    "order=newest-first": ({}, _pages(["c", "b", "a"])),
    "order=oldest-first": ({}, _pages(["a", "b", "c"])),
    "order=shuffled": ({}, _shuffled),
    "stale_seconds": ({"stale_seconds": 5}, _stale),
    "late_seconds": ({"late_seconds": 5}, _late),
    "status=ok": ({}, _statuses("OK", "OK")),
    "status=ok-later": ({}, _statuses("DEPLOYING", "OK")),
    "status=never": ({}, _statuses("UNDEPLOYED", "UNDEPLOYED")),
    "status=other-word": ({}, _statuses("DEPLOYING", "DEPLOYING")),
    "status=ok-then-not": ({}, _statuses("OK", "UNDEPLOYED")),
    "status_seconds": ({"status": "ok-later", "status_seconds": 7}, _status_seconds),
    "status_word": ({"status": "other-word", "status_word": "SLEEPING"}, _statuses("SLEEPING", "SLEEPING")),
    "create_answer=id": ({}, _creates(200)),
    "create_answer=task-id": ({}, _task_id),
    "text=as-sent": ({}, _keeps(MESSY, MESSY)),
    "text=trimmed": ({}, _keeps(MESSY, [_term("b"), *MESSY[1:]])),
    "text=nfc": ({}, _keeps(MESSY, [MESSY[0], _term("é"), *MESSY[2:]])),
    "text=deduplicated": ({}, _keeps(MESSY, MESSY[:3])),
    "text=reordered": ({}, _keeps(MESSY, [MESSY[0], MESSY[2], MESSY[3], MESSY[1]])),
    "absent_lang=missing": ({}, _keeps([FILM, BALE], [FILM, BALE])),
    "absent_lang=null": ({}, _keeps([FILM, BALE], [FILM, {**BALE, "lang": None}])),
    "absent_lang=empty": ({}, _keeps([FILM, BALE], [FILM, {**BALE, "lang": ""}])),
    "unknown_fields=none": ({}, _no_unknown_fields),
    "unknown_fields=some": ({}, _unknown_fields),
    "over_limit=refused": ({"term_limits": "fun-asr=2"}, _three(400, 0)),
    "over_limit=truncated": ({"term_limits": "fun-asr=2"}, _three(200, 2)),
    "over_limit=accepted": ({"term_limits": "fun-asr=2"}, _three(200, 3)),
    "bad_prefix=refused": ({}, _creates(400, prefix="my-app")),
    "bad_prefix=accepted": ({}, _creates(200, prefix="my-app")),
    "bad_text=refused": ({}, _creates(400, terms=[LONG])),
    "bad_text=accepted": ({}, _creates(200, terms=[LONG])),
    "bad_weight=refused": ({}, _creates(400, terms=[_term("a", 9)])),
    "bad_weight=accepted": ({}, _creates(200, terms=[_term("a", 9)])),
    "bad_lang=refused": ({}, _creates(400, terms=[{**BALE, "lang": "tlh"}])),
    "bad_lang=accepted": ({}, _creates(200, terms=[{**BALE, "lang": "tlh"}])),
    "bad_model=refused": ({}, _creates(400, model="fun-asr-2099-01-01")),
    "bad_model=accepted": ({}, _creates(200, model="fun-asr-2099-01-01")),
    "empty_list=refused": ({}, _creates(400, terms=[])),
    "empty_list=accepted": ({}, _creates(200, terms=[])),
    "weight_50=accepted": ({}, _creates(200, terms=[_term("a", 50)], model=QWEN)),
    "weight_50=refused": ({}, _creates(400, terms=[_term("a", 50)], model=QWEN)),
    "ten_character_prefix=accepted": ({}, _creates(200, prefix="tencharact")),
    "ten_character_prefix=refused": ({}, _creates(400, prefix="tencharact")),
    "length=code-points": ({}, _creates(200, terms=[_term("𠮷" * 15)])),
    "length=utf-16": ({}, _creates(400, terms=[_term("𠮷" * 8)])),
    "unknown_input=ignored": ({}, _ignores_unknown_input),
    "unknown_input=refused": ({}, _refuses_unknown_input),
    "unknown_id=400": ({}, _unknown_id(400)),
    "unknown_id=416": ({}, _unknown_id(416)),
    "second_delete=error": ({}, _second_delete(400)),
    "second_delete=fine": ({}, _second_delete(200)),
    "error_form=plain": ({}, _error_form(400, lambda reply: {"code", "message", "request_id"} == set(reply.document))),
    "error_form=msg": ({}, _error_form(400, lambda reply: {"code", "msg", "requestId"} == set(reply.document))),
    "error_form=nested": ({}, _error_form(400, lambda reply: {"code", "message"} == set(reply.document["error"]))),
    "error_form=html": ({}, _error_form(400, lambda reply: reply.body.startswith(b"<html>"))),
    "error_form=empty": ({}, _error_form(400, lambda reply: reply.body == b"")),
    "error_form=on-200": ({}, _error_form(200, lambda reply: reply.code == "BadRequest.ResourceNotExist")),
    "retry_after=with": ({"rate_limit": 2}, _throttled(has_header=True)),
    "retry_after=without": ({"rate_limit": 2}, _throttled(has_header=False)),
    "quota_scope=account": ({"quota": 1}, _counts(400, 400, 400)),
    "quota_scope=region": ({"quota": 1}, _counts(400, 400, 200)),
    "quota_scope=workspace": ({"quota": 1}, _counts(400, 200, 200)),
    "equal_update=moves": ({}, _equal_update(moves=True)),
    "equal_update=stays": ({}, _equal_update(moves=False)),
    "zone=utc+8": ({}, _times("2026-03-02 10:15:07")),
    "zone=utc": ({}, _times("2026-03-02 02:15:07")),
    "retired_update=works": ({}, _retired(200)),
    "retired_update=refused": ({}, _retired(400)),
    "retired_models": ({"retired_models": ["fun-asr"]}, _creates(400)),
    "quota": ({"quota": 0}, _creates(400)),
    "rate_limit": ({"rate_limit": 2}, _rate_limit),
    "term_limits": ({"term_limits": {"new-model": 2}, "bad_model": "refused"}, _creates(200, model="new-model")),
    "keys": ({"keys": ["sk-one", "sk-two"]}, _keys),
    "accounts=shared": ({}, _accounts(["movies"])),
    "accounts=by-key": ({}, _accounts([])),
    "region=cn-beijing": ({}, _accounts(["movies"])),
    "region=ap-southeast-1": ({}, _accounts(["movies"])),
    "latency_seconds": ({"latency_seconds": 0.25}, _latency),
}


@pytest.mark.parametrize("case", CASES)
def test_a_setting_does_what_its_table_says(case: str) -> None:
    more, check = CASES[case]
    name, _, value = case.partition("=")
    settings: dict[str, Any] = {name: value, **more} if value else dict(more)
    check(a_world(**settings))


def test_no_value_of_a_setting_is_without_a_test() -> None:
    expected = {
        f"{entry.name}={value}" if value else entry.name
        for entry in list_settings()
        for value in (entry.values or ("",))
    }
    assert set(CASES) == expected


def test_the_first_value_of_a_setting_is_its_default() -> None:
    for entry in list_settings():
        if entry.values:
            assert entry.default == entry.values[0], entry.name
    assert {entry.name for entry in list_settings()} == {each.name for each in fields(Settings)}


def test_settings_are_read_from_text_as_a_command_line_has_it() -> None:
    asked = {"quota": "3", "latency_seconds": "0.5", "keys": "sk-a, sk-b", "term_limits": "fun-asr=7", "page": "capped"}
    assert read_settings(asked) == Settings(
        quota=3, latency_seconds=0.5, keys=("sk-a", "sk-b"), term_limits=(("fun-asr", 7),), page="capped"
    )


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"qota": 3}, "did you mean quota"),
        ({"page": "huge"}, "as-asked, capped, always-first"),
        ({"quota": "many"}, "quota is a whole number from 0 on; not many"),
        ({"quota": -1}, "quota is a whole number from 0 on; not -1"),
        ({"latency_seconds": "inf"}, "latency_seconds is a number from 0 on; not inf"),
        ({"term_limits": "fun-asr"}, "term_limits is a list, as model=number; not fun-asr"),
        ({"keys": 5}, "keys is a list; not 5"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_what_there_is(asked: dict[str, object], named: str) -> None:
    with pytest.raises(BadSetting, match=named):
        read_settings(asked)


def test_the_two_regions_do_not_see_each_other() -> None:
    world = a_world()
    vocabulary_id = world.created()
    world.change(region="ap-southeast-1")
    assert world.listed() == []
    assert world.query(vocabulary_id).status == 400
    world.change()
    assert world.prefixes() == ["movies"]


def test_a_refusal_under_on_200_changes_nothing() -> None:
    world = a_world(error_form="on-200")
    assert read_reply(world.send(b"{}")).code == "BadRequest.EmptyModel"
    assert world.create("my-app").status == 200
    assert world.listed() == []
