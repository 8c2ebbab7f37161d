"""A whole world for one apply after another, drawn in a test: files, account, disk, time, and what goes wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.builders import a_policy
from tests.support.fake_service import Account, FakeService, Mood
from tests.support.memory_ports import MemoryHistory, files_of
from tests.support.virtual_disk import VirtualDisk
from tests.support.virtual_time import VirtualClock
from vocabsync.domain.approval import ApprovedPlan
from vocabsync.domain.errors import Interrupted
from vocabsync.domain.evidence import LedgerState, Record
from vocabsync.domain.identifiers import VocabularyId
from vocabsync.domain.outcome import ApplyReport, Outcome
from vocabsync.domain.policy import Consent
from vocabsync.domain.verdict import NotExecuted, WriteAnswer
from vocabsync.domain.vocabulary import RemoteVocabulary, Terms, Vocabulary
from vocabsync.ledger.applied import AppliedFolder
from vocabsync.ledger.backups import BackupFolder
from vocabsync.ledger.journal import JournalFile
from vocabsync.ledger.ledger_file import LedgerFile
from vocabsync.operations.apply import Applied, ApplyPorts, Order, apply
from vocabsync.operations.plan import Planned
from vocabsync.operations.progress import Progress

FOLDER = Path("/repository")
QUIET = 15.0


@dataclass
class Ears:
    """Satisfies Listener; keeps what it hears."""

    waits: list[str] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def waiting(self, why: str) -> None:
        self.waits.append(why)

    def waited(self) -> None:
        self.waits.append("")

    def finished(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


@dataclass
class Switch:
    """Satisfies Stop."""

    requested: bool = False


class InterruptedService(FakeService):
    """Every pause before a repeat is ended by a signal, and so is every call that would have to pause."""

    def pause_before_retry(self, attempt: int) -> bool:
        raise Interrupted("interrupted while it waited")

    def overwrite_terms(self, vocabulary_id: VocabularyId, terms: Terms) -> WriteAnswer:
        answer = super().overwrite_terms(vocabulary_id, terms)
        if isinstance(answer, NotExecuted):
            raise Interrupted("interrupted while it waited")
        return answer

    def delete(self, vocabulary_id: VocabularyId) -> WriteAnswer:
        answer = super().delete(vocabulary_id)
        if isinstance(answer, NotExecuted):
            raise Interrupted("interrupted while it waited")
        return answer


def _full(operation: str, path: Path) -> None:
    raise OSError(28, "no space left on the device", str(path))


@dataclass
class ApplySite:
    """``goes_wrong`` maps (kind, nth call of that kind) to an outcome of the fake service, or to something to do.

    ``refuses`` is like it, and the disk is full from that call on. ``interrupts_pauses``: a signal comes in every pause
    before a repeat.
    """

    desired: tuple[Vocabulary, ...]
    environment: str = "prod"
    mood: Mood = field(default_factory=Mood)
    goes_wrong: dict[tuple[str, int], str | Callable[[], object]] = field(default_factory=dict)
    clock: VirtualClock = field(default_factory=VirtualClock)
    disk: VirtualDisk = field(default_factory=VirtualDisk)
    ears: Ears = field(default_factory=Ears)
    stop: Switch = field(default_factory=Switch)
    calls: Counter[str] = field(default_factory=Counter)
    refuses: dict[tuple[str, int], str] = field(default_factory=dict)
    budget: int = 30
    interrupts_pauses: bool = False

    def __post_init__(self) -> None:
        self.account = Account(self.clock, self.mood)

    @property
    def ledger(self) -> LedgerFile:
        return LedgerFile(FOLDER / "vocabsync.lock", self.environment, disk=self.disk)

    @property
    def journal(self) -> JournalFile:
        return JournalFile(FOLDER / ".vocabsync", self.environment, disk=self.disk)

    def hold(self, *remotes: RemoteVocabulary) -> ApplySite:
        """Let the service hold these."""
        for remote in remotes:
            self.account.plant(remote, by_tool=True)
        return self

    def remember(self, *records: Record) -> ApplySite:
        """Let an earlier run on this machine have recorded these."""
        self.ledger.save(records, "run-1")
        self.journal.record_run("run-1")
        return self

    def apply(
        self,
        *,
        approved: ApprovedPlan | None = None,
        confirm: Callable[[Planned], bool] = lambda _: True,
        follow: Callable[[Progress], None] = lambda _: None,
        allowed: tuple[Consent, ...] = (),
    ) -> Applied:
        self.calls.clear()
        kind = InterruptedService if self.interrupts_pauses else FakeService
        service = kind(self.account, self._script, budget=self.budget)
        ports = ApplyPorts(
            files=files_of(*self.desired, policy=a_policy(self.environment)),
            remote=service,
            ledger=self.ledger,
            history=MemoryHistory(),
            clock=self.clock,
            journal=self.journal,
            backups=BackupFolder(FOLDER / ".vocabsync" / "backups", shown_from=FOLDER, disk=self.disk),
            listener=self.ears,
            stop=self.stop,
            applied=AppliedFolder(FOLDER / ".vocabsync" / "applied", disk=self.disk),
        )
        order = Order(quiet_period=QUIET, confirm=confirm, approved=approved, follow=follow, allowed=allowed)
        return apply(order, ports)

    def report(self) -> ApplyReport:
        return self.apply().report

    def state(self) -> LedgerState:
        return self.ledger.load()

    def _script(self, kind: str, subject: str) -> str:
        self.calls[kind] += 1
        call = (kind, self.calls[kind])
        if call in self.refuses:
            self.disk.before = _full
            return self.refuses[call]
        planned = self.goes_wrong.get(call, "ok")
        if callable(planned):
            planned()
            return "ok"
        return planned
