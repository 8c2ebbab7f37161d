"""The tool and the stand-in in one virtual time: real planner, executor, client and state files, no socket, no wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.builders import a_policy, terms_of
from tests.support.memory_ports import MemoryHistory, files_of
from tests.support.standin import FILM, World, a_world
from tests.support.virtual_disk import VirtualDisk
from vocabsync.cli.apply_codes import code_of_report
from vocabsync.cli.error_boundary import exit_code_of
from vocabsync.domain.errors import VocabsyncError
from vocabsync.emulator.settings import read_settings
from vocabsync.emulator.transport import StandInTransport
from vocabsync.ledger.backups import BackupFolder
from vocabsync.ledger.journal import JournalFile
from vocabsync.ledger.ledger_file import LedgerFile
from vocabsync.operations.apply import ApplyPorts, Order, apply
from vocabsync.remote.regions import Endpoint
from vocabsync.remote.store import open_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vocabsync.domain.approval import ApprovedPlan
    from vocabsync.domain.outcome import Outcome
    from vocabsync.domain.plan import Plan
    from vocabsync.domain.policy import Consent, Policy
    from vocabsync.domain.vocabulary import Terms, Vocabulary
    from vocabsync.operations.plan import Planned
    from vocabsync.remote.client import Transport

WRITES = frozenset({"create_vocabulary", "update_vocabulary", "delete_vocabulary"})
FOREIGN = "vocab-foreign-"
_STATE = Path("/repository/.vocabsync")
_ENVIRONMENT = "prod"


class _Clock:
    """The Clock port over the time that the stand-in lives in."""

    def __init__(self, world: World) -> None:
        self._time = world.time

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._time.now, UTC)

    def monotonic(self) -> float:
        return self._time.now

    def sleep(self, seconds: float) -> None:
        self._time.sleep(seconds)


class _Silent:
    """Satisfies Listener and Stop."""

    requested = False

    def waiting(self, why: str) -> None: ...

    def waited(self) -> None: ...

    def finished(self, outcome: Outcome) -> None: ...


@dataclass(frozen=True, slots=True)
class Ran:
    """One apply: its exit code, the writes it sent, and what the account held afterwards, ours and foreign.

    ``subjects`` are prefix or ID of each write.
    """

    code: int
    writes: tuple[str, ...]
    account: dict[str, Terms]
    subjects: tuple[str, ...] = ()


@dataclass(slots=True)
class Site:
    """One repository and one account, over any number of applies."""

    world: World
    disk: VirtualDisk = field(default_factory=VirtualDisk)
    door: Callable[[Transport], Transport] = lambda transport: transport  # what stands between tool and stand-in
    policy: Policy = field(default_factory=lambda: a_policy(_ENVIRONMENT))

    def run(self, *desired: Vocabulary, approved: ApprovedPlan | None = None, allowed: tuple[Consent, ...] = ()) -> Ran:
        """Apply once, and let some time pass."""
        self.world.standin.log.clear()
        order = Order(quiet_period=15.0, confirm=lambda _: True, approved=approved, allowed=allowed)
        code = self._apply(desired, order)
        writes = [entry for entry in self.world.standin.log.entries() if entry.action in WRITES]
        self.world.time.pass_by(120)
        return Ran(
            code, tuple(entry.action for entry in writes), self._look(), tuple(entry.subject for entry in writes)
        )

    def plan(self, *desired: Vocabulary) -> Plan:
        """Give the plan of an apply that is not confirmed."""
        plans: list[Plan] = []

        def refuse(planned: Planned) -> bool:
            plans.append(planned.plan)
            return False

        self._apply(desired, Order(quiet_period=15.0, confirm=refuse))
        return plans[0]

    def _apply(self, desired: Iterable[Vocabulary], order: Order) -> int:
        clock = _Clock(self.world)
        transport = self.door(StandInTransport(self.world.standin, key="sk-made-up", sleep=self.world.time.sleep))
        with open_writer(
            Endpoint("http://localhost/api/v1", "the stand-in"), None, clock, transport=transport
        ) as remote:
            ports = ApplyPorts(
                files=files_of(*desired, policy=self.policy),
                remote=remote,
                ledger=LedgerFile(_STATE.parent / "vocabsync.lock", _ENVIRONMENT, disk=self.disk),
                history=MemoryHistory(),
                clock=clock,
                journal=JournalFile(_STATE, _ENVIRONMENT, disk=self.disk),
                backups=BackupFolder(_STATE / "backups", disk=self.disk),
                listener=_Silent(),
                stop=_Silent(),
            )
            try:
                applied = apply(order, ports)
            except VocabsyncError as error:
                return int(exit_code_of(error))
        return int(code_of_report(applied.report, applied.planned.plan))

    def _look(self) -> dict[str, Terms]:
        """See the account as it truly is, whatever the belief would show of it."""
        belief = self.world.standin.settings
        self.world.change(quota=100, region=belief.region, accounts=belief.accounts)
        ids = [row["vocabulary_id"] for row in self.world.listed()]
        rows = {each: self.world.terms(each) for each in ids}
        self.world.standin.settings = belief
        return {each: _as_terms(kept) for each, kept in rows.items()}


def _as_terms(rows: list[dict[str, object]]) -> Terms:
    return tuple(
        terms_of(str(row["text"]), weight=int(str(row["weight"])), lang=str(row["lang"]) if row.get("lang") else None)[
            0
        ]
        for row in rows
    )


def a_site(**settings: object) -> Site:
    """Give a site whose account holds one foreign vocabulary, made before the belief took hold."""
    world = a_world()
    belief = read_settings(settings)
    world.change(region=belief.region, accounts=belief.accounts)
    world.created("foreign", [FILM])
    world.time.pass_by(3600)
    world.standin.settings = belief
    return Site(world)
