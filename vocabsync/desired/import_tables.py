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
    **dict.fromkeys(("text", "term", "word", "hotword", "phrase", "热词", "词", "词语", "文本"), "text"),
    **dict.fromkeys(("weight", "权重"), "weight"),
    **dict.fromkeys(("lang", "language", "语言", "语种"), "lang"),
    **dict.fromkeys(("note", "comment", "备注", "说明"), "note"),
}
_WITHOUT_HEADINGS = ("text", "weight", "lang", "note")


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
    return any(_HEADINGS.get(cell.lower()) == "text" for cell in cells)


def _columns(cells: list[str], imported: Imported) -> tuple[str, ...]:
    """Name the columns; one that has no name of ours gets a name that nobody asks for, and is noted."""
    if not _is_heading(cells):
        if len(cells) > 1:
            imported.notes.append("there is no line of headings: the columns are taken as text, weight, lang, note")
        return _WITHOUT_HEADINGS
    names: list[str] = []
    unknown = []
    for cell in cells:
        name = _HEADINGS.get(cell.lower(), "")
        if not name or name in names:
            unknown += [cell] if cell else []
            name = f"column {len(names)}"
        names.append(name)
    imported.tell_left_out(unknown, "columns")
    return tuple(names)
