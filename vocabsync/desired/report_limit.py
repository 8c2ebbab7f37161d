"""A report that stays readable: at most so many problems a file, then how many more there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from vocabsync.domain.diagnostic import Diagnostic, Place, Severity
from vocabsync.domain.findings import MOST_PER_RULE, NOT_LISTED
from vocabsync.domain.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PER_FILE: Final = 200


def limit_per_file(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and rule; of a file with too many problems, errors are listed before warnings are."""
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        by_file[diagnostic.place.path].append(diagnostic)
    return tuple(each for path in sorted(by_file) for each in _limit(path, by_file[path]))


def _limit(path: str, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    if len(diagnostics) <= MOST_PER_FILE:
        return sorted(diagnostics, key=_order)
    weighed = sorted(diagnostics, key=lambda each: (not each.is_error, *_order(each)))
    kept, rest = weighed[:MOST_PER_FILE], weighed[MOST_PER_FILE:]
    severity = Severity.ERROR if any(each.is_error for each in rest) else Severity.WARNING
    may_be_cut = max(Counter(each.rule for each in diagnostics).values()) >= MOST_PER_RULE
    more = Diagnostic(
        rule=NOT_LISTED,
        severity=severity,
        summary=f"{'at least ' if may_be_cut else ''}{len(rest):,} more in this file",
        remedy=RULES[NOT_LISTED].remedy,
        place=Place(path),
    )
    return [*sorted(kept, key=_order), more]


def _order(diagnostic: Diagnostic) -> tuple[Place, str, str]:
    return diagnostic.place, diagnostic.rule, diagnostic.summary
