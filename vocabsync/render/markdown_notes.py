"""Dangers and leftovers of a plan as Markdown blocks, each kept or dropped as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.consents import allow_line
from vocabsync.render.escape import markdown_code
from vocabsync.render.markdown_changes import cell, sentence
from vocabsync.render.wording import dedupe_command, percent, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.render.document_shape import BlockedEntry, ClaimEntry, PlanDocument, VocabularyEntry

_ROWS = 20
"""Rows of a table of vocabularies; an account holds ten unless its quota was raised."""


def danger_blocks(document: PlanDocument) -> list[list[str]]:
    """Say what needs a person, the gravest first."""
    blocks = []
    if document.relaxations:
        lines = [
            f"- {sentence(entry.setting)}: {sentence(entry.before)} → {sentence(entry.after)} ({sentence(entry.place)})"
            for entry in document.relaxations
        ]
        blocks.append(["", "### ⚠️ This change relaxes its own safety", "", *_cut(lines)])
    if document.vanished:
        count = plural(len(document.vanished), "vocabulary", "vocabularies")
        lines = [f"- {sentence(name)}" for name in document.vanished]
        heading = f"### ⚠️ The ledger names {count} and none is visible"
        blocks.append(
            ["", heading, "", "This key may belong to another account, workspace or region.", "", *_cut(lines)]
        )
    if document.blocked is not None:
        blocks.append(_blocked(document.blocked))
    blocks += [_conflict(document, entry) for entry in document.conflicts]
    if document.objections:
        blocks.append(["", "### ⚠️ Objections", "", *_cut(_objections(document))])
    return blocks


def _objections(document: PlanDocument) -> list[str]:
    lines = []
    for entry in document.objections:
        line = f", or {markdown_code(allow_line([entry.line]))} in vocabsync.yaml" if entry.line else ""
        allow = markdown_code(f"--allow {entry.allow}")
        lines.append(f"- **{sentence(entry.guard)}**: {sentence(entry.message)}. Allow with {allow}{line}")
    return lines


def _blocked(blocked: BlockedEntry) -> list[str]:
    claims = ", ".join(f"{sentence(claim.prefix)} {sentence(claim.target_model)}" for claim in blocked.claims[:_ROWS])
    head = ["", f"### ⚠️ Blocked: no free slot for {claims}", ""]
    if not blocked.candidates:
        return [*head, "None of the vocabularies in the account is ours to delete; ask for a higher quota."]
    return [*head, "Deleting one of these would free a slot:", *_table(blocked.candidates)]


def _conflict(document: PlanDocument, conflict: ClaimEntry) -> list[str]:
    count = plural(len(conflict.candidates), "vocabulary answers", "vocabularies answer")
    return [
        "",
        f"### ⚠️ Conflict: {sentence(conflict.prefix)} {sentence(conflict.target_model)}",
        "",
        f"{count} to this claim; nothing is written for it until one is chosen.",
        *_table(conflict.candidates),
        "",
        f"Resolve: {markdown_code(dedupe_command(document, conflict.prefix, 'ID'))}",
    ]


def _table(entries: Sequence[VocabularyEntry]) -> list[str]:
    rows = [
        f"| {cell(entry.vocabulary_id)} | {cell(entry.target_model)} | {cell(entry.created, 25)} "
        f"| {cell(entry.modified, 25)} | {'' if entry.terms is None else entry.terms} | {percent(entry.likeness)} |"
        for entry in entries
    ]
    heading = "| ID | target model | created | modified | terms | likeness |"
    return ["", heading, "|---|---|---|---|---|---|", *_cut(rows, table=True)]


def _cut(lines: list[str], *, table: bool = False) -> list[str]:
    more = len(lines) - _ROWS
    if more <= 0:
        return lines
    return [*lines[:_ROWS], *([""] if table else []), f"{'' if table else '- '}… {more} more"]


def leftover_lines(document: PlanDocument) -> list[str]:
    """Say what the plan leaves alone, one list item each."""
    lines = [f"- warning: {sentence(warning)}" for warning in document.warnings]
    for entry in document.duplicates:
        others = ", ".join(sentence(candidate.vocabulary_id) for candidate in entry.candidates[:_ROWS])
        command = dedupe_command(document, entry.prefix, entry.vocabulary_id or "ID")
        lines.append(
            f"- duplicates of {sentence(entry.prefix)} {sentence(entry.target_model)}: {others}; "
            f"resolve: {markdown_code(command)}"
        )
    lines += [f"- kept {sentence(entry.vocabulary_id)}: {sentence(entry.why or '')}" for entry in document.kept]
    lines += [
        f"- {sentence(entry.vocabulary_id)} is {sentence(entry.status)}: recognition does not use it"
        for entry in document.unchanged
        if entry.status != "OK"
    ]
    if document.unchanged:
        lines.append(f"- unchanged: {len(document.unchanged)}")
    if document.unmanaged:
        lines.append(f"- unmanaged, never touched: {len(document.unmanaged)}")
    return lines + [
        f"- {sentence(entry.vocabulary_id)}: {sentence(entry.why)}" for entry in document.unmanaged if entry.why
    ]
