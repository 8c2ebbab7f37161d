"""How often and how long a call is repeated. Whether it may be is the table's business (``verdicts``)."""

from __future__ import annotations

import random
import re
import threading
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from vocabsync.remote.replies import Failed
from vocabsync.remote.verdicts import Symptom, verdict_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenacity import RetryCallState

    from vocabsync.remote.deadline import Clock

ATTEMPTS: Final = 4
BUDGET: Final = 30
"""Repeats in one run, whatever they are for: a sick service is soon left alone."""

LONGEST_RETRY_AFTER: Final = 30.0
_FIRST_WAIT: Final = 0.5
_GROWTH: Final = 4
_LONGEST_WAIT: Final = 8.0
"""Four attempts have three waits: of at most 0.5, 2 and 8 seconds, each drawn from nothing up to that."""

_HANGING_TRIES: Final = 2
_WHOLE_SECONDS: Final = re.compile(r"[0-9]+", re.ASCII)

T = TypeVar("T")


class Patience:
    """The repeats of one run, shared by all its threads."""

    def __init__(
        self, clock: Clock, *, budget: int = BUDGET, draw: Callable[[float, float], float] = random.uniform
    ) -> None:
        """Start with the whole budget. ``draw`` picks a number between two others."""
        self._clock = clock
        self._left = budget
        self._draw = draw
        self._lock = threading.Lock()

    def call(self, send: Callable[[], T]) -> T:
        """Send, and send again while the table allows it and patience is left; give the last reply."""
        first = send()
        if not _is_repeatable(first):
            return first
        from tenacity import Retrying, retry_if_result  # noqa: PLC0415 - late, as hardly any call has to be repeated

        replies = chain([first], iter(send, object()))

        hung = 0

        def is_enough(state: RetryCallState) -> bool:
            nonlocal hung
            hung += _failure(state).symptom is Symptom.TIMED_OUT
            return state.attempt_number >= ATTEMPTS or hung >= _HANGING_TRIES or not self._spend()

        retrying = Retrying(
            sleep=self._clock.sleep,
            retry=retry_if_result(_is_repeatable),
            stop=is_enough,
            wait=lambda state: self._wait(state.attempt_number, _failure(state).retry_after),
            retry_error_callback=_failure,
        )
        return retrying(lambda: next(replies))

    def pause(self, attempt: int, retry_after: str | None = None) -> bool:
        """Wait before repeat number ``attempt`` and spend one repeat; False where none is left."""
        if not self._spend():
            return False
        self._clock.sleep(self._wait(attempt, retry_after))
        return True

    def _spend(self) -> bool:
        with self._lock:
            self._left -= 1
            return self._left >= 0

    def _wait(self, attempt: int, retry_after: str | None) -> float:
        # The exponent is bounded first: a float knows no power of 4 beyond 511.
        window = min(_LONGEST_WAIT, _FIRST_WAIT * _GROWTH ** min(attempt - 1, 8))
        return max(self._draw(0, window), seconds_to_wait(retry_after, self._clock.now))


def seconds_to_wait(retry_after: str | None, now: Callable[[], datetime]) -> float:
    """Read a ``Retry-After``: seconds or a date, up to half a minute; anything else is no wish. Never raises."""
    text = (retry_after or "").strip()[:100]
    if _WHOLE_SECONDS.fullmatch(text):
        return min(float(text), LONGEST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        wished = (moment - now()).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0.0
    return min(max(wished, 0.0), LONGEST_RETRY_AFTER)


def _failure(state: RetryCallState) -> Failed:
    outcome = state.outcome
    if outcome is None:
        raise AssertionError("tenacity asks only about calls that ended")  # pragma: no cover
    failed: Failed = outcome.result()
    return failed


def _is_repeatable(reply: object) -> bool:
    return isinstance(reply, Failed) and verdict_on(reply.symptom, reply.problem.action).is_repeatable
