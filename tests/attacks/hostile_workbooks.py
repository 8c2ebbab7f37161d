"""Workbooks that are small as files and beyond all memory as cells."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from tests.attacks.hostile_ground import HEAD, Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.attacks.hostile_ground import Ground

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MIB: Final = 1 << 20


def workbook(sheet: str, *, padding: int = 0, shared: str = "", extra: dict[str, str] | None = None) -> bytes:
    """Make an .xlsx of one sheet; ``padding`` blanks, which pack well, stand before its rows."""
    file = io.BytesIO()
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_KIND}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
        **(extra or {}),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{_MAIN}">'.encode())
            for _ in range(padding // _MIB):
                part.write(b" " * _MIB)
            part.write(f"<sheetData>{sheet}</sheetData></worksheet>".encode())
    return file.getvalue()


def cell(place: str, text: str) -> str:
    """Write a row of one cell."""
    row = "".join(filter(str.isdigit, place))
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _lying() -> bytes:
    """Say in the directory of the archive that the sheet has a hundred bytes."""
    content = bytearray(workbook(cell("A1", "甲乙"), padding=64 * _MIB))
    name = content.rindex(b"xl/worksheets/sheet1.xml")
    content[name - 46 + 24 : name - 46 + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def _overlapping() -> bytes:
    """Name one packed part a thousand times in the directory of the archive."""
    content = workbook("", padding=_MIB)
    end = content.rindex(b"PK\x05\x06")
    begin = int.from_bytes(content[end + 16 : end + 20], "little")
    entries = content[begin:end] * 1_000
    count = (1_000 * int.from_bytes(content[end + 10 : end + 12], "little")) % 65_536
    tail = bytearray(content[end:])
    tail[8:10] = tail[10:12] = count.to_bytes(2, "little")
    tail[12:16] = len(entries).to_bytes(4, "little")
    return content[:begin] + entries + bytes(tail)


_SAME: Final = "".join('<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' for _ in range(50_000))
_REFUSED: Final = "the workbook grows too large"
_NONE: Final = "no .xlsx workbook"

BOOKS: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "an ordinary workbook": (lambda: workbook(cell("A1", "甲乙")), ""),
    "a workbook of two cells far apart": (lambda: workbook(cell("A1", "甲") + cell("XFD1048576", "乙")), _REFUSED),
    "a workbook of two rows far apart": (
        lambda: workbook(f'{cell("ZZ1", "甲")}<row r="1048576"><c><v>1</v></c></row>'), _REFUSED,
    ),
    "a workbook that grows": (lambda: workbook(cell("A1", "甲乙"), padding=64 * _MIB), _REFUSED),
    "a workbook that lies about its size": (_lying, _REFUSED),
    "a workbook of one part a thousand times": (_overlapping, _REFUSED),
    "a workbook of one long text everywhere": (
        lambda: workbook(_SAME, shared=f"<si><t>{'x' * _MIB}</t></si>"), _REFUSED,
    ),
    "a workbook that is cut off": (lambda: workbook(cell("A1", "甲乙"))[:-40], _NONE),
    "a workbook with a damaged sheet": (lambda: workbook("<row><c"), "list.xlsx"),
    "a workbook of another format": (
        lambda: workbook("", extra={"content.xml": "<table:table-row table:number-rows-repeated='1048576'/>"}), _NONE,
    ),
    "a workbook that is only an archive": (lambda: b"PK\x05\x06" + bytes(18), _NONE),
    "a workbook that is a vocabulary": (HEAD.encode, _NONE),
}  # fmt: skip


def _put(make: Callable[[], bytes]) -> Callable[[Ground], object]:
    return lambda ground: ground.write("list.xlsx", make())


TREES: Final = tuple(
    Tree(name=name, build=_put(make), says=says, aim=("import", "list.xlsx")) for name, (make, says) in BOOKS.items()
)
