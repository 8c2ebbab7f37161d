"""Term lists compared: order never matters, duplicates do.

Equality is plain dict comparison, as nearly every vocabulary is unchanged; added and removed are a matter of keys, and
where both sides know a key, deepdiff tells the weights apart, imported then, once for each pair of weights
(docs/adr/0004-deepdiff.md). Keys that one side holds several times are left to multiset arithmetic.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

from vocabsync.domain.plan import TermChange, TermDiff
from vocabsync.domain.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.vocabulary import Terms

_Key: TypeAlias = tuple[str, str | None]
_Weights: TypeAlias = dict[_Key, int]


def same_terms(left: Terms, right: Terms) -> bool:
    """Say whether both lists hold the same terms equally often."""
    if left == right:
        return True
    if len(left) != len(right):
        return False
    old, new = _by_key(left), _by_key(right)
    if len(old) == len(left) == len(new):
        return old == new
    # Of duplicates with several weights a dict keeps the last one, so it cannot tell.
    return Counter(left) == Counter(right)


def diff_terms(before: Terms, after: Terms) -> TermDiff:
    """Tell what turns one list into the other, sorted.

    Of a key that one side holds several times, equal rows cancel out, then the lightest leftovers pair up as changes,
    and what has no partner is added or removed.
    """
    old, new = _by_key(before), _by_key(after)
    crowded = _crowded(before, old) | _crowded(after, new)
    for key in crowded:
        old.pop(key, None)
        new.pop(key, None)
    added, removed, changed = _diff_single(old, new)
    if crowded:
        _diff_crowded(
            Counter(term for term in before if (term.text, term.lang) in crowded),
            Counter(term for term in after if (term.text, term.lang) in crowded),
            (added, removed, changed),
        )
    return TermDiff(
        added=tuple(sorted(added, key=sort_key)),
        removed=tuple(sorted(removed, key=sort_key)),
        changed=tuple(sorted(changed, key=lambda change: (sort_key(change.before), change.after.weight))),
    )


def reverse_diff(diff: TermDiff) -> TermDiff:
    """Tell what turns the second list back into the first."""
    # The order stays right: of equal keys the lightest were paired with the lightest.
    changed = tuple(TermChange(before=change.after, after=change.before) for change in diff.changed)
    return TermDiff(added=diff.removed, removed=diff.added, changed=changed)


def likeness(left: Terms, right: Terms) -> float:
    """Say how alike two lists are, 0 to 1: the share of rows that both have, where another weight counts half."""
    total = len(left) + len(right)
    if not total:
        return 1.0
    rows = (Counter(left) & Counter(right)).total()
    keys = (_count_keys(left) & _count_keys(right)).total()
    return (rows + keys) / total


def count_lost(before: Terms, after: Terms) -> int:
    """Count the terms of one list that the other does not have, whatever their weights: what a replacement drops."""
    return (_count_keys(before) - _count_keys(after)).total()


def sort_key(term: Term) -> tuple[str, str, int]:
    """Order terms the same way everywhere: text, language (none first), weight."""
    return term.text, term.lang or "", term.weight


def _by_key(terms: Iterable[Term]) -> _Weights:
    return {(text, lang): weight for text, weight, lang in terms}


def _count_keys(terms: Terms) -> Counter[_Key]:
    return Counter((text, lang) for text, _, lang in terms)


def _crowded(terms: Terms, by_key: _Weights) -> frozenset[_Key]:
    if len(by_key) == len(terms):
        return frozenset()
    return frozenset(key for key, count in _count_keys(terms).items() if count > 1)


def _diff_single(before: _Weights, after: _Weights) -> tuple[list[Term], list[Term], list[TermChange]]:
    """Compare where each key has one weight at most on each side."""
    return (
        [Term(text, after[text, lang], lang) for text, lang in after.keys() - before.keys()],
        [Term(text, before[text, lang], lang) for text, lang in before.keys() - after.keys()],
        _find_other_weights(before, after),
    )


def _find_other_weights(before: _Weights, after: _Weights) -> list[TermChange]:
    touched: dict[tuple[int, int], list[_Key]] = defaultdict(list)
    for key, weight in before.items():
        if (new_weight := after.get(key, weight)) != weight:
            touched[weight, new_weight].append(key)
    if not touched:
        return []
    # Late: most plans find nothing changed, and its import costs more than comparing all their terms.
    from deepdiff import DeepDiff  # noqa: PLC0415

    # Asked once for each pair of weights: a difference costs it 20 microseconds, and thousands of terms share a few.
    # The tree view, because text paths break on quotes and brackets in terms.
    tree = DeepDiff({pair: pair[0] for pair in touched}, {pair: pair[1] for pair in touched}, view="tree")
    return [
        TermChange(Term(text, item.t1, lang), Term(text, item.t2, lang))
        for item in tree["values_changed"]
        for text, lang in touched[item.t1, item.t2]
    ]


def _diff_crowded(
    before: Counter[Term], after: Counter[Term], found: tuple[list[Term], list[Term], list[TermChange]]
) -> None:
    """Compare where a key occurs several times, and add to what was found."""
    added, removed, changed = found
    gone, new = _rows_by_key(before - after), _rows_by_key(after - before)
    for key in gone.keys() | new.keys():
        old_rows, new_rows = gone.get(key, []), new.get(key, [])
        pairs = min(len(old_rows), len(new_rows))
        changed += map(TermChange, old_rows[:pairs], new_rows[:pairs])
        removed += old_rows[pairs:]
        added += new_rows[pairs:]


def _rows_by_key(rows: Counter[Term]) -> dict[_Key, list[Term]]:
    grouped: dict[_Key, list[Term]] = {}
    for term in sorted(rows.elements(), key=sort_key):
        grouped.setdefault((term.text, term.lang), []).append(term)
    return grouped
