"""The changes of a text plan: one heading line each, then what it does to the terms and what proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.render.columns import pad, widest
from vocabsync.render.escape import terminal
from vocabsync.render.outline import HEADINGS, SIGNS
from vocabsync.render.text_terms import preview, write_rows
from vocabsync.render.wording import say_commit, say_evidence, say_moved, shorten_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.render.document_shape import ActionEntry
    from vocabsync.render.outline import Change
    from vocabsync.render.text_page import Page

_INDENT = "      "
_SUBJECT_CELLS = 100


def write_changes(page: Page, changes: Sequence[Change]) -> None:
    """Add all changes, their headings aligned with each other."""
    prefixes = [terminal(change.action.prefix) for change in changes]
    subjects = [_subject(page, change) for change in changes]
    columns = widest(prefixes), widest(subjects)
    for change, prefix, subject in zip(changes, prefixes, subjects, strict=True):
        heading = f"{SIGNS[change.kind]:>3} {pad(prefix, columns[0])}  {pad(subject, columns[1])}  "
        page.line((heading, _style(page, change)), (_description(page, change), _style(page, change)))
        _write_detail(page, change)


def _style(page: Page, change: Change) -> str:
    match change.kind:
        case "replace" | "create again" | "delete":
            return page.palette.danger
        case "update":
            return page.palette.changed
        case "create":
            return page.palette.added


def show_id(page: Page, vocabulary_id: str | None) -> str:
    """Show an ID: shortened, or whole where everything is to be shown."""
    if vocabulary_id is None:
        return ""
    return terminal(vocabulary_id if page.verbose else shorten_id(vocabulary_id, page.signs.ellipsis))


def _subject(page: Page, change: Change) -> str:
    models = dict.fromkeys([*(old.target_model for old in change.replaced), change.action.target_model])
    shown = f" {page.signs.arrow} ".join(terminal(model) for model in models)
    return f"{shown}  {show_id(page, change.action.vocabulary_id)}".rstrip()


def _description(page: Page, change: Change) -> str:
    action = change.action
    match change.kind:
        case "replace" | "create again":
            return HEADINGS[change.kind]
        case "update":
            return say_moved(change.moved, of=action.terms_before)
        case "create":
            return preview(page, action.added, action.terms_after)
        case "delete":
            return f"evidence: {say_evidence(action.evidence)}" if action.evidence else "no evidence"


def _write_detail(page: Page, change: Change) -> None:
    action = change.action
    _write_notes(page, action)
    match change.kind:
        case "replace":
            _write_replaced(page, change)
        case "create again":
            page.line(_INDENT, f"{show_id(page, action.recreates)}, which the ledger names, is gone")
            page.line(_INDENT, preview(page, action.added, action.terms_after))
        case "update":
            write_rows(page, change.moved)
        case "delete":
            _write_commit(page, action)
            page.line(_INDENT, preview(page, action.removed, action.terms_before))
        case "create":
            pass
    if page.verbose and change.kind != "update" and len(change.replaced) != 1:
        write_rows(page, change.moved)


def _write_notes(page: Page, action: ActionEntry) -> None:
    """Say what is special about an action; the reason only where everything is to be shown."""
    if action.drift is not None:
        also = "; the files changed too" if action.drift.files_changed else ""
        foreign = f" ({say_moved(action.drift.foreign)} by them)" if action.drift.foreign else ""
        page.line(
            _INDENT, (f"drift: somebody else changed it since our last apply{foreign}{also}", page.palette.danger)
        )
    if action.first_adoption:
        page.line(_INDENT, "adopted for the first time: the ledger does not know it yet")
    if action.drops_fields:
        page.line(_INDENT, f"fields that the service holds and this update drops: {', '.join(action.drops_fields)}")
    if action.status not in (None, "OK"):
        page.line(_INDENT, f"status {action.status}: not in use")
    if page.verbose:
        page.line(_INDENT, (f"reason: {action.reason}", page.palette.quiet))


def _write_replaced(page: Page, change: Change) -> None:
    for old in change.replaced:
        when = "is deleted first, to free its slot" if old.frees_slot_first else "is deleted after the new one is OK"
        page.line(_INDENT, f"{show_id(page, old.vocabulary_id)} {when}")
        if old.evidence:
            page.line(_INDENT, f"evidence: {say_evidence(old.evidence)}")
        _write_commit(page, old)
    if len(change.replaced) == 1 and change.replaced[0].removed:
        page.line(_INDENT, f"terms: {say_moved(change.moved, of=change.replaced[0].terms_before)}")
        write_rows(page, change.moved)
    else:
        page.line(_INDENT, preview(page, change.action.added, change.action.terms_after))


def _write_commit(page: Page, action: ActionEntry) -> None:
    commit = say_commit(action.evidence) if action.evidence else None
    if commit:
        page.line(_INDENT, (page.clip(commit, _SUBJECT_CELLS), page.palette.quiet))
