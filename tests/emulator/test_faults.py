"""Misbehaviour in process: which call it meets, how often, whether the write happens, and what httpx makes of it."""

from __future__ import annotations

import gzip
from typing import Any, get_args

import httpx
import pytest

from tests.support.standin import BALE, FILM, KEY, PATH, World, a_world
from vocabsync.emulator.faults import SAYS, BadFault, Fault, FaultKind, read_fault
from vocabsync.emulator.transport import StandInTransport


def _post(world: World, action: str, **fields: object) -> httpx.Response:
    transport = StandInTransport(world.standin, sleep=world.time.sleep)
    client = httpx.Client(transport=transport, base_url="http://stand.in", timeout=30)
    document = {"model": "speech-biasing", "input": {"action": action, **fields}}
    return client.post(PATH, json=document, headers={"Authorization": f"Bearer {KEY}"})


def _create(world: World) -> httpx.Response:
    return _post(world, "create_vocabulary", target_model="fun-asr", prefix="movies", vocabulary=[FILM])


def _a_faulty_world(line: str) -> World:
    return a_world(faults=[read_fault(line)])


RAISED: dict[str, type[httpx.TransportError]] = {
    "lost": httpx.RemoteProtocolError,
    "reset": httpx.ReadError,
    "late": httpx.RemoteProtocolError,
    "hang": httpx.ReadTimeout,
    "truncated": httpx.RemoteProtocolError,
}


@pytest.mark.parametrize("executed", ["yes", "no"])
@pytest.mark.parametrize("kind", RAISED)
def test_a_failure_of_the_connection_arrives_as_its_exception(kind: str, executed: str) -> None:
    world = _a_faulty_world(f"create:{kind},executed={executed}")
    with pytest.raises(RAISED[kind]):
        _create(world)
    world.time.pass_by(1)
    assert len(world.listed()) == (executed == "yes")


STATUSES = {
    "throttled": 429,
    "status": 500,
    "html": 500,
    "empty": 500,
    "error-on-200": 200,
    "redirect": 307,
    "latency": 200,
    "ignored": 200,
    "cut": 200,
    "drip": 200,
    "inflate": 200,
}
EXECUTED = {"latency", "cut", "drip", "inflate", "truncated", "late"}


@pytest.mark.parametrize("executed", ["yes", "no", ""])
@pytest.mark.parametrize("kind", STATUSES)
def test_a_spoilt_answer_is_spoilt_whether_the_write_happens_or_not(kind: str, executed: str) -> None:
    world = _a_faulty_world(f"create:{kind},seconds=0.01,megabytes=1" + (f",executed={executed}" if executed else ""))
    assert _create(world).status_code == STATUSES[kind]
    assert len(world.listed()) == (executed == "yes" or (not executed and kind in EXECUTED))


def test_every_kind_is_tested_and_explained() -> None:
    kinds = set(get_args(FaultKind))
    assert set(RAISED) | set(STATUSES) == kinds
    assert set(SAYS) == kinds


def test_latency_delays_and_nothing_else() -> None:
    world = _a_faulty_world("latency,seconds=3")
    assert _create(world).json()["output"]["vocabulary_id"]
    assert world.time.slept == [3]


def test_an_ignored_write_is_answered_like_a_good_one() -> None:
    world = _a_faulty_world("create:ignored")
    vocabulary_id = _create(world).json()["output"]["vocabulary_id"]
    assert world.query(vocabulary_id).status == 400


def test_a_late_write_takes_effect_when_its_time_has_come() -> None:
    world = _a_faulty_world("create:late,seconds=20")
    with pytest.raises(httpx.RemoteProtocolError):
        _create(world)
    assert world.listed() == []
    world.time.pass_by(20)
    assert world.prefixes() == ["movies"]


@pytest.mark.parametrize(("order", "value"), [("", "1"), (",retry_after=soon", "soon"), (",retry_after=", None)])
def test_throttling_says_what_it_was_told_to_say(order: str, value: str | None) -> None:
    answer = _create(_a_faulty_world(f"create:throttled{order}"))
    assert answer.headers.get("retry-after") == value
    assert answer.json()["code"] == "Throttling.RateQuota"


