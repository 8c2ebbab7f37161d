"""Vocabularies that nothing declares any more: deleted with evidence, else kept or unmanaged, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from vocabsync.domain.digest import digest_terms
from vocabsync.domain.evidence import NoEvidence, Tombstone
from vocabsync.domain.plan import Conflict, Create, Delete, Kept, Unchanged, Unmanaged
from vocabsync.domain.proof import find_protection, prove_superseded, prove_undeclared
from vocabsync.domain.vocabulary import READY, ListedVocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.domain.evidence import Evidence
    from vocabsync.domain.identifiers import Claim, Prefix
    from vocabsync.domain.known import Known
    from vocabsync.domain.plan import Update
    from vocabsync.domain.policy import Policy
    from vocabsync.domain.vocabulary import RemoteVocabulary, Vocabulary


def plan_undeclared(remote: RemoteVocabulary, known: Known, policy: Policy) -> Delete | Kept | Unmanaged:
    """Decide about a vocabulary whose prefix no file claims."""
    evidence = prove_undeclared(remote, known, policy)
    match evidence:
        case NoEvidence():
            return Unmanaged(listed=_as_listed(remote), why=evidence.missing)
        case Tombstone():
            because = f": {evidence.reason}" if evidence.reason else ""
            return _delete(remote, f"named under `removed:`{because}", evidence, find_protection(remote, (), known))
        case _ if not policy.prune:
            return Kept(remote=remote, why="no file declares it any more, and `prune: false` spares it")
        case _:
            return _delete(remote, "no file declares it any more", evidence, find_protection(remote, (), known))


def plan_superseded(
    remote: RemoteVocabulary,
    siblings: Sequence[Vocabulary],
    fates: Sequence[Create | Update | Unchanged | Conflict],
    known: Known,
    policy: Policy,
) -> Delete | Kept:
    """Decide about a vocabulary under a claimed prefix whose model is not declared any more.

    ``siblings`` are the declared vocabularies of its prefix and ``fates`` what is planned for them: it goes once all of
    them are equal and OK, at the earliest in a later stage of this plan.
    """
    for sibling in siblings:
        if sibling.keep_replaced:
            return Kept(remote=remote, why=f"{sibling.source} says `keep_replaced: true`")
    evidence = prove_superseded(remote, known, policy)
    if isinstance(evidence, NoEvidence):
        return Kept(remote=remote, why=f"kept, no evidence: {evidence.missing}")
    for fate in fates:
        obstacle = _obstacle(fate)
        if obstacle is not None:
            return Kept(remote=remote, why=obstacle)
    models = ", ".join(sibling.claim.target_model for sibling in siblings)
    reason = f"superseded: {siblings[0].source} declares {models}"
    return _delete(remote, reason, evidence, find_protection(remote, siblings, known))


def pair_replacements(
    creates: Sequence[Create], superseded: Sequence[Delete]
) -> tuple[tuple[Create, ...], tuple[Delete, ...]]:
    """Make the creates and deletes of each prefix name each other, in order; left-overs join the last create."""
    by_prefix: defaultdict[Prefix, list[Create]] = defaultdict(list)
    for create in creates:
        by_prefix[create.claim.prefix].append(create)
    partners: defaultdict[Claim, list[Delete]] = defaultdict(list)
    paired = []
    for prefix, deletes in groupby(superseded, key=lambda delete: delete.claim.prefix):
        successors = by_prefix[prefix]
        for number, delete in enumerate(deletes):
            successor = successors[min(number, len(successors) - 1)].claim if successors else None
            paired.append(replace(delete, replaced_by=successor))
            if successor is not None:
                partners[successor].append(delete)
    return tuple(_replacing(create, partners[create.claim]) for create in creates), tuple(paired)


def _delete(remote: RemoteVocabulary, reason: str, evidence: Evidence, protected_by: str | None) -> Delete:
    before = digest_terms(remote.terms)
    return Delete(remote=remote, before=before, reason=reason, evidence=evidence, protected_by=protected_by)


def _replacing(create: Create, deletes: Sequence[Delete]) -> Create:
    if not deletes:
        return create
    models = ", ".join(delete.claim.target_model for delete in deletes)
    return replace(
        create,
        replaces=tuple(delete.remote.id for delete in deletes),
        reason=f"the target model changed from {models} to {create.claim.target_model}",
    )


def _as_listed(remote: RemoteVocabulary) -> ListedVocabulary:
    return ListedVocabulary(id=remote.id, status=remote.status, created=remote.created, modified=remote.modified)


def _obstacle(fate: Create | Update | Unchanged | Conflict) -> str | None:
    """Say why a declared claim will not be found equal and OK in this run, where that is already plain."""
    match fate:
        case Unchanged() if fate.status != READY:
            return f"kept until its successor is OK: {fate.vocabulary_id} ({_name(fate.claim)}) is {fate.status}"
        case Conflict():
            return f"kept until the conflict of {_name(fate.claim)} is resolved"
        case _:
            return None


def _name(claim: Claim) -> str:
    return f"{claim.prefix} {claim.target_model}"
