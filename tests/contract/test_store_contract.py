"""One suite of store behaviour for the fake port, the stand-in behind both doors, and, opt-in, the live service."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.standin_contract import PROMISES
from tests.support.standin_questions import ask_open_questions, draw_table
from tests.support.standin_stores import MOST_CALLS, STORES, Live, SpentBudget, Store, has_live_key
from vocabsync.emulator.running import RunningStandIn, serve_in_background
from vocabsync.emulator.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    with STORES[request.param]() as store:
        yield store


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_every_store_keeps_the_promise(store: Store, promise: Callable[[Store], None]) -> None:
    promise(store)


def keep_all_promises(live: Live) -> list[tuple[str, str]]:
    """Run the whole contract on a live service, then its open questions; leave nothing behind."""
    try:
        with live.store() as store:
            for promise in PROMISES:
                promise(store)
        return ask_open_questions(live)
    finally:
        live.clean_up()


@pytest.mark.live
def test_the_live_service_keeps_the_promises_and_answers_the_open_questions(capsys: pytest.CaptureFixture[str]) -> None:
    if not has_live_key():
        pytest.skip("no DASHSCOPE_API_KEY")
    live = Live.of(os.environ)
    answers = keep_all_promises(live)
    with capsys.disabled():
        sys.stdout.write(f"\n{draw_table(answers)}\n{live.transport.spent} calls, of {MOST_CALLS}\n")
    assert live.transport.made == set()


@pytest.fixture
def standin() -> Iterator[RunningStandIn]:
    with serve_in_background(StandIn()) as running:
        yield running


def test_a_live_run_stays_within_its_calls_and_leaves_nothing(standin: RunningStandIn) -> None:
    live = Live.of(standin.environ)
    answers = dict(keep_all_promises(live))
    assert answers["create's answer"] == "vocabulary ID"
    assert answers["weight 50 for Fun-ASR"] == "refused: 400 InvalidParameter"
    assert len(standin.requests()) <= MOST_CALLS
    assert _count_left(standin) == 0


def test_a_live_run_that_fails_half_way_leaves_nothing(standin: RunningStandIn) -> None:
    standin.misbehave("query:html,times=0,status=400")
    live = Live.of(standin.environ)
    with pytest.raises(Exception, match=r"."):
        keep_all_promises(live)
    assert _count_left(standin) == 0


def test_a_live_run_whose_create_lost_its_answer_leaves_nothing(standin: RunningStandIn) -> None:
    standin.misbehave("create:lost,executed=yes")
    live = Live.of(standin.environ)
    with pytest.raises(AssertionError):
        keep_all_promises(live)
    assert _count_left(standin) == 0


def test_a_live_run_stops_while_it_can_still_clean_up(standin: RunningStandIn) -> None:
    standin.configure(quota=100)
    live = Live.of(standin.environ)
    create = {"target_model": "fun-asr", "prefix": live.prefix, "vocabulary": [{"text": "a", "weight": 4}]}

    def make_too_many() -> None:
        for _ in range(MOST_CALLS):
            live.ask("create_vocabulary", **create)

    with pytest.raises(SpentBudget):
        make_too_many()
    live.clean_up()
    assert len(standin.requests()) <= MOST_CALLS
    assert _count_left(standin) == 0


def _count_left(standin: RunningStandIn) -> int:
    fresh = Live.of(standin.environ)
    _, listing = fresh.ask("list_vocabulary")
    fresh.transport.close()
    return len(listing["output"]["vocabulary_list"])
