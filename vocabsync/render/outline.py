"""What every rendering of a plan shares: the order of the changes and what is counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from vocabsync.domain.frozen import frozen
from vocabsync.render.document_shape import TermEntry, TermsMoved, WeightEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.render.document_shape import ActionEntry, PlanDocument

Kind: TypeAlias = Literal["replace", "create again", "delete", "update", "create"]

_ORDER: tuple[Kind, ...] = ("replace", "create again", "delete", "update", "create")
"""What consumers must react to comes first, then what is lost, then what changes, then what is new."""

SIGNS: dict[Kind, str] = {"replace": "-/+", "create again": "-/+", "delete": "-", "update": "~", "create": "+"}

HEADINGS: dict[Kind, str] = {
    "replace": "replace: consumers must switch to the new ID",
    "create again": "create again: consumers must switch to the new ID",
    "delete": "delete",
    "update": "update, same ID",
    "create": "create",
}


@frozen(kw_only=True)
class Change:
    """One thing that happens to one claim: an action, or a create with the deletes that it replaces."""

    kind: Kind
    action: ActionEntry
    replaced: tuple[ActionEntry, ...] = ()

    @property
    def moved(self) -> TermsMoved:
        """What happens to the terms; of a replace, seen from the old vocabulary."""
        if len(self.replaced) == 1:
            return compare(self.replaced[0].removed, self.action.added)
        return TermsMoved(added=self.action.added, removed=self.action.removed, changed=self.action.changed)


@frozen(kw_only=True)
class Counts:
    """How many vocabularies each thing happens to; a replace counts once."""

    create: int
    update: int
    replace: int
    delete: int

    @property
    def total(self) -> int:
        """How many vocabularies an apply would touch."""
        return self.create + self.update + self.replace + self.delete


def changes_of(document: PlanDocument) -> tuple[Change, ...]:
    """Order the actions for people: replaced and deleted first, then changed, then created; then by claim."""
    deletes = {action.vocabulary_id: action for action in document.actions if action.action == "delete"}
    replaced = {old for action in document.actions for old in action.replaces if old in deletes}
    changes = [
        _change(action, deletes)
        for action in document.actions
        if action.action != "delete" or action.vocabulary_id not in replaced
    ]
    return tuple(sorted(changes, key=_rank))


def _change(action: ActionEntry, deletes: dict[str | None, ActionEntry]) -> Change:
    old = tuple(deletes[name] for name in action.replaces if name in deletes)
    if action.action == "create" and old:
        return Change(kind="replace", action=action, replaced=old)
    if action.action == "create" and action.recreates:
        return Change(kind="create again", action=action)
    return Change(kind=action.action, action=action)


def _rank(change: Change) -> tuple[int, str, str, str]:
    action = change.action
    return _ORDER.index(change.kind), action.prefix, action.target_model, action.vocabulary_id or ""


def count_changes(changes: Iterable[Change]) -> Counts:
    """Count what a reader of the plan would count."""
    kinds = Counter(change.kind for change in changes)
    return Counts(
        create=kinds["create"] + kinds["create again"],
        update=kinds["update"],
        replace=kinds["replace"],
        delete=kinds["delete"],
    )


def compare(before: tuple[TermEntry, ...], after: tuple[TermEntry, ...]) -> TermsMoved:
    """Tell what turns one list into the other, as multisets."""
    old, new = Counter(before), Counter(after)
    removed, added = (old - new).elements(), (new - old).elements()
    left: dict[tuple[str, str | None], list[TermEntry]] = {}
    for entry in removed:
        left.setdefault((entry.text, entry.lang), []).append(entry)
    fresh: list[TermEntry] = []
    changed: list[WeightEntry] = []
    for entry in added:
        waiting = left.get((entry.text, entry.lang))
        if waiting:
            changed.append(WeightEntry(entry.text, entry.lang, waiting.pop().weight, entry.weight))
        else:
            fresh.append(entry)
    gone = [entry for entries in left.values() for entry in entries]
    return TermsMoved(
        added=tuple(sorted(fresh, key=_term_order)),
        removed=tuple(sorted(gone, key=_term_order)),
        changed=tuple(sorted(changed, key=_term_order)),
    )


def _term_order(entry: TermEntry | WeightEntry) -> tuple[str, str]:
    return entry.lang or "", entry.text
