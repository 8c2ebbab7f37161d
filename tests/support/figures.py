"""What the long proofs add up to, printed at the end of the suite."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def print_figures(terminal: pytest.TerminalReporter) -> None:
    """Add up the ``schedules``, ``tooth``, ``host`` and ``attack`` properties of tests, wherever they ran.

    An ``attack`` is what was attacked with, or a pair of that and how often.
    """
    reports = [report for kind in ("passed", "failed") for report in terminal.stats.get(kind, ())]
    facts = [(name, value, report) for report in reports for name, value in getattr(report, "user_properties", ())]
    schedules = sum(value for name, value, _ in facts if name == "schedules")
    failed = sum(name == "schedules" and report.failed for name, _, report in facts)
    teeth = [value for name, value, report in facts if name == "tooth" and report.when == "call"]
    attacks = Counter[str]()
    for what, count in (
        value if isinstance(value, tuple) else (value, 1) for name, value, _ in facts if name == "attack"
    ):
        attacks[what] += count
    if schedules:
        terminal.write_line(f"simulation: {schedules} schedules, {failed} tests with violations")
    if teeth:
        terminal.write_line(f"teeth: {sum(bool(value) for value in teeth)} of {len(teeth)} broken variants were caught")
    if hosts := sum(name == "host" for name, _, report in facts if report.passed):
        terminal.write_line(f"hosts: {hosts} tricks, and the key went to one origin only")
    if attacks:
        counts = ", ".join(f"{count} with {what}" for what, count in sorted(attacks.items()))
        terminal.write_line(f"attacks: {attacks.total()}: {counts}")
