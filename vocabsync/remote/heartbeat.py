"""A sign of life while the service keeps us waiting."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vocabsync.remote.deadline import Clock

SECONDS: Final = 10.0
"""Without news for so long, a person wants to know what is being waited for."""


class Heartbeat:
    """Tells ``tell`` what is waited for, whenever no call has ended for some seconds.

    ``tell`` is called from a thread of its own, must be quick and must not raise.
    """

    def __init__(self, clock: Clock, tell: Callable[[str], None], *, seconds: float = SECONDS) -> None:
        """Start no thread before the first call."""
        self._clock = clock
        self._tell = tell
        self._seconds = seconds
        self._changed = threading.Condition()
        self._pending: dict[object, tuple[str, float]] = {}
        self._news = 0.0
        self._thread: threading.Thread | None = None
        self._closed = False

    @contextmanager
    def watch_over(self, what: str) -> Iterator[None]:
        """Count a call as waiting until the block ends."""
        token = object()
        with self._changed:
            now = self._clock.monotonic()
            if not self._pending:
                self._news = now
                self._changed.notify()
            self._pending[token] = (what, now)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._beat, name="vocabsync-heartbeat", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._changed:
                del self._pending[token]
                self._news = self._clock.monotonic()

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=1)

    def _beat(self) -> None:
        while True:
            with self._changed:
                if self._closed:
                    return
                text = self._due()
            if text is not None:
                self._tell(text)

    def _due(self) -> str | None:
        """Wait until something may be due, and give it if it is."""
        if not self._pending:
            self._changed.wait()
            return None
        left = self._news + self._seconds - self._clock.monotonic()
        if left > 0:
            self._changed.wait(left)
            return None
        what, began = next(iter(self._pending.values()))
        self._news = self._clock.monotonic()
        return f"still waiting for {what}, {self._news - began:.0f} s so far"
