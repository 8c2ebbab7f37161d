"""Files, ledger, history and clock in memory: the world of a plan, drawn in a test."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.support.builders import a_policy
from vocabsync.domain.diagnostic import Diagnostic
from vocabsync.domain.evidence import History, HistoryState, LedgerState, Record
from vocabsync.domain.identifiers import Claim, Prefix
from vocabsync.domain.policy import Policy
from vocabsync.domain.vocabulary import Vocabulary
from vocabsync.operations.ports import Loaded


@dataclass
class MemoryFiles:
    """Vocabularies by prefix; remembers in which order they were loaded."""

    vocabularies: Mapping[str, tuple[Vocabulary, ...]]
    policy: Policy = field(default_factory=a_policy)
    problems: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)

    def prefixes(self) -> tuple[Prefix, ...]:
        return tuple(sorted(Prefix(prefix) for prefix in self.vocabularies))

    def load(self, prefix: Prefix) -> Loaded:
        self.loaded.append(prefix)
        return Loaded(vocabularies=self.vocabularies[prefix], diagnostics=self.problems.get(prefix, ()))

    def finish(self) -> tuple[Diagnostic, ...]:
        return ()


def files_of(*vocabularies: Vocabulary, policy: Policy | None = None) -> MemoryFiles:
    by_prefix: dict[str, tuple[Vocabulary, ...]] = {}
    for vocabulary in vocabularies:
        by_prefix[vocabulary.claim.prefix] = (*by_prefix.get(vocabulary.claim.prefix, ()), vocabulary)
    return MemoryFiles(by_prefix, policy or a_policy())


@dataclass
class MemoryLedger:
    """A ledger without a disk."""

    state: LedgerState = field(default_factory=LedgerState)

    def load(self) -> LedgerState:
        return self.state

    def save(self, records: Collection[Record], run: str) -> None:
        self.state = LedgerState(records={record.claim: record for record in records}, last_run=run)


@dataclass
class MemoryHistory:
    """A history that was told what to say, and remembers what it was asked."""

    says: History = field(default_factory=lambda: History(state=HistoryState.COMPLETE))
    asked: list[tuple[frozenset[Prefix], frozenset[Claim]]] = field(default_factory=list)

    def look_up(self, undeclared: Collection[Prefix], undeclared_models: Collection[Claim]) -> History:
        self.asked.append((frozenset(undeclared), frozenset(undeclared_models)))
        return self.says


class StandingClock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.passed += seconds
