"""``make bench``: ours and the peers in turn, in fresh processes; a table of medians, the targets, and a JSON file."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from statistics import median

from tests.bench.cases import Case, list_cases
from tests.bench.installation import install
from tests.bench.measure import Figures, merge, run
from tests.bench.standin import standin
from tests.bench.targets import TARGETS

LATENCY = 0.05
RESULTS = Path("bench-results")


class Site:
    """Repositories and accounts on disk, made once for all rounds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def repository(self, size: str, style: str) -> Path:
        """Give the folder of a repository, written at its first use."""
        folder = self._folder / f"{size}-{style}"
        if not folder.exists():
            _prepare("repository", str(folder), size, style)
        return folder

    def account(self, size: str, per_cent: int) -> Path:
        """Give the store of an account, filled at its first use."""
        store = self._folder / f"{size}-{per_cent}.db"
        if not store.exists():
            with standin(store, latency=0) as environ:
                _prepare("account", environ["DASHSCOPE_HTTP_BASE_URL"], size, str(per_cent))
        return store

    @contextmanager
    def copy_of_account(self, size: str, per_cent: int) -> Iterator[Mapping[str, str]]:
        """Run a stand-in over a copy, which the run may change."""
        with tempfile.TemporaryDirectory(dir=self._folder) as copies:
            copy = Path(copies) / "copy.db"
            shutil.copyfile(self.account(size, per_cent), copy)
            with standin(copy, latency=LATENCY) as environ:
                yield environ


def main() -> int:
    """Run, print, judge; exit code 1 where a gate is missed."""
    options = _read_options()
    sizes = tuple(options.sizes.split(","))
    with tempfile.TemporaryDirectory() as folder:
        vocabsync = install(Path(folder) / "user")
        cases = list(list_cases(vocabsync, sizes, peers=options.peers, quick=options.quick))
        rounds = _run_rounds(cases, options.rounds, Site(Path(folder)))
    _print_table(cases, rounds)
    missed = _print_targets(rounds)
    _write(cases, rounds)
    return 1 if missed else 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", default=os.environ.get("SIZES", "S,M,L,XL"))
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", "5")))
    parser.add_argument("--no-peers", dest="peers", action="store_false", default=os.environ.get("PEERS", "1") != "0")
    parser.add_argument("--quick", action="store_true", help="S, M, L in two rounds without the slow peers")
    options = parser.parse_args()
    if options.quick:
        options.sizes, options.rounds = "S,M,L", 2
    return options


def _run_rounds(cases: list[Case], count: int, site: Site) -> list[dict[str, Figures]]:
    """A warm-up of what is soon over, then all cases in turn, round after round."""
    with ExitStack() as stack:
        doors: dict[tuple[str, int], Mapping[str, str]] = {}
        for case in cases:
            key = (case.size, case.account if case.account is not None else -1)
            if case.account is not None and not case.fresh and key not in doors:
                store = site.account(case.size, case.account)
                doors[key] = stack.enter_context(standin(store, latency=LATENCY))
        for case in cases:
            if case.is_brief:
                _run(case, site, doors)
        print("warm-up", file=sys.stderr)
        rounds: list[dict[str, Figures]] = []
        for number in range(1, count + 1):
            chosen = [case for case in cases if not case.slow or number == 1]
            rounds.append(_run_round(chosen, site, doors))
            print(f"round {number} of {count}", file=sys.stderr)
    return rounds


def _run_round(cases: list[Case], site: Site, doors: Mapping[tuple[str, int], Mapping[str, str]]) -> dict[str, Figures]:
    """Run all cases in turn, some in further turns.

    Of brief ones the best counts, as what makes one slower is the machine; a long one has good and bad moments itself.
    """
    found: dict[str, list[Figures]] = {case.name: [] for case in cases}
    for turn in range(max(case.times for case in cases)):
        for case in cases:
            if turn < case.times:
                found[case.name].append(_run(case, site, doors))
    return {case.name: merge(found[case.name], min if case.is_brief else median) for case in cases}


def _run(case: Case, site: Site, doors: Mapping[tuple[str, int], Mapping[str, str]]) -> Figures:
    folder = site.repository(case.size, case.style)
    if not case.fresh:
        door = doors.get((case.size, case.account if case.account is not None else -1), {})
        return _measure(case, folder, door)
    with site.copy_of_account(case.size, case.account or 0) as door:
        shutil.rmtree(folder / ".vocabsync", ignore_errors=True)
        (folder / "vocabsync.lock").unlink(missing_ok=True)
        return _measure(case, folder, door)


def _measure(case: Case, folder: Path, door: Mapping[str, str]) -> Figures:
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), **door}
    output = folder.parent / "output.txt"
    figures = run(case.command, environ, str(folder), str(output))
    if figures.code not in case.codes:
        raise SystemExit(f"{case.name} ended with {figures.code}:\n{output.read_text('utf-8', 'replace')[-2000:]}")
    return figures


def _prepare(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "tests.bench.prepare", *words], check=True)


def _print_table(cases: list[Case], rounds: list[dict[str, Figures]]) -> None:
    print(f"\n{'case':40} {'CPU s':>8} {'wall s':>8} {'MiB':>7}   median of {len(rounds)} rounds (slow ones: 1)")
    for case in cases:
        found = [each[case.name] for each in rounds if case.name in each]
        if not found:
            continue
        cpu, wall, size = (median(getattr(each, part) for each in found) for part in ("cpu", "wall", "peak"))
        print(f"{case.name:40} {cpu:8.3f} {wall:8.3f} {size:7.1f}")


def _print_targets(rounds: list[dict[str, Figures]]) -> list[str]:
    missed = []
    print(f"\n{'target':44} {'found':>8} {'target':>8} {'gate':>8}   verdict")
    for target in TARGETS:
        judged = target.judge(rounds)
        if judged is None:
            print(f"{target.name:44} {'-':>8} {target.target:8.2f} {target.gate:8.2f}   not run")
            continue
        found, verdict = judged
        print(f"{target.name:44} {found:8.2f} {target.target:8.2f} {target.gate:8.2f}   {verdict}{target.unit}")
        if verdict == "MISSED":
            missed.append(target.name)
    return missed


def _write(cases: list[Case], rounds: list[dict[str, Figures]]) -> None:
    RESULTS.mkdir(exist_ok=True)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    document = {
        "commit": commit,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "versions": {each.name: each.version for each in sorted(metadata.distributions(), key=lambda each: each.name)},
        "cases": [case.name for case in cases],
        "rounds": [{name: asdict(figures) for name, figures in each.items()} for each in rounds],
    }
    target = RESULTS / "bench.json"
    target.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    print(f"\nevery value is in {target}")


def _processor() -> str:
    """Name the processor; Linux alone says more than the architecture."""
    told = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.*)$", told.read_text("utf-8"), re.MULTILINE) if told.exists() else None
    return found[1] if found else platform.processor()


if __name__ == "__main__":
    sys.exit(main())
