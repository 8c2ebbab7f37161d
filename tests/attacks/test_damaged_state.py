"""A damaged ledger or journal stops the run, or was not damaged in what counts: never a write that nobody planned."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.damaged_bytes import Damaged, cut, flip, replace_at, restructure
from tests.support.standin_site import Ran, Site, a_site
from tests.support.story_of_three import AFTER, APPROVED, BEFORE, DOCUMENTED, WISHED, by_prefix, writes_of
from tests.support.virtual_disk import VirtualDisk
from vocabsync.domain.approval import ApprovedPlan
from vocabsync.domain.errors import StateDamaged
from vocabsync.ledger.journal import JournalFile
from vocabsync.ledger.ledger_file import LedgerFile
from vocabsync.ledger.state_document import read_environments, render_environments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LEDGER, JOURNAL = Path("/repository/vocabsync.lock"), Path("/repository/.vocabsync/journal.json")
FILES = [pytest.param(LEDGER, id="ledger"), pytest.param(JOURNAL, id="journal")]
INTENT = {
    "prefix": "news",
    "target_model": "fun-asr",
    "content": "sha256:" + "0" * 64,
    "time": "2026-03-02T03:15:22+00:00",
    "nonce": "0011223344556677",
}
ENTRY = ("environments", "prod")


def written(path: Path) -> bytes:
    """Give the file as an apply of three vocabularies left it; the journal with an intent still open."""
    data = _after_apply().disk.read(path)
    assert data is not None
    return data if path == LEDGER else replace_at(json.loads(data), (*ENTRY, "open"), json.dumps([INTENT]))


def _after_apply() -> Site:
    site = a_site()
    assert site.run(*BEFORE).code == 0
    return site


def is_refused(path: Path, data: bytes) -> bool:
    """Read the file as an apply does; whatever can be read can be saved again, too."""
    disk = VirtualDisk()
    disk.put(path, data)
    try:
        if path == LEDGER:
            LedgerFile(path, "prod", disk=disk).load()
        else:
            journal = JournalFile(path.parent, "prod", disk=disk)
            journal.open_intents()
            journal.knows_run("20260302T031507Z-c1bd0f")
    except StateDamaged as refusal:
        return bool(refusal.what and refusal.where and refusal.next_step)
    disk.put(path, render_environments(read_environments(path, disk, way_out="")))
    return is_refused(path, disk.read(path) or b"") if disk.read(path) != data else False


def taken(path: Path, damaged: Iterable[Damaged]) -> tuple[int, list[Damaged]]:
    """Count the damaged files, and give those that were not refused."""
    everything = list(damaged)
    return len(everything), [each for each in everything if not is_refused(path, each.data)]


def texts(data: bytes) -> dict[str, bytes]:
    return {
        "nothing": b"",
        "blanks": b" \n",
        "zero bytes": bytes(len(data)),
        "no text": bytes(range(256)),
        "a merge that nobody finished": b"<<<<<<< ours\n" + data + b"=======\n" + data + b">>>>>>> theirs\n",
        "two documents": data + data,
        "a list": b"[" + data + b"]",
        "null": b"null",
        "a byte order mark": b"\xef\xbb\xbf" + data,
        "UTF-16": data.decode().encode("utf-16"),
        "a newer version": data.replace(b'"format_version": 1', b'"format_version": 2'),
        "a version of many digits": data.replace(b'"format_version": 1', b'"format_version": ' + b"9" * 4000),
        "a version that is a text": data.replace(b'"format_version": 1', b'"format_version": "1"'),
        "a version that is a fraction": data.replace(b'"format_version": 1', b'"format_version": 1.0'),
        "a version that is true": data.replace(b'"format_version": 1', b'"format_version": true'),
        "no environments": b'{"format_version": 1}',
        "half a character": data.replace(b'"prod"', b'"\\ud800": {}, "prod"', 1),
        "an endless number": data.replace(b'"prod"', b'"x": 1e999, "prod"', 1),
        "depth": data.replace(b'"prod"', b'"x": ' + b"[" * 100_000 + b"]" * 100_000 + b', "prod"', 1),
        "HTML": b"<!doctype html>",
        "YAML": b"format_version: 1\nenvironments: {}\n",
    }


@pytest.mark.parametrize("path", FILES)
def test_the_file_itself_is_read(path: Path) -> None:
    assert not is_refused(path, written(path))


@pytest.mark.parametrize("path", FILES)
def test_what_is_no_such_file_is_refused(path: Path, record_property: Callable[[str, object], None]) -> None:
    damaged = texts(written(path))
    assert [name for name, data in damaged.items() if not is_refused(path, data)] == []
    record_property("attack", ("a damaged state file", len(damaged)))


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_was_cut_short_anywhere_is_refused(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    data = written(path).rstrip()
    count, read = taken(path, cut(data, random.Random(0), len(data)))
    assert (count, read) == (len(data), [])
    record_property("attack", ("a damaged state file", count))


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("values", [10, pytest.param(None, marks=pytest.mark.slow)])
def test_a_damaged_value_is_refused_or_can_be_lived_with(
    path: Path, values: int | None, record_property: Callable[[str, object], None]
) -> None:
    data = written(path)
    damaged = [*restructure(json.loads(data), random.Random(1), values), *flip(data, random.Random(2), 200)]
    count, read = taken(path, damaged)
    assert 0 < len(read) < count
    record_property("attack", ("a damaged state file", count))


def test_a_record_of_an_id_that_its_claim_cannot_have_is_refused() -> None:
    data = written(LEDGER)
    foreign = data.replace(b'"vocab-old-', b'"vocab-foreign-')
    assert foreign != data
    assert is_refused(LEDGER, foreign)


def attack(path: Path, number: int) -> None:
    """Damage one file before an apply, and check what that comes to."""
    site = _after_apply()
    approved = ApprovedPlan(digest=site.plan(*AFTER).digest) if number % 2 else None
    chance = random.Random(f"{path.name} {number}")
    data = written(path) if path == JOURNAL else site.disk.read(path) or b""
    damaged = [*restructure(json.loads(data), chance, 4), *flip(data, chance, 40), *cut(data, chance, 5)]
    chance.shuffle(damaged)
    each = damaged[0] if number % 4 == 0 else next(each for each in damaged if not is_refused(path, each.data))
    site.disk.put(path, each.data)
    judge(site.run(*AFTER, approved=approved), each, refused=is_refused(path, each.data))


def judge(ran: Ran, each: Damaged, *, refused: bool) -> None:
    writes = set(writes_of(ran))
    assert writes <= APPROVED, each.name
    assert ran.code in DOCUMENTED, each.name
    held = by_prefix(ran)
    assert (held["people"], held["foreign"]) == (WISHED["people"], WISHED["foreign"]), each.name
    if refused:
        assert (ran.code, writes) == (1, set()), each.name
    if writes == APPROVED and ran.code == 0:
        assert held == WISHED, each.name


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("numbers", [range(12), pytest.param(range(100, 300), marks=pytest.mark.slow)], ids=len)
def test_an_apply_beside_a_damaged_file_writes_what_was_planned_or_nothing(
    path: Path, numbers: range, record_property: Callable[[str, object], None]
) -> None:
    for number in numbers:
        attack(path, number)
    record_property("attack", ("a damaged state file in an apply", len(numbers)))
