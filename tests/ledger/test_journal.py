"""The journal: intents outlive the process that wrote them, and runs are known only where they ended."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.builders import a_claim, an_id
from tests.support.virtual_disk import Loss, VirtualDisk
from vocabsync.domain.creation import Intent
from vocabsync.domain.errors import StateDamaged
from vocabsync.domain.identifiers import Digest
from vocabsync.ledger.journal import JOURNAL_NAME, RUNS_REMEMBERED, JournalFile

FOLDER = Path("/repository/.vocabsync")


def _intent(nonce: str = "n1", prefix: str = "movies") -> Intent:
    return Intent(
        claim=a_claim(prefix), content=Digest("sha256:1"), time=datetime(2026, 11, 24, tzinfo=UTC), nonce=nonce
    )


def test_an_intent_outlives_a_power_cut_right_after_it_was_written() -> None:
    disk = VirtualDisk()

    JournalFile(FOLDER, "prod", disk=disk).open(_intent())
    disk.crash(Loss.EVERYTHING)

    assert JournalFile(FOLDER, "prod", disk=disk).open_intents() == (_intent(),)


@pytest.mark.parametrize("vocabulary_id", [an_id(), None], ids=["created", "nothing came of it"])
def test_a_closed_intent_is_open_no_more(vocabulary_id: str | None) -> None:
    journal = JournalFile(FOLDER, "prod", disk=VirtualDisk())
    journal.open(_intent("n1"))
    journal.open(_intent("n2", "medical"))

    journal.close(_intent("n1"), an_id() if vocabulary_id else None)

    assert journal.open_intents() == (_intent("n2", "medical"),)


def test_the_new_id_stands_in_the_journal_too() -> None:
    disk = VirtualDisk()
    journal = JournalFile(FOLDER, "prod", disk=disk)
    journal.open(_intent())

    journal.close(_intent(), an_id())

    assert an_id() in (disk.read(FOLDER / JOURNAL_NAME) or b"").decode()


def test_environments_have_intents_and_runs_of_their_own() -> None:
    disk = VirtualDisk()
    prod, staging = JournalFile(FOLDER, "prod", disk=disk), JournalFile(FOLDER, "staging", disk=disk)

    prod.open(_intent())
    prod.record_run("run-1")
    staging.record_run("run-2")

    assert staging.open_intents() == ()
    assert (prod.knows_run("run-1"), prod.knows_run("run-2")) == (True, False)
    assert prod.open_intents() == (_intent(),)


def test_the_journal_remembers_the_newest_runs_only() -> None:
    journal = JournalFile(FOLDER, "prod", disk=VirtualDisk())

    for number in range(RUNS_REMEMBERED + 1):
        journal.record_run(f"run-{number}")

    assert not journal.knows_run("run-0")
    assert journal.knows_run(f"run-{RUNS_REMEMBERED}")


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b'{"format_version": 1, "environments": {"prod": {}}}',
        b'{"format_version": 1, "environments": {"prod": {"open": {}, "created": [], "runs": []}}}',
        b'{"format_version": 1, "environments": {"prod": {"open": [{"prefix": ""}], "created": [], "runs": []}}}',
        b'{"format_version": 1, "environments": {"prod": []}}',
    ],
)
def test_a_damaged_journal_is_an_error_with_the_way_out(damage: bytes) -> None:
    disk = VirtualDisk()
    disk.put(FOLDER / JOURNAL_NAME, damage)
    journal = JournalFile(FOLDER, "prod", disk=disk)

    for read in (journal.open_intents, lambda: journal.knows_run("run-1"), lambda: journal.open(_intent())):
        with pytest.raises(StateDamaged, match="is damaged") as found:
            read()
        assert "quiet period" in found.value.next_step


def test_preparing_takes_room_and_finishing_gives_it_back() -> None:
    disk = VirtualDisk()
    journal = JournalFile(FOLDER, "prod", disk=disk)

    journal.prepare()
    assert [name.name for name in disk.names()] == ["spare"]
    journal.finish()

    assert not disk.names()
