"""Content that is about to be overwritten or deleted, saved first in a form that ``vocabsync import`` reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vocabsync.ledger.durable_file import OS_DISK, Disk, write_durably

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vocabsync.domain.vocabulary import RemoteVocabulary, Term


class BackupFolder:
    """``.vocabsync/backups``: one folder per run, one file per vocabulary."""

    def __init__(self, folder: Path, *, shown_from: Path | None = None, disk: Disk = OS_DISK) -> None:
        """Name the folder, and the one from which paths are shown."""
        self._folder = folder
        self._shown_from = shown_from
        self._disk = disk

    def save(self, remote: RemoteVocabulary, run: str) -> str:
        """Write one vocabulary durably; give the path to show. Raises StateNotSaved.

        A second save in the same run (a write that is sent again) replaces the first with the same content.
        """
        path = self._folder / run / f"{remote.id}.json"
        write_durably(path, _render(remote), disk=self._disk)
        if self._shown_from is not None and path.is_relative_to(self._shown_from):
            return path.relative_to(self._shown_from).as_posix()
        return str(path)


def _render(remote: RemoteVocabulary) -> bytes:
    document = {
        "vocabulary_id": remote.id,
        "prefix": remote.claim.prefix,
        "target_model": remote.claim.target_model,
        "status": remote.status,
        "gmt_create": remote.created,
        "gmt_modified": remote.modified,
        "vocabulary": [_row(term, remote.unknown_values.get(index, {})) for index, term in enumerate(remote.terms)],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes the escape that JSON has for it


def _row(term: Term, unknown: Mapping[str, Any]) -> dict[str, Any]:
    """Write a term as the service had it, with the fields that nobody knows behind those that everybody does."""
    lang = {} if term.lang is None else {"lang": term.lang}
    return {"text": term.text, "weight": term.weight, **lang, **unknown}
