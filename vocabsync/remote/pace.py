"""No more requests than the service takes: whoever comes too soon waits, instead of being sent back with a 429."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vocabsync.remote.deadline import Clock

PER_MINUTE: Final = 600
"""Requests a minute (service.md section 5; published for Beijing, and kept to everywhere)."""

_MINUTE: Final = 60.0


class Pace:
    """The requests of one run, shared by all its threads. Others on the same account are not known here."""

    def __init__(self, clock: Clock, *, per_minute: int = PER_MINUTE) -> None:
        """Nothing was sent yet."""
        self._clock = clock
        self._turns: deque[float] = deque(maxlen=per_minute)
        self._lock = threading.Lock()

    def take_turn(self) -> None:
        """Wait until one more request fits into the minute before it. An interrupt ends the wait by raising."""
        with self._lock:
            now = self._clock.monotonic()
            is_full = len(self._turns) == self._turns.maxlen
            turn = max(now, self._turns[0] + _MINUTE) if is_full else now
            self._turns.append(turn)
        if turn > now:
            self._clock.sleep(turn - now)
