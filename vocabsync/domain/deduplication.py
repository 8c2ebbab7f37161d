"""Several vocabularies of one claim, and a person said which one stays: the others as a plan of deletes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.digest import digest_plan, digest_terms
from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.evidence import Deduplicated
from vocabsync.domain.ownership import remote_order
from vocabsync.domain.plan import Delete, Plan, Slots, Stage
from vocabsync.domain.proof import find_protection

if TYPE_CHECKING:
    from vocabsync.domain.identifiers import Prefix, VocabularyId
    from vocabsync.domain.known import Known
    from vocabsync.domain.policy import Policy
    from vocabsync.domain.vocabulary import RemoteVocabulary


def plan_dedupe(usual: Plan, known: Known, policy: Policy, prefix: Prefix, keep: VocabularyId) -> Plan:
    """Turn the usual plan into one that deletes every vocabulary of a claim but the one to keep, and nothing else.

    Raises VocabsyncError where nothing can be meant.
    """
    kept = _find(known, prefix, keep)
    others = sorted((each for each in known.remote if each.claim == kept.claim and each.id != keep), key=remote_order)
    if not others:
        raise VocabsyncError(
            f"nothing to delete: {keep} is the only vocabulary of {prefix} {kept.claim.target_model}",
            next_step="look at what `vocabsync plan` shows as conflicts and duplicates",
        )
    deletes = tuple(_delete(each, keep, known) for each in others)
    now = usual.slots.now
    return Plan(
        environment=policy.environment,
        region=policy.region,
        digest=digest_plan(policy.environment, policy.region, deletes),
        stages=(Stage(actions=deletes),),
        slots=Slots(
            now=now, peak=now, after=now - len(deletes), limit=usual.slots.limit, unmanaged=usual.slots.unmanaged
        ),
        unmanaged=usual.unmanaged,
        relaxations=usual.relaxations,
        warnings=tuple(
            f"the ledger names {each.id}: consumers must switch to {keep}"
            for each in others
            if known.ledger.names(each.id)
        ),
        vanished=usual.vanished,
    )


def _find(known: Known, prefix: Prefix, keep: VocabularyId) -> RemoteVocabulary:
    claims = {vocabulary.claim for vocabulary in known.desired if vocabulary.claim.prefix == prefix}
    if not claims:
        raise VocabsyncError(
            f"no file declares {prefix}",
            why="only what the files claim is ours to put in order",
            next_step="name a prefix that `vocabsync plan` reports as a conflict or with duplicates",
        )
    for remote in known.remote:
        if remote.id == keep and remote.claim in claims:
            return remote
    answering = sorted(each.id for each in known.remote if each.claim in claims)
    raise VocabsyncError(
        f"{keep} is no vocabulary of {prefix}",
        why=f"the service has {', '.join(answering)}" if answering else "the service has no vocabulary of this prefix",
        next_step="keep one of them" if answering else "look at what `vocabsync plan` shows",
    )


def _delete(remote: RemoteVocabulary, keep: VocabularyId, known: Known) -> Delete:
    """Protection covers the vocabulary that the ledger names; of several that nobody knows, none is the protected."""
    siblings = [vocabulary for vocabulary in known.desired if vocabulary.claim.prefix == remote.claim.prefix]
    named = known.ledger.names(remote.id) is not None
    return Delete(
        remote=remote,
        before=digest_terms(remote.terms),
        reason=f"{keep} was chosen to stay",
        evidence=Deduplicated(kept=keep),
        protected_by=find_protection(remote, siblings, known) if named else None,
    )
