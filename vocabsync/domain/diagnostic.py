"""A problem in a file of ours: what, where, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vocabsync.domain.frozen import frozen


class Severity(StrEnum):
    """How much a rule weighs; ``IGNORE`` exists for the configuration's ``rules:`` only."""

    IGNORE = "ignore"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file. ``path`` is relative to the repository with ``/``; lines and columns count characters from 1."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``file:line:column``, as editors and compilers write it."""
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@frozen(kw_only=True)
class Diagnostic:
    """One problem.

    ``rule`` is an ID of the catalogue in ``rules``; ``excerpt`` is the source line, where there is one.
    """

    rule: str
    severity: Severity
    summary: str
    remedy: str
    place: Place
    excerpt: str | None = None
    related: tuple[Place, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this stops everything."""
        return self.severity is Severity.ERROR
