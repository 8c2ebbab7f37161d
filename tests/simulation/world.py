"""Lives through a schedule: real planner, real executor, real ledger and journal; service, time and disk are fakes."""

from __future__ import annotations

import errno
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulation.scenarios import CLAIM, SCENARIOS, Scenario
from tests.simulation.schedule import Boundary, Schedule
from tests.support.builders import a_policy, terms_of
from tests.support.fake_service import Account, Crash, FakeService
from tests.support.virtual_disk import Loss, VirtualDisk
from tests.support.virtual_time import VirtualClock
from vocabsync.cli import apply_codes
from vocabsync.cli.error_boundary import exit_code_of
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.domain.errors import StateDamaged, VocabsyncError
from vocabsync.domain.verdict import ApiAction
from vocabsync.ledger.backups import BackupFolder
from vocabsync.ledger.journal import JOURNAL_NAME, JournalFile
from vocabsync.ledger.ledger_file import LEDGER_NAME, LedgerFile
from vocabsync.operations.apply import ApplyPorts, Order, apply
from vocabsync.operations.ports import Loaded

if TYPE_CHECKING:
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.evidence import History
    from vocabsync.domain.identifiers import Prefix
    from vocabsync.domain.outcome import ApplyReport, Outcome
    from vocabsync.domain.plan import Plan
    from vocabsync.domain.policy import Policy
    from vocabsync.domain.vocabulary import Vocabulary
    from vocabsync.operations.plan import Planned

