"""Foreign lists → rows. The file's ending says the format; nothing is dropped or bent silently."""

from __future__ import annotations

import codecs
import datetime as dt
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.import_json import read_json_list
from vocabsync.desired.import_lines import read_lines
from vocabsync.desired.import_rows import Imported, RejectedRow
from vocabsync.desired.import_tables import read_rows, read_table
from vocabsync.desired.workbook_limits import grows_too_large, is_workbook
from vocabsync.domain.errors import VocabsyncError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.weight_scales import Scale

ENDINGS = (".csv", ".tsv", ".txt", ".json", ".xlsx")

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_foreign_list(name: str, content: bytes, scale: Scale | None = None, caps: Caps = DEFAULT_CAPS) -> Imported:
    """Read a list of another tool. Raises VocabsyncError where the file as a whole cannot be read, Unreadable."""
    imported = Imported()
    ending = PurePath(name).suffix.lower()
    if ending == ".xlsx":
        read_rows(_sheet_rows(name, content, imported), scale, imported)
    else:
        _read_text(name, ending, _decode(name, content, imported), scale, imported, caps=caps)
    imported.tell_what_was_bent(scale)
    return imported


def _read_text(name: str, ending: str, text: str, scale: Scale | None, imported: Imported, *, caps: Caps) -> None:
    match ending:
        case ".csv":
            read_table(text, ",", scale, imported)
        case ".tsv":
            read_table(text, "\t", scale, imported)
        case ".json":
            read_json_list(name, text, scale, imported, caps)
        case ".txt":
            read_lines(text, scale, imported)
        case _:
            raise VocabsyncError(
                f"files ending in `{ending}` cannot be imported"
                if ending
                else "a file without an ending cannot be imported",
                where=name,
                next_step=f"save the list with one of the endings {', '.join(ENDINGS)}",
            )


def _decode(name: str, content: bytes, imported: Imported) -> str:
    """Decode UTF-8, or what Excel writes on a Chinese or any other Windows, with a note."""
    if content.startswith(_UTF16):
        imported.notes.append("the file is UTF-16, read as such")
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        raise VocabsyncError(
            "the file is neither UTF-8 nor GBK", where=name, next_step="save it as UTF-8 and import it again"
        ) from None
    imported.notes.append("the file is no UTF-8 and was read as GBK (GB18030): check a few terms")
    return text


def _sheet_rows(name: str, content: bytes, imported: Imported) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of the first sheet that has any."""
    try:
        import python_calamine  # noqa: PLC0415 - an extra
    except ImportError:
        raise VocabsyncError(
            "reading .xlsx needs an extra package",
            where=name,
            next_step="install it with `pip install 'vocabsync[excel]'`, or save the sheet as CSV (UTF-8)",
        ) from None
    _check_workbook(name, content)
    try:
        workbook = python_calamine.load_workbook(BytesIO(content))
        sheets = [
            (title, workbook.get_sheet_by_name(title).to_python(skip_empty_area=False))
            for title in workbook.sheet_names
        ]
    except (python_calamine.CalamineError, OSError):
        raise _no_workbook(name) from None
    filled = [(title, rows) for title, rows in sheets if rows]
    imported.tell_left_out([title for title, _ in filled[1:]], "sheets")
    for number, row in enumerate(filled[0][1] if filled else [], 1):
        cells = [_cell(value) for value in row]
        if None in cells:
            shown = " ".join(str(value) for value in row if value != "")
            imported.rejected.append(RejectedRow(number, shown, "a cell is a date, a time or yes/no: make it text"))
        else:
            yield number, [cell for cell in cells if cell is not None]


def _check_workbook(name: str, content: bytes) -> None:
    """Measure before the parser, which holds everything at once, sees it. Raises VocabsyncError."""
    if not is_workbook(content):
        raise _no_workbook(name)
    if grows_too_large(content):
        raise VocabsyncError(
            "the workbook grows too large when it is unpacked",
            where=name,
            next_step="save the sheet with the terms, and nothing else, as CSV (UTF-8)",
        )


def _no_workbook(name: str) -> VocabsyncError:
    return VocabsyncError(
        "the file is no .xlsx workbook", where=name, next_step="save it again as .xlsx, or as CSV (UTF-8)"
    )


def _cell(value: object) -> str | None:
    """Give a cell as text; numbers arrive as floats. None for what Excel made of a text that looked like a date."""
    match value:
        case bool() | dt.date() | dt.time() | dt.timedelta():
            return None
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
