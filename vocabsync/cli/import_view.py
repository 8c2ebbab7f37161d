"""What an import would do, for people: new, changed, twice, left out, each row with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.render.escape import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.import_rows import ImportedRow
    from vocabsync.operations.import_terms import ImportPreview

MOST_NEW = 20
"""New terms that are listed without ``-v``; what is changed, twice or left out is always listed in full."""


def render_preview(preview: ImportPreview, *, verbose: bool) -> str:
    """Write the preview, the counts last."""
    return "\n".join([*_notes(preview), *_new(preview, verbose=verbose), *_others(preview), _counts(preview)])


def _notes(preview: ImportPreview) -> Iterator[str]:
    return (f"note: {terminal(note)}" for note in preview.notes)


def _new(preview: ImportPreview, *, verbose: bool) -> Iterator[str]:
    shown = preview.new if verbose else preview.new[:MOST_NEW]
    for row in shown:
        yield f"  + {_row(row)}"
    if len(shown) < len(preview.new):
        yield f"  + {len(preview.new) - len(shown)} more (-v lists them)"


def _others(preview: ImportPreview) -> Iterator[str]:
    for row, before in preview.changed:
        yield f"  ~ {_row(row)}, was {before} in the file"
    for row, where in preview.duplicates:
        yield f"  = {_row(row)}, already in {where}"
    for each in preview.rejected:
        yield f"  ! line {each.line}: {terminal(each.content)}: {terminal(each.why)}"


def _row(row: ImportedRow) -> str:
    weight = "" if row.weight is None else f", weight {row.weight}"
    rescaled = f" ({row.was} in the list)" if row.was else ""
    lang = f", {terminal(row.lang)}" if row.lang else ""
    return f"line {row.line}: {terminal(row.text)}{weight}{rescaled}{lang}"


def _counts(preview: ImportPreview) -> str:
    rescaled = sum(bool(row.was) for row in preview.new)
    return (
        f"{len(preview.new)} new{f' ({rescaled} rescaled)' if rescaled else ''}, {len(preview.changed)} with another "
        f"weight, {len(preview.duplicates)} there already, {len(preview.rejected)} left out"
    )
