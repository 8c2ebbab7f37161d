"""The journal: creates that may be under way, kept on this machine. It is what makes a crash harmless."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from vocabsync.domain.creation import Intent
from vocabsync.domain.identifiers import Claim, Digest, Prefix, TargetModel, VocabularyId
from vocabsync.ledger.durable_file import OS_DISK, Disk
from vocabsync.ledger.spare_file import SpareFile
from vocabsync.ledger.state_document import Json, checked, read_environments, render_environments

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL_NAME = "journal.json"
RUNS_REMEMBERED = 100
_WAY_OUT = (
    "remove it: the next apply then waits the quiet period before it creates anything, "
    "and finds what an earlier create may have left"
)


class JournalFile:
    """The journal of one environment; the file holds those of all."""

    def __init__(self, folder: Path, environment: str, *, spare: SpareFile | None = None, disk: Disk = OS_DISK) -> None:
        """Name the folder of local state and the environment."""
        self._path = folder / JOURNAL_NAME
        self._environment = environment
        self._disk = disk
        self._spare = spare or SpareFile(folder, disk=disk)

    def prepare(self) -> None:
        """Make sure that saving will be possible, before the first write to the service. Raises StateNotSaved."""
        self._spare.take()

    def finish(self) -> None:
        """Give back what ``prepare`` took."""
        self._spare.release()

    def open_intents(self) -> tuple[Intent, ...]:
        """Give the intents without a resolution. Raises StateDamaged."""
        part = self._part()
        intents: tuple[Intent, ...] = checked(
            self._path, _WAY_OUT, lambda: tuple(_intent(entry) for entry in part["open"])
        )
        return intents

    def open(self, intent: Intent) -> None:
        """Write an intent durably. Raises StateNotSaved, StateDamaged."""
        part = self._part()
        self._save({**part, "open": [*part["open"], _entry(intent)]})

    def close(self, intent: Intent, vocabulary_id: VocabularyId | None) -> None:
        """Resolve an intent: with the ID it led to, or None where nothing came of it. Raises StateNotSaved."""
        part = self._part()
        still_open = [entry for entry in part["open"] if entry["nonce"] != intent.nonce]
        created = (
            [*part["created"], {**_entry(intent), "vocabulary_id": vocabulary_id}] if vocabulary_id else part["created"]
        )
        self._save({**part, "open": still_open, "created": created[-RUNS_REMEMBERED:]})

    def knows_run(self, run: str) -> bool:
        """Whether the run with this name ended on this machine."""
        return run in self._part()["runs"]

    def record_run(self, run: str) -> None:
        """Remember a finished run. Raises StateNotSaved."""
        part = self._part()
        self._save({**part, "runs": [*part["runs"], run][-RUNS_REMEMBERED:]})

    def _part(self) -> Json:
        part = read_environments(self._path, self._disk, way_out=_WAY_OUT).get(self._environment)
        if part is None:
            return {"open": [], "created": [], "runs": []}
        return checked(self._path, _WAY_OUT, lambda: _checked_part(part))

    def _save(self, part: Json) -> None:
        parts = read_environments(self._path, self._disk, way_out=_WAY_OUT)
        self._spare.write(self._path, render_environments({**parts, self._environment: part}))


def _checked_part(part: Json) -> Json:
    for key in ("open", "created", "runs"):
        if not isinstance(part[key], list):
            raise TypeError(f"{key} is no list")
    for entry in part["open"]:
        _intent(entry)
    return part


def _entry(intent: Intent) -> Json:
    return {
        "prefix": intent.claim.prefix,
        "target_model": intent.claim.target_model,
        "content": intent.content,
        "time": intent.time.isoformat(),
        "nonce": intent.nonce,
    }


def _intent(entry: Json) -> Intent:
    claim = Claim(Prefix(_text(entry["prefix"])), TargetModel(_text(entry["target_model"])))
    return Intent(
        claim=claim,
        content=Digest(_text(entry["content"])),
        time=datetime.fromisoformat(entry["time"]),
        nonce=_text(entry["nonce"]),
    )


def _text(value: Json) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("text is missing")
    return value
