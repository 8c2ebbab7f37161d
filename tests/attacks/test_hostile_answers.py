"""Whatever comes back in place of an answer: it is understood as it was given, or it is an error; never "empty"."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.answer_meaning import meaning_of
from tests.support.builders import ONE_TERM, a_claim, an_id
from tests.support.good_answers import BODIES, swapped
from tests.support.service_script import ServiceScript, good
from tests.support.spoilt_answers import Spoilt, spoil
from vocabsync.domain.errors import ServiceFailure, UnstableListing
from vocabsync.domain.verdict import Executed, NotExecuted, Uncertain

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.remote.store import StoreWriter


def _listed(store: StoreWriter) -> object:
    return sorted((row.id, row.status, row.created, row.modified) for row in store.list_all())


def _queried(store: StoreWriter) -> object:
    found = store.get(an_id())
    assert (found.id, found.claim.prefix) == (an_id(), "movies")
    return found.claim.target_model, (found.status, found.created, found.modified), tuple(map(tuple, found.terms))


def _written(write: Callable[[StoreWriter], object]) -> Callable[[StoreWriter], object]:
    def call(store: StoreWriter) -> object:
        answer = write(store)
        assert isinstance(answer, Executed | NotExecuted | Uncertain)
        return (answer.vocabulary_id or "done") if isinstance(answer, Executed) else None

    return call


CALLS: dict[str, Callable[[StoreWriter], object]] = {
    "list": _listed,
    "query": _queried,
    "create": _written(lambda store: store.create(a_claim(), ONE_TERM)),
    "update": _written(lambda store: store.overwrite_terms(an_id(), ONE_TERM)),
    "delete": _written(lambda store: store.delete(an_id())),
}


def understood(action: str, answer: Spoilt) -> object:
    """Send one request whose answer is the spoilt one; give what the client takes it for, None for nothing."""
    again: list[Any] = [answer.response] * 4 if answer.status >= 429 else [answer.response]
    script = ServiceScript(again if action != "list" or answer.status >= 429 else [*again, lambda: good("list", 1)])
    try:
        return CALLS[action](script.writer())
    except (ServiceFailure, UnstableListing):
        return None
    finally:
        assert set(script.actions) == {f"{action}_vocabulary"}
        if action == "create":
            assert len(script.requests) == 1, "a create was sent twice"


@pytest.mark.parametrize("action", CALLS)
def test_a_good_answer_is_understood(action: str) -> None:
    assert understood(action, Spoilt("good", BODIES[action])) == meaning_of(action, Spoilt("good", BODIES[action]))
    assert understood(action, Spoilt("good", BODIES[action])) is not None


@pytest.mark.parametrize("action", CALLS)
def test_a_spoilt_answer_is_taken_for_what_it_says_or_for_nothing(
    action: str, record_property: Callable[[str, object], None]
) -> None:
    answers = [*spoil(BODIES[action], random.Random(action), flips=60, cuts=60), *swapped(action)]
    meanings = [meaning_of(action, each) for each in answers]
    pairs = zip(answers, meanings, strict=True)
    assert [each.name for each, meaning in pairs if understood(action, each) != meaning] == []
    assert 0.3 * len(answers) < meanings.count(None) < len(answers), "the comparison would not bite"
    record_property("attack", ("a spoilt answer", len(answers)))


@given(action=st.sampled_from(sorted(CALLS)), seed=st.integers(), edits=st.integers(2, 12))
def test_random_damage_is_taken_for_what_it_says_or_for_nothing(action: str, seed: int, edits: int) -> None:
    body, chance = bytearray(BODIES[action]), random.Random(seed)
    for _ in range(edits):
        at = chance.randrange(len(body))
        body[at : at + chance.randrange(3)] = chance.choice(
            (b"", b'"', b"{}", b"[", b",", b":null", b"\\", b"7", b"\xff")
        )
    answer = Spoilt(f"{edits} edits from seed {seed}", bytes(body))
    assert understood(action, answer) == meaning_of(action, answer)
