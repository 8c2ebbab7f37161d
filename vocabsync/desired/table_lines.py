"""Lists that are no YAML: CSV and TSV tables with a header, and text files of one term a line."""

from __future__ import annotations

import csv
from array import array
from io import StringIO
from typing import TYPE_CHECKING, Final

from vocabsync.desired.caps import DEFAULT_CAPS, way_out
from vocabsync.desired.complaints import nearest
from vocabsync.desired.documents import TermEntry
from vocabsync.desired.source_text import SourceText
from vocabsync.desired.term_list import TermList
from vocabsync.desired.unreadable import Unreadable
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.rules import complain

if TYPE_CHECKING:
    from vocabsync.desired.caps import Caps
    from vocabsync.domain.diagnostic import Diagnostic

COLUMNS: Final = ("text", "weight", "lang", "note")
_CHINESE_COLUMNS: Final = {
    "热词": "text",
    "词": "text",
    "文本": "text",
    "权重": "weight",
    "语言": "lang",
    "备注": "note",
}
_WEIGHTS: Final = {str(number): number for number in (1, 2, 3, 4, 5, 50)}
_ENOUGH: Final = 400
_MOST_COLUMNS: Final = 50


def read_lines(path: str, text: str, caps: Caps = DEFAULT_CAPS) -> TermList:
    """Read one term a line; empty lines are skipped, and nothing else is. Raises Unreadable."""
    _limit_lines(path, text, caps)
    source = SourceText(path, text)
    entries: list[TermEntry] = []
    starts = array("I")
    index = 0
    for line in source.lines():
        content = line.rstrip("\r\n")
        if content.strip(" \t"):
            entries.append(TermEntry(content))
            starts.append(index)
        index += len(line)
    return TermList(source, tuple(entries), lambda row, _part: starts[row])


def read_table(path: str, text: str, caps: Caps = DEFAULT_CAPS, *, delimiter: str) -> TermList:
    """Read a table whose first line names its columns; every further line is one term. Raises Unreadable."""
    _limit_lines(path, text, caps)
    return _Table(SourceText(path, text), delimiter).read()


def _limit_lines(path: str, text: str, caps: Caps) -> None:
    if max(text.count("\n"), text.count("\r")) > caps.values:
        summary = f"the file has more than {caps.values:,} lines"
        raise Unreadable(complain("VS103", summary, Place(path), remedy=way_out("values", caps)))


class _Table:
    """State of one reading: which column is which, and where each row began."""

    def __init__(self, source: SourceText, delimiter: str) -> None:
        self._source = source
        self._delimiter = delimiter
        self._columns: list[str] = []
        self._lines = array("I")
        self._problems: list[Diagnostic] = []

    def read(self) -> TermList:
        """Read it all, as far as it can be read."""
        rows: list[TermEntry] = []
        records = csv.reader(StringIO(self._source.text, newline=""), delimiter=self._delimiter, strict=True)
        line = 1
        try:
            for record in records:
                if record and not self._columns:
                    if not self._name_columns(record, line):
                        break
                elif record:
                    row = self._read_row(record, line)
                    if row is not None:
                        rows.append(row)
                        self._lines.append(line)
                line = records.line_num + 1
                if len(self._problems) > _ENOUGH:
                    break
        except csv.Error as error:
            self._complain("VS126", f"the table cannot be read on from here: {error}", line)
        if not self._columns and not self._problems:
            self._complain("VS126", "the table is empty", 1)
        return TermList(self._source, tuple(rows), self._locate, tuple(self._problems))

    def _name_columns(self, record: list[str], line: int) -> bool:
        if len(record) > _MOST_COLUMNS:
            self._complain("VS126", f"the first line names {len(record):,} columns", line)
            return False
        self._columns = [_CHINESE_COLUMNS.get(name.strip(), name.strip().lower()) for name in record]
        for number, name in enumerate(self._columns):
            if name not in COLUMNS:
                self._complain("VS126", f"`{record[number]}` is no column", line, number, remedy=nearest(name, COLUMNS))
            elif name in self._columns[:number]:
                self._complain("VS126", f"the column `{name}` is named twice", line, number)
        if "text" not in self._columns and not self._problems:
            self._complain("VS126", "no column is named `text`", line)
        return not self._problems

    def _read_row(self, record: list[str], line: int) -> TermEntry | None:
        if len(record) != len(self._columns):
            self._complain("VS126", f"{len(record)} fields, and {len(self._columns)} columns in the first line", line)
            return None
        fields = dict(zip(self._columns, record, strict=True))
        weight = fields.get("weight", "")
        if weight and weight not in _WEIGHTS:
            self._complain("VS134", f"the weight '{weight}' is not one of 1 to 5", line, self._columns.index("weight"))
            return None
        return TermEntry(fields["text"], _WEIGHTS.get(weight), fields.get("lang") or None, fields.get("note") or None)

    def _complain(self, rule: str, summary: str, line: int, field: int = 0, *, remedy: str | None = None) -> None:
        index = self._index(line, field)
        self._problems.append(self._source.complain(rule, summary, index, remedy=remedy))

    def _locate(self, row: int, part: str | None) -> int:
        field = self._columns.index(part) if part in self._columns else 0
        return self._index(self._lines[row], field)

    def _index(self, line: int, field: int) -> int:
        """Find a field by counting delimiters outside of quotes; an opening quote is stepped over."""
        start = self._source.line_start(line)
        text, quoted = self._source.text, False
        while field and start < len(text) and (quoted or text[start] not in "\r\n"):
            quoted ^= text[start] == '"'
            field -= not quoted and text[start] == self._delimiter
            start += 1
        return start + (text[start : start + 1] == '"')
