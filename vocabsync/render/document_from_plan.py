"""A plan becomes a document: every value is copied, nothing is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from vocabsync.domain.evidence import DeclaredInGit, Deduplicated, Recorded, RemovedInGit, Tombstone
from vocabsync.domain.identifiers import parse_prefix
from vocabsync.domain.plan import Create, Delete, Update
from vocabsync.render.document_shape import (
    FORMAT_VERSION,
    ActionEntry,
    BlockedEntry,
    ClaimEntry,
    DriftEntry,
    EvidenceEntry,
    ObjectionEntry,
    PlanDocument,
    RelaxationEntry,
    SlotsEntry,
    TermEntry,
    TermsMoved,
    VocabularyEntry,
    WeightEntry,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from vocabsync.domain.evidence import Commit, Evidence
    from vocabsync.domain.identifiers import Claim, VocabularyId
    from vocabsync.domain.plan import (
        Action,
        Blocked,
        Candidate,
        Drift,
        Objection,
        Plan,
        TermChange,
        TermDiff,
        Unchanged,
        Unmanaged,
    )
    from vocabsync.domain.policy import Relaxation
    from vocabsync.domain.vocabulary import RemoteVocabulary, Term


def to_document(plan: Plan, objections: tuple[Objection, ...], *, tool_version: str) -> PlanDocument:
    """Write a plan and its open objections down as data."""
    return PlanDocument(
        format_version=FORMAT_VERSION,
        tool_version=tool_version,
        environment=plan.environment,
        region=plan.region,
        digest=plan.digest,
        actions=tuple(
            _action(action, number) for number, stage in enumerate(plan.stages, 1) for action in stage.actions
        ),
        unchanged=tuple(_unchanged(entry) for entry in plan.unchanged),
        kept=tuple(_remote(entry.remote, why=entry.why) for entry in plan.kept),
        unmanaged=tuple(_unmanaged(entry) for entry in plan.unmanaged),
        conflicts=tuple(_several(entry.claim, None, entry.candidates) for entry in plan.conflicts),
        duplicates=tuple(_several(entry.claim, entry.kept, entry.others) for entry in plan.duplicates),
        blocked=_blocked(plan.blocked) if plan.blocked else None,
        slots=SlotsEntry(
            now=plan.slots.now,
            peak=plan.slots.peak,
            after=plan.slots.after,
            limit=plan.slots.limit,
            unmanaged=plan.slots.unmanaged,
        ),
        objections=tuple(_objection(entry) for entry in objections),
        relaxations=tuple(_relaxation(entry) for entry in plan.relaxations),
        warnings=tuple(_text(warning) for warning in plan.warnings),
        vanished=tuple(plan.vanished),
    )


def _text(text: str) -> str:
    """Show lone surrogates, which no UTF-8 file can hold, as escapes; digests never depend on this."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _terms(terms: Iterable[Term]) -> tuple[TermEntry, ...]:
    """Copy terms, sorted: the order in a file or an answer must not show anywhere."""
    ordered = sorted(terms, key=lambda term: (term.text, term.lang or "", term.weight))
    return tuple(TermEntry(_text(text), weight, lang and _text(lang)) for text, weight, lang in ordered)


def _changes(changes: Iterable[TermChange]) -> tuple[WeightEntry, ...]:
    return tuple(
        WeightEntry(_text(after.text), after.lang and _text(after.lang), before.weight, after.weight)
        for before, after in changes
    )


def terms_moved(diff: TermDiff) -> TermsMoved:
    """Write a term diff down."""
    return TermsMoved(added=_terms(diff.added), removed=_terms(diff.removed), changed=_changes(diff.changed))


def _action(action: Action, stage: int) -> ActionEntry:
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
        target_model=_text(action.claim.target_model),
        vocabulary_id=None,
        reason=_text(action.reason),
        after_digest=action.after,
        terms_after=action.desired.term_count,
        added=_terms(action.desired.terms),
        replaces=tuple(action.replaces),
        recreates=action.recreates,
    )


