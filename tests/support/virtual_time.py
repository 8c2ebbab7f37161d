"""A clock whose time passes only when somebody waits, and events that fall due meanwhile."""

from __future__ import annotations

import heapq
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


class VirtualClock:
    """Satisfies the Clock port."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._number = count()
        self._lock = RLock()

    def now(self) -> datetime:
        return START + timedelta(seconds=self._seconds)

    def monotonic(self) -> float:
        return self._seconds

    def sleep(self, seconds: float) -> None:
        with self._lock:
            end = self._seconds + seconds
            while self._due and self._due[0][0] <= end:
                moment, _, happen = heapq.heappop(self._due)
                self._seconds = max(self._seconds, moment)
                happen()
            self._seconds = end

    def after(self, seconds: float, happen: Callable[[], object]) -> None:
        """Let something happen later."""
        with self._lock:
            heapq.heappush(self._due, (self._seconds + seconds, next(self._number), happen))
