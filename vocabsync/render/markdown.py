"""A plan as Markdown for job summaries and comments, built by budget: dangers and counts first, detail as it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.render.budget import fit_blocks, fit_lines
from vocabsync.render.escape import markdown_code
from vocabsync.render.markdown_changes import TABLE_HEADING, detail_blocks, sentence, table_row
from vocabsync.render.markdown_notes import danger_blocks, leftover_lines
from vocabsync.render.outline import changes_of, count_changes
from vocabsync.render.wording import next_command, plural, say_counts

if TYPE_CHECKING:
    from vocabsync.render.document_shape import PlanDocument

COMMENT_CHARACTERS = 65_000
"""A GitHub comment holds 65,536 characters; a sticky one needs room for its marker."""

LEAST_CHARACTERS = 4_000
"""Below this not even the dangers fit."""

MOST_CHARACTERS = 250_000
"""A job summary holds 1 MiB in bytes, and a character takes up to four: under 1,000,000 bytes whatever is in it."""

_COMMAND = 1_000
_MARGIN = 200


def render_plan(document: PlanDocument, *, max_chars: int = COMMENT_CHARACTERS) -> str:
    """Write a plan within a number of characters. Nothing in it is active, whatever a term says."""
    limit = min(max(max_chars, LEAST_CHARACTERS), MOST_CHARACTERS)
    changes = changes_of(document)
    head, foot = _head(document, say_counts(count_changes(changes))), _foot(document)
    room = limit - _size(head) - _size(foot) - _MARGIN
    dangers = fit_blocks(danger_blocks(document), room // 2, "danger")
    room -= _size(dangers)
    table = _some([table_row(change) for change in changes], room // 2, "change")
    table = [*TABLE_HEADING, *table] if table else []
    leftovers = _some(leftover_lines(document), room // 4, "note")
    leftovers = ["", *leftovers] if leftovers else []
    room -= _size(table) + _size(leftovers)
    details = [line for block in detail_blocks(changes, room) for line in block]
    return "\n".join([*head, *dangers, *table, *details, *leftovers, *foot]) + "\n"


def _head(document: PlanDocument, counts: str) -> list[str]:
    slots = document.slots
    lines = [
        f"## vocabsync plan: {sentence(document.environment)} ({sentence(document.region)})",
        "",
        f"**{counts}** · slots: {slots.now} now, {slots.peak} at peak, {slots.after} after, of {slots.limit}",
    ]
    if document.only:
        only = sentence(", ".join(document.only))
        lines += ["", f"Only {only} shown; digest, slots and objections are those of the whole plan."]
    return lines


def _foot(document: PlanDocument) -> list[str]:
    lines = ["", f"Digest {markdown_code(document.digest)}"]
    command = next_command(document)
    if command is not None:
        shown = command if len(command) <= _COMMAND else f"vocabsync apply --expect {document.digest}"
        lines += ["", f"Next: {markdown_code(shown)}"]
    return lines


def _some(lines: list[str], available: int, word: str) -> list[str]:
    """Keep whole lines from the front, and say how many more there are."""
    kept = fit_lines(lines, available)
    more = len(lines) - len(kept)
    return [*kept, "", f"… {plural(more, 'more ' + word)}"] if more else kept


def _size(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)
