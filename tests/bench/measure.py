"""Run one command as a process of its own and take its figures from the operating system.

This module stays small on purpose: a child inherits its parent's peak memory, so the parent must have none to give.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """What one run took: seconds of CPU (user and system) and of wall clock, and MiB at the peak."""

    cpu: float
    wall: float
    peak: float
    code: int


def merge(runs: Sequence[Figures], choose: Callable[[Iterable[float]], float]) -> Figures:
    """Give one of several runs' values for each figure."""
    cpu, wall, peak = (choose([getattr(each, part) for each in runs]) for part in ("cpu", "wall", "peak"))
    return Figures(cpu, wall, peak, runs[0].code)


def run(command: Sequence[str], environ: Mapping[str, str], folder: str, output: str) -> Figures:
    """Start, wait, read the figures; what the command prints goes into the file ``output``."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    before = os.getcwd()  # noqa: PTH109 -- posix_spawn knows no folder, and the parent has no threads
    os.chdir(folder)
    start = time.perf_counter()
    child = os.posix_spawn(command[0], list(command), dict(environ), file_actions=actions)
    os.chdir(before)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    return Figures(
        cpu=usage.ru_utime + usage.ru_stime,
        wall=wall,
        peak=usage.ru_maxrss / 1024,
        code=os.waitstatus_to_exitcode(status),
    )
