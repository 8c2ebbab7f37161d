"""How many requests the last minute saw."""

from __future__ import annotations

import threading
from collections import deque
from typing import Final

WINDOW: Final = 60.0


class RequestRate:
    """Counts requests in a sliding minute; safe to share between threads."""

    def __init__(self) -> None:
        """Begin with a quiet minute."""
        self._alone = threading.Lock()
        self._times: deque[float] = deque()

    def wait_for(self, now: float, limit: int) -> float:
        """Count a request at ``now`` and give 0, or leave it uncounted and give the seconds until one is allowed."""
        if limit == 0:
            return 0.0
        with self._alone:
            while self._times and self._times[0] <= now - WINDOW:
                self._times.popleft()
            if len(self._times) >= limit:
                return self._times[-limit] + WINDOW - now
            self._times.append(now)
            return 0.0