QUIET = 15.0
REPOSITORY = Path("/repository")
STATE = REPOSITORY / ".vocabsync"
LEDGER = REPOSITORY / LEDGER_NAME
ENVIRONMENT = "prod"
CALM_RUNS = 5
"""Runs after the last fault at most; a story ends earlier once a run neither writes nor ends otherwise than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """How one run ended: an exit code, or None where the process died."""

    code: int | None
    plan: Plan | None
    report: ApplyReport | None
    error: str | None
    began: float
    ended: float
    requests: int


@dataclass(slots=True)
class Story:
    """All that happened in one schedule."""

    schedule: Schedule
    scenario: Scenario
    account: Account
    disk: VirtualDisk
    results: list[RunResult] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    damage: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Files:
    """Satisfies Files."""

    policy: Policy
    vocabularies: tuple[Vocabulary, ...]

    def prefixes(self) -> tuple[Prefix, ...]:
        return tuple(sorted({vocabulary.claim.prefix for vocabulary in self.vocabularies}))

    def load(self, prefix: Prefix) -> Loaded:
        ours = tuple(vocabulary for vocabulary in self.vocabularies if vocabulary.claim.prefix == prefix)
        return Loaded(vocabularies=ours, diagnostics=())

    def finish(self) -> tuple[Diagnostic, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class _Git:
    """Satisfies HistoryReader."""

    history: History

    def look_up(self, undeclared: object, undeclared_models: object) -> History:
        return self.history


class _Silent:
    """Satisfies Listener."""

    def waiting(self, why: str) -> None: ...

    def waited(self) -> None: ...

    def finished(self, outcome: Outcome) -> None: ...


@dataclass(slots=True)
class _Stop:
    """Satisfies Stop."""

    requested: bool = False


class _Fate:
    """Lets the faults of one run happen at their boundaries."""

    def __init__(self, story: Story, disk: VirtualDisk, stop: _Stop, run: int) -> None:
        self._story = story
        self._disk = disk
        self._stop = stop
        self._run = run
        self._seen: Counter[tuple[str, str]] = Counter()
        self._faults = {fault.boundary: fault.outcome for fault in story.schedule.faults if fault.run == run}
        self.loss = Loss.NOTHING
        self._pending_loss: str | None = None

    def __call__(self, kind: str, subject: str) -> str:
        outcome = self._next(kind, subject)
        account = self._story.account
        match outcome:
            case "crash_before":
                raise Crash
            case "stop":
                self._stop.requested = True
                account.note("stop", ApiAction.LIST)
                return "ok"
            case "foreign_twin":
                account.create(CLAIM, terms_of("外人"), by_tool=False)
                return "ok"
            case "foreign_equal":
                desired = next((each for each in self._story.scenario.desired if each.claim == CLAIM), None)
                if desired is not None:
                    account.create(CLAIM, desired.terms, by_tool=False)
                return "ok"
            case "foreign_edit" | "foreign_delete":
                self._meddle(outcome, subject)
                return "ok"
            case _:
                return outcome

    def before_disk(self, operation: str, path: Path) -> None:
        outcome = self._next("disk", f"{operation}-{_plain_name(path)}")
        self._pending_loss = outcome if outcome.endswith("_after") else None
        if outcome == "disk_full":
            raise OSError(errno.ENOSPC, "no space left on the device", str(path))
        if outcome.endswith("_before"):
            self._die(outcome)

    def after_disk(self, operation: str, path: Path) -> None:
        if self._pending_loss is not None:
            self._die(self._pending_loss)

    def _die(self, outcome: str) -> None:
        self.loss = {"power": Loss.EVERYTHING, "torn": Loss.CONTENT}.get(outcome.partition("_")[0], Loss.NOTHING)
        raise Crash

    def _next(self, kind: str, subject: str) -> str:
        self._seen[kind, subject] += 1
        boundary = Boundary(self._run, kind, subject, self._seen[kind, subject])
        self._story.boundaries.append(boundary)
        return self._faults.get(boundary, "ok")

    def _meddle(self, what: str, subject: str) -> None:
        account = self._story.account
        victims = [subject] if subject else [each.remote.id for each in account.live.values()]
        for stored in [each for each in account.live.values() if each.remote.id in victims]:
            if what == "foreign_edit":
                account.overwrite(stored.remote.id, terms_of("外人改"), by_tool=False)
            else:
                account.delete(stored.remote.id, by_tool=False)


def _plain_name(path: Path) -> str:
    """Name a file without what is random in it: temporary names, names of runs."""
    if "backups" in path.parts:
        return "backup"
    return next((name for name in ("spare", JOURNAL_NAME, LEDGER_NAME) if name in path.name), path.name)


def live_through(schedule: Schedule) -> Story:
    """Run the tool until all faults are over and three more runs have ended."""
    scenario = SCENARIOS[schedule.scenario]
    clock = VirtualClock()
    account = Account(clock, scenario.mood)
    for remote in scenario.ours:
        account.plant(remote, by_tool=True)
    for remote in scenario.foreign:
        account.plant(remote, by_tool=False)
    disk = VirtualDisk()
    _remember(scenario, disk)
    story = Story(schedule, scenario, account, disk)
    last_fault = max((fault.run for fault in schedule.faults), default=0)
    for run in range(last_fault + 1 + CALM_RUNS):
        account.run = run
        _run_once(story, disk, run)
        if run == 0:
            _lose(schedule.lost, disk)
        if run > last_fault + 1 and _is_over(story):
            break
        clock.sleep(0.5)
    return story


def _is_over(story: Story) -> bool:
    """Whether the last run did nothing new."""
    before, last = story.results[-2:]
    wrote = any(event.run == len(story.results) - 1 and event.kind == "sent" for event in story.account.history)
    return before.code == last.code and not wrote


def _remember(scenario: Scenario, disk: VirtualDisk) -> None:
    if scenario.records:
        LedgerFile(LEDGER, ENVIRONMENT, disk=disk).save(scenario.records, "run-1")
        if scenario.machine_knows_run:
            JournalFile(STATE, ENVIRONMENT, disk=disk).record_run("run-1")


def _lose(names: frozenset[str], disk: VirtualDisk) -> None:
    for name in names:
        disk.remove({"ledger": LEDGER, "journal": STATE / JOURNAL_NAME}[name])


def _run_once(story: Story, disk: VirtualDisk, run: int) -> None:
    stop = _Stop()
    fate = _Fate(story, disk, stop, run)
    service = FakeService(story.account, fate)
    disk.before, disk.after = fate.before_disk, fate.after_disk
    seen: list[Plan] = []

    def confirm(planned: Planned) -> bool:
        seen.append(planned.plan)
        return True

    began = story.account.clock.monotonic()
    code: int | None = None
    report, error = None, None
    try:
        applied = apply(
            Order(quiet_period=QUIET, confirm=confirm, allowed=story.scenario.allowed),
            _ports(story, service, disk, stop),
        )
        report = applied.report
        code = ExitCode.INTERRUPTED if report.interrupted else apply_codes.code_of_report(report, applied.planned.plan)
    except VocabsyncError as failure:
        code, error = exit_code_of(failure), str(failure)
    except Crash:
        service.dead = True
        disk.before = disk.after = lambda operation, path: None
        disk.crash(fate.loss)
        _check_state(story, disk)
    disk.before = disk.after = lambda operation, path: None
    story.results.append(
        RunResult(
            code=code,
            plan=seen[0] if seen else None,
            report=report,
            error=error,
            began=began,
            ended=story.account.clock.monotonic(),
            requests=service.requests,
        )
    )


def _ports(story: Story, service: FakeService, disk: VirtualDisk, stop: _Stop) -> ApplyPorts:
    return ApplyPorts(
        files=_Files(a_policy(ENVIRONMENT), story.scenario.desired),
        remote=service,
        ledger=LedgerFile(LEDGER, ENVIRONMENT, disk=disk),
        history=_Git(story.scenario.history),
        clock=story.account.clock,
        journal=JournalFile(STATE, ENVIRONMENT, disk=disk),
        backups=BackupFolder(STATE / "backups", disk=disk),
        listener=_Silent(),
        stop=stop,
    )


def _check_state(story: Story, disk: VirtualDisk) -> None:
    """After a crash, every state file must still be whole."""
    try:
        LedgerFile(LEDGER, ENVIRONMENT, disk=disk).load()
        JournalFile(STATE, ENVIRONMENT, disk=disk).open_intents()
    except StateDamaged as damaged:
        story.damage.append(str(damaged))
