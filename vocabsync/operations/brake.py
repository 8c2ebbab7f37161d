"""What ends a run early, and the only way in which an apply waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.creation import takes_all_slots
from vocabsync.domain.errors import RUN_AGAIN, Interrupted

if TYPE_CHECKING:
    from vocabsync.domain.verdict import ServiceProblem
    from vocabsync.operations.ports import Clock, Stop

LONGEST_RUN = 12 * 60.0
"""Seconds after which nothing new starts, so that every run ends within fifteen minutes."""

_STEP = 0.25
"""Seconds between two looks at the stop while waiting."""


class Brake:
    """Says why nothing new may start. Threads read it, whoever learns of a reason pulls it."""

    def __init__(self, stop: Stop, clock: Clock) -> None:
        """Begin a run now."""
        self._stop = stop
        self._clock = clock
        self._end = clock.monotonic() + LONGEST_RUN
        self._all: str | None = None
        self._creates: str | None = None

    @property
    def interrupted(self) -> bool:
        """Whether a person or the system asked the run to end."""
        return self._stop.requested

    def pull(self, why: str) -> None:
        """Let nothing new start; the first reason stays."""
        self._all = self._all or why

    def pull_creates(self, why: str) -> None:
        """Let no further create start."""
        self._creates = self._creates or why

    def heed(self, problem: ServiceProblem) -> None:
        """Stop what a problem makes pointless: everything without a valid key, creates without a free slot."""
        if problem.status in {401, 403}:
            self.pull(f"the service no longer accepts the key ({problem.symptom})")
        if takes_all_slots(problem):
            self.pull_creates("the account has no free vocabulary slot")

    def why(self) -> str | None:
        """Say why no action may start; None while it may."""
        if self._stop.requested:
            return "the run was interrupted"
        if self._clock.monotonic() > self._end:
            self.pull(f"the run took longer than {LONGEST_RUN / 60:.0f} minutes")
        return self._all

    def why_no_create(self) -> str | None:
        """Say why no create may start; None while it may."""
        return self.why() or self._creates

    def wait(self, seconds: float) -> None:
        """Wait in small steps. Raises Interrupted as soon as the run is asked to end."""
        end = self._clock.monotonic() + seconds
        while (left := end - self._clock.monotonic()) > 0:
            if self._stop.requested:
                raise Interrupted("the run was interrupted while it waited", next_step=RUN_AGAIN)
            self._clock.sleep(min(left, _STEP))
