"""The exit codes, and which one wins where several apply."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """What a caller may rely on; each has its line in ``docs/exit-codes.md``."""

    DONE = 0
    PROBLEM = 1
    CHANGES = 2
    MOVED = 3
    NEEDS_PERSON = 4
    PARTIAL = 5
    USAGE = 64
    BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS = {
    ExitCode.DONE: "done, or nothing to do",
    ExitCode.PROBLEM: "a problem, explained",
    ExitCode.CHANGES: "changes are waiting (plan --detailed-exitcode)",
    ExitCode.MOVED: "refused: the world moved since the plan",
    ExitCode.NEEDS_PERSON: "refused: a guard, a conflict or a lock needs a person",
    ExitCode.PARTIAL: "partly applied, or an outcome is unknown",
    ExitCode.USAGE: "the command line could not be understood",
    ExitCode.BUG: "a bug in vocabsync",
    ExitCode.INTERRUPTED: "interrupted (SIGINT)",
    ExitCode.TERMINATED: "terminated (SIGTERM)",
}

_WORST_FIRST = (
    ExitCode.INTERRUPTED,
    ExitCode.TERMINATED,
    ExitCode.PARTIAL,
    ExitCode.NEEDS_PERSON,
    ExitCode.MOVED,
    ExitCode.PROBLEM,
)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Give the code that wins where several apply; DONE where none does."""
    present = set(codes)
    return next((code for code in _WORST_FIRST if code in present), ExitCode.DONE)
