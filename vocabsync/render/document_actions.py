"""Actions of a plan on their way into its document, with what proves a delete and what moved on the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from vocabsync.domain.evidence import DeclaredInGit, Deduplicated, Recorded, RemovedInGit, Tombstone
from vocabsync.domain.plan import Create, Delete, Update
from vocabsync.render.document_shape import ActionEntry, DriftEntry, EvidenceEntry
from vocabsync.render.document_terms import saved_text, term_entries, terms_moved, weight_entries

if TYPE_CHECKING:
    from typing import Literal

    from vocabsync.domain.evidence import Commit, Evidence
    from vocabsync.domain.plan import Action, Drift


def action_entry(action: Action, stage: int) -> ActionEntry:
    """Write one action down; ``stage`` counts from 1."""
    match action:
        case Create():
            return _create(action, stage)
        case Update():
            return _update(action, stage)
        case Delete():
            return _delete(action, stage)
        case _ as never:
            assert_never(never)


def _create(action: Create, stage: int) -> ActionEntry:
    return ActionEntry(
        action="create",
        stage=stage,
        prefix=action.claim.prefix,
        target_model=saved_text(action.claim.target_model),
        vocabulary_id=None,
        reason=saved_text(action.reason),
        after_digest=action.after,
        terms_after=action.desired.term_count,
        added=term_entries(action.desired.terms),
        replaces=tuple(action.replaces),
        recreates=action.recreates,
    )


def _update(action: Update, stage: int) -> ActionEntry:
    return ActionEntry(
        action="update",
        stage=stage,
        prefix=action.claim.prefix,
        target_model=saved_text(action.claim.target_model),
        vocabulary_id=action.remote.id,
        reason=saved_text(action.reason),
        before_digest=action.before,
        after_digest=action.after,
        terms_before=action.remote.term_count,
        terms_after=action.desired.term_count,
        added=term_entries(action.diff.added),
        removed=term_entries(action.diff.removed),
        changed=weight_entries(action.diff.changed),
        first_adoption=action.first_adoption,
        drift=_drift(action.drift) if action.drift else None,
        drops_fields=tuple(saved_text(name) for name in action.remote.unknown_fields),
        status=saved_text(action.remote.status),
    )


def _delete(action: Delete, stage: int) -> ActionEntry:
    return ActionEntry(
        action="delete",
        stage=stage,
        prefix=action.claim.prefix,
        target_model=saved_text(action.claim.target_model),
        vocabulary_id=action.remote.id,
        reason=saved_text(action.reason),
        before_digest=action.before,
        terms_before=action.remote.term_count,
        removed=term_entries(action.remote.terms),
        replaced_by=saved_text(action.replaced_by.target_model) if action.replaced_by else None,
        frees_slot_first=action.frees_slot_first,
        evidence=_evidence(action.evidence),
        status=saved_text(action.remote.status),
    )


def _drift(drift: Drift) -> DriftEntry:
    return DriftEntry(files_changed=drift.files_changed, foreign=terms_moved(drift.foreign) if drift.foreign else None)


def _evidence(evidence: Evidence) -> EvidenceEntry:
    match evidence:
        case Tombstone(source=source, reason=reason):
            return EvidenceEntry(kind="tombstone", source=saved_text(source), reason=reason and saved_text(reason))
        case Recorded(source=source):
            return EvidenceEntry(kind="ledger", source=saved_text(source))
        case RemovedInGit(path=path, commit=commit):
            return _from_git("removed in git", path, commit)
        case DeclaredInGit(path=path, commit=commit):
            return _from_git("declared in git", path, commit)
        case Deduplicated(kept=kept):
            return EvidenceEntry(kind="deduplicated", source=kept)
        case _ as never:
            assert_never(never)


def _from_git(kind: Literal["removed in git", "declared in git"], path: str, commit: Commit) -> EvidenceEntry:
    return EvidenceEntry(
        kind=kind,
        source=saved_text(path),
        commit=commit.hash,
        subject=saved_text(commit.subject),
        date=commit.date.isoformat(),
    )
