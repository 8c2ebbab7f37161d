"""Time as this room needs it, and a time-out that holds for a whole call."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """Time and waiting; ``operations.ports.Clock`` has this shape."""

    def now(self) -> datetime:
        """Wall clock time, with zone; only to read a ``Retry-After`` that is a date."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment, never going back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SecondsLeft:
    """What is left until a deadline: a time-out that shrinks.

    An HTTP library sets the same time-out before every read, so a server that drips a byte a second never exceeds it.
    A socket takes this object for a whole number of seconds each time, and each time it is a smaller one, until it
    raises TimeoutError, which the library passes on as its own.
    """

    __slots__ = ("_clock", "_deadline")

    def __init__(self, clock: Clock, deadline: float) -> None:
        """Count down to a moment of the monotonic clock."""
        self._clock = clock
        self._deadline = deadline

    def __float__(self) -> float:
        """Seconds left, negative when it is over."""
        return self._deadline - self._clock.monotonic()

    def __index__(self) -> int:
        """Whole seconds left, rounded up."""
        left = float(self)
        if left <= 0:
            raise TimeoutError("the call's deadline is over")
        return math.ceil(left)


class Sending:
    """Hears the steps of one exchange, to know afterwards whether the request can have reached anybody."""

    __slots__ = ("_heard", "_request_began")

    def __init__(self) -> None:
        """Nothing heard yet."""
        self._heard = False
        self._request_began = False

    def __call__(self, step: str, info: dict[str, Any]) -> None:
        """Hear of one step. A proxy is sent a CONNECT first, which is not ours."""
        self._heard = True
        if step.endswith("send_request_headers.started"):
            self._request_began |= getattr(info.get("request"), "method", b"POST") != b"CONNECT"

    @property
    def is_proved_unsent(self) -> bool:
        """Whether steps were reported and none of them sent the request."""
        return self._heard and not self._request_began
