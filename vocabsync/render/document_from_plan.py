"""A plan becomes a document: every value is copied, nothing is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.render.document_actions import action_entry
from vocabsync.render.document_shape import FORMAT_VERSION, ObjectionEntry, PlanDocument, RelaxationEntry, SlotsEntry
from vocabsync.render.document_terms import saved_text
from vocabsync.render.document_vocabularies import (
    blocked_entry,
    claim_entry,
    remote_entry,
    unchanged_entry,
    unmanaged_entry,
)

if TYPE_CHECKING:
    from vocabsync.domain.plan import Objection, Plan
    from vocabsync.domain.policy import Relaxation


def to_document(plan: Plan, objections: tuple[Objection, ...], *, tool_version: str) -> PlanDocument:
    """Write a plan and its open objections down as data."""
    return PlanDocument(
        format_version=FORMAT_VERSION,
        tool_version=tool_version,
        environment=plan.environment,
        region=plan.region,
        digest=plan.digest,
        actions=tuple(
            action_entry(action, number) for number, stage in enumerate(plan.stages, 1) for action in stage.actions
        ),
        unchanged=tuple(unchanged_entry(entry) for entry in plan.unchanged),
        kept=tuple(remote_entry(entry.remote, why=entry.why) for entry in plan.kept),
        unmanaged=tuple(unmanaged_entry(entry) for entry in plan.unmanaged),
        conflicts=tuple(claim_entry(entry.claim, None, entry.candidates) for entry in plan.conflicts),
        duplicates=tuple(claim_entry(entry.claim, entry.kept, entry.others) for entry in plan.duplicates),
        blocked=blocked_entry(plan.blocked) if plan.blocked else None,
        slots=SlotsEntry(
            now=plan.slots.now,
            peak=plan.slots.peak,
            after=plan.slots.after,
            limit=plan.slots.limit,
            unmanaged=plan.slots.unmanaged,
        ),
        objections=tuple(_objection(entry) for entry in objections),
        relaxations=tuple(_relaxation(entry) for entry in plan.relaxations),
        warnings=tuple(saved_text(warning) for warning in plan.warnings),
        vanished=tuple(plan.vanished),
    )


def _objection(entry: Objection) -> ObjectionEntry:
    return ObjectionEntry(
        guard=saved_text(entry.guard),
        subject=entry.subject,
        message=saved_text(entry.message),
        allow=entry.allow,
        line=entry.line,
    )


def _relaxation(entry: Relaxation) -> RelaxationEntry:
    return RelaxationEntry(
        setting=saved_text(entry.setting),
        before=saved_text(entry.before),
        after=saved_text(entry.after),
        place=saved_text(str(entry.place)),
    )
