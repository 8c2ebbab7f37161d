"""The create protocol (faults.md section 3) as decisions.

A create has no idempotency key and no unique name, so it is never sent because nothing is known, only because it is
known that nothing is there:

1 the first complete listing shows nothing of the claim     the plan
2 an intent is written                                      Intent
3 the quiet period, then a second complete listing          needs_quiet_period, judge
4 one send
5 done, not done, or unknown: wait, list twice, adopt       judge
6 a last listing, for twins                                 newcomers
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from vocabsync.domain.digest import digest_terms
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import parse_prefix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from vocabsync.domain.identifiers import Claim, Digest, Prefix, VocabularyId
    from vocabsync.domain.verdict import ServiceProblem
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary

LOCAL = "local"
"""The environment of the stand-in, where nobody else writes and nothing is executed late."""

ALL_SLOTS_TAKEN = (400, "Throttling.AllocationQuota")
"""How the service says that the account is full (service.md section 6): one step from a 429 of nearly the same name."""


@frozen(kw_only=True)
class Intent:
    """A create that may be sent. ``time`` is for people only; ``nonce`` names the intent in the journal."""

    claim: Claim
    content: Digest
    time: datetime
    nonce: str


@frozen
class Clear:
    """Nothing unexpected answers to the claim."""


@frozen
class Adopt:
    """One vocabulary answers to the claim and holds exactly what is wanted: it is the one."""

    remote: RemoteVocabulary


@frozen
class Occupied:
    """What answers to the claim is not (or not only) what is wanted: that needs a new plan."""

    remotes: tuple[RemoteVocabulary, ...]


Sighting: TypeAlias = Clear | Adopt | Occupied


def needs_quiet_period(environment: str, *, intents_are_open: bool, last_run_is_known: bool) -> bool:
    """Whether a create of somebody before us may still be under way.

    Not after an ordinary run on this very machine: its journal holds no open intent and knows the ledger's last run.
    """
    if environment == LOCAL:
        return False
    return intents_are_open or not last_run_is_known


def newcomers(
    listing: Iterable[ListedVocabulary], prefix: Prefix, known: Collection[VocabularyId]
) -> tuple[VocabularyId, ...]:
    """Give the IDs under a prefix that were not accounted for; only a query can tell their models."""
    return tuple(
        sorted(listed.id for listed in listing if listed.id not in known and parse_prefix(listed.id) == prefix)
    )


def judge(claim: Claim, content: Digest, remotes: Iterable[RemoteVocabulary]) -> Sighting:
    """Decide what the vocabularies found mean for a create of this claim with this content."""
    answering = tuple(remote for remote in remotes if remote.claim == claim)
    if not answering:
        return Clear()
    if len(answering) == 1 and digest_terms(answering[0].terms) == content:
        return Adopt(answering[0])
    return Occupied(answering)


def takes_all_slots(problem: ServiceProblem) -> bool:
    """Whether the account is full, so that no further create of this run can succeed."""
    return (problem.status, problem.code) == ALL_SLOTS_TAKEN
