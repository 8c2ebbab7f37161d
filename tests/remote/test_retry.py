from __future__ import annotations

import threading
from datetime import UTC, datetime

import httpx
import pytest

from tests.support.builders import ONE_TERM, a_claim, an_id
from tests.support.service_script import ServiceScript, VirtualClock, good, refusal
from vocabsync.domain.errors import ServiceFailure
from vocabsync.domain.verdict import Executed, NotExecuted
from vocabsync.remote.heartbeat import Heartbeat
from vocabsync.remote.retry import BUDGET, Patience, seconds_to_wait

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

RETRY_AFTER = {
    None: 0,
    "": 0,
    "0": 0,
    "7": 7,
    " 7 ": 7,
    "007": 7,
    "30": 30,
    "31": 30,
    "86400": 30,
    "9" * 90: 30,
    "9" * 5000: 30,
    "-1": 0,
    "-99999999999999999999": 0,
    "1.5": 0,
    "1e3": 0,
    "inf": 0,
    "nan": 0,
    "٧": 0,
    "７": 0,
    "soon": 0,
    "7, 8": 0,
    "\x00": 0,
    "Mon, 04 May 2026 12:00:09 GMT": 9,
    "Mon, 04 May 2026 20:00:09 +0800": 9,
    "Mon, 04 May 2026 12:00:09": 9,
    "Monday, 04-May-26 12:00:09 GMT": 9,
    "Mon May  4 12:00:09 2026": 9,
    "Mon, 04 May 2026 11:00:00 GMT": 0,
    "Mon, 04 May 2099 12:00:00 GMT": 30,
    "Mon, 04 May 0000 12:00:00 GMT": 0,
    "Mon, 99 May 2026 12:00:00 GMT": 0,
    "Fri, 31 Dec 9999 23:59:59 -2359": 30,
    "Mon, 04 May 2026 12:00:09 +9999999999999": 0,
    "Mon, 04 May 99999999999999999999 12:00:00 GMT": 0,
    ",,,,": 0,
    "Mon, 04 May 2026 :::: GMT": 0,
}


@pytest.mark.parametrize("header", RETRY_AFTER)
def test_a_retry_after_is_honoured_up_to_half_a_minute_and_never_raises(header: str | None) -> None:
    assert seconds_to_wait(header, lambda: NOON) == RETRY_AFTER[header]


def test_a_read_backs_off_as_long_as_the_service_asks_and_then_succeeds() -> None:
    script = ServiceScript([refusal(429, "Throttling", retry_after="12"), refusal(503, "SystemError")])
    assert script.reader().get(an_id()).term_count == 1
    assert script.clock.slept[0] == 12
    assert 0 <= script.clock.slept[1] <= 2
    assert len(script.requests) == 3


def test_waits_grow_from_half_a_second_to_eight_with_full_jitter() -> None:
    windows: list[tuple[float, float]] = []

    def draw(low: float, high: float) -> float:
        windows.append((low, high))
        return high

    clock = VirtualClock()
    patience = Patience(clock, draw=draw)
    assert [patience.pause(attempt) for attempt in (1, 2, 3, 4, 5000)] == [True] * 5
    assert windows == [(0, 0.5), (0, 2), (0, 8), (0, 8), (0, 8)]
    assert clock.slept == [0.5, 2, 8, 8, 8]


def test_all_calls_of_a_run_share_one_budget_of_thirty_repeats() -> None:
    script = ServiceScript(refusal(500, "InternalError") for _ in range(1000))
    reader = script.reader()
    for _ in range(20):
        with pytest.raises(ServiceFailure):
            reader.get(an_id())
    assert len(script.requests) == 20 + BUDGET


def test_a_pause_before_a_write_spends_the_same_budget() -> None:
    script = ServiceScript()
    writer = script.writer()
    assert [writer.pause_before_retry(1) for _ in range(BUDGET + 2)] == [True] * BUDGET + [False] * 2
    assert len(script.clock.slept) == BUDGET
    assert script.requests == []


def test_a_pause_after_a_refused_create_lasts_as_long_as_the_service_asked() -> None:
    script = ServiceScript([refusal(429, "Throttling.RateQuota", retry_after="20")])
    writer = script.writer()
    assert isinstance(answer := writer.create(a_claim(), ONE_TERM), NotExecuted)
    assert answer.may_retry
    assert writer.pause_before_retry(1)
    assert script.clock.slept == [20]
    assert isinstance(writer.create(a_claim(), ONE_TERM), Executed)
    assert writer.pause_before_retry(1)
    assert script.clock.slept[1] <= 0.5


def test_a_service_that_hangs_on_reading_is_given_up_after_two_tries() -> None:
    script = ServiceScript([httpx.ReadTimeout("slow")] * 10)
    with pytest.raises(ServiceFailure, match="no answer within 30 s"):
        script.reader().list_all()
    assert len(script.requests) == 2


def test_a_write_that_never_reached_the_service_is_sent_again_and_counts_once() -> None:
    script = ServiceScript([httpx.ConnectError("refused"), httpx.ConnectError("refused")])
    assert isinstance(script.writer().overwrite_terms(an_id(), ONE_TERM), Executed)
    assert len(script.requests) == 3


def test_an_interrupt_while_waiting_ends_the_call() -> None:
    class Interrupting(VirtualClock):
        def sleep(self, seconds: float) -> None:
            raise KeyboardInterrupt

    script = ServiceScript([refusal(500, "InternalError")], clock=Interrupting())
    with pytest.raises(KeyboardInterrupt):
        script.reader().get(an_id())
    assert len(script.requests) == 1


def test_a_person_hears_what_is_waited_for_and_nothing_once_it_came() -> None:
    told: list[str] = []
    heard = threading.Event()

    def tell(text: str) -> None:
        told.append(text)
        heard.set()

    heartbeat = Heartbeat(VirtualClock(step=0.01), tell, seconds=0.02)
    with heartbeat.watch_over("the service to list the vocabularies"):
        assert heard.wait(10)
    heartbeat.close()
    assert told[0].startswith("still waiting for the service to list the vocabularies, ")
    count = len(told)
    with heartbeat.watch_over("nothing, as it is closed"):
        pass
    assert len(told) == count


def test_a_quick_call_is_not_talked_about() -> None:
    told: list[str] = []
    heartbeat = Heartbeat(VirtualClock(), told.append)
    with heartbeat.watch_over("the service"):
        good("query_vocabulary")
    heartbeat.close()
    assert told == []
