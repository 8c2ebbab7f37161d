"""One stand-in behind any number of doors: takes a request, gives what shall arrive, and remembers both."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vocabsync.emulator.calls import name_subject
from vocabsync.emulator.faults import Fault, Misbehaviour, spoil
from vocabsync.emulator.messages import Answer, Delivery, Dripping, Moment, Request, Truncated, Whole
from vocabsync.emulator.rate import RequestRate
from vocabsync.emulator.request_log import Entry, RequestLog
from vocabsync.emulator.service import WRITES, handle
from vocabsync.emulator.settings import Settings
from vocabsync.emulator.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The three uses of time, so that tests can bring their own."""

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class StandIn:
    """The service, as far as vocabularies go; safe to share between threads.

    ``settings`` may be replaced at any time: the next request is answered under the new ones.
    """

    def __init__(
        self,
        path: Path | None = None,
        settings: Settings | None = None,
        *,
        faults: Iterable[Fault] = (),
        times: Times | None = None,
    ) -> None:
        """Open the store at ``path``, or a new one in memory."""
        self.settings = settings or Settings()
        self.misbehaviour = Misbehaviour(faults)
        self.log = RequestLog()
        self.times = times or Times()
        self._storage = Storage(path)
        self._rate = RequestRate()
        self._listener: Callable[[Entry], None] | None = None

    def receive(self, request: Request) -> Delivery:
        """Answer one request, well or as badly as was ordered."""
        number, in_flight = self.log.start()
        started = self.times.monotonic()
        action, subject = name_subject(request)
        fault = self.misbehaviour.take(action, subject)
        executed = fault is None or fault.executes
        self._delay(fault)
        delivery = spoil(fault, self._answer(request, action, fault, executed=executed))
        entry = Entry(
            number=number,
            action=action,
            subject=subject,
            status=_status_of(delivery),
            executed=executed,
            fault=fault.kind if fault else "",
            milliseconds=(self.times.monotonic() - started) * 1000,
            in_flight=in_flight,
        )
        self.log.finish(entry)
        if self._listener:
            self._listener(entry)
        return delivery

    def hear(self, listener: Callable[[Entry], None]) -> None:
        """Name who hears of each finished request."""
        self._listener = listener

    def check_store(self) -> None:
        """Look into the store once, so that a damaged one is told before the first request. Raises StoreDamaged."""
        with self._storage.looking():
            pass

    def close(self) -> None:
        """Let go of the store."""
        self._storage.close()

    def _delay(self, fault: Fault | None) -> None:
        seconds = self.settings.latency_seconds
        if fault is not None and fault.kind == "latency":
            seconds += fault.seconds
        if seconds:
            self.times.sleep(seconds)

    def _answer(self, request: Request, action: str, fault: Fault | None, *, executed: bool) -> Answer:
        settings = self.settings
        if fault is not None and fault.delays:
            settings = replace(settings, late_seconds=settings.late_seconds + fault.delays)
        now = self.times.now()
        moment = Moment(
            now=now,
            request_id=str(uuid.uuid4()),
            token=uuid.uuid4().hex,
            rate_wait=self._rate.wait_for(now, settings.rate_limit),
        )
        # The time is taken again inside: writers wait for each other, and editions must follow their order; and a look
        # at a moment before the last change would find the edition of that moment dropped.
        if not executed or action not in WRITES:
            with self._storage.looking() as state:
                return handle(request, state, settings, replace(moment, now=self.times.now()))[0]
        with self._storage.writing() as state:
            moment = replace(moment, now=self.times.now())
            answer, change = handle(request, state, settings, moment)
            if change is not None:
                state.apply(change, horizon=moment.now - settings.stale_seconds)
            return answer


def _status_of(delivery: Delivery) -> int | None:
    match delivery:
        case Whole() | Dripping() | Truncated():
            return delivery.answer.status
        case _:
            return None
