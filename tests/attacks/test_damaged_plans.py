"""A saved plan with any value changed can only be refused, unless the value is one that the comparison leaves out."""

from __future__ import annotations

import json
import random
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from tests.support.builders import a_policy, a_remote, a_vocabulary, listed, terms_of
from tests.support.damaged_bytes import Damaged, Path, cut, flip, restructure
from tests.support.world import a_known, a_ledger, recorded
from vocabsync.domain.approval import what_moved
from vocabsync.domain.digest import verb_of
from vocabsync.domain.errors import StateDamaged
from vocabsync.domain.planner import make_plan
from vocabsync.domain.vocabulary import Term
from vocabsync.render.approved import approved_plan
from vocabsync.render.document import dump_document, only, parse_document, plan_schema, to_document
from vocabsync.render.document_shape import ActionEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OLD = a_remote("old", number=7)
KNOWN = a_known(
    [
        a_vocabulary("movies", terms=(*terms_of("a", "b"), Term("c", 5, "zh"))),
        a_vocabulary("news", terms=terms_of("x", "y")),
        a_vocabulary("people"),
        a_vocabulary("songs"),
    ],
    [
        a_remote("movies", terms=(*terms_of("a", "d"), Term("c", 1, "zh"))),
        a_remote("people", number=3),
        a_remote("songs", "paraformer-v2", number=4),
        OLD,
    ],
    ledger=a_ledger(recorded(OLD), recorded(a_remote("songs", "paraformer-v2", number=4))),
    unread=[listed(a_remote("my-app", number=9))],
)
PLAN = make_plan(KNOWN, a_policy())
SAVED = dump_document(to_document(PLAN, (), tool_version="0.1.0")).encode()


def _first_action() -> bytes:
    return json.dumps(json.loads(SAVED)["actions"][0]).encode()


COMPARED = {"action", "prefix", "target_model", "vocabulary_id", "before_digest", "after_digest"} | {
    *("added", "removed", "changed"),
    *("terms_before", "terms_after", "replaces", "replaced_by", "frees_slot_first"),
}
"""What design.md section 5 counts as an action: equal in a saved plan, in all but reason and evidence."""

SHOWN_ONLY = {"stage", "reason", "evidence", "recreates"} | {*("first_adoption", "drift", "drops_fields", "status")}
"""Of an action, what depends on the ledger or on the day: shown, and left out of the comparison."""

DECISIVE = {"format_version", "environment", "region", "digest", "only", "actions"}
"""Of the document. Everything else is about what an apply leaves alone: shown, and left out as well."""


TEXTS: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n",
    "zero bytes": bytes(100),
    "no text": bytes(range(256)),
    "a merge that nobody finished": b"<<<<<<< ours\n" + SAVED + b"=======\n" + SAVED + b">>>>>>> theirs\n",
    "two plans": SAVED + SAVED,
    "a list of plans": b"[" + SAVED + b"]",
    "a byte order mark": b"\xef\xbb\xbf" + SAVED,
    "UTF-16": SAVED.decode().encode("utf-16"),
    "a newer version": SAVED.replace(b'"1.0"', b'"1.1"', 1),
    "a much newer version": SAVED.replace(b'"1.0"', b'"2.0"', 1),
    "an older version": SAVED.replace(b'"1.0"', b'"0.9"', 1),
    "a version of many digits": SAVED.replace(b'"1.0"', b'"1.' + b"9" * 5000 + b'"', 1),
    "a version in other digits": SAVED.replace(b'"1.0"', '"1.٠"'.encode(), 1),
    "a schema": json.dumps(plan_schema()).encode(),
    "HTML": b"<!doctype html><p>sha256:" + b"0" * 64,
    "a view of some prefixes": dump_document(only(to_document(PLAN, (), tool_version="0.1.0"), {"movies"})).encode(),
    "an action twice": SAVED.replace(b'"actions": [', b'"actions": [' + _first_action() + b",", 1),
    "an action that is another's": SAVED.replace(b'"prefix": "news"', b'"prefix": "songs"', 1),
    "a delete of what is not ours": SAVED.replace(b"vocab-old-0", b"vocab-people-0"),
}


def is_refused(data: bytes) -> bool:
    """Read a plan as ``apply FILE`` does: a refusal that says why, or the very plan that would be made now."""
    try:
        moved = what_moved(approved_plan(parse_document(data)), PLAN)
    except StateDamaged as refusal:
        return bool(refusal.what and refusal.next_step)
    assert all(moved)
    return moved != ()


def is_compared(path: Path) -> bool:
    """Say whether what is at, or inside, this place of the document is compared."""
    if len(path) > 2 and path[0] == "actions":
        return path[2] in COMPARED
    return not path or path[0] in DECISIVE


def is_the_same(data: bytes) -> bool:
    """Say whether a damaged document still says what the saved one did (a key that has its default left out)."""
    return parse_document(data) == parse_document(SAVED)


def let_through(damaged: Iterable[Damaged]) -> tuple[int, list[Damaged]]:
    """Count the damaged plans, and give those that were not refused."""
    everything = list(damaged)
    return len(everything), [each for each in everything if not is_refused(each.data)]


def test_the_saved_plan_itself_is_taken() -> None:
    assert not is_refused(SAVED)
    assert {verb_of(action) for action in PLAN.actions} == {"create", "update", "delete"}


def test_every_field_of_an_action_is_compared_or_known_to_be_shown_only() -> None:
    assert {field.name for field in fields(ActionEntry)} == COMPARED | SHOWN_ONLY
    assert COMPARED.isdisjoint(SHOWN_ONLY)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_no_plan_or_another_one_is_refused(text: str) -> None:
    assert is_refused(TEXTS[text])


@pytest.mark.parametrize("values", [2, pytest.param(None, marks=pytest.mark.slow)])
def test_a_value_that_is_compared_cannot_be_changed(
    values: int | None, record_property: Callable[[str, object], None]
) -> None:
    count, taken = let_through(restructure(json.loads(SAVED), random.Random("plan"), values))
    assert [each.name for each in taken if is_compared(each.path or ()) and not is_the_same(each.data)] == []
    record_property("attack", ("a damaged plan", count))


@pytest.mark.parametrize("places", [150, pytest.param(6000, marks=pytest.mark.slow)])
def test_flipped_and_lost_bytes_change_nothing_that_is_compared(
    places: int, record_property: Callable[[str, object], None]
) -> None:
    count, taken = let_through(flip(SAVED, random.Random("flips"), places))
    assert [each.name for each in taken if _compared_part(each.data) != _compared_part(SAVED)] == []
    record_property("attack", ("a damaged plan", count))


@pytest.mark.parametrize("lengths", [400, pytest.param(6000, marks=pytest.mark.slow)])
def test_a_plan_that_was_cut_short_is_refused(lengths: int, record_property: Callable[[str, object], None]) -> None:
    count, taken = let_through(cut(SAVED.rstrip(), random.Random("cuts"), lengths))
    assert taken == []
    record_property("attack", ("a damaged plan", count))


def _compared_part(data: bytes) -> object:
    """Give the parts that are compared, read by hand; equal parts may stand in any order."""
    document = json.loads(data)
    actions = [{key: value for key, value in action.items() if key in COMPARED} for action in document["actions"]]
    return {key: document.get(key) for key in DECISIVE - {"format_version", "actions"}} | {
        "actions": sorted(json.dumps(action, sort_keys=True) for action in actions)
    }
