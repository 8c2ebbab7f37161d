"""Guards: how much one apply may destroy without being asked. A guard that fires is an objection of the plan.

PROTECT        a delete or replace of something protected                               per prefix
RECREATE       the ledger names vocabularies and none is visible: a wrong account?      whole plan
DELETES        vocabularies deleted or replaced, more than may go                       whole plan, and per file
REMOVED_TERMS  a share of one vocabulary's terms, from ten terms on                     per vocabulary
EMPTIED        a vocabulary that keeps a tenth of its terms at most, from ten on        per vocabulary
CHURN          more than half of our vocabularies changed, from four on                 whole plan
DELETE_FIRST   a create that finds no slot unless an old vocabulary goes first          per prefix
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from vocabsync.domain.consents import BOUND_DIGITS, Guard, consents_in_force, is_allowed, parse_consent
from vocabsync.domain.diff import count_lost
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import ALGORITHM
from vocabsync.domain.plan import Create, Delete, Objection, Update
from vocabsync.domain.quota import prefixes_in_progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.domain.identifiers import Claim, Prefix
    from vocabsync.domain.plan import Plan
    from vocabsync.domain.policy import Consent, Policy

__all__ = ["Guard", "parse_consent", "review"]

COUNTED_FROM = 10
"""Terms that a vocabulary must have for a share of them to mean something."""

CHURN_FROM = 4
"""Vocabularies of ours that must exist for a share of them to mean something."""


@frozen
class _Loss:
    """How many of its terms a vocabulary loses by an update or a replacement."""

    claim: Claim
    lost: int
    before: int


@frozen
class _Fired:
    """A guard that fired, before anybody was asked for consent."""

    guard: Guard
    prefix: Prefix | None
    message: str


def review(plan: Plan, policy: Policy, allowed: tuple[Consent, ...]) -> tuple[Objection, ...]:
    """List the objections that nothing allows: not the command line, not the configuration for this very plan."""
    consents = consents_in_force(policy, allowed, plan.digest)
    fired = (
        *_protect(plan),
        *_recreate(plan),
        *_deletes(plan, policy, consents),
        *_losses(plan, policy),
        *_churn(plan),
        *_delete_first(plan),
    )
    return tuple(_objection(each, plan) for each in fired if not is_allowed(each.guard, each.prefix, consents))


def _objection(fired: _Fired, plan: Plan) -> Objection:
    allow = str(fired.guard) if fired.prefix is None else f"{fired.guard}:{fired.prefix}"
    start = plan.digest.removeprefix(ALGORITHM)[:BOUND_DIGITS]
    return Objection(
        guard=fired.guard, subject=fired.prefix, message=fired.message, allow=allow, line=f"{allow}@{start}"
    )


def _protect(plan: Plan) -> Iterator[_Fired]:
    for delete in _deleted(plan):
        if delete.protected_by is not None:
            fate = "deleted" if delete.replaced_by is None else "replaced"
            what = f"{delete.remote.id} ({delete.claim.target_model}) would be {fate}"
            remedy = "lift the protection in an earlier commit than the removal"
            yield _Fired(Guard.PROTECT, delete.claim.prefix, f"{what}, but {delete.protected_by}: {remedy}")


def _recreate(plan: Plan) -> Iterator[_Fired]:
    if plan.vanished:
        yield _Fired(
            Guard.RECREATE,
            None,
            f"the ledger names {_count(len(plan.vanished), 'vocabulary', 'vocabularies')} and none of them is visible: "
            "check the key, its account or workspace, and the region",
        )


def _deletes(plan: Plan, policy: Policy, consents: tuple[Consent, ...]) -> Iterator[_Fired]:
    """Count what goes, less what a scoped consent already lets go."""
    going = [delete.claim.prefix for delete in _deleted(plan)]
    asked = [prefix for prefix in going if not is_allowed(Guard.DELETES, prefix, consents)]
    if len(asked) > policy.guards.deletes:
        yield _Fired(Guard.DELETES, None, _too_many(len(asked), policy.guards.deletes))
    for prefix in sorted(policy.file_guards):
        limit = policy.file_guards[prefix].deletes
        if asked.count(prefix) > limit:
            yield _Fired(Guard.DELETES, prefix, f"{prefix}: {_too_many(asked.count(prefix), limit)}")


def _losses(plan: Plan, policy: Policy) -> Iterator[_Fired]:
    losses = [loss for loss in _all_losses(plan) if loss.before >= COUNTED_FROM]
    for loss in losses:
        limit = policy.file_guards.get(loss.claim.prefix, policy.guards).removed_terms
        if loss.lost > limit * loss.before:
            yield _Fired(Guard.REMOVED_TERMS, loss.claim.prefix, f"{_lost(loss)}, {_percent(limit)} may")
    for loss in losses:
        if 10 * (loss.before - loss.lost) <= loss.before:
            message = f"{_lost(loss)}: a tenth or less would stay"
            yield _Fired(Guard.EMPTIED, loss.claim.prefix, message)


def _all_losses(plan: Plan) -> Iterator[_Loss]:
    creates = {action.claim: action for action in plan.actions if isinstance(action, Create)}
    for action in plan.actions:
        if isinstance(action, Update):
            yield _Loss(action.claim, len(action.diff.removed), action.remote.term_count)
        elif isinstance(action, Delete) and action.replaced_by is not None:
            lost = count_lost(action.remote.terms, creates[action.replaced_by].desired.terms)
            yield _Loss(action.claim, lost, action.remote.term_count)


def _churn(plan: Plan) -> Iterator[_Fired]:
    ours = plan.slots.now - plan.slots.unmanaged
    changed = sum(not isinstance(action, Create) for action in plan.actions)
    if ours >= CHURN_FROM and 2 * changed > ours:
        yield _Fired(Guard.CHURN, None, f"{changed} of our {ours} vocabularies would change, half may")


def _delete_first(plan: Plan) -> Iterator[_Fired]:
    """Offer the one way out of a blocked plan that a consent can open, where it leads out."""
    if plan.blocked is None:
        return
    waiting = prefixes_in_progress(tuple(plan.actions))
    movable = [delete for delete in _deleted(plan) if delete.claim.prefix in waiting and not delete.frees_slot_first]
    if len(movable) < len(plan.blocked.claims):
        return
    missing = _count(len(plan.blocked.claims), "create finds", "creates find")
    for delete in movable:
        yield _Fired(
            Guard.DELETE_FIRST,
            delete.claim.prefix,
            f"{missing} no slot of {plan.slots.limit}: {delete.remote.id} would have to go before its successor is "
            "proved, and until then nothing answers for it",
        )


def _deleted(plan: Plan) -> list[Delete]:
    return [action for action in plan.actions if isinstance(action, Delete)]


def _too_many(number: int, limit: int) -> str:
    return f"{_count(number, 'vocabulary', 'vocabularies')} would go, {limit} may"


def _lost(loss: _Loss) -> str:
    share = _percent(Fraction(loss.lost, loss.before))
    return f"{loss.claim.prefix} ({loss.claim.target_model}) would lose {loss.lost} of {loss.before} terms, {share}"


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.3g} %"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
