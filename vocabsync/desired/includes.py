"""Shared term lists: each is read once, whoever includes it, and checked as strictly as everything else."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, Final

from vocabsync.desired.documents import TermEntry, Text
from vocabsync.desired.inside import resolve, why_outside
from vocabsync.desired.safe_open import Allowance
from vocabsync.desired.source_text import SourceText
from vocabsync.desired.term_list import TermList
from vocabsync.desired.term_rows import read_rows
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.document import Document
    from vocabsync.domain.diagnostic import Diagnostic

ENDINGS: Final = (".yaml", ".yml", ".csv", ".tsv", ".txt", ".json")
_LIST_WANTED: Final = "An included file is a list: one `- term` a line, without `terms:` above it."


class Includes:
    """The lists below one root. ``used`` names those that were asked for, relative to the root."""

    def __init__(self, root: Path, caps: Caps, allowance: Allowance | None = None) -> None:
        """Begin with nothing read."""
        self._allowance = allowance or Allowance(caps)
        self._root = root
        self._caps = caps
        self._read: dict[str, TermList] = {}

    @property
    def used(self) -> frozenset[str]:
        """Every list that something included, readable or not."""
        return frozenset(self._read)

    def read(self, document: Document, index: int, name: str) -> tuple[TermList | None, list[Diagnostic]]:
        """Read what item ``index`` of a document's ``include`` names; None, and why, where that cannot be."""
        path = ("include", index)
        folder = posixpath.dirname(document.source.path)
        reason = why_outside(name, folder)
        if reason is not None:
            return None, [document.complain("VS102", f"the included path {reason}", path)]
        if not name.endswith(ENDINGS):
            summary = f"`{name}` ends in none of {', '.join(ENDINGS)}"
            return None, [document.complain("VS125", summary, path)]
        file = resolve(name, folder)
        if "/" not in posixpath.relpath(file, folder or ".") and name.endswith((".yaml", ".yml")):
            remedy = "Put shared lists into a folder below, for example `terms/`."
            return None, [document.complain("VS125", f"`{name}` is a vocabulary of its own", path, remedy=remedy)]
        if file not in self._read:
            if not os.path.exists(self._root / file):  # noqa: PTH110  Path.exists raises where a name is too long
                return None, [document.complain("VS125", f"there is no file `{file}`", path)]
            self._read[file] = self._read_file(file)
        return self._read[file], []

    def _read_file(self, file: str) -> TermList:
        from vocabsync.desired.json_events import read_json  # noqa: PLC0415  late: most lists are YAML
        from vocabsync.desired.table_lines import read_lines, read_table  # noqa: PLC0415

        try:
            text = self._allowance.read_text(self._root, file, self._caps)
            if file.endswith(".txt"):
                return read_lines(file, text, self._caps)
            if file.endswith((".csv", ".tsv")):
                return read_table(file, text, self._caps, delimiter="," if file.endswith(".csv") else "\t")
            reader = read_json if file.endswith(".json") else read_yaml
            return _read_document(reader(file, text, self._caps))
        except Unreadable as unreadable:
            return TermList(SourceText(file, ""), (), lambda _row, _part: 0, unreadable.diagnostics)


def _read_document(document: Document) -> TermList:
    if isinstance(document.data, list):
        found = read_rows(document, (), document.data, list[Text | TermEntry])
        found.problems = (*document.problems, *found.problems)
        return found
    summary = "the file is empty" if document.data is None else "the file is no list of terms"
    problem = document.complain("VS125", summary, (), remedy=_LIST_WANTED)
    return TermList(document.source, (), lambda _row, _part: 0, (*document.problems, problem))
