"""Many clients at once leave a store that agrees with every answer they got."""

from __future__ import annotations

import contextlib
import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.support.standin import BALE, PATH, World, a_world
from vocabsync.emulator.running import serve_in_background
from vocabsync.emulator.settings import Settings
from vocabsync.emulator.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

THREADS = 32
LIVES = 640
LASTING = 16
QUOTA = 30


class Life(NamedTuple):
    """What became of one vocabulary, as its client saw it."""

    vocabulary_id: str | None
    terms: list[dict[str, Any]]
    lasts: bool


def _live_some_lives(port: int, first: int) -> list[Life]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:

        def call(action: str, **fields: object) -> tuple[int, Any]:
            body = json.dumps({"model": "speech-biasing", "input": {"action": action, **fields}})
            connection.request("POST", PATH, body, {"Authorization": "Bearer sk-x"})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

        return [_live_one_life(call, number) for number in range(first, LIVES, THREADS)]


def _live_one_life(call: Callable[..., tuple[int, Any]], number: int) -> Life:
    """Create, update, read, list, delete: five requests, or one where no slot is free, which is chance."""
    create = {"target_model": "fun-asr", "prefix": f"p{number}", "vocabulary": [{"text": "a", "weight": 1}]}
    status, document = call("create_vocabulary", **create)
    if status != 200:
        assert document["code"] == "Throttling.AllocationQuota"
        return Life(None, [], lasts=False)
    vocabulary_id = document["output"]["vocabulary_id"]
    terms = [{"weight": 1 + number % 5, "text": f"term {number}"}]
    assert call("update_vocabulary", vocabulary_id=vocabulary_id, vocabulary=terms)[0] == 200
    assert call("query_vocabulary", vocabulary_id=vocabulary_id)[1]["output"]["vocabulary"] == terms
    rows = call("list_vocabulary", page_size=1000)[1]["output"]["vocabulary_list"]
    assert vocabulary_id in {row["vocabulary_id"] for row in rows}
    assert len(rows) <= QUOTA
    if number >= LASTING:
        assert call("delete_vocabulary", vocabulary_id=vocabulary_id)[0] == 200
    return Life(vocabulary_id, terms, lasts=number < LASTING)


def test_a_thousand_requests_from_32_threads_leave_a_consistent_store(tmp_path: Path) -> None:
    path = tmp_path / "standin.db"
    standin = StandIn(path, Settings(quota=QUOTA, rate_limit=0))
    with serve_in_background(standin) as running, ThreadPoolExecutor(THREADS) as pool:
        port = int(running.url.split(":")[2].split("/")[0])
        lives = [
            life for some in pool.map(lambda first: _live_some_lives(port, first), range(THREADS)) for life in some
        ]
        entries = running.requests()
    assert len(entries) >= 1000
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert max(entry.in_flight for entry in entries) > 1
    world = a_world(path)
    world.time.now = standin.times.now()
    lasting = {life.vocabulary_id: life.terms for life in lives if life.lasts}
    assert {row["vocabulary_id"] for row in world.listed()} == set(lasting)
    assert {life: world.terms(str(life)) for life in lasting} == lasting


def test_the_last_slot_is_given_once(tmp_path: Path) -> None:
    first, second = (StandIn(tmp_path / "standin.db", Settings(quota=1)) for _ in range(2))
    worlds = [World(standin, a_world().time) for standin in (first, second)] * 8
    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(lambda world: world.create().status, worlds))
    assert statuses == [200] + [400] * 15


@pytest.mark.parametrize("action", ["query_vocabulary", "list_vocabulary"])
def test_whoever_looks_while_somebody_else_updates_sees_the_old_list_or_the_new_one(action: str) -> None:
    world = a_world()
    vocabulary_id = world.created()
    updates = [BALE]

    def now() -> float:
        looked_at = world.time.now
        while updates:  # between the arrival of the look and its turn at the store
            term = updates.pop()
            world.time.pass_by(1)
            assert world.update(vocabulary_id, [term]).status == 200
        return looked_at

    world.standin.times = replace(world.time.times(), now=now)
    answer = world.call(action, vocabulary_id=vocabulary_id, page_index=0, page_size=10)

    assert answer.status == 200
    assert answer.output.get("vocabulary_list", [...]) != []
