"""Terms in a text plan: rows of what moves, and a preview of a whole list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.render.term_rows import rows_of
from vocabsync.render.wording import number, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.render.document_shape import TermEntry, TermsMoved
    from vocabsync.render.text_page import Page

_ROWS = 12
"""Term rows of one vocabulary that are shown without ``-v``."""

_PREVIEW = 3
_PREVIEW_CELLS = 24
_TEXT_CELLS = 100
_INDENT = "      "


def write_rows(page: Page, moved: TermsMoved) -> None:
    """Add a row a term; of a long list a fair part of each kind, and how many more there are."""
    rows, more = rows_of(moved, None if page.verbose else _ROWS, page.signs.arrow)
    styles = {"-": page.palette.removed, "~": page.palette.changed, "+": page.palette.added}
    for row in rows:
        page.line(_INDENT, (f"{row.sign} {row.about}  {page.clip(row.text, _TEXT_CELLS)}", styles[row.sign]))
    if more:
        page.line(_INDENT, (f"{page.signs.ellipsis} {number(more)} more terms (-v shows all)", page.palette.quiet))


def preview(page: Page, terms: Sequence[TermEntry], count: int) -> str:
    """Count a vocabulary's terms and name the first few."""
    first = [page.clip(entry.text, _PREVIEW_CELLS) for entry in terms[:_PREVIEW]]
    more = count - len(first)
    rest = [f"{page.signs.ellipsis} {number(more)} more"] if more > 0 and first else []
    named = ", ".join([*first, *rest])
    return f"{plural(count, 'term')}: {named}" if named else plural(count, "term")
