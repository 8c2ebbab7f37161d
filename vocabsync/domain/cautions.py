"""What a plan warns of. A warning never decides anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.plan import Unchanged, Update
from vocabsync.domain.timestamps import is_recent
from vocabsync.domain.vocabulary import READY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from vocabsync.domain.known import Known
    from vocabsync.domain.plan import Create
    from vocabsync.domain.policy import Policy


def find_cautions(
    fates: Iterable[Create | Update | Unchanged], known: Known, policy: Policy, now: datetime | None
) -> tuple[str, ...]:
    """List what a reader should know before agreeing. Without ``now`` nothing is said of recent updates."""
    fates = tuple(fates)
    cautions = [*_contradicted_tombstones(known, policy), *_drifted(fates)]
    for fate in fates:
        if isinstance(fate, Unchanged) and fate.status != READY:
            cautions.append(f"{fate.vocabulary_id} is {fate.status}, not OK: recognition ignores it")
        if isinstance(fate, Update):
            cautions += _about_update(fate, now)
    return tuple(cautions)


def _contradicted_tombstones(known: Known, policy: Policy) -> Iterator[str]:
    claims = {vocabulary.claim for vocabulary in known.desired}
    prefixes = {claim.prefix for claim in claims}
    for removal in sorted(policy.removed, key=lambda removal: (removal.prefix, removal.target_model or "")):
        if removal.target_model is None and removal.prefix in prefixes:
            yield f"{removal.place} calls {removal.prefix} removed, but a file declares it: the file counts"
        if any((claim.prefix, claim.target_model) == (removal.prefix, removal.target_model) for claim in claims):
            yield (
                f"{removal.place} calls {removal.prefix} {removal.target_model} removed, "
                "but a file declares it: the file counts"
            )


def _drifted(fates: Iterable[Create | Update | Unchanged]) -> Iterator[str]:
    drifted = sum(isinstance(fate, Update) and fate.drift is not None for fate in fates)
    if drifted == 1:
        yield "1 vocabulary drifted: somebody else changed it since our last apply"
    elif drifted:
        yield f"{drifted} vocabularies drifted: somebody else changed them since our last apply"


def _about_update(update: Update, now: datetime | None) -> Iterator[str]:
    if now is not None and is_recent(update.remote.modified, now):
        yield (
            f"{update.remote.id} was modified less than five minutes ago ({update.remote.modified}): "
            "newer terms may not reach recognition, although a query shows them"
        )
    if update.remote.unknown_fields:
        fields = ", ".join(sorted(update.remote.unknown_fields))
        yield f"{update.remote.id} has term fields that nobody here knows ({fields}): the update drops them"
