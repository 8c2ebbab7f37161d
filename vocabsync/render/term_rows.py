"""One row a term, for text and Markdown: sign, language and weight aligned, the foreign text last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.frozen import frozen
from vocabsync.render.budget import share
from vocabsync.render.columns import pad, widest
from vocabsync.render.escape import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.render.document_shape import TermEntry, TermsMoved, WeightEntry


@frozen
class Row:
    """One row; ``about`` is language and weight, padded, ``text`` still foreign."""

    sign: str
    about: str
    text: str


def rows_of(moved: TermsMoved, limit: int | None, arrow: str) -> tuple[list[Row], int]:
    """Give rows, removals before changes before additions, and how many more there are.

    A limit is shared fairly between the three kinds.
    """
    kinds = (moved.removed, moved.changed, moved.added)
    sizes = [len(kind) for kind in kinds]
    shown = sizes if limit is None else share(sizes, limit)
    rows = [
        *(_whole("-", entry) for entry in moved.removed[: shown[0]]),
        *(_changed(entry, arrow) for entry in moved.changed[: shown[1]]),
        *(_whole("+", entry) for entry in moved.added[: shown[2]]),
    ]
    return _aligned(rows), sum(sizes) - sum(shown)


def _whole(sign: str, entry: TermEntry) -> tuple[str, str, str, str]:
    return sign, terminal(entry.lang or ""), str(entry.weight), entry.text


def _changed(entry: WeightEntry, arrow: str) -> tuple[str, str, str, str]:
    return "~", terminal(entry.lang or ""), f"{entry.before} {arrow} {entry.after}", entry.text


def _aligned(rows: Sequence[tuple[str, str, str, str]]) -> list[Row]:
    lang = widest(row[1] for row in rows)
    weight = widest(row[2] for row in rows)
    return [
        Row(sign, f"{pad(language, lang)} {pad(number, weight)}" if lang else pad(number, weight), text)
        for sign, language, number, text in rows
    ]
