"""Slots: how many vocabularies the account holds now, at the peak of an apply and after it, and who makes room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vocabsync.domain.frozen import frozen
from vocabsync.domain.plan import Blocked, Create, Delete, Slots, Stage, Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vocabsync.domain.identifiers import Claim, Prefix
    from vocabsync.domain.plan import Action
    from vocabsync.domain.vocabulary import RemoteVocabulary


@frozen(kw_only=True)
class Room:
    """What a plan has to fit into: vocabularies in the account now, how many of them are not ours, and the limit."""

    now: int
    unmanaged: int
    limit: int


@frozen
class Schedule:
    """The order of a plan, its slots, and what finds none."""

    stages: tuple[Stage, ...]
    slots: Slots
    blocked: Blocked | None


def fit_into_slots(
    actions: Sequence[Action], room: Room, may_go_first: Callable[[Delete], bool], spare: Iterable[RemoteVocabulary]
) -> Schedule:
    """Order actions: creates and updates, then deletes, and before both the deletes that must free a slot.

    Slots of deletes that wait for nothing are used first, then those of deletes that wait for their successors where
    ``may_go_first`` says so. ``spare`` are vocabularies of ours that this plan leaves alone: candidates when blocked.
    """
    creates = [action for action in actions if isinstance(action, Create)]
    deletes = [action for action in actions if isinstance(action, Delete)]
    needed = room.now + len(creates) - room.limit if creates else 0
    waiting = prefixes_in_progress(actions)
    free = [delete for delete in deletes if delete.claim.prefix not in waiting]
    consented = [delete for delete in deletes if delete.claim.prefix in waiting and may_go_first(delete)]
    first = [replace(delete, frees_slot_first=True) for delete in [*free, *consented][: max(needed, 0)]]
    early = {delete.remote.id for delete in first}
    last = [delete for delete in deletes if delete.remote.id not in early]
    return Schedule(
        _stages(first, [action for action in actions if not isinstance(action, Delete)], last),
        Slots(
            now=room.now,
            peak=max(room.now, room.now - len(first) + len(creates)),
            after=room.now + len(creates) - len(deletes),
            limit=room.limit,
            unmanaged=room.unmanaged,
        ),
        _blocked(creates, needed - len(first), [*(delete.remote for delete in last), *spare]),
    )


def prefixes_in_progress(actions: Iterable[Action]) -> frozenset[Prefix]:
    """Give the prefixes with a create or an update: a delete among them waits for it."""
    return frozenset(action.claim.prefix for action in actions if not isinstance(action, Delete))


def _stages(first: Sequence[Delete], writes: Sequence[Action], last: Sequence[Delete]) -> tuple[Stage, ...]:
    creates = [action for action in writes if isinstance(action, Create)]
    updates = [action for action in writes if isinstance(action, Update)]
    groups: list[tuple[Action, ...]] = [tuple(first), (*creates, *updates), tuple(last)]
    return tuple(Stage(actions=group) for group in groups if group)


def _blocked(creates: Sequence[Create], missing: int, candidates: Sequence[RemoteVocabulary]) -> Blocked | None:
    if missing <= 0:
        return None
    claims: tuple[Claim, ...] = tuple(create.claim for create in creates[-missing:])
    return Blocked(claims=claims, candidates=tuple(sorted(candidates, key=lambda each: (each.claim, each.id))))
