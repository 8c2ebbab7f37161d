"""Keeping the ledger while an apply goes on: a new ID is recorded at once, the rest at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from vocabsync.domain.comparison import Equal
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.evidence import Record
from vocabsync.domain.outcome import Done
from vocabsync.domain.plan import Create, Delete, Update
from vocabsync.domain.vocabulary import READY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.evidence import LedgerState
    from vocabsync.domain.identifiers import Claim, VocabularyId
    from vocabsync.domain.known import Known
    from vocabsync.domain.outcome import Outcome
    from vocabsync.domain.plan import Plan
    from vocabsync.operations.ports import LedgerStore


class Book:
    """The records of one environment during one run."""

    def __init__(self, ledger: LedgerStore, state: LedgerState, run: str) -> None:
        """Begin with what the ledger says."""
        self._ledger = ledger
        self._run = run
        self._saved = dict(state.records)
        self._records = dict(state.records)

    @property
    def unsaved(self) -> tuple[Record, ...]:
        """Records of this run that the ledger file does not hold."""
        return tuple(record for claim, record in self._records.items() if self._saved.get(claim) != record)

    def is_stored_differently(self, action: Update) -> bool:
        """Whether the service made, of this very list, what the vocabulary shows now, at the last apply."""
        record = self._records.get(action.claim)
        return record is not None and (record.vocabulary_id, record.sent, record.read_back) == (
            action.remote.id,
            action.after,
            action.before,
        )

    def created(self, action: Create, vocabulary_id: VocabularyId) -> None:
        """Record a new ID at once, not yet proved ready. Raises StateNotSaved."""
        self._records[action.claim] = Record(
            claim=action.claim,
            vocabulary_id=vocabulary_id,
            sent=action.after,
            read_back=action.after,
            run=self._run,
            protect=action.desired.protect,
            ready=False,
        )
        self._save()

    def finish(self, plan: Plan, known: Known, outcomes: Iterable[Outcome]) -> None:
        """Record what is equal, what was done and what is gone. Writes only where something changed.

        Raises StateNotSaved.
        """
        self._forget_absent(known)
        self._note_unchanged(plan, known)
        for outcome in outcomes:
            if isinstance(outcome, Done):
                self._note(outcome)
        if self._records != self._saved:
            self._save()

    def _save(self) -> None:
        self._ledger.save(tuple(self._records.values()), self._run)
        self._saved = dict(self._records)

    def _forget_absent(self, known: Known) -> None:
        """Forget undeclared vocabularies that a complete listing proved gone; a declared claim is created anew."""
        present = {listed.id for listed in known.listed}
        declared = {vocabulary.claim for vocabulary in known.desired}
        for claim, record in list(self._records.items()):
            if claim not in declared and record.vocabulary_id not in present:
                del self._records[claim]

    def _note_unchanged(self, plan: Plan, known: Known) -> None:
        protected = {vocabulary.claim: vocabulary.protect for vocabulary in known.desired}
        remotes = {remote.id: remote for remote in known.remote}
        for each in plan.unchanged:
            before = self._records.get(each.claim)
            ready, protect = each.status == READY, protected[each.claim]
            if each.stored_differently and before is not None:
                self._put(replace(before, ready=ready, protect=protect))
                continue
            remote = remotes[each.vocabulary_id]
            known_digest = remote.compared.digest if isinstance(remote.compared, Equal) else None
            digest = known_digest or digest_terms(remote.terms)
            self._put(
                Record(
                    claim=each.claim,
                    vocabulary_id=each.vocabulary_id,
                    sent=digest,
                    read_back=digest,
                    run=self._run,
                    protect=protect,
                    ready=ready,
                )
            )

    def _note(self, done: Done) -> None:
        match done.action:
            case Delete(claim=claim):
                self._forget(claim, done.vocabulary_id)
            case Create() | Update() as action:
                self._put(self._record(action, done))
            case _:
                assert_never(done.action)

    def _forget(self, claim: Claim, vocabulary_id: VocabularyId) -> None:
        record = self._records.get(claim)
        if record is not None and record.vocabulary_id == vocabulary_id:
            del self._records[claim]

    def _record(self, action: Create | Update, done: Done) -> Record:
        before = self._records.get(action.claim)
        read_back = done.read_back or action.after
        again = (
            before is not None
            and before.vocabulary_id == done.vocabulary_id
            and read_back != action.after
            and (before.sent, before.read_back) == (action.after, read_back)
        )
        return Record(
            claim=action.claim,
            vocabulary_id=done.vocabulary_id,
            sent=action.after,
            read_back=read_back,
            run=self._run,
            repeats=before.repeats + 1 if again and before is not None else 0,
            protect=action.desired.protect,
            ready=done.status == READY,
        )

    def _put(self, record: Record) -> None:
        """Take a record in, unless it says what is known already but for the run."""
        before = self._records.get(record.claim)
        if before is None or replace(record, run=before.run) != before:
            self._records[record.claim] = record
