"""No more requests a minute than the service takes, counted on a clock whose time passes only by waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.support.virtual_time import VirtualClock
from vocabsync.remote.api_key import read_api_key
from vocabsync.remote.client import ReadingClient
from vocabsync.remote.pace import PER_MINUTE, Pace
from vocabsync.remote.regions import endpoint_for


def test_as_many_requests_as_fit_into_a_minute_wait_for_nothing() -> None:
    clock = VirtualClock()
    pace = Pace(clock)

    for _ in range(PER_MINUTE):
        pace.take_turn()

    assert clock.monotonic() == 0


def test_one_request_more_waits_until_the_first_is_a_minute_old() -> None:
    clock = VirtualClock()
    pace = Pace(clock, per_minute=2)

    pace.take_turn()
    clock.sleep(10)
    pace.take_turn()
    pace.take_turn()

    assert clock.monotonic() == 60


def test_no_minute_ever_holds_more_than_its_share() -> None:
    clock = VirtualClock()
    pace = Pace(clock, per_minute=7)
    sent = []

    for number in range(100):
        clock.sleep(number % 5)
        pace.take_turn()
        sent.append(clock.monotonic())

    assert all(later - earlier >= 60 for earlier, later in zip(sent, sent[7:], strict=False))


def test_threads_share_one_pace() -> None:
    clock = VirtualClock()
    pace = Pace(clock, per_minute=50)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: pace.take_turn(), range(150)))

    assert clock.monotonic() >= 120


def test_the_client_keeps_to_it() -> None:
    clock = VirtualClock()
    answer = httpx.MockTransport(lambda _: httpx.Response(200, json={"output": {"vocabulary_list": []}}))
    key = read_api_key({"DASHSCOPE_API_KEY": "sk-made-up-key"}, "DASHSCOPE_API_KEY")
    client = ReadingClient(endpoint_for("cn-beijing", None, None), key, clock, transport=answer)

    for _ in range(PER_MINUTE):
        client.list_page(0, 100)
    assert clock.monotonic() == 0
    client.list_page(0, 100)

    assert clock.monotonic() == 60
