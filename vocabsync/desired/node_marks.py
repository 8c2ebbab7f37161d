"""From a path in the data to the character where the value begins."""

from __future__ import annotations

from array import array
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Path: TypeAlias = "Sequence[int | str]"
"""Keys and indexes from the root to a value, as pydantic's ``loc`` has them."""


class Marks(Protocol):
    """Says where a node begins."""

    def value(self, path: Path) -> int:
        """Give the mark of the value at ``path``, or of the nearest ancestor that exists."""
        ...

    def key(self, path: Path) -> int:
        """Give the mark of the key of the value at ``path``; for an item of a list, of the item."""
        ...


class NodeMarks:
    """Finds marks by counting nodes.

    The reader noted one mark for each key, scalar and container start, in document order; so the mark of a value is the
    number of nodes before it. Only containers on a path that was asked for are counted, and marks and nodes no further
    than the child that was asked for: a large file with few problems costs one walk over its beginning.
    """

    def __init__(self, data: object, marks: Iterable[int]) -> None:
        """Keep both; nothing is counted yet."""
        self._data = data
        self._marks = array("I")
        self._further_marks = iter(marks)
        self._children: dict[int, _Children] = {}

    def value(self, path: Path) -> int:
        """Give the mark of the value at ``path``, or of the nearest ancestor that exists."""
        return self._mark(self._number(path)[0])

    def key(self, path: Path) -> int:
        """Give the mark of the key of the value at ``path``; for an item of a list, of the item."""
        number, in_mapping = self._number(path)
        return self._mark(number - in_mapping)

    def _mark(self, number: int) -> int:
        self._marks.extend(islice(self._further_marks, max(0, number + 1 - len(self._marks))))
        return self._marks[number] if number < len(self._marks) else 0

    def _number(self, path: Path) -> tuple[int, bool]:
        node, number, in_mapping = self._data, 0, False
        for step in path:
            if not _has_child(node, step):
                break
            children = self._children.get(id(node)) or self._children.setdefault(id(node), _Children(node, number))
            number, in_mapping = children.number(step), isinstance(node, dict)
            node = node[step]  # type: ignore[index]  # it has this child
        return number, in_mapping


class _Children:
    """The numbers of a container's children, counted as far as somebody asked."""

    def __init__(self, node: object, number: int) -> None:
        self._known: dict[int | str, int] = {}
        self._rest = number_children(node, number)

    def number(self, step: int | str) -> int:
        """Give the number of a child that exists."""
        while step not in self._known:
            child, number = next(self._rest)
            self._known[child] = number
        return self._known[step]


def _has_child(node: object, step: int | str) -> bool:
    if isinstance(node, dict):
        return step in node
    return isinstance(node, list) and isinstance(step, int) and step < len(node)


def number_children(node: object, number: int) -> Iterator[tuple[int | str, int]]:
    """Give the number of each child; a child is walked through when the next one is asked for."""
    if isinstance(node, dict):
        for step, child in node.items():
            yield step, number + 2
            number += 1 + _size(child)
    elif isinstance(node, list):
        for step, child in enumerate(node):
            yield step, number + 1
            number += _size(child)


def _size(node: object) -> int:
    """Count the nodes of a value: itself, and for a container its keys and everything below."""
    kind = type(node)
    if kind is dict:
        children, size = node.values(), 1 + 2 * len(node)  # type: ignore[attr-defined, arg-type]  # looked up above
    elif kind is list:
        children, size = node, 1 + len(node)  # type: ignore[arg-type]  # the same
    else:
        return 1
    for child in children:
        if type(child) is dict or type(child) is list:
            size += _size(child) - 1
    return size
