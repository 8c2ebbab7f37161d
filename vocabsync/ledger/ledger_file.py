"""``vocabsync.lock``: what the last apply left on the service, per environment. A record, never the truth."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from vocabsync.domain.evidence import LedgerState, Record
from vocabsync.domain.identifiers import Claim, Digest, Prefix, TargetModel, VocabularyId, parse_prefix
from vocabsync.ledger.durable_file import OS_DISK, Disk
from vocabsync.ledger.spare_file import SpareFile
from vocabsync.ledger.state_document import Json, checked, read_environments, render_environments

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

LEDGER_NAME = "vocabsync.lock"
_WAY_OUT = (
    "restore it from git or from the artifact of the last apply, or remove it: "
    "without it nothing breaks, but drift and the evidence for deletes are forgotten"
)


class LedgerFile:
    """The ledger of one environment; the file holds those of all."""

    def __init__(self, path: Path, environment: str, *, spare: SpareFile | None = None, disk: Disk = OS_DISK) -> None:
        """Name file and environment; ``spare`` is the room kept free for saving."""
        self._path = path
        self._environment = environment
        self._disk = disk
        self._spare = spare or SpareFile(path.parent, disk=disk)

    def load(self) -> LedgerState:
        """Read this environment's part; a missing file is the empty state. Raises StateDamaged."""
        part = self._parts().get(self._environment)
        if part is None:
            return LedgerState(source=self._path.name)
        state: LedgerState = checked(self._path, _WAY_OUT, lambda: _state(part, self._path.name))
        return state

    def save(self, records: Collection[Record], run: str) -> None:
        """Write this environment's part, durably; others stay as they are. Raises StateDamaged, StateNotSaved."""
        parts = self._parts()
        parts[self._environment] = {"last_run": run, "vocabularies": _entries(records)}
        self._spare.write(self._path, render_environments(parts))

    def _parts(self) -> dict[str, Json]:
        return read_environments(self._path, self._disk, way_out=_WAY_OUT)


def _entries(records: Collection[Record]) -> dict[str, dict[str, Json]]:
    entries: dict[str, dict[str, Json]] = {}
    for record in records:
        entries.setdefault(record.claim.prefix, {})[record.claim.target_model] = {
            "vocabulary_id": record.vocabulary_id,
            "sent": record.sent,
            "read_back": record.read_back,
            "run": record.run,
            "repeats": record.repeats,
            "protect": record.protect,
            "ready": record.ready,
        }
    return entries


def _state(part: Json, source: str) -> LedgerState:
    records = {}
    for prefix, models in part["vocabularies"].items():
        for model, entry in models.items():
            claim = Claim(Prefix(prefix), TargetModel(model))
            records[claim] = _record(claim, entry)
    return LedgerState(records=MappingProxyType(records), last_run=_text(part["last_run"]), source=source)


def _record(claim: Claim, entry: Json) -> Record:
    vocabulary_id = VocabularyId(_text(entry["vocabulary_id"]))
    if parse_prefix(vocabulary_id) != claim.prefix:  # what a record proves to be ours can be deleted
        raise ValueError("an ID of another prefix")
    return Record(
        claim=claim,
        vocabulary_id=vocabulary_id,
        sent=Digest(_text(entry["sent"])),
        read_back=Digest(_text(entry["read_back"])),
        run=_text(entry["run"]),
        repeats=_count(entry["repeats"]),
        protect=_flag(entry["protect"]),
        ready=_flag(entry["ready"]),
    )


def _text(value: Json) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("text is missing")
    return value


def _count(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("a count is missing")
    return value


def _flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is missing")
    return value
