"""The straight line of ``import``: read a foreign list, sort its rows out against a file, write that file."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS, MIB, flag_that_raises
from vocabsync.desired.existing_file import ExistingFile, read_existing
from vocabsync.desired.formatter import find_problems_of_vocabulary
from vocabsync.desired.import_rows import RejectedRow
from vocabsync.desired.importer import read_foreign_list
from vocabsync.desired.term_list import DEFAULT_WEIGHT
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.writer import add, defaults_of, write_new
from vocabsync.desired.yaml_edit import Defaults
from vocabsync.domain.errors import FilesInvalid, VocabsyncError
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import Prefix, TargetModel, is_prefix
from vocabsync.domain.limits import find_strongest_faults, find_text_faults, find_weight_faults
from vocabsync.domain.vocabulary import Term
from vocabsync.ledger.durable_file import write_durably

if TYPE_CHECKING:
    from vocabsync.desired.caps import Caps
    from vocabsync.desired.import_rows import Imported, ImportedRow
    from vocabsync.desired.weight_scales import Scale
    from vocabsync.desired.writer import Identity
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.policy import Policy


@frozen(kw_only=True)
class ImportPreview:
    """What an import would do, row by row: every row of the list is in one of the four groups.

    ``changed`` holds the old weight beside each row, ``duplicates`` where the term stands already. ``text`` is the new
    text of the file at ``path`` (relative to the root; "" where none is written), ``problems`` what is wrong with it.
    """

    path: str
    text: str
    new: tuple[ImportedRow, ...]
    changed: tuple[tuple[ImportedRow, int], ...]
    duplicates: tuple[tuple[ImportedRow, str], ...]
    rejected: tuple[RejectedRow, ...]
    notes: tuple[str, ...]
    problems: tuple[Diagnostic, ...] = ()


def preview_import(
    file: Path,
    root: Path,
    into: str | None,
    model: str | None,
    policy: Policy,
    *,
    scale: Scale | None = None,
    caps: Caps = DEFAULT_CAPS,
) -> ImportPreview:
    """Read ``file`` and say what becomes of each row; nothing is written.

    Without ``into`` rows are compared with each other only. Raises VocabsyncError, FilesInvalid.
    """
    target = _open_target(root, into, model, caps)
    imported = _read(file, scale, caps)
    sorted_out = _SortingOut(target, imported)
    for row in imported.rows:
        sorted_out.take(row)
    text = sorted_out.write()
    problems = find_problems_of_vocabulary(target.path, text, Prefix(_stem(target.path)), policy, caps) if into else ()
    return ImportPreview(
        path=target.path,
        text=text,
        new=tuple(sorted_out.new),
        changed=tuple(sorted_out.changed),
        duplicates=tuple(sorted_out.duplicates),
        rejected=tuple(sorted(sorted_out.rejected, key=lambda each: each.line)),
        notes=tuple(imported.notes),
        problems=problems,
    )


def save(root: Path, preview: ImportPreview) -> None:
    """Write the file, where something in it is new. Raises FilesInvalid, StateNotSaved."""
    if preview.problems:
        raise FilesInvalid(preview.problems)
    if preview.path and (preview.new or preview.changed):
        write_durably((root / preview.path).resolve(), preview.text.encode())


def _read(file: Path, scale: Scale | None, caps: Caps) -> Imported:
    if file.is_fifo():
        raise VocabsyncError("the list cannot be read: it is a pipe", where=str(file), next_step="save it as a file")
    try:
        with file.open("rb") as stream:
            content = stream.read(caps.file_bytes + 1)
    except OSError as failure:
        raise VocabsyncError(
            f"the list cannot be read: {failure.strerror}", where=str(file), next_step="correct the path"
        ) from None
    if len(content) > caps.file_bytes:
        raise VocabsyncError(
            f"the list is larger than {caps.file_bytes // MIB:,} MiB",
            where=str(file),
            next_step=f"split it, and import the parts, or add `{flag_that_raises('file-size', caps)}`",
        )
    try:
        return read_foreign_list(file.name, content, scale, caps)
    except Unreadable as unreadable:
        raise FilesInvalid(unreadable.diagnostics) from None


def _open_target(root: Path, into: str | None, model: str | None, caps: Caps) -> ExistingFile:
    """Give the file to write into, or an empty one. Raises VocabsyncError, FilesInvalid."""
    models = (TargetModel(model),) if model else ()
    if into is None:
        return ExistingFile(path="", text="", models=models)
    if not is_prefix(_stem(into)) or not into.endswith((".yaml", ".yml")):
        raise VocabsyncError(
            "a vocabulary file is named by 1 to 10 of a-z and 0-9 and ends in .yaml",
            where=into,
            next_step="name another file, for example --into vocabularies/movies.yaml",
        )
    if not (root / into).exists():
        if not models:
            raise VocabsyncError(
                "the file is new, and no target model was named",
                where=into,
                next_step="add --target-model MODEL, for example --target-model fun-asr",
            )
        return ExistingFile(path=into, text="", models=models)
    existing = read_existing(root, into, Prefix(_stem(into)), caps)
    if existing.problems:
        raise FilesInvalid(existing.problems)
    if models and models[0] not in existing.models:
        raise VocabsyncError(
            f"the file declares {', '.join(existing.models)}, not {model}",
            where=into,
            next_step="leave --target-model out, or name another file",
        )
    return existing


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


class _SortingOut:
    """Rows on their way into the four groups, in the order of the list."""

    def __init__(self, target: ExistingFile, imported: Imported) -> None:
        self.new: list[ImportedRow] = []
        self.changed: list[tuple[ImportedRow, int]] = []
        self.duplicates: list[tuple[ImportedRow, str]] = []
        self.rejected = list(imported.rejected)
        self._target = target
        self._defaults = defaults_of(target.text) if target.text else Defaults(DEFAULT_WEIGHT)
        self._own = {(term.text, term.lang): term.weight for term in target.own}
        self._included = {(term.text, term.lang): term.weight for term in target.included}
        self._seen: dict[Identity, tuple[int, int]] = {}
        self._terms: list[Term] = []
        self._notes: dict[Identity, str] = {}

    def take(self, row: ImportedRow) -> None:
        """Put one row into its group."""
        term = self._term(row)
        key = (term.text, term.lang)
        why = self._why_not(row, term)
        where = self._where_already(term)
        if why:
            self.rejected.append(RejectedRow(row.line, row.text, why))
            return
        self._seen.setdefault(key, (row.line, term.weight))
        if where:
            self.duplicates.append((row, where))
            return
        self._terms.append(term)
        if key in self._own:
            self.changed.append((row, self._own[key]))
            return
        self.new.append(row)
        if row.note:
            self._notes[key] = row.note

    def write(self) -> str:
        """Give the file's text with the new and changed terms in it."""
        if self._target.text:
            return add(self._target.text, self._terms, notes=self._notes).text
        return write_new(self._target.models, self._terms, notes=self._notes) if self._target.models else ""

    def _term(self, row: ImportedRow) -> Term:
        lang = row.lang or self._defaults.lang
        return Term(row.text, self._defaults.weight if row.weight is None else row.weight, lang)

    def _where_already(self, term: Term) -> str:
        key = (term.text, term.lang)
        if key in self._seen:
            return f"line {self._seen[key][0]}"
        if self._own.get(key) == term.weight:
            return "the file"
        return "a list that the file includes" if key in self._included else ""

    def _why_not(self, row: ImportedRow, term: Term) -> str:
        """Say why a row is rejected; "" where it is not."""
        findings = [*find_text_faults((term.text,)), *find_weight_faults((term,))]
        for model in self._target.models:
            findings += find_strongest_faults((term,), model)
        if findings:
            return findings[0].summary
        key = (term.text, term.lang)
        line, weight = self._seen.get(key, (0, term.weight))
        if weight != term.weight:
            return f"line {line} has it with weight {weight}, this one says {term.weight}"
        weight = self._included.get(key, term.weight)
        if weight != term.weight and row.weight is not None:
            return f"a list that the file includes has it with weight {weight}: edit that list"
        return ""
