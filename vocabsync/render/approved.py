"""What a person approved by approving a plan document: data for the comparison with the plan of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.approval import ApprovedAction, ApprovedPlan
from vocabsync.domain.errors import StateDamaged
from vocabsync.domain.identifiers import Claim, Digest, Prefix, TargetModel, VocabularyId
from vocabsync.domain.plan import TermChange, TermDiff
from vocabsync.domain.vocabulary import Term
from vocabsync.render.document import MAKE_ANEW

if TYPE_CHECKING:
    from vocabsync.domain.vocabulary import Terms
    from vocabsync.render.document_shape import ActionEntry, PlanDocument, TermEntry


def approved_plan(document: PlanDocument) -> ApprovedPlan:
    """Give what a person approved by approving this document. Raises StateDamaged for a partial view."""
    if document.only:
        raise StateDamaged("the plan shows some prefixes only and cannot be applied", next_step=MAKE_ANEW)
    return ApprovedPlan(
        digest=Digest(document.digest),
        environment=document.environment,
        region=document.region,
        actions=tuple(_approved_action(action) for action in document.actions),
    )


def _approved_action(action: ActionEntry) -> ApprovedAction:
    shown = TermDiff(
        added=_terms(action.added),
        removed=_terms(action.removed),
        changed=tuple(
            TermChange(Term(entry.text, entry.before, entry.lang), Term(entry.text, entry.after, entry.lang))
            for entry in action.changed
        ),
    )
    return ApprovedAction(
        verb=action.action,
        claim=Claim(Prefix(action.prefix), TargetModel(action.target_model)),
        vocabulary_id=VocabularyId(action.vocabulary_id) if action.vocabulary_id is not None else None,
        before=Digest(action.before_digest) if action.before_digest is not None else None,
        after=Digest(action.after_digest) if action.after_digest is not None else None,
        diff=shown,
        replaces=tuple(VocabularyId(each) for each in action.replaces),
        replaced_by=action.replaced_by,
        counts=(action.terms_before, action.terms_after),
        frees_slot_first=action.frees_slot_first,
    )


def _terms(entries: tuple[TermEntry, ...]) -> Terms:
    return tuple(Term(entry.text, entry.weight, entry.lang) for entry in entries)
