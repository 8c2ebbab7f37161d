"""What every rendering of a plan shares: the order of the changes, the counts, and the words."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from vocabsync.render.document_shape import TermEntry, TermsMoved, WeightEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.render.document_shape import ActionEntry, EvidenceEntry, PlanDocument

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

_SHORT_HASH = 7
_ID_TAIL = 32
_ID_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


def number(count: int) -> str:
    """Write a number as people read it."""
    return f"{count:,}"


def plural(count: int, word: str, words: str | None = None) -> str:
    """Write a number with its word."""
    return f"{number(count)} {word if count == 1 else words or word + 's'}"


def say_moved(moved: TermsMoved, *, of: int | None = None) -> str:
    """Count what is added, changed and removed; ``of`` is the size of the list before."""
    parts = [
        f"{number(len(entries))} {word}"
        for entries, word in ((moved.added, "added"), (moved.changed, "changed"), (moved.removed, "removed"))
        if entries
    ]
    counted = ", ".join(parts) or "no term changes"
    return counted if of is None else f"{counted} of {number(of)}"


def say_counts(counts: Counts) -> str:
    """Say the plan in one line."""
    if not counts.total:
        return "nothing to change"
    parts = (
        (counts.create, "to create"),
        (counts.update, "to update"),
        (counts.replace, "to replace"),
        (counts.delete, "to delete"),
    )
    return ", ".join(f"{number(count)} {words}" for count, words in parts if count)


def say_evidence(evidence: EvidenceEntry) -> str:
    """Say which proof shows that a vocabulary was ours; foreign words stand last."""
    short = (evidence.commit or "")[:_SHORT_HASH]
    match evidence.kind:
        case "tombstone":
            return f"tombstone {evidence.source}" + (f" ({evidence.reason})" if evidence.reason else "")
        case "ledger":
            return f"ledger {evidence.source}"
        case "removed in git":
            return f"git {short} removed {evidence.source}"
        case "declared in git":
            return f"git {short} took this model out of {evidence.source}"
        case "deduplicated":
            return f"dedupe keeps {evidence.source}"


def say_commit(evidence: EvidenceEntry) -> str | None:
    """Say date and subject of the commit that is the evidence, where one is."""
    if evidence.commit is None:
        return None
    return f"{(evidence.date or '')[:10]}: {evidence.subject or ''}"


def shorten_id(vocabulary_id: str, ellipsis: str = "…") -> str:
    """Show an ID by its first signs; one of unknown shape stays whole."""
    head, dash, tail = vocabulary_id.rpartition("-")
    return f"{head}-{tail[:_ID_SHOWN]}{ellipsis}" if dash and len(tail) == _ID_TAIL else vocabulary_id


def command_for(document: PlanDocument, *words: str) -> str:
    """Compose a command of ours for the plan's environment, quoted: the names may come from a file."""
    environment = () if document.environment == "default" else ("--env", document.environment)
    return shlex.join(("vocabsync", *environment, *words))


def next_command(document: PlanDocument) -> str | None:
    """Say what to run next; None where there is nothing to do or no command would help."""
    if document.blocked is not None:
        return None
    if document.actions or (document.only and document.objections):
        consents = [word for objection in document.objections for word in ("--allow", objection.allow)]
        return command_for(document, "apply", "--expect", document.digest, *consents)
    if document.conflicts:
        return dedupe_command(document, document.conflicts[0].prefix, "ID")
    return None


def dedupe_command(document: PlanDocument, prefix: str, keep: str) -> str:
    """Compose the command that resolves a conflict."""
    return command_for(document, "dedupe", prefix, "--keep", keep)


def percent(likeness: float | None) -> str:
    """Show a likeness; only equal content shows as 100%."""
    return "" if likeness is None else f"{int(likeness * 100)}%"
