"""Keeping the ledger: what is forgotten, what is kept, and what only this process knows."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from tests.support.builders import a_claim, a_record, a_remote, a_vocabulary, listed, terms_of
from tests.support.memory_ports import MemoryLedger
from tests.support.world import a_known, a_ledger
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import StateNotSaved
from vocabsync.domain.evidence import Record, Tombstone
from vocabsync.domain.outcome import Done
from vocabsync.domain.plan import Create, Delete, Plan, Slots, Stage
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Policy
from vocabsync.operations.book import Book

TERMS = terms_of("词")
REMOTE = a_remote(terms=TERMS)
RECORD = a_record(REMOTE, digest_terms(TERMS))


class FullLedger(MemoryLedger):
    """Cannot be written."""

    def save(self, records: Collection[Record], run: str) -> None:
        raise StateNotSaved("the file cannot be written")


def _empty_plan() -> Plan:
    return Plan(
        environment="prod",
        region="cn-beijing",
        digest=digest_terms(()),
        stages=(Stage(actions=()),),
        slots=Slots(now=0, peak=0, after=0, limit=10, unmanaged=0),
    )


def test_deleting_another_vocabulary_of_a_claim_keeps_the_record_of_the_first() -> None:
    other = a_remote(terms=TERMS, number=2)
    ledger = MemoryLedger(a_ledger(RECORD))
    delete = Delete(remote=other, before=digest_terms(TERMS), reason="", evidence=Tombstone(source="vocabsync.yaml"))
    done = Done(action=delete, vocabulary_id=other.id, request_id=None, duration=0.0)

    Book(ledger, ledger.state, "run-2").finish(_empty_plan(), a_known((a_vocabulary(),), (REMOTE,)), [done])

    assert ledger.state.records == {a_claim(): RECORD}


def test_an_equal_vocabulary_is_recorded_with_its_content() -> None:
    known = a_known((a_vocabulary(terms=TERMS),), (REMOTE,))
    ledger = MemoryLedger()

    Book(ledger, known.ledger, "run-2").finish(make_plan(known, Policy(environment="prod", region="x")), known, [])

    assert ledger.state.records[a_claim()].read_back == digest_terms(TERMS)
    assert listed(REMOTE) in known.listed


def test_what_a_full_disk_swallowed_is_named() -> None:
    create = Create(desired=a_vocabulary(terms=TERMS), after=digest_terms(TERMS), reason="")
    book = Book(FullLedger(), a_ledger(RECORD), "run-2")

    with pytest.raises(StateNotSaved):
        book.created(create, a_remote(number=9).id)

    assert [record.vocabulary_id for record in book.unsaved] == [a_remote(number=9).id]
