"""The order of an apply: what fails stops only what depends on it, and every action has one outcome."""

from __future__ import annotations

import pytest

from tests.support.apply_site import ApplySite
from tests.support.builders import a_record, a_remote, a_vocabulary, terms_of
from tests.support.fake_service import Mood
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.outcome import Done, NotAttempted, Refused
from vocabsync.domain.policy import Consent

OLD, NEW = terms_of("旧词"), terms_of("新词")
OLD_MODEL = a_remote(model="paraformer-v2", terms=OLD, number=2)


def _replacing(**facts: object) -> ApplySite:
    site = ApplySite((a_vocabulary(terms=NEW),), **facts)  # type: ignore[arg-type]  # fields by name
    return site.hold(OLD_MODEL).remember(a_record(OLD_MODEL, digest_terms(OLD)))


def test_a_replace_creates_verifies_and_deletes() -> None:
    site = _replacing()

    created, deleted = site.report().outcomes

    assert isinstance(created, Done)
    assert isinstance(deleted, Done)
    assert OLD_MODEL.id not in site.account.live


@pytest.mark.parametrize("answer", ["refused", "lost_request", "full", "revoked", "redirected"])
def test_a_superseded_vocabulary_outlives_a_failed_create(answer: str) -> None:
    site = _replacing(goes_wrong={("create", 1): answer})

    _, deleted = site.report().outcomes

    assert isinstance(deleted, NotAttempted)
    assert OLD_MODEL.id in site.account.live


def test_a_superseded_vocabulary_outlives_a_successor_that_never_becomes_ready() -> None:
    site = _replacing(mood=Mood(ready_after=float("inf")))

    _, deleted = site.report().outcomes

    assert isinstance(deleted, NotAttempted)
    assert OLD_MODEL.id in site.account.live


def test_a_superseded_vocabulary_outlives_a_successor_that_is_stored_differently() -> None:
    site = _replacing(mood=Mood(store=lambda terms: terms_of("词")))

    _, deleted = site.report().outcomes

    assert isinstance(deleted, NotAttempted)


def test_a_twin_stops_the_deletes() -> None:
    site = _replacing()
    claim = a_vocabulary().claim
    site.goes_wrong = {("create", 1): lambda: site.account.create(claim, OLD, by_tool=False)}

    report = site.report()

    assert report.twins
    assert isinstance(report.outcomes[1], NotAttempted)


def test_a_replace_that_was_cut_short_is_finished_by_the_next_run() -> None:
    site = _replacing(goes_wrong={("get", 2): "fail"})
    first = site.report()
    site.goes_wrong = {}

    second = site.report()

    assert isinstance(first.outcomes[1], NotAttempted)
    assert [type(outcome) for outcome in second.outcomes] == [Done]
    assert OLD_MODEL.id not in site.account.live
    assert site.calls["create"] == 0


def test_the_listener_hears_every_outcome_once() -> None:
    site = _replacing(goes_wrong={("create", 1): "refused"})

    report = site.report()

    assert {id(outcome) for outcome in site.ears.outcomes} == {id(outcome) for outcome in report.outcomes}
    assert len(site.ears.outcomes) == 2


def test_a_run_of_twelve_minutes_starts_nothing_new() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b")), "local")
    site.goes_wrong = {("create", 1): lambda: site.clock.sleep(13 * 60)}

    _, second = site.report().outcomes

    assert isinstance(second, NotAttempted)
    assert "12 minutes" in second.why


def test_a_later_stage_is_not_attempted_after_a_stage_that_failed() -> None:
    """In a full account a delete must free the slot first; when it fails, the create has none."""
    gone = a_remote("oldfilms", terms=OLD, number=3)
    others = [a_remote(f"x{number}", number=number + 20) for number in range(9)]
    site = ApplySite((a_vocabulary(terms=NEW),)).hold(gone, *others).remember(a_record(gone, digest_terms(OLD)))
    site.goes_wrong = {("delete", 1): "refused"}

    deleted, created = site.report().outcomes

    assert isinstance(deleted, Refused)
    assert isinstance(created, NotAttempted)
    assert site.calls["create"] == 0


def test_the_slot_that_a_delete_frees_is_used_by_the_create() -> None:
    gone = a_remote("oldfilms", terms=OLD, number=3)
    others = [a_remote(f"x{number}", number=number + 20) for number in range(9)]
    site = ApplySite((a_vocabulary(terms=NEW),)).hold(gone, *others).remember(a_record(gone, digest_terms(OLD)))

    deleted, created = site.report().outcomes

    assert isinstance(deleted, Done)
    assert isinstance(created, Done)


def test_a_delete_is_not_attempted_after_one_that_failed() -> None:
    gone = [a_remote(prefix, terms=OLD, number=number) for number, prefix in enumerate(("a", "b"), start=30)]
    kept = a_remote(terms=OLD)
    site = ApplySite((a_vocabulary(terms=OLD),)).hold(kept, *gone)
    site.remember(*(a_record(each, digest_terms(OLD)) for each in (kept, *gone)))
    site.goes_wrong = {("delete", 1): "refused"}

    first, second = site.apply(allowed=(Consent("deletes"), Consent("churn"))).report.outcomes

    assert isinstance(first, Refused)
    assert isinstance(second, NotAttempted)
    assert site.calls["delete"] == 1
