"""What goes wrong in one simulated story, as a value that can be printed and typed in again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Fault(NamedTuple):
    """At the ``nth`` effect of this kind on this subject, in run number ``run``, this happens."""

    run: int
    kind: str
    subject: str
    nth: int
    outcome: str

    def __str__(self) -> str:
        return f"{self.run}:{self.kind}:{self.subject}:{self.nth}:{self.outcome}"

    @property
    def boundary(self) -> Boundary:
        return Boundary(self.run, self.kind, self.subject, self.nth)


class Boundary(NamedTuple):
    """One effect of a run: a call to the service, or a call to the disk."""

    run: int
    kind: str
    subject: str
    nth: int


def parse_fault(text: str) -> Fault:
    run, kind, subject, nth, outcome = text.split(":", 4)
    return Fault(int(run), kind, subject, int(nth), outcome)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A scenario, its faults, and the local state that is lost after the first run."""

    scenario: str
    faults: tuple[Fault, ...] = ()
    lost: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return " ".join([self.scenario, *map(str, self.faults), *(f"lost={name}" for name in sorted(self.lost))])

    @property
    def replay(self) -> str:
        return f"python -m tests.simulation.replay {self}"


def parse_schedule(words: list[str]) -> Schedule:
    scenario, *rest = words
    lost = frozenset(word.removeprefix("lost=") for word in rest if word.startswith("lost="))
    return Schedule(scenario, tuple(parse_fault(word) for word in rest if "=" not in word), lost)


OUTCOMES = {
    "list": ("fail", "revoked", "crash_before", "crash_after", "foreign_twin", "foreign_equal", "foreign_edit", "stop"),
    "get": ("fail", "revoked", "crash_before", "crash_after", "foreign_edit", "foreign_delete", "stop"),
    "create": (
        "refused",
        "full",
        "revoked",
        "unreachable",
        "too_fast",
        "lost_request",
        "lost_answer",
        "late",
        "redirected",
        "crash_before",
        "crash_after",
        "crash_late",
        "foreign_twin",
        "foreign_equal",
        "stop",
    ),
    "update": (
        "refused",
        "revoked",
        "lost_request",
        "lost_answer",
        "late",
        "not_executed",
        "redirected",
        "crash_before",
        "crash_after",
        "crash_late",
        "foreign_edit",
        "foreign_delete",
        "stop",
    ),
    "delete": (
        "refused",
        "revoked",
        "lost_request",
        "lost_answer",
        "late",
        "not_executed",
        "redirected",
        "crash_before",
        "crash_after",
        "crash_late",
        "foreign_edit",
        "foreign_delete",
        "stop",
    ),
    "disk": ("disk_full", "crash_before", "crash_after", "power_before", "power_after", "torn_after"),
}
"""What can happen at each kind of effect: every symptom class of faults.md section 2, crashes, foreigners, signals."""
