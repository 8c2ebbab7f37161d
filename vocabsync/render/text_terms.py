"""Term rows of a text plan: removals, then changes, then additions, aligned, the foreign text last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vocabsync.render.budget import share
from vocabsync.render.columns import pad, widest
from vocabsync.render.escape import terminal
from vocabsync.render.outline import number, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.render.document_shape import TermEntry, TermsMoved, WeightEntry
    from vocabsync.render.text_page import Page

_ROWS = 12
"""Term rows of one vocabulary that are shown without ``-v``."""

_PREVIEW = 3
_PREVIEW_CELLS = 24
_TEXT_CELLS = 100
_INDENT = "      "


@dataclass(frozen=True, slots=True)
class _Row:
    sign: str
    lang: str
    weight: str
    text: str


def write_rows(page: Page, moved: TermsMoved) -> None:
    """Add a row a term; of a long list a fair part of each kind, and how many more there are."""
    kinds = (moved.removed, moved.changed, moved.added)
    sizes = [len(kind) for kind in kinds]
    shown = sizes if page.verbose else share(sizes, _ROWS)
    rows = [
        *(_whole_row("-", entry) for entry in moved.removed[: shown[0]]),
        *(_changed_row(entry, page.signs.arrow) for entry in moved.changed[: shown[1]]),
        *(_whole_row("+", entry) for entry in moved.added[: shown[2]]),
    ]
    _write_aligned(page, rows)
    more = sum(sizes) - sum(shown)
    if more:
        page.line(_INDENT, (f"{page.signs.ellipsis} {number(more)} more terms (-v shows all)", page.palette.quiet))


def _whole_row(sign: str, entry: TermEntry) -> _Row:
    return _Row(sign, terminal(entry.lang or ""), str(entry.weight), entry.text)


def _changed_row(entry: WeightEntry, arrow: str) -> _Row:
    return _Row("~", terminal(entry.lang or ""), f"{entry.before} {arrow} {entry.after}", entry.text)


def _write_aligned(page: Page, rows: Sequence[_Row]) -> None:
    lang = widest(row.lang for row in rows)
    weight = widest(row.weight for row in rows)
    styles = {"-": page.palette.removed, "~": page.palette.changed, "+": page.palette.added}
    for row in rows:
        about = f"{pad(row.lang, lang)} {row.weight}" if lang else row.weight
        cells = pad(about, lang + weight + 1 if lang else weight)
        page.line(_INDENT, (f"{row.sign} {cells}  {page.clip(row.text, _TEXT_CELLS)}", styles[row.sign]))


def preview(page: Page, terms: Sequence[TermEntry], count: int) -> str:
    """Count a vocabulary's terms and name the first few."""
    first = [page.clip(entry.text, _PREVIEW_CELLS) for entry in terms[:_PREVIEW]]
    more = count - len(first)
    rest = [f"{page.signs.ellipsis} {number(more)} more"] if more > 0 and first else []
    named = ", ".join([*first, *rest])
    return f"{plural(count, 'term')}: {named}" if named else plural(count, "term")
