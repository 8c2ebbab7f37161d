"""How a run goes on, on stderr: a changing line on a terminal, else a line per finished action and a heartbeat."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from vocabsync.render.columns import clip
from vocabsync.render.escape import terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from vocabsync.cli.console import Console
    from vocabsync.domain.outcome import Outcome

HEARTBEAT = 15.0
"""Seconds without news after which a log hears what is being waited for."""

_REDRAW = 1.0


class ProgressLines:
    """Tells what is waited for and what has finished. A listener of the operations; safe from several threads.

    As a context it beats by itself, from a thread of its own; ``beat`` is one beat, at a time of the caller's choice.
    """

    def __init__(self, console: Console, show: Callable[[Outcome], str], now: Callable[[], float]) -> None:
        """``show`` writes an outcome as one line; ``now`` is a monotonic clock."""
        self._console = console
        self._show = show
        self._now = now
        self._lock = threading.RLock()  # a signal handler may speak while its own thread does
        self._why = ""
        self._since = self._news = now()
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def waiting(self, why: str) -> None:
        """Hear what is being waited for, in one plain sentence."""
        with self._lock:
            if why == self._why:
                return
            self._why = why
            self._since = self._news = self._now()
            if self._console.is_live:
                self._draw()
            else:
                self._console.say(terminal(why))

    def waited(self) -> None:
        """Hear that nothing is waited for any more: the changing line goes, and no beat repeats an old reason."""
        with self._lock:
            self._clear()
            self._why = ""

    def finished(self, outcome: Outcome) -> None:
        """Hear of one action's outcome; a changing line gives way to it and comes back."""
        with self._lock:
            self._clear()
            self._console.say(self._show(outcome))
            self._news = self._now()
            if self._why and self._console.is_live:
                self._draw()

    def beat(self) -> None:
        """Show that the run is alive: how long it has been waiting, and for what."""
        with self._lock:
            if not self._why:
                return
            if self._console.is_live:
                self._draw()
            elif self._now() - self._news >= HEARTBEAT:
                self._news = self._now()
                self._console.say(self._line())

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._beat_on, name="heartbeat", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join(_REDRAW)
        self.waited()

    def _beat_on(self) -> None:
        while not self._done.wait(_REDRAW):
            self.beat()

    def _line(self) -> str:
        return f"{terminal(self._why)} ({self._now() - self._since:.0f} s)"

    def _draw(self) -> None:
        look = self._console.look(self._console.stderr)
        self._console.redraw(clip(self._line(), look.width - 1, look.signs.ellipsis))

    def _clear(self) -> None:
        if self._why and self._console.is_live:
            self._console.redraw("")
