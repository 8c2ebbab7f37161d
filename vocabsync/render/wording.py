"""The words that every rendering of a plan shares: counts, proofs, notes, and what to run next."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocabsync.render.document_shape import ActionEntry, EvidenceEntry, PlanDocument, TermsMoved
    from vocabsync.render.outline import Change, Counts

_SHORT_HASH = 7
_ID_TAIL = 32
_ID_SHOWN = 4


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
    if not parts:
        return "no term changes" if of is None else f"all {plural(of, 'term')} stay"
    counted = ", ".join(parts)
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
        first = document.actions[0] if document.actions else None
        if first is not None and first.evidence is not None and first.evidence.kind == "deduplicated":
            return command_for(document, "dedupe", first.prefix, "--keep", first.evidence.source, *consents)
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


def notes_of(change: Change) -> list[str]:
    """Say in sentences why a change is there and what is special about it."""
    action = change.action
    notes = [f"why: {action.reason}"]
    if action.drift is not None:
        also = "; the files changed too" if action.drift.files_changed else ""
        foreign = f" ({say_moved(action.drift.foreign)} by them)" if action.drift.foreign else ""
        notes.append(f"drift: somebody else changed it since our last apply{foreign}{also}")
    if action.first_adoption:
        notes.append("adopted for the first time: the ledger does not know it yet")
    if action.drops_fields:
        notes.append(f"fields that the service holds and this update drops: {', '.join(action.drops_fields)}")
    if action.recreates:
        notes.append(f"{action.recreates}, which the ledger names, is gone")
    if action.status not in (None, "OK"):
        notes.append(f"status {action.status}: not in use")
    return notes + [note for gone in (*change.replaced, action) for note in _proof(gone, replaced=gone is not action)]


def _proof(action: ActionEntry, *, replaced: bool) -> list[str]:
    notes = []
    if replaced:
        when = "first, to free its slot" if action.frees_slot_first else "after the new one is OK"
        notes.append(f"{action.vocabulary_id} is deleted {when}")
    if action.evidence is not None:
        notes.append(f"evidence: {say_evidence(action.evidence)}")
        commit = say_commit(action.evidence)
        if commit:
            notes.append(commit)
    return notes
