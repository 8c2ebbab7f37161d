"""The service as one pure function: (request, state) → (answer, change), under one belief and at one moment.

read    path, key, body → a call                           refusals on the way are raised as Refused
decide  call + state → output and the change it asks for   one small function per action
answer  output or refusal → the envelope                   in the form the belief has for it
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from vocabsync.emulator import refusals
from vocabsync.emulator.account import Change, Insert, Kept, Overwrite, Owner, Remove, State
from vocabsync.emulator.answers import answer_refusal, answer_success, show_kept, show_terms
from vocabsync.emulator.calls import Call, read_call, read_page, read_terms, read_text, refuse_unknown
from vocabsync.emulator.listing import page_of, select_prefix, sort_rows
from vocabsync.emulator.refusals import Refused, invalid
from vocabsync.emulator.terms import keep_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.emulator.messages import Answer, Moment, Request
    from vocabsync.emulator.settings import Settings

Output: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a decision looks at besides the call."""

    state: State
    settings: Settings
    moment: Moment

    @property
    def effect(self) -> float:
        """When a write takes effect."""
        return self.moment.now + self.settings.late_seconds


def handle(request: Request, state: State, settings: Settings, moment: Moment) -> tuple[Answer, Change | None]:
    """Answer one request and say what it changes."""
    try:
        call = read_call(request, settings, moment)
        output, change = _ACTIONS[call.action](call, World(state=state, settings=settings, moment=moment))
    except Refused as refused:
        return answer_refusal(refused.refusal, settings, moment), None
    return answer_success(output, settings, moment), change


def _create(call: Call, world: World) -> tuple[Output, Change | None]:
    settings, now = world.settings, world.moment.now
    refuse_unknown(call, ("target_model", "prefix", "vocabulary"), settings)
    model, prefix, terms = read_text(call, "target_model"), read_text(call, "prefix"), read_terms(call, settings)
    refusals.refuse_model(model, settings)
    refusals.refuse_prefix(prefix, settings)
    refusals.refuse_terms(terms, model, settings)
    if world.state.count(call.owner, settings.quota_scope, now) >= settings.quota:
        raise Refused(refusals.QUOTA_REACHED)
    vocabulary_id = f"vocab-{prefix}-{world.moment.token}"
    insert = Insert(
        id=vocabulary_id,
        owner=call.owner,
        prefix=prefix,
        target_model=model,
        terms=keep_terms(terms, model, settings),
        created=now,
        effect=world.effect,
    )
    if settings.create_answer == "task-id":
        return {"task_status": "PENDING", "task_id": world.moment.request_id}, insert
    return {"vocabulary_id": vocabulary_id}, insert


def _list(call: Call, world: World) -> tuple[Output, Change | None]:
    settings, now = world.settings, world.moment.now
    refuse_unknown(call, ("prefix", "page_index", "page_size"), settings)
    prefix = read_text(call, "prefix") if call.input.get("prefix") else ""
    index, size = read_page(call)
    rows = world.state.list_kept(call.owner, now - settings.stale_seconds)
    rows = sort_rows(select_prefix(rows, prefix, settings), settings, world.moment.request_id)
    page = page_of(rows, index, size, settings)
    return {"vocabulary_list": [show_kept(kept, settings, now) for kept in page]}, None


def _query(call: Call, world: World) -> tuple[Output, Change | None]:
    refuse_unknown(call, ("vocabulary_id",), world.settings)
    kept, terms = _find(call, world)
    shown = show_kept(kept, world.settings, world.moment.now)
    del shown["vocabulary_id"]
    shown["target_model"] = kept.target_model
    shown["vocabulary"] = show_terms(json.loads(terms), world.settings)
    return shown, None


def _update(call: Call, world: World) -> tuple[Output, Change | None]:
    settings = world.settings
    refuse_unknown(call, ("vocabulary_id", "vocabulary"), settings)
    kept, before = _find(call, world)
    if settings.retired_update == "refused" and kept.target_model in settings.retired_models:
        raise invalid(f"target_model {kept.target_model} is retired")
    terms = read_terms(call, settings)
    refusals.refuse_terms(terms, kept.target_model, settings)
    after = keep_terms(terms, kept.target_model, settings)
    stays = settings.equal_update == "stays" and after == before
    modified = kept.modified if stays else world.moment.now
    return {}, Overwrite(id=kept.id, terms=after, modified=modified, effect=world.effect)


def _delete(call: Call, world: World) -> tuple[Output, Change | None]:
    refuse_unknown(call, ("vocabulary_id",), world.settings)
    try:
        kept, _ = _find(call, world)
    except Refused:
        if world.settings.second_delete == "fine":
            return {}, None
        raise
    return {}, Remove(kept.id, world.effect)


def _find(call: Call, world: World) -> tuple[Kept, str]:
    found = world.state.find(read_text(call, "vocabulary_id"), call.owner, world.moment.now)
    if found is None:
        raise Refused(refusals.unknown_id(world.settings))
    return found


_ACTIONS: dict[str, Callable[[Call, World], tuple[Output, Change | None]]] = {
    "create_vocabulary": _create,
    "list_vocabulary": _list,
    "query_vocabulary": _query,
    "update_vocabulary": _update,
    "delete_vocabulary": _delete,
}
WRITES = frozenset({"create_vocabulary", "update_vocabulary", "delete_vocabulary"})
"""Actions whose answer may come with a change."""

__all__ = ["WRITES", "Owner", "handle"]
