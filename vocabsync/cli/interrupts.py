"""SIGINT and SIGTERM: the first lets finish what is in flight, for six seconds at most; the second leaves at once.

before the first write     the signal raises KeyboardInterrupt in the main thread: nothing is there to be finished
from then on               the signal only sets a flag, as nothing may come between "intent written" and "ID recorded"
six seconds later          a thread of its own prints the report so far and leaves hard, whatever hangs

State needs no saving at that moment: intents and new IDs are on the disk before the next step begins.

The thread hears of signals from the system itself, by a byte in a socket: Python's handlers run in the main thread
alone, which may hang in a call while the signal reached another thread, or came in the moment before it began.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from typing import TYPE_CHECKING, Self

from vocabsync.domain.errors import RUN_AGAIN, Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from vocabsync.operations.ports import Clock

GRACE = 6.0
"""Seconds for the call in flight."""

LAST_WORDS = 1.5
"""Seconds for the report, and for whatever still keeps the process from ending; then it ends all the same."""

_DONE = 0
_STEP = 0.1


class Interrupts:
    """The handlers of one apply; a ``Stop`` for its operations. Use as a context, in the main thread."""

    def __init__(self, say: Callable[[str], None], leave: Callable[[int], object] = os._exit) -> None:
        """Take what tells the person, and what ends the process."""
        self._say = say
        self._leave = leave
        self._signal: int | None = None
        self._last_words: Callable[[], None] | None = None
        self._news, self._told = socket.socketpair()
        self._woken_before = -1
        self._ending = threading.Lock()
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> Self:
        self._told.settimeout(0)  # the system must never wait to write there
        self._woken_before = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._hear)
        threading.Thread(target=self._watch, name="interrupts", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let go, unless a signal came: then the watch sees to it that the process ends in time."""
        if self._signal is None:
            for number, handler in self._before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(self._woken_before)
            self._told.send(bytes([_DONE]))

    @property
    def requested(self) -> bool:
        """True from the first signal on: nothing new may start."""
        return self._signal is not None

    @property
    def exit_code(self) -> int | None:
        """130 or 143 once a signal came."""
        return None if self._signal is None else 128 + self._signal

    def finish_in_flight(self, last_words: Callable[[], None]) -> None:
        """From now on let a signal interrupt nothing; ``last_words`` prints the report of a run that has to be left."""
        self._last_words = last_words

    def claim_ending(self) -> None:
        """Call before the ordinary report: from now on nobody else prints one. Never returns where somebody does."""
        self._ending.acquire()

    def _hear(self, number: int, _: FrameType | None) -> None:
        self._signal = self._signal or number
        if self._last_words is None:
            raise KeyboardInterrupt

    def _watch(self) -> None:
        """Wait for signals, and after the first for the second or for the grace to run out."""
        if self._next(None) == _DONE:
            self._news.close()
            self._told.close()
            return
        self._tell()
        self._next(GRACE)
        end = threading.Timer(LAST_WORDS, self._end)
        end.daemon = True
        end.start()
        if self._ending.acquire(blocking=False):
            if self._last_words is not None:
                self._last_words()
            self._end()
        for each in (self._news, self._told):
            each.detach()  # open to the end of the process, as the system writes there to the last

    def _next(self, seconds: float | None) -> int | None:
        """Give the number of the next signal; None where none came in time."""
        self._news.settimeout(seconds)
        try:
            number = self._news.recv(1)[0]
        except TimeoutError:
            return None
        self._signal = self._signal or number or None
        return number

    def _tell(self) -> None:
        if self._last_words is None:
            self._say("interrupted: nothing was written")
        else:
            self._say(
                f"interrupted: nothing new starts, what is in flight gets {GRACE:.0f} seconds; "
                "a second signal ends it now"
            )

    def _end(self) -> None:
        self._leave(self.exit_code or 1)


class InterruptibleClock:
    """A clock whose waits end when the run is asked to end, so that no repeat of a call starts after that."""

    def __init__(self, clock: Clock, interrupts: Interrupts) -> None:
        """Watch over another clock."""
        self.now = clock.now
        self.monotonic = clock.monotonic
        self._sleep = clock.sleep
        self._interrupts = interrupts

    def sleep(self, seconds: float) -> None:
        """Wait in small steps. Raises Interrupted."""
        end = self.monotonic() + seconds
        while (left := end - self.monotonic()) > 0:
            if self._interrupts.requested:
                raise Interrupted("the run was interrupted while it waited", next_step=RUN_AGAIN)
            self._sleep(min(left, _STEP))
