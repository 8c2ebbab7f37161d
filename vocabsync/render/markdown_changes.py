"""The changes of a plan as Markdown: a table of all of them, and the terms of each as far as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.render.budget import share
from vocabsync.render.columns import clip
from vocabsync.render.escape import markdown_cell, markdown_fence, markdown_text, terminal
from vocabsync.render.outline import HEADINGS, SIGNS
from vocabsync.render.term_rows import rows_of
from vocabsync.render.wording import notes_of, number, plural, say_moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.render.document_shape import TermsMoved
    from vocabsync.render.outline import Change

_NAME = 80
_SENTENCE = 300
_TERM = 200
_ROW_OVERHEAD = 16
"""Sign, language, weight and line end of a row, at the least what a row costs beside its text."""

TABLE_HEADING = ["", "| | vocabulary | target model | ID | what |", "|---|---|---|---|---|"]


def cell(text: str | None, characters: int = _NAME) -> str:
    """Write foreign text of any length into a table cell."""
    return markdown_cell(clip(terminal(text), characters)) if text else ""


def sentence(text: str) -> str:
    """Write foreign words of any length into a paragraph."""
    return markdown_text(clip(terminal(text), _SENTENCE))


def table_row(change: Change) -> str:
    """Name one change and what it does, in one row."""
    action = change.action
    models = dict.fromkeys([*(old.target_model for old in change.replaced), action.target_model])
    named = " → ".join(cell(model) for model in models)
    identity = change.replaced[0].vocabulary_id if change.replaced else action.vocabulary_id
    drift = " **drift**" if action.drift else ""
    return f"| `{SIGNS[change.kind]}` | {cell(action.prefix)} | {named} | {cell(identity)} | {_what(change)}{drift} |"


def _what(change: Change) -> str:
    action = change.action
    match change.kind:
        case "replace" | "create again":
            return f"**{HEADINGS[change.kind]}**"
        case "delete":
            return f"**delete** {plural(action.terms_before, 'term')}"
        case "update":
            return say_moved(change.moved, of=action.terms_before)
        case "create":
            return f"create with {plural(action.terms_after, 'term')}"


def detail_blocks(changes: Sequence[Change], available: int) -> list[list[str]]:
    """Give a folded block for each change; what is available is shared, small changes whole, large ones cut."""
    moves = [change.moved for change in changes]
    frames = [_frame(change, moved) for change, moved in zip(changes, moves, strict=True)]
    fixed = [sum(len(line) + 1 for line in [*before, *after]) for before, after in frames]
    wanted = [base + _size(moved) for base, moved in zip(fixed, moves, strict=True)]
    given = share(wanted, available)
    blocks = []
    for (before, after), moved, base, room in zip(frames, moves, fixed, given, strict=True):
        if base <= room:
            blocks.append([*before, *_rows(moved, room - base), *after])
    return blocks


def _frame(change: Change, moved: TermsMoved) -> tuple[list[str], list[str]]:
    action = change.action
    counted = say_moved(moved) if moved.added or moved.removed or moved.changed else "no term changes"
    name, model = (markdown_text(clip(terminal(text), _NAME)) for text in (action.prefix, action.target_model))
    summary = f"<summary>{SIGNS[change.kind]} <b>{name}</b> {model}: {counted}</summary>"
    return ["", "<details>", summary, "", *(f"- {sentence(note)}" for note in notes_of(change)), ""], ["", "</details>"]


def _size(moved: TermsMoved) -> int:
    """Estimate, never too low, what all rows of a change take."""
    kinds = (moved.removed, moved.changed, moved.added)
    texts = sum(_ROW_OVERHEAD + 8 + 2 * len(entry.text) + len(entry.lang or "") for kind in kinds for entry in kind)
    return texts + 60


def _rows(moved: TermsMoved, room: int) -> list[str]:
    """Write as many rows as fit, in a fence; a row or the fence itself is never cut."""
    total = len(moved.removed) + len(moved.changed) + len(moved.added)
    limit = min(total, max(0, room) // (_ROW_OVERHEAD - 4))
    while limit > 0:
        lines = _fenced(moved, limit)
        size = len(lines[0]) + 1
        if size <= room:
            return lines
        limit = min(limit - 1, limit * room // size)
    return [f"{number(total)} terms; there is no room for them here"] if total and room > 60 else []


def _fenced(moved: TermsMoved, limit: int) -> list[str]:
    rows, more = rows_of(moved, limit, "→")
    lines = [f"{row.sign} {row.about}  {clip(terminal(row.text), _TERM)}" for row in rows]
    if more:
        lines.append(f"… {number(more)} more")
    return [markdown_fence(lines, "diff")]
