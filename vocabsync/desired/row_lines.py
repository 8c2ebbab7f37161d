"""Rows as ``fmt`` writes them, one to a line, read by a pattern instead of eight parser events each.

A pattern is no parser. This one takes only rows that mean the same to every reader of YAML, and the parser still reads
the file around them, with the first row of every run: where that one is an item of a list, so are those that follow.
Where it is not, nothing counts that was read this way (docs/adr/0019-rows-are-read-by-a-pattern.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vocabsync.desired.node_marks import number_children
from vocabsync.desired.plain_scalars import SHARED

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

EVENTS_OF_A_ROW: Final = 8
"""At most: its beginning and its end, three keys and three values."""

_FEWEST_EVENTS: Final = 4

_NEVER: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""What ends a line somewhere, or may not stand in a file."""

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

    ``first`` is where the first mapping begins in ``rest``, ``nodes`` how many nodes it has; ``start`` and ``end``
    enclose the others in the text.
    """

    first: int
    nodes: int
    start: int
    end: int


def may_be_too_many(text: str, values: int) -> bool:
    """Whether the rows alone may be more values than may be read: a run takes half a KiB a row while it is found."""
    return text.count("{text: ") * _FEWEST_EVENTS > values


class RowLines:
    """The runs of two rows and more in one text.

    ``rest`` is the text without all rows of a run but its first; ``count`` is the number of rows that it does not have.
    """

    def __init__(self, text: str) -> None:
        """Find the runs."""
        self._text = text
        self._runs: list[_Run] = []
        left_out = 0
        for match in _RUN.finditer(text):
            nodes = 3 + 2 * (match["weight"] is not None) + 2 * (match["lang"] is not None)
            self._runs.append(_Run(match.start("text") - len("{text: ") - left_out, nodes, *match.span("others")))
            left_out += len(match["others"])
        self.count = sum(text.count("\n", run.start, run.end) for run in self._runs)
        self.rest = "".join(self._around_runs())

    def put_back(self, data: object, marks: array[int]) -> bool:
        """Put the other rows behind the first ones into the data of ``rest``, whose nodes have these marks.

        False where the first rows are not, one and all, items of outer lists; the data is of no use then.
        """
        runs = {run.first: run for run in self._runs}
        for items, number_of_list in _outer_lists(data):
            settled: list[object] = []
            for item, (_, number) in zip(items, number_children(items, number_of_list), strict=True):
                settled.append(item)
                if marks[number] in runs:
                    settled += self._rows(runs.pop(marks[number]))
            items[:] = settled
        return not runs

    def marks(self, marks: array[int]) -> Iterator[int]:
        """Give a mark for every node of the whole text, from those of ``rest``."""
        done = left_out = 0
        for run in self._runs:
            end_of_first = bisect_left(marks, run.first) + run.nodes
            yield from (mark + left_out for mark in marks[done:end_of_first])
            yield from chain.from_iterable(map(_marks_of, _ROW.finditer(self._text, run.start, run.end)))
            done = end_of_first
            left_out += run.end - run.start
        yield from (mark + left_out for mark in marks[done:])

    def _around_runs(self) -> Iterator[str]:
        done = 0
        for run in self._runs:
            yield self._text[done : run.start]
            done = run.end
        yield self._text[done:]

    def _rows(self, run: _Run) -> Iterator[dict[str, Any]]:
        for text, weight, lang in _ROW.findall(self._text, run.start, run.end):
            row: dict[str, Any] = {"text": text[1:-1] if text[0] in "'\"" else text}
            if weight:
                row["weight"] = SHARED[weight]
            if lang:
                row["lang"] = SHARED.get(lang, lang)
            yield row


def _marks_of(row: re.Match[str]) -> list[int]:
    text, weight, lang = row.start("text"), row.start("weight"), row.start("lang")
    marks = [text - len("{text: "), text - len("text: "), text]
    if weight > 0:
        marks += (weight - len("weight: "), weight)
    if lang > 0:
        marks += (lang - len("lang: "), lang)
    return marks


def _outer_lists(data: object) -> Iterator[tuple[list[Any], int]]:
    """Give the lists at the root and right under it, with the numbers of their nodes."""
    if isinstance(data, list):
        yield data, 0
    elif isinstance(data, dict):
        children = list(number_children(data, 0))
        yield from ((data[key], number) for key, number in children if isinstance(data[key], list))
