"""Digests of contents and of plans."""

from __future__ import annotations

import pytest

from tests.support.builders import a_remote, a_vocabulary, terms_of
from vocabsync.domain.digest import digest_plan, digest_terms
from vocabsync.domain.evidence import Recorded, Tombstone
from vocabsync.domain.identifiers import Digest
from vocabsync.domain.plan import Create, Delete
from vocabsync.domain.vocabulary import Term

CREATE = Create(desired=a_vocabulary(), after=digest_terms(terms_of("x")), reason="new")
DELETE = Delete(
    remote=a_remote("old"), before=digest_terms(terms_of("y")), reason="gone", evidence=Tombstone(source="f:1")
)


def test_the_digest_of_a_content_stays_what_it_was_in_earlier_versions() -> None:
    assert digest_terms((Term("赛德克巴莱", 4, "zh"), Term("Seediq Bale", 5))) == (
        "sha256:487f67b83886710625e63c9432dd18ab4eb8d8d4ad3469cf1ea82ee757021801"
    )


def test_the_digest_of_a_plan_stays_what_it_was_in_earlier_versions() -> None:
    assert digest_plan("prod", "cn-beijing", [CREATE, DELETE]) == (
        "sha256:06ad194377533a1bcb2041763d3b477ce518050cef29e2d64f88fa00d1540084"
    )


def test_order_plays_no_part_in_a_digest_and_duplicates_do() -> None:
    assert digest_terms(terms_of("a", "b")) == digest_terms(terms_of("b", "a"))
    assert digest_terms(terms_of("a", "a")) != digest_terms(terms_of("a"))


@pytest.mark.parametrize("other", [Term("a", 1, "zh"), Term("a", 2), Term("b", 1), Term('a",1', 1)])
def test_every_part_of_a_term_enters_the_digest(other: Term) -> None:
    assert digest_terms((Term("a", 1),)) != digest_terms((other,))


def test_a_lone_surrogate_from_the_service_can_be_digested() -> None:
    assert digest_terms((Term("\ud800", 1),)) != digest_terms((Term("\udfff", 1),))


def test_the_order_of_actions_plays_no_part_in_the_digest_of_a_plan() -> None:
    assert digest_plan("prod", "r", [CREATE, DELETE]) == digest_plan("prod", "r", [DELETE, CREATE])


def test_reason_and_evidence_play_no_part_in_the_digest_of_a_plan() -> None:
    other = Delete(
        remote=DELETE.remote, before=DELETE.before, reason="another", evidence=Recorded(source="vocabsync.lock")
    )
    assert digest_plan("prod", "r", [DELETE]) == digest_plan("prod", "r", [other])


def test_environment_region_and_every_action_enter_the_digest_of_a_plan() -> None:
    changed = Create(desired=CREATE.desired, after=Digest("sha256:00"), reason="new")
    digests = [
        digest_plan("prod", "r", [CREATE]),
        digest_plan("staging", "r", [CREATE]),
        digest_plan("prod", "s", [CREATE]),
        digest_plan("prod", "r", []),
        digest_plan("prod", "r", [CREATE, DELETE]),
        digest_plan("prod", "r", [changed]),
    ]
    assert len(set(digests)) == len(digests)
