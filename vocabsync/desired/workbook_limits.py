"""What a workbook would grow to, measured before a parser that holds it whole opens it."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from itertools import pairwise
from typing import Final

MOST_BYTES: Final = 32 * 1024 * 1024
"""Unpacked, all parts together. A list of 100,000 terms takes a third of it."""

MOST_CELLS: Final = 2_000_000
"""Of the rectangle around all cells: the parser fills it, however few of them there are."""

MOST_TEXT: Final = 256 * 1024 * 1024
"""Characters, if every cell held the longest of the texts that cells share."""

_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)([0-9]*)\s*["']""")
_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si\b")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_OTHER_FORMATS: Final = ("content.xml", "workbook.bin")


def is_workbook(content: bytes) -> bool:
    """Whether it is an archive that holds an .xlsx workbook, and no other kind that the parser would try too."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except _UNREADABLE:
        return False
    return any(name.endswith("workbook.xml") for name in names) and not any(
        name.endswith(other) for name in names for other in _OTHER_FORMATS
    )


def grows_too_large(content: bytes) -> bool:
    """Whether the archive unpacks to more, its cells span more, or its texts repeat to more than any list needs.

    A part that cannot be unpacked counts as too large: only an archive that lies about its sizes has one.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
                return True
            parts = [archive.read(part) for part in archive.infolist()]
    except _UNREADABLE:
        return True
    longest = max((_longest_shared(part) for part in parts), default=0)
    cells = sum(len(_CELL.findall(part)) for part in parts)
    return longest * cells > MOST_TEXT or any(_area(part) > MOST_CELLS for part in parts)


def _longest_shared(part: bytes) -> int:
    starts = [match.start() for match in _SHARED_TEXT.finditer(part)]
    return max((end - start for start, end in pairwise([*starts, len(part)])), default=0)


def _area(part: bytes) -> int:
    """Multiply the last row by the last column that are named anywhere in a part."""
    rows = columns = 1
    for letters, digits in set(_PLACE.findall(part)):
        if len(digits) < 8 and len(letters) < 4:
            rows = max(rows, int(digits or 1))
            columns = max(columns, _number_of(letters))
    return rows * columns


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
