"""The decisions of the create protocol."""

from __future__ import annotations

import pytest

from tests.support.builders import a_claim, a_remote, an_id, listed, terms_of
from vocabsync.domain.creation import Adopt, Clear, Occupied, judge, needs_quiet_period, newcomers, takes_all_slots
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.identifiers import Prefix, VocabularyId
from vocabsync.domain.verdict import ApiAction, ServiceProblem

NEW = terms_of("新词", "New Word")
WANTED = digest_terms(NEW)


def test_the_quiet_period_is_for_whoever_may_have_come_before() -> None:
    assert not needs_quiet_period("prod", intents_are_open=False, last_run_is_known=True)
    assert needs_quiet_period("prod", intents_are_open=True, last_run_is_known=True)
    assert needs_quiet_period("prod", intents_are_open=False, last_run_is_known=False)
    assert needs_quiet_period("prod", intents_are_open=True, last_run_is_known=False)
    assert not needs_quiet_period("local", intents_are_open=True, last_run_is_known=False)


def test_nothing_that_answers_is_clear() -> None:
    assert judge(a_claim(), WANTED, []) == Clear()
    assert judge(a_claim(), WANTED, [a_remote(model="paraformer-v2", terms=NEW), a_remote("app", terms=NEW)]) == Clear()


def test_the_very_content_in_any_order_is_adopted() -> None:
    remote = a_remote(terms=NEW[::-1])

    assert judge(a_claim(), WANTED, [remote]) == Adopt(remote)


@pytest.mark.parametrize("terms", [terms_of("别的"), NEW[:1], (*NEW, NEW[0]), ()])
def test_other_content_is_not_adopted(terms: tuple[()]) -> None:
    remote = a_remote(terms=terms)

    assert judge(a_claim(), WANTED, [remote]) == Occupied((remote,))


def test_of_two_that_answer_none_is_adopted() -> None:
    both = (a_remote(terms=NEW), a_remote(terms=NEW, number=2))

    assert judge(a_claim(), WANTED, both) == Occupied(both)


def test_newcomers_are_compared_by_parsed_prefix() -> None:
    listing = [
        listed(a_remote("app", number=1)),
        listed(a_remote("app2", number=2)),
        listed(a_remote("app", number=3)),
    ]
    odd = listed(a_remote("app", number=4)).__class__(
        id=VocabularyId("vocab-my-app-" + "0" * 32), status="OK", created="", modified=""
    )

    assert newcomers([*listing, odd], Prefix("app"), {an_id("app", 1)}) == (an_id("app", 3),)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (429, "Throttling.AllocationQuota"),
        (429, "Throttling.RateQuota"),
        (400, "InvalidParameter"),
        (None, None),
    ],
)
def test_only_the_400_quota_code_means_a_full_account(status: int | None, code: str | None) -> None:
    other = ServiceProblem(action=ApiAction.CREATE, symptom="x", status=status, code=code)
    full = ServiceProblem(action=ApiAction.CREATE, symptom="x", status=400, code="Throttling.AllocationQuota")

    assert takes_all_slots(full)
    assert not takes_all_slots(other)