def test_a_status_comes_with_its_code() -> None:
    answer = _create(_a_faulty_world("create:status,status=403,code=AccessDenied.Unpurchased"))
    assert (answer.status_code, answer.json()["code"]) == (403, "AccessDenied.Unpurchased")


def test_an_error_on_200_has_no_output() -> None:
    body = _create(_a_faulty_world("create:error-on-200,code=SystemError")).json()
    assert body["code"] == "SystemError"
    assert "output" not in body


def test_html_and_empty_bodies_carry_no_envelope() -> None:
    assert _create(_a_faulty_world("html,status=502")).text.startswith("<html>")
    assert _create(_a_faulty_world("empty,status=200")).content == b""


def test_a_cut_answer_does_not_tell_that_it_is_cut() -> None:
    answer = _create(_a_faulty_world("cut"))
    assert "content-length" not in answer.headers
    with pytest.raises(ValueError, match=r"line 1 column"):
        answer.json()


def test_a_dripping_answer_takes_its_pause_for_every_byte() -> None:
    world = _a_faulty_world("create:drip,seconds=2")
    answer = _create(world)
    assert world.time.slept == [2.0] * len(answer.content)


def test_an_inflating_answer_is_small_on_the_wire_and_large_unpacked() -> None:
    world = _a_faulty_world("list:inflate,megabytes=8")
    transport = StandInTransport(world.standin)
    raw = transport.handle_request(
        httpx.Request("POST", f"http://stand.in{PATH}", json={"input": {"action": "list_vocabulary"}})
    )
    packed = b"".join(raw.iter_raw())
    assert len(packed) < 100_000
    assert len(gzip.decompress(packed)) > 8 << 20


def test_a_redirect_names_its_target() -> None:
    answer = _create(_a_faulty_world("redirect,location=https://elsewhere.invalid/x"))
    assert answer.headers["location"] == "https://elsewhere.invalid/x"


FIRED = {
    "list:status": [500, 200, 200, 200, 200],
    "list:status,nth=3": [200, 200, 500, 200, 200],
    "list:status,nth=2,times=2": [200, 500, 500, 200, 200],
    "list_vocabulary:status,times=0": [500] * 5,
    "status,nth=4,times=0": [200, 200, 200, 500, 500],
    "query:status,times=0": [200] * 5,
    "list:status,subject=other": [200] * 5,
    "list:status,subject=movies": [500, 200, 200, 200, 200],
}


@pytest.mark.parametrize("line", FIRED)
def test_a_fault_meets_the_calls_it_was_ordered_for(line: str) -> None:
    world = _a_faulty_world(line)
    statuses = [world.call("list_vocabulary", prefix="movies").status for _ in range(5)]
    assert statuses == FIRED[line]


def test_the_first_order_wins_and_the_second_goes_on_counting() -> None:
    world = a_world(faults=[read_fault("list:status,status=500"), read_fault("list:status,status=503,times=2")])
    assert [world.call("list_vocabulary").status for _ in range(3)] == [500, 503, 200]


def test_a_fault_may_be_meant_for_one_vocabulary() -> None:
    world = a_world()
    first, second = world.created("a"), world.created("b")
    world.standin.misbehaviour.order(Fault(kind="status", action="update", subject=second))
    assert (world.update(first, [BALE]).status, world.update(second, [BALE]).status) == (200, 500)


def test_forgotten_orders_do_not_fire() -> None:
    world = _a_faulty_world("status,times=0")
    world.standin.misbehaviour.forget()
    assert world.call("list_vocabulary").status == 200


BAD_ORDERS: dict[str, Any] = {
    "explode": "no kind of fault",
    "create:lost,whn=2": "whn is nothing that a fault takes",
    "create:lost,nth=two": "cannot be read",
    "create:lost,executed=perhaps": "executed is yes or no",
}


@pytest.mark.parametrize("line", BAD_ORDERS)
def test_an_order_that_cannot_be_read_says_what_there_is(line: str) -> None:
    with pytest.raises(BadFault, match=BAD_ORDERS[line]):
        read_fault(line)


def test_a_line_and_a_mapping_order_the_same() -> None:
    mapping = {"action": "create", "kind": "lost", "executed": True, "nth": 2, "times": 0}
    assert read_fault(mapping) == read_fault("create:lost,executed=yes,nth=2,times=0")
