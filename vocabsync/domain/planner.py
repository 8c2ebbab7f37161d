"""The planner: from what is known to a plan. Pure, and the only place where these decisions meet.

docs/planning.md has the table of every action as a condition on (files, ledger, git, remote).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from vocabsync.domain.cautions import find_cautions
from vocabsync.domain.comparison import Equal, compare
from vocabsync.domain.consents import Guard, consents_in_force, is_allowed
from vocabsync.domain.departures import pair_replacements, plan_superseded, plan_undeclared
from vocabsync.domain.digest import digest_plan, digest_terms
from vocabsync.domain.drift import plan_difference, unchanged
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import parse_prefix
from vocabsync.domain.ownership import sort_out
from vocabsync.domain.plan import Create, Delete, Kept, Plan, Unchanged, Unmanaged, Update
from vocabsync.domain.proof import not_read
from vocabsync.domain.quota import Room, fit_into_slots

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.known import Known
    from vocabsync.domain.ownership import Match, Ownership
    from vocabsync.domain.plan import Action
    from vocabsync.domain.policy import Consent, Policy
    from vocabsync.domain.vocabulary import RemoteVocabulary, Vocabulary


@frozen
class _Fates:
    """What is planned for each vocabulary, before quota and order."""

    declared: tuple[Create | Update | Unchanged, ...]
    gone: tuple[Delete | Kept | Unmanaged, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(fate for fate in chain(self.declared, self.gone) if isinstance(fate, Create | Update | Delete))


def make_plan(known: Known, policy: Policy, allowed: tuple[Consent, ...] = (), *, now: datetime | None = None) -> Plan:
    """Decide everything that an apply would do, and say of all the rest why it is left alone.

    ``allowed`` are consents of the command line; here they only let a delete free a slot before its create.
    ``now`` serves a warning and nothing else.
    """
    ownership = sort_out(known)
    fates = _decide(ownership, known, policy)
    actions = fates.actions
    digest = digest_plan(policy.environment, policy.region, actions)
    unmanaged = _unmanaged(fates, ownership, known)
    consents = consents_in_force(policy, allowed, digest)
    schedule = fit_into_slots(
        actions,
        Room(now=len(known.listed), unmanaged=len(unmanaged), limit=policy.vocabulary_limit),
        lambda delete: is_allowed(Guard.DELETE_FIRST, delete.claim.prefix, consents),
        _left_alone(fates, ownership),
    )
    return Plan(
        environment=policy.environment,
        region=policy.region,
        digest=digest,
        stages=schedule.stages,
        slots=schedule.slots,
        unchanged=tuple(fate for fate in fates.declared if isinstance(fate, Unchanged)),
        unmanaged=unmanaged,
        kept=tuple(fate for fate in fates.gone if isinstance(fate, Kept)),
        conflicts=ownership.conflicts,
        duplicates=ownership.duplicates,
        blocked=schedule.blocked,
        relaxations=policy.relaxations,
        warnings=find_cautions(fates.declared, known, policy, now),
        vanished=_vanished(known),
    )


def _decide(ownership: Ownership, known: Known, policy: Policy) -> _Fates:
    declared = [_plan_declared(match, known) for match in ownership.matches]
    siblings = sorted(known.desired, key=lambda desired: desired.claim)
    gone: list[Delete | Kept | Unmanaged] = []
    for remote in ownership.superseded:
        prefix = remote.claim.prefix
        same_prefix = [sibling for sibling in siblings if sibling.claim.prefix == prefix]
        fates = [fate for fate in (*declared, *ownership.conflicts) if fate.claim.prefix == prefix]
        gone.append(plan_superseded(remote, same_prefix, fates, known, policy))
    creates, deletes = pair_replacements(
        [fate for fate in declared if isinstance(fate, Create)], [fate for fate in gone if isinstance(fate, Delete)]
    )
    others = [fate for fate in declared if not isinstance(fate, Create)]
    kept = [fate for fate in gone if not isinstance(fate, Delete)]
    undeclared = [plan_undeclared(remote, known, policy) for remote in ownership.undeclared]
    return _Fates((*creates, *others), (*deletes, *kept, *undeclared))


def _plan_declared(match: Match, known: Known) -> Create | Update | Unchanged:
    remote = match.remote
    if remote is None:
        return _create(match.desired, known)
    found = compare(match.desired, remote)
    if isinstance(found, Equal):
        return unchanged(match.desired, remote)
    return plan_difference(match.desired, remote, found, known)


def _create(desired: Vocabulary, known: Known) -> Create:
    record = known.ledger.records.get(desired.claim)
    reason = f"declared in {desired.source}, not on the service"
    if record is not None:
        reason = f"the ledger knows it as {record.vocabulary_id}, which is gone from the service"
    return Create(
        desired=desired,
        after=digest_terms(desired.terms),
        reason=reason,
        recreates=None if record is None else record.vocabulary_id,
    )


def _unmanaged(fates: _Fates, ownership: Ownership, known: Known) -> tuple[Unmanaged, ...]:
    unread = (
        Unmanaged(listed=each, why=not_read(each, parse_prefix(each.id), known.history)) for each in ownership.unread
    )
    unproved = (fate for fate in fates.gone if isinstance(fate, Unmanaged))
    return tuple(sorted(chain(unread, unproved), key=lambda unmanaged: unmanaged.listed.id))


def _left_alone(fates: _Fates, ownership: Ownership) -> Iterable[RemoteVocabulary]:
    """Vocabularies of ours that this plan does not touch although nothing needs them as they are."""
    kept = (fate.remote for fate in fates.gone if isinstance(fate, Kept))
    twins = (other.remote for duplicates in ownership.duplicates for other in duplicates.others)
    undecided = (other.remote for conflict in ownership.conflicts for other in conflict.candidates)
    return chain(kept, twins, undecided)


def _vanished(known: Known) -> tuple[VocabularyId, ...]:
    """Give the IDs of the ledger where none of them is visible."""
    recorded = {record.vocabulary_id for record in known.ledger.records.values()}
    visible = {listed.id for listed in known.listed}
    return () if recorded & visible else tuple(sorted(recorded))
