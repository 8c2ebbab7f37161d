"""What a text plan says besides the changes: dangers before them, what stays as it is after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.render.text_changes import show_id
from vocabsync.render.wording import dedupe_command, percent, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.render.document_shape import BlockedEntry, ClaimEntry, PlanDocument, VocabularyEntry
    from vocabsync.render.text_page import Page

_INDENT = "    "
_TIME_CELLS = 25
_UNREADY = "not OK, so recognition does not use it"


def write_dangers(page: Page, document: PlanDocument) -> None:
    """Say what needs a person before anything is applied."""
    if document.relaxations:
        page.line(("! this change relaxes its own safety", page.palette.danger))
        for entry in document.relaxations:
            page.line(_INDENT, f"{entry.setting}: {entry.before} {page.signs.arrow} {entry.after}    {entry.place}")
    if document.vanished:
        count = plural(len(document.vanished), "vocabulary", "vocabularies")
        page.line((f"! the ledger names {count} and none is visible", page.palette.danger))
        page.line(_INDENT, "this key may belong to another account, workspace or region")
        page.lines(document.vanished, indent=_INDENT)
    if document.blocked is not None:
        _write_blocked(page, document.blocked)
    for conflict in document.conflicts:
        _write_conflict(page, document, conflict)


def _write_blocked(page: Page, blocked: BlockedEntry) -> None:
    claims = ", ".join(f"{claim.prefix} {claim.target_model}" for claim in blocked.claims)
    page.line((f"! blocked: no free slot for {claims}", page.palette.danger))
    if blocked.candidates:
        page.line(_INDENT, "deleting one of these would free a slot:")
        _write_vocabularies(page, blocked.candidates)
    else:
        page.line(_INDENT, "none of the vocabularies in the account is ours to delete; ask for a higher quota")


def _write_conflict(page: Page, document: PlanDocument, conflict: ClaimEntry) -> None:
    count = plural(len(conflict.candidates), "vocabulary answers", "vocabularies answer")
    page.line(
        (f"! conflict {conflict.prefix} {conflict.target_model}: {count} to this claim", page.palette.danger),
    )
    page.line(_INDENT, "nothing is written for it until one is chosen:")
    _write_vocabularies(page, conflict.candidates)
    page.line(_INDENT, f"resolve: {dedupe_command(document, conflict.prefix, 'ID')}")


def _write_vocabularies(page: Page, entries: Sequence[VocabularyEntry]) -> None:
    likeness = any(entry.likeness is not None for entry in entries)
    heading = ["ID", "created", "modified", "terms", *(["likeness"] if likeness else []), "target model"]
    rows = [
        [
            entry.vocabulary_id,
            page.clip(entry.created or "", _TIME_CELLS),
            page.clip(entry.modified or "", _TIME_CELLS),
            "" if entry.terms is None else str(entry.terms),
            *([percent(entry.likeness)] if likeness else []),
            entry.target_model or "",
        ]
        for entry in entries
    ]
    page.table(heading, rows, indent=_INDENT)


def write_leftovers(page: Page, document: PlanDocument) -> None:
    """Say what this plan leaves alone, and why."""
    for entry in document.duplicates:
        named = show_id(page, entry.vocabulary_id)
        page.line(f"duplicates of {entry.prefix} {entry.target_model}: the ledger names {named}, others answer too")
        _write_vocabularies(page, entry.candidates)
        page.line(_INDENT, f"resolve: {dedupe_command(document, entry.prefix, entry.vocabulary_id or 'ID')}")
    for kept in document.kept:
        page.line(f"kept: {kept.prefix} {kept.target_model} {show_id(page, kept.vocabulary_id)}: {kept.why}")
    _write_unchanged(page, document.unchanged)
    _write_unmanaged(page, document.unmanaged)


def _write_unchanged(page: Page, entries: Sequence[VocabularyEntry]) -> None:
    if not entries:
        return
    page.line(f"unchanged: {len(entries)}" + ("" if page.verbose else " (-v lists them)"))
    for entry in entries:
        unready = entry.status != "OK"
        if not (page.verbose or unready or entry.stored_differently):
            continue
        notes = [plural(entry.terms or 0, "term")]
        if entry.stored_differently:
            notes.append("the service stores it differently, twice the same way")
        if unready:
            notes.append(f"status {entry.status}: {_UNREADY}")
        named = f"{entry.prefix} {entry.target_model} {show_id(page, entry.vocabulary_id)}: "
        page.line(_INDENT, named, ("; ".join(notes), page.palette.danger if unready else ""))


def _write_unmanaged(page: Page, entries: Sequence[VocabularyEntry]) -> None:
    if not entries:
        return
    page.line(f"unmanaged, never touched: {len(entries)}" + ("" if page.verbose else " (-v lists them)"))
    for entry in entries:
        if page.verbose or entry.why:
            why = f": {entry.why}" if entry.why else f", created {entry.created}, status {entry.status}"
            page.line(_INDENT, f"{entry.vocabulary_id}{why}")
