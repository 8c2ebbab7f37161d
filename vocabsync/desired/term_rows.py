"""Rows of a YAML or JSON list: pydantic in bulk, in slices, so that a file of mistakes stays a short report."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from vocabsync.desired.complaints import explain
from vocabsync.desired.documents import TermEntry, Text
from vocabsync.desired.slips import is_slip
from vocabsync.desired.term_list import TermList

if TYPE_CHECKING:
    from vocabsync.desired.document import Document
    from vocabsync.desired.node_marks import Path
    from vocabsync.domain.diagnostic import Diagnostic

_SLICE: Final = 500
_ENOUGH: Final = 400
"""Problems of one list after which no further rows are looked at: twice what is ever shown of a file."""


def read_rows(document: Document, path: Path, items: list[object], shape: object) -> TermList:
    """Check the items of the list at ``path`` and give those that are terms, with the complaints about all others."""
    found: list[str | TermEntry] = []
    numbers: list[int] = []
    problems: list[Diagnostic] = []
    for start in range(0, len(items), _SLICE):
        part = items[start : start + _SLICE]
        try:
            entries = _adapter().validate_python(part)
        except ValidationError as error:
            problems += explain(error, document, shape, prefix=path, offset=start)
            spoilt = {each["loc"][0] for each in error.errors(include_url=False, include_input=False)}
            kept = [number for number in range(len(part)) if number not in spoilt]
            entries = _adapter().validate_python([part[number] for number in kept])
            numbers += (start + number for number in kept)
        else:
            numbers += range(start, start + len(part))
        found += entries
        if len(problems) > _ENOUGH:
            break
    problems += _find_slips(document, path, found, numbers)
    return TermList(document.source, tuple(found), _Locator(document, path, numbers), tuple(problems))


class _Locator:
    """Finds a row's part in the document, by the number that the row has there."""

    def __init__(self, document: Document, path: Path, numbers: list[int]) -> None:
        self._document = document
        self._path = path
        self._numbers = None if numbers == list(range(len(numbers))) else numbers

    def __call__(self, row: int, part: str | None) -> int:
        number = row if self._numbers is None else self._numbers[row]
        return self._document.index((*self._path, number, *(() if part is None else (part,))))


@cache
def _adapter() -> TypeAdapter[list[str | TermEntry]]:
    return TypeAdapter(list[Text | TermEntry])


def _find_slips(document: Document, path: Path, entries: list[str | TermEntry], numbers: list[int]) -> list[Diagnostic]:
    """Find texts that were meant to be a key and a value; one look at all of them where there is nothing to find."""
    if not any(sign in document.source.text for sign in "：，"):
        return []
    return [
        document.complain("VS110", "a full-width sign makes one text of what was meant as several fields", (*path, at))
        for at, entry in zip(numbers, entries, strict=True)
        if is_slip(entry if isinstance(entry, str) else entry.text)
    ]
