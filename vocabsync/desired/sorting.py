"""Sorting the terms of a file in canonical form: one term a line, within the groups that blank lines make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.desired.source_text import SourceText
from vocabsync.desired.yaml_tree import Mapping, Scalar, Sequence, read_document

if TYPE_CHECKING:
    from vocabsync.desired.yaml_tree import Node


def sort_terms(text: str) -> str:
    """Sort by text, then language.

    A comment above a term travels with it, but for what stands above the first term of a group: that heads the group.
    """
    root = read_document(text).root
    terms = root if isinstance(root, Sequence) else root.get("terms")
    if not isinstance(terms, Sequence) or not terms.items:
        return text
    lines = text.split("\n")
    source = SourceText("", text)
    keys = {source.place(item.start).line - 1: _key(item) for item in terms.items}
    first, last = min(keys), max(keys)
    ordered: list[str] = []
    group: list[tuple[tuple[str, str], list[str]]] = []
    above: list[str] = []
    for number in range(first, last + 1):
        above.append(lines[number])
        if number in keys:
            group.append((keys[number], above))
            above = []
        elif lines[number] == "":
            ordered += [*_sorted(group), *above]
            group, above = [], []
    return "\n".join([*lines[:first], *ordered, *_sorted(group), *lines[last + 1 :]])


def _sorted(group: list[tuple[tuple[str, str], list[str]]]) -> list[str]:
    if not group:
        return []
    (key, (*heading, line)), *others = group
    ordered = sorted([(key, [line]), *others], key=lambda entry: entry[0])
    return [*heading, *(each for _, entry in ordered for each in entry)]


def _key(item: Node) -> tuple[str, str]:
    match item:
        case Scalar():
            return item.value, ""
        case Mapping():
            fields = [item.get(name) for name in ("text", "lang")]
            text, lang = (field.value if isinstance(field, Scalar) else "" for field in fields)
            return text, lang
        case Sequence():
            return "", ""
