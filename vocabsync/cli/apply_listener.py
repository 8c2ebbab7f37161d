"""How a run goes on, for the person in front of it: a changing line on a terminal, else a line per event."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from vocabsync.render.escape import terminal
from vocabsync.render.report import outcome_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.cli.console import Console
    from vocabsync.domain.outcome import Outcome

HEARTBEAT = 15.0
"""Seconds after which a log hears again what is still waited for."""


class ApplyListener:
    """Tells on stderr what is waited for and why, and each outcome as it is known."""

    def __init__(self, console: Console, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Decide once how stderr is written to."""
        self._console = console
        self._look = console.look(console.stderr)
        self._monotonic = monotonic
        self._said = ""
        self._said_at = 0.0

    def waiting(self, why: str) -> None:
        """Show what is waited for; a log hears the same sentence again only after a while."""
        if self._console.is_live:
            self._console.redraw(terminal(why)[: self._look.width - 1])
            return
        now = self._monotonic()
        if why != self._said or now - self._said_at >= HEARTBEAT:
            self._said, self._said_at = why, now
            self._console.say(terminal(why))

    def finished(self, outcome: Outcome) -> None:
        """Say what became of one action."""
        self.clear()
        self._console.say(outcome_line(outcome, palette=self._look.palette, unicode=self._look.unicode))

    def clear(self) -> None:
        """Take the changing line away."""
        if self._console.is_live:
            self._console.redraw("")
