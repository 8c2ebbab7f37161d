"""One term with two weights in two lists for one model: seen without keeping a single term."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.domain.identifiers import Prefix, TargetModel
    from vocabsync.domain.vocabulary import Terms


@frozen
class Suspect:
    """The term at ``index`` of one vocabulary may be that at ``other_index`` of another, with another weight."""

    model: TargetModel
    prefix: Prefix
    index: int
    other_prefix: Prefix
    other_index: int


class SharedTerms:
    """Remembers nine bytes a term: a hash of text and language, and the weight."""

    def __init__(self) -> None:
        """Begin with no vocabulary."""
        self._seen: dict[TargetModel, dict[Prefix, tuple[array[int], bytes]]] = defaultdict(dict)

    def add(self, prefix: Prefix, models: tuple[TargetModel, ...], terms: Terms) -> None:
        """Remember the terms of one file."""
        hashes = array("q", (hash((term.text, term.lang)) for term in terms))
        weights = bytes(term.weight for term in terms)
        for model in models:
            self._seen[model][prefix] = hashes, weights

    def suspects(self) -> Iterator[Suspect]:
        """Give the terms whose hash stands in two lists of one model with different weights."""
        for model, lists in self._seen.items():
            if len(lists) > 1:
                yield from _compare(model, [(prefix, *remembered) for prefix, remembered in lists.items()])


def _compare(model: TargetModel, lists: list[tuple[Prefix, array[int], bytes]]) -> Iterator[Suspect]:
    common = _in_several(lists)
    first: dict[int, tuple[Prefix, int, int]] = {}
    for prefix, hashes, weights in lists:
        if not common:
            return
        for index, (each, weight) in enumerate(zip(hashes, weights, strict=True)):
            if each in common:
                other_prefix, other_index, other_weight = first.setdefault(each, (prefix, index, weight))
                if other_prefix != prefix and other_weight != weight:
                    yield Suspect(model, prefix, index, other_prefix, other_index)


def _in_several(lists: list[tuple[Prefix, array[int], bytes]]) -> set[int]:
    seen: set[int] = set()
    common: set[int] = set()
    for _, hashes, _ in lists:
        common.update(seen.intersection(hashes))
        seen.update(hashes)
    return common
