"""The targets of docs/performance.md as data: a ratio or a size, what it should beat, and what it must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.measure import Figures

Round = Mapping[str, Figures]
"""The figures of one round, by case."""


@dataclass(frozen=True)
class Target:
    """One line of the verdict. ``value`` reads one round; what is judged is the median over the rounds."""

    name: str
    needs: tuple[str, ...]
    value: Callable[[Round], float]
    target: float
    gate: float
    unit: str = ""

    def judge(self, rounds: Sequence[Round]) -> tuple[float, str] | None:
        """Give the median and the verdict; None where a case it needs did not run."""
        values = [self.value(each) for each in rounds if all(case in each for case in self.needs)]
        if not values:
            return None
        found = median(values)
        return found, "target met" if found <= self.target else "gate held" if found <= self.gate else "MISSED"


def cpu_ratio(name: str, ours: str, theirs: str, target: float, gate: float) -> Target:
    """Our CPU divided by theirs, within one round."""
    return Target(name, (ours, theirs), lambda each: each[ours].cpu / each[theirs].cpu, target, gate)


def wall_ratio(name: str, ours: str, theirs: str, target: float, gate: float) -> Target:
    """Our wall clock divided by theirs, within one round."""
    return Target(name, (ours, theirs), lambda each: each[ours].wall / each[theirs].wall, target, gate)


def peak(name: str, case: str, target: float, gate: float) -> Target:
    """Memory at the peak in MiB."""
    return Target(name, (case,), lambda each: each[case].peak, target, gate, " MiB")


def _linear(each: Round) -> float:
    small, large, largest = (each[f"plan {size} 1%"].cpu for size in ("S", "L", "XL"))
    return ((largest - large) / 900_000) / ((large - small) / 99_500)


TARGETS = (
    cpu_ratio("reading L / PyYAML C loader", "read L", "PyYAML L", 0.35, 0.5),
    cpu_ratio("plan L / PyYAML C loader", "plan L 1%", "PyYAML L", 0.5, 0.65),
    cpu_ratio("plan L / C events alone", "plan L 1%", "events L", 1.8, 2.7),
    cpu_ratio("plan XL / C events alone", "plan XL 1%", "events XL", 1.6, 2.4),
    Target(
        "plan L: wall / CPU at 50 ms a call",
        ("plan L 1%",),
        lambda each: each["plan L 1%"].wall / each["plan L 1%"].cpu,
        1.1,
        1.375,
    ),
    Target("CPU a term, L to XL / S to L", ("plan S 1%", "plan L 1%", "plan XL 1%"), _linear, 1.15, 1.3),
    cpu_ratio("plan L: all terms changed / none", "plan L 100%", "plan L 0%", 1.5, 2.0),
    peak("plan S: peak", "plan S 1%", 60, 75),
    peak("plan M: peak", "plan M 1%", 65, 81),
    peak("plan L: peak", "plan L 1%", 130, 162),
    peak("plan XL: peak", "plan XL 1%", 200, 250),
    cpu_ratio("--version / bare interpreter", "--version", "bare interpreter", 5.0, 6.0),
    cpu_ratio("--help / bare interpreter", "--help", "bare interpreter", 5.0, 6.0),
    cpu_ratio("plan S / SDK script: CPU", "plan S 1%", "SDK script S", 0.6, 0.6),
    cpu_ratio("plan M / SDK script: CPU", "plan M 1%", "SDK script M", 0.6, 0.6),
    wall_ratio("plan M / SDK script: wall", "plan M 1%", "SDK script M", 0.35, 0.35),
    cpu_ratio("plan L / SDK script: CPU", "plan L 1%", "SDK script L", 0.35, 0.35),
    wall_ratio("plan L / SDK script: wall", "plan L 1%", "SDK script L", 0.35, 0.35),
    cpu_ratio("plan L / SDK script, pure PyYAML: CPU", "plan L 1%", "SDK script, pure PyYAML L", 0.1, 0.1),
    cpu_ratio("plan L / octoDNS: CPU", "plan L 1%", "octoDNS L", 0.05, 0.05),
)
