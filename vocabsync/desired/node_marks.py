"""From a path in the data to the character where the value begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence

Path: TypeAlias = "Sequence[int | str]"
"""Keys and indexes from the root to a value, as pydantic's ``loc`` has them."""


class NodeMarks:
    """Finds marks by counting nodes.

    The reader noted one mark for each key, scalar and container start, in document order; so the mark of a value is the
    number of nodes before it. Only containers on a path that was asked for are remembered, with their children's
    numbers: a large file with few problems costs two walks and no memory worth a word.
    """

    def __init__(self, data: object, marks: array[int]) -> None:
        """Keep both; nothing is counted yet."""
        self._data = data
        self._marks = marks
        self._children: dict[int, Mapping[int | str, int]] = {}

    def value(self, path: Path) -> int:
        """Give the mark of the value at ``path``, or of the nearest ancestor that exists."""
        return self._mark(self._number(path)[0])

    def key(self, path: Path) -> int:
        """Give the mark of the key of the value at ``path``; for an item of a list, of the item."""
        number, in_mapping = self._number(path)
        return self._mark(number - in_mapping)

    def _mark(self, number: int) -> int:
        return self._marks[number] if number < len(self._marks) else 0

    def _number(self, path: Path) -> tuple[int, bool]:
        node, number, in_mapping = self._data, 0, False
        for step in path:
            children = self._children_of(node, number)
            if step not in children:
                break
            number, in_mapping = children[step], isinstance(node, dict)
            node = node[step]  # type: ignore[index]  # a known step is a key of this dict or an index of this list
        return number, in_mapping

    def _children_of(self, node: object, number: int) -> Mapping[int | str, int]:
        if not isinstance(node, dict | list):
            return {}
        if id(node) not in self._children:
            self._children[id(node)] = dict(_number_children(node, number))
        return self._children[id(node)]


def _number_children(node: dict[str, object] | list[object], number: int) -> list[tuple[int | str, int]]:
    """Give the number of each child; the size of the last one, often the whole list of terms, is not needed."""
    numbers: list[tuple[int | str, int]] = []
    is_mapping = isinstance(node, dict)
    number += is_mapping
    before: object = None
    for step, child in node.items() if isinstance(node, dict) else enumerate(node):
        number += _size(before) + is_mapping * bool(numbers)
        numbers.append((step, number))
        before = child
    return numbers


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
