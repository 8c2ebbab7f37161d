"""Settling: wait until everything is OK, read back what nobody has read yet, give up in time."""

from __future__ import annotations

from dataclasses import replace

from tests.support.apply_site import ApplySite
from tests.support.builders import a_claim, a_remote, a_vocabulary, terms_of
from tests.support.fake_service import Mood
from vocabsync.domain.outcome import Done, Unknown
from vocabsync.domain.policy import Consent

NEW = terms_of("新词")


def _site(mood: Mood, *prefixes: str) -> ApplySite:
    return ApplySite(tuple(a_vocabulary(each, terms=NEW) for each in prefixes or ("movies",)), "local", mood)


def test_what_becomes_ready_later_is_waited_for() -> None:
    site = _site(Mood(ready_after=20))

    (outcome,) = site.report().outcomes

    assert isinstance(outcome, Done)
    assert outcome.status == "OK"
    assert any("waiting for 1 to become OK" in why for why in site.ears.waits)
    assert site.ears.waits[-1] == "", "the end of the wait was told"
    assert site.state().records[a_claim()].ready


def test_what_never_becomes_ready_is_done_with_its_status_and_not_ready_in_the_ledger() -> None:
    site = _site(Mood(ready_after=float("inf")))

    (outcome,) = site.report().outcomes

    assert isinstance(outcome, Done)
    assert outcome.status == "UNDEPLOYED"
    assert 50 < site.clock.monotonic() <= 65
    assert not site.state().records[a_claim()].ready


def test_an_idle_run_names_what_is_still_not_ready() -> None:
    site = _site(Mood(ready_after=float("inf")))
    site.report()

    report = site.report()

    assert not report.outcomes
    assert list(report.not_ready) == list(site.account.live)


def test_the_first_poll_asks_only_for_what_nobody_has_read() -> None:
    site = ApplySite((a_vocabulary(terms=NEW), a_vocabulary("people", terms=NEW)), "local")
    site.hold(a_remote("people", terms=terms_of("旧词"), number=2))

    site.apply()

    assert site.calls["get"] == 1 + 1 + 2, "the plan's, one for the create, two for the update"


def test_many_that_never_become_ready_are_asked_seldom() -> None:
    prefixes = [f"p{number}" for number in range(40)]
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in prefixes), "local", Mood(ready_after=1e9))
    site.hold(*(a_remote(prefix, terms=terms_of("旧词"), number=100) for prefix in prefixes))
    for vocabulary_id, stored in site.account.live.items():
        site.account.live[vocabulary_id] = replace(stored, born=0.0)

    report = site.apply(allowed=(Consent("churn"),)).report

    assert {outcome.status for outcome in report.outcomes if isinstance(outcome, Done)} == {"UNDEPLOYED"}
    assert sum(site.calls.values()) < 60 + 15 * 40


def test_a_fresh_one_that_no_query_shows_is_unknown() -> None:
    site = _site(Mood())
    site.goes_wrong = {("list", 2): site.account.live.clear}

    (outcome,) = site.report().outcomes

    assert isinstance(outcome, Unknown)
    assert "no query has shown it" in outcome.seen


def test_a_read_back_that_fails_is_unknown_and_the_id_is_kept() -> None:
    site = _site(Mood(), "a", "b")
    site.goes_wrong = {("get", 1): "fail"}

    outcomes = site.report().outcomes

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "Unknown"]
    assert len(site.state().records) == 2


def test_a_signal_ends_the_waiting_with_what_is_known() -> None:
    site = _site(Mood(ready_after=float("inf")))
    site.clock.after(10, lambda: setattr(site.stop, "requested", True))

    report = site.report()

    assert report.interrupted
    assert isinstance(report.outcomes[0], Done)
    assert report.outcomes[0].status == "UNDEPLOYED"
    assert site.clock.monotonic() < 11


def test_a_signal_while_polling_asks_nothing_more() -> None:
    site = _site(Mood(ready_after=30.0), "a", "b")
    site.goes_wrong = {("get", 3): lambda: setattr(site.stop, "requested", True)}

    report = site.report()

    assert report.interrupted
    assert {outcome.status for outcome in report.outcomes if isinstance(outcome, Done)} == {"UNDEPLOYED"}


def test_a_poll_that_a_signal_interrupts_tells_nothing() -> None:
    site = _site(Mood(ready_after=30.0))
    site.goes_wrong = {("get", 2): "interrupted"}

    (outcome,) = site.report().outcomes

    assert isinstance(outcome, Done)
    assert outcome.status == "OK", "the next poll saw it"
