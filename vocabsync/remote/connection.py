"""What one run has of the service: a client when it needs one, patience with it, and a word when it is slow."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Generic, TypeVar

from vocabsync.remote.heartbeat import Heartbeat
from vocabsync.remote.retry import Patience

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from vocabsync.remote.client import ReadingClient
    from vocabsync.remote.deadline import Clock

C_co = TypeVar("C_co", bound="ReadingClient", covariant=True)


class Connection(Generic[C_co]):
    """A client that is built when it is first needed, once, and the patience of one run with its service."""

    def __init__(
        self, build: Callable[[], C_co], clock: Clock, host: str, on_wait: Callable[[str], None] | None
    ) -> None:
        """Connect to nothing yet."""
        self.clock = clock
        self.patience = Patience(clock)
        self._host = host
        self._heartbeat = Heartbeat(clock, on_wait) if on_wait is not None else None
        self._build = build
        self._lock = threading.Lock()
        self._client: C_co | None = None

    def connect(self) -> C_co:
        """Give the client, built at the first call: that takes a tenth of a second."""
        with self._lock:
            if self._client is None:
                self._client = self._build()
            return self._client

    def watch_over(self, what: str) -> AbstractContextManager[None]:
        """Let a person hear of it when this call takes long."""
        return self._heartbeat.watch_over(f"{self._host} to {what}") if self._heartbeat else nullcontext()

    def close(self) -> None:
        """Let go of what was opened."""
        if self._heartbeat is not None:
            self._heartbeat.close()
        with self._lock:
            if self._client is not None:
                self._client.close()
