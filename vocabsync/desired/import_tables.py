"""Tables: CSV, TSV and the rows of a spreadsheet, with English or Chinese headings, or none."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from vocabsync.desired.import_rows import RejectedRow
from vocabsync.desired.weight_scales import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vocabsync.desired.import_rows import Imported

_HEADINGS = {
    **dict.fromkeys(
        ("text", "term", "word", "hotword", "phrase", "热词", "词", "词语", "词条", "关键词", "术语", "文本"), "text"
    ),
    **dict.fromkeys(("weight", "权重"), "weight"),
    **dict.fromkeys(("lang", "language", "语言", "语种"), "lang"),
    **dict.fromkeys(("note", "comment", "备注", "说明"), "note"),
}
_WITHOUT_HEADINGS = ("text", "weight", "lang", "note")
_COUNTING = frozenset({"序号", "编号", "no", "no.", "nr", "id", "#"})
"""Headings of columns that only count the rows."""


def read_table(text: str, delimiter: str, scale: Scale | None, imported: Imported) -> None:
    """Read CSV or TSV; another delimiter that the first line clearly uses is taken, and noted."""
    first = text.lstrip().partition("\n")[0]
    if delimiter not in first:
        other = next((sign for sign in ("\t", ";", ",") if sign in first), delimiter)
        if other != delimiter:
            delimiter = other
            imported.notes.append(f"the columns are separated by {'a tab' if other == chr(9) else f'`{other}`'}")
    read_rows(_numbered(text, delimiter, imported), scale, imported)


def _numbered(text: str, delimiter: str, imported: Imported) -> Iterator[tuple[int, list[str]]]:
    """Give rows with the line on which each begins."""
    reader, line = csv.reader(StringIO(text, newline=""), delimiter=delimiter), 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        imported.rejected.append(RejectedRow(line, "", f"the table cannot be read from here on: {error}"))


def read_rows(rows: Iterable[tuple[int, list[str]]], scale: Scale | None, imported: Imported) -> None:
    """Read rows with their line numbers; the first one names the columns where it can."""
    columns: tuple[str, ...] = ()
    for line, row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if not columns:
            columns = _columns(cells, imported)
            if _is_heading(cells):
                continue
        if any(cells[len(columns) :]):
            imported.rejected.append(RejectedRow(line, " ".join(cells), f"more fields than the {len(columns)} columns"))
            continue
        fields = dict(zip(columns, cells, strict=False))
        imported.take(
            line,
            text=row[columns.index("text")] if "text" in fields else "",
            weight=fields.get("weight"),
            lang=fields.get("lang"),
            note=fields.get("note"),
            scale=scale or Scale.DASHSCOPE,
        )


def _is_heading(cells: list[str]) -> bool:
    """Tell headings by the column of terms, or by that of weights behind the first: no weight is a word."""
    names = [_HEADINGS.get(cell.lower()) for cell in cells]
    return "text" in names or "weight" in names[1:]


def _columns(cells: list[str], imported: Imported) -> tuple[str, ...]:
    """Name the columns; one that has no name of ours gets a name that nobody asks for, and is noted."""
    if not _is_heading(cells):
        if len(cells) > 1:
            imported.notes.append("there is no line of headings: the columns are taken as text, weight, lang, note")
        return _WITHOUT_HEADINGS
    names: list[str] = []
    unknown = []
    terms = _column_of_terms(cells)
    if terms and _HEADINGS.get(terms.lower()) != "text":
        imported.notes.append(f"the column {terms} is taken as the terms")
    for cell in cells:
        name = "text" if cell and cell == terms else _HEADINGS.get(cell.lower(), "")
        if not name or name in names:
            unknown += [cell] if cell else []
            name = f"column {len(names)}"
        names.append(name)
    imported.tell_left_out(unknown, "columns")
    return tuple(names)


def _column_of_terms(cells: list[str]) -> str:
    """Find the heading of the terms: one that says so, else the first that says nothing else and does not count."""
    named = (cell for cell in cells if _HEADINGS.get(cell.lower()) == "text")
    others = (cell for cell in cells if cell and cell.lower() not in _HEADINGS.keys() | _COUNTING)
    return next(named, "") or next(others, "")
