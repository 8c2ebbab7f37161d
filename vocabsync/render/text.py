"""A plan as text for a terminal or a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.consents import allow_line
from vocabsync.render.outline import changes_of, count_changes
from vocabsync.render.palette import PLAIN, Palette, signs
from vocabsync.render.text_changes import write_changes
from vocabsync.render.text_notes import write_dangers, write_leftovers
from vocabsync.render.text_page import Page
from vocabsync.render.wording import next_command, say_counts

if TYPE_CHECKING:
    from vocabsync.render.document_shape import PlanDocument


def render_plan(
    document: PlanDocument, *, width: int = 100, palette: Palette = PLAIN, unicode: bool = True, verbose: bool = False
) -> str:
    """Write a plan for people: dangers first, then the changes, then what stays, then what to do next."""
    page = Page(palette=palette, signs=signs(unicode=unicode), width=width, verbose=verbose)
    _write_head(page, document)
    page.gap()
    write_dangers(page, document)
    page.gap()
    changes = changes_of(document)
    write_changes(page, changes)
    page.gap()
    write_leftovers(page, document)
    page.gap()
    _write_end(page, document, say_counts(count_changes(changes)))
    return page.text()


def _write_head(page: Page, document: PlanDocument) -> None:
    dot = page.signs.dot
    slots = document.slots
    head = f"environment {document.environment} {dot} {document.region} {dot} {slots.now} of {slots.limit} slots"
    page.line((head, page.palette.strong))
    if document.only:
        page.line(f"only {', '.join(document.only)} shown; digest, slots and objections are those of the whole plan")


def _write_end(page: Page, document: PlanDocument, counts: str) -> None:
    slots = document.slots
    page.line(f"slots: {slots.now} now, {slots.peak} at peak, {slots.after} after, of {slots.limit}")
    for warning in document.warnings:
        page.line(("warning: ", page.palette.changed), warning)
    page.gap()
    page.line((counts, page.palette.strong), f"    digest {document.digest}")
    for objection in document.objections:
        page.line((f"objection {objection.guard}: ", page.palette.danger), objection.message)
        line = f", or `{allow_line([objection.line])}` in vocabsync.yaml" if objection.line else ""
        page.line(f"    allow with --allow {objection.allow}{line}")
    command = next_command(document)
    if command is not None:
        page.line(("next: ", page.palette.strong), command)
