"""The straight line of ``dedupe``: plan as usual, choose as the person said, then what apply does with its plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vocabsync.domain.consents import Guard
from vocabsync.domain.deduplication import plan_dedupe
from vocabsync.domain.frozen import frozen
from vocabsync.domain.guards import review
from vocabsync.domain.policy import Consent
from vocabsync.operations.apply import apply_plan
from vocabsync.operations.plan import plan

if TYPE_CHECKING:
    from vocabsync.domain.identifiers import Prefix, VocabularyId
    from vocabsync.operations.apply import Applied, ApplyPorts, Order


@frozen
class Choice:
    """Of all vocabularies of one claim under ``prefix``, ``keep`` stays."""

    prefix: Prefix
    keep: VocabularyId


def dedupe(choice: Choice, order: Order, ports: ApplyPorts) -> Applied:
    """Delete the other vocabularies of the claim. Raises what ``apply`` raises.

    The number of deletes was chosen by naming what stays, so it needs no further consent; protection and the wrong
    account still do.
    """
    ports.journal.open_intents()  # a damaged journal stops the run before anything else does
    usual = plan(ports, order.allowed, keep_contents=True)
    listed_at = ports.clock.monotonic()
    policy = ports.files.policy
    chosen = plan_dedupe(usual.plan, usual.known, policy, choice.prefix, choice.keep)
    allowed = (*order.allowed, Consent(Guard.DELETES, choice.prefix), Consent(Guard.CHURN))
    planned = replace(usual, plan=chosen, objections=review(chosen, policy, allowed))
    return apply_plan(order, ports, planned, listed_at)
