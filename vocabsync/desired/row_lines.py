"""Rows as ``fmt`` writes them, one to a line, read by a pattern instead of eight parser events each.

A pattern is no parser. This one takes only rows that mean the same to every reader of YAML, and the parser still reads
the file around them, with the first row of every run: where that one is an item of a list, so are those that follow.
Where it is not, nothing counts that was read this way (docs/adr/0019-rows-are-read-by-a-pattern.md).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from vocabsync.desired.node_marks import NodeMarks, number_children
from vocabsync.desired.plain_scalars import SHARED

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Mapping, Sequence

    from vocabsync.desired.node_marks import Path
    from vocabsync.desired.source_text import SourceText

_Steps: TypeAlias = "tuple[int | str, ...]"

EVENTS_OF_A_ROW: Final = 8
"""At most: its beginning and its end, three keys and three values."""

_FEWEST_EVENTS: Final = 4

_NEVER: Final = r"\x00-\x1f\x7f-\x9f"
_SELDOM: Final = "\u2028\u2029\ufeff\ufffe\uffff"
"""What ends a line somewhere, or may not stand in a file; in a pattern, the wide ones would cost every start 3 ms."""

_LIKE_TEXT: Final = r"(?!(?i:true|false|null|yes|no|on|off)[,}])(?=[^\W\d_])"
"""What begins with a letter is text, but for words that some reader takes for something else."""

# No group is possessive: until 3.11.4, Python counts half of a last repetition that failed as matched.
_PLAIN: Final = rf"{_LIKE_TEXT}[^,:?#\[\]{{}}{_NEVER}]++(?<! )"
_TEXT: Final = rf"'[^'{_NEVER}]++'|\"[^\"\\{_NEVER}]++\"|{_PLAIN}"
_ROW: Final = re.compile(
    rf"- \{{text: (?P<text>{_TEXT})(?:, weight: (?P<weight>[1-9][0-9]?))?(?:, lang: (?P<lang>{_LIKE_TEXT}[a-z]+))?\}}\n"
)
_OTHER_ROW: Final = re.sub(r"\?P<[a-z]+>", "?:", _ROW.pattern)
_RUN: Final = re.compile(rf"^(?P<indent> *+){_ROW.pattern}(?P<others>(?:(?P=indent){_OTHER_ROW})+)", re.MULTILINE)


class _Run(NamedTuple):
    """Rows that follow one another.

    ``first`` is where the first mapping begins in ``rest``; ``start`` and ``end`` enclose the other rows in the text,
    and ``rows`` counts these.
    """

    first: int
    start: int
    end: int
    rows: int


def may_be_too_many(text: str, values: int) -> bool:
    """Whether the rows alone may be more values than may be read: a run takes half a KiB a row while it is found."""
    return text.count("{text: ") * _FEWEST_EVENTS > values


class RowLines:
    """The runs of two rows and more in one text.

    ``rest`` is the text without all rows of a run but its first; ``count`` is the number of rows that it does not have.
    """

    def __init__(self, source: SourceText) -> None:
        """Find the runs; in a text with a character that hardly any has, none are looked for."""
        self._source = source
        self._runs: list[_Run] = []
        left_out = 0
        is_odd = any(sign in source.text for sign in _SELDOM)
        for match in () if is_odd else _RUN.finditer(source.text):
            start, end = match.span("others")
            first = match.start("text") - len("{text: ") - left_out
            self._runs.append(_Run(first, start, end, source.text.count("\n", start, end)))
            left_out += end - start
        self.count = sum(run.rows for run in self._runs)
        self.rest = "".join(self._around_runs())

    def put_back(self, data: object, marks: array[int]) -> RowMarks | None:
        """Put the other rows behind the first ones into the data of ``rest``, whose nodes have these marks.

        Gives the marks of the whole; None where the first rows are not, one and all, items of outer lists: the data is
        of no use then.
        """
        runs = {run.first: run for run in self._runs}
        shape: Any = data.copy() if isinstance(data, dict | list) else data
        put: dict[_Steps, _Put] = {}
        for path, items, number_of_list in _outer_lists(data):
            settled: list[object] = []
            found: list[tuple[int, _Run]] = []
            for item, (_, number) in zip(items, number_children(items, number_of_list), strict=True):
                settled.append(item)
                if marks[number] in runs:
                    run = runs.pop(marks[number])
                    found.append((len(settled), run))
                    settled += self._rows(run)
            if path:
                shape[path[0]] = items.copy()
            put[path] = _Put(found)
            items[:] = settled
        return None if runs else RowMarks(self._source, NodeMarks(shape, marks), self._runs, put)

    def _around_runs(self) -> Iterator[str]:
        done = 0
        for run in self._runs:
            yield self._source.text[done : run.start]
            done = run.end
        yield self._source.text[done:]

    def _rows(self, run: _Run) -> Iterator[dict[str, Any]]:
        for text, weight, lang in _ROW.findall(self._source.text, run.start, run.end):
            row: dict[str, Any] = {"text": text[1:-1] if text[0] in "'\"" else text}
            if weight:
                row["weight"] = SHARED[weight]
            if lang:
                row["lang"] = SHARED.get(lang, lang)
            yield row


class RowMarks:
    """Finds marks in a text whose runs were read by the pattern.

    A row that was put back stands in a line of its own, whose number is known: it is looked at again. All other nodes
    are found in ``rest``, and moved by the rows that were left out before them.
    """

    def __init__(self, source: SourceText, rest: NodeMarks, runs: Sequence[_Run], put: Mapping[_Steps, _Put]) -> None:
        """Keep all; nothing is looked at yet. ``put`` tells for each outer list which rows were put back."""
        self._source = source
        self._rest = rest
        self._put = put
        self._moves = list(accumulate((run.end - run.start for run in runs), initial=0))
        self._cuts = [run.start - moved for run, moved in zip(runs, self._moves, strict=False)]

    def value(self, path: Path) -> int:
        """Give the mark of the value at ``path``, or of the nearest ancestor that exists."""
        return self._find(path, of_key=False)

    def key(self, path: Path) -> int:
        """Give the mark of the key of the value at ``path``; for an item of a list, of the item."""
        return self._find(path, of_key=True)

    def _find(self, path: Path, *, of_key: bool) -> int:
        at = 0 if () in self._put else 1
        put = self._put.get(tuple(path[:at]))
        if put is not None and len(path) > at and isinstance(index := path[at], int):
            run, number = put.find(index)
            if run is not None:
                return self._in_row(run, number, path[at + 1 :], of_key=of_key)
            path = (*path[:at], number, *path[at + 1 :])
        mark = self._rest.key(path) if of_key else self._rest.value(path)
        return mark + self._moves[bisect_right(self._cuts, mark)]

    def _in_row(self, run: _Run, number: int, below: Path, *, of_key: bool) -> int:
        line = self._source.place(run.start).line + number
        row = _ROW.match(self._source.text, self._source.text.index("-", self._source.line_start(line)))
        if row is None:
            raise AssertionError("the pattern has read this row before")  # pragma: no cover
        part = below[0] if below else None
        if part not in row.groupdict() or row[part] is None:
            return row.start() + len("- ")
        return row.start(part) - (len(f"{part}: ") if of_key else 0)


class _Put:
    """Which items of one outer list were put back, and where the others stand in ``rest``."""

    def __init__(self, found: Sequence[tuple[int, _Run]]) -> None:
        """Take, for each run, the index of the first item that was put back."""
        self._starts = [start for start, _ in found]
        self._runs = [run for _, run in found]
        self._counts = list(accumulate((run.rows for run in self._runs), initial=0))

    def find(self, index: int) -> tuple[_Run | None, int]:
        """Give an item's run and its number there; for one that was not put back, None and its index in ``rest``."""
        behind = bisect_right(self._starts, index)
        if behind and index < self._starts[behind - 1] + self._runs[behind - 1].rows:
            return self._runs[behind - 1], index - self._starts[behind - 1]
        return None, index - self._counts[behind]


def _outer_lists(data: object) -> Iterator[tuple[_Steps, list[Any], int]]:
    """Give the lists at the root and right under it, with their paths and the numbers of their nodes."""
    if isinstance(data, list):
        yield (), data, 0
    elif isinstance(data, dict):
        children = list(number_children(data, 0))
        yield from (((key,), data[key], number) for key, number in children if isinstance(data[key], list))