def _update(action: Update, stage: int) -> ActionEntry:
    return ActionEntry(
        action="update",
        stage=stage,
        prefix=action.claim.prefix,
        target_model=_text(action.claim.target_model),
        vocabulary_id=action.remote.id,
        reason=_text(action.reason),
        before_digest=action.before,
        after_digest=action.after,
        terms_before=action.remote.term_count,
        terms_after=action.desired.term_count,
        added=_terms(action.diff.added),
        removed=_terms(action.diff.removed),
        changed=_changes(action.diff.changed),
        first_adoption=action.first_adoption,
        drift=_drift(action.drift) if action.drift else None,
        drops_fields=tuple(_text(name) for name in action.remote.unknown_fields),
        status=_text(action.remote.status),
    )


def _delete(action: Delete, stage: int) -> ActionEntry:
    return ActionEntry(
        action="delete",
        stage=stage,
        prefix=action.claim.prefix,
        target_model=_text(action.claim.target_model),
        vocabulary_id=action.remote.id,
        reason=_text(action.reason),
        before_digest=action.before,
        terms_before=action.remote.term_count,
        removed=_terms(action.remote.terms),
        replaced_by=_text(action.replaced_by.target_model) if action.replaced_by else None,
        frees_slot_first=action.frees_slot_first,
        evidence=_evidence(action.evidence),
        status=_text(action.remote.status),
    )


def _drift(drift: Drift) -> DriftEntry:
    return DriftEntry(files_changed=drift.files_changed, foreign=terms_moved(drift.foreign) if drift.foreign else None)


def _evidence(evidence: Evidence) -> EvidenceEntry:
    match evidence:
        case Tombstone(source=source, reason=reason):
            return EvidenceEntry(kind="tombstone", source=_text(source), reason=reason and _text(reason))
        case Recorded(source=source):
            return EvidenceEntry(kind="ledger", source=_text(source))
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
        source=_text(path),
        commit=commit.hash,
        subject=_text(commit.subject),
        date=commit.date.isoformat(),
    )


def _remote(remote: RemoteVocabulary, *, why: str | None = None, likeness: float | None = None) -> VocabularyEntry:
    return VocabularyEntry(
        vocabulary_id=_text(remote.id),
        prefix=remote.claim.prefix,
        target_model=_text(remote.claim.target_model),
        status=_text(remote.status),
        created=_text(remote.created),
        modified=_text(remote.modified),
        terms=remote.term_count,
        likeness=likeness,
        why=why and _text(why),
    )


def _candidates(candidates: Iterable[Candidate]) -> tuple[VocabularyEntry, ...]:
    return tuple(_remote(candidate.remote, likeness=candidate.likeness) for candidate in candidates)


def _several(claim: Claim, named: VocabularyId | None, candidates: Iterable[Candidate]) -> ClaimEntry:
    return ClaimEntry(
        prefix=claim.prefix,
        target_model=_text(claim.target_model),
        vocabulary_id=named,
        candidates=_candidates(candidates),
    )


def _unchanged(entry: Unchanged) -> VocabularyEntry:
    return VocabularyEntry(
        vocabulary_id=entry.vocabulary_id,
        prefix=entry.claim.prefix,
        target_model=_text(entry.claim.target_model),
        status=_text(entry.status),
        terms=entry.term_count,
        stored_differently=entry.stored_differently,
    )


def _unmanaged(entry: Unmanaged) -> VocabularyEntry:
    return VocabularyEntry(
        vocabulary_id=_text(entry.listed.id),
        prefix=parse_prefix(entry.listed.id),
        status=_text(entry.listed.status),
        created=_text(entry.listed.created),
        modified=_text(entry.listed.modified),
        why=entry.why and _text(entry.why),
    )


def _blocked(blocked: Blocked) -> BlockedEntry:
    return BlockedEntry(
        claims=tuple(
            ClaimEntry(prefix=claim.prefix, target_model=_text(claim.target_model)) for claim in blocked.claims
        ),
        candidates=tuple(_remote(remote) for remote in blocked.candidates),
    )


def _objection(entry: Objection) -> ObjectionEntry:
    return ObjectionEntry(
        guard=_text(entry.guard),
        subject=entry.subject,
        message=_text(entry.message),
        allow=entry.allow,
        line=entry.line,
    )


def _relaxation(entry: Relaxation) -> RelaxationEntry:
    return RelaxationEntry(
        setting=_text(entry.setting),
        before=_text(entry.before),
        after=_text(entry.after),
        place=_text(str(entry.place)),
    )
