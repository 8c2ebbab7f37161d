"""Deletes: only what still is as planned, saved first, and proved gone."""

from __future__ import annotations

import pytest

from tests.support.apply_site import ApplySite
from tests.support.builders import a_record, a_remote, a_vocabulary, terms_of
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.outcome import Done, NotAttempted, Outcome, Refused, Unknown

OLD = terms_of("旧词")
KEPT = a_remote("medical", terms=OLD, number=6)
GONE = a_remote("oldfilms", terms=OLD, number=3)


def _site(**facts: object) -> ApplySite:
    site = ApplySite((a_vocabulary("medical", terms=OLD),), **facts)  # type: ignore[arg-type]  # fields by name
    return site.hold(KEPT, GONE).remember(*(a_record(each, digest_terms(OLD)) for each in (KEPT, GONE)))


def _outcome(site: ApplySite) -> Outcome:
    (outcome,) = site.report().outcomes
    return outcome


def test_a_delete_costs_one_write_one_query_before_and_one_after() -> None:
    site = _site()

    outcome = _outcome(site)

    assert site.calls == {"list": 1, "get": 4, "delete": 1}, "the plan's two queries, one before, one after"
    assert isinstance(outcome, Done)
    assert outcome.backup is not None
    assert list(site.account.live) == [KEPT.id]
    assert [record.vocabulary_id for record in site.state().records.values()] == [KEPT.id]


def test_a_vocabulary_edited_by_somebody_is_not_deleted() -> None:
    site = _site()
    site.goes_wrong = {("get", 3): lambda: site.account.overwrite(GONE.id, terms_of("外人改"), by_tool=False)}

    outcome = _outcome(site)

    assert isinstance(outcome, Refused)
    assert outcome.moved
    assert GONE.id in site.account.live


def test_one_that_somebody_deleted_already_is_done_without_a_write() -> None:
    site = _site()
    site.goes_wrong = {("get", 3): lambda: site.account.delete(GONE.id, by_tool=False)}

    assert isinstance(_outcome(site), Done)
    assert site.calls["delete"] == 0


@pytest.mark.parametrize("answer", ["lost_request", "not_executed"])
def test_a_delete_that_left_it_there_is_sent_again(answer: str) -> None:
    site = _site(goes_wrong={("delete", 1): answer})

    assert isinstance(_outcome(site), Done)
    assert site.calls["delete"] == 2


def test_a_delete_whose_answer_was_lost_is_done_where_a_query_shows_nothing() -> None:
    site = _site(goes_wrong={("delete", 1): "lost_answer"})

    assert isinstance(_outcome(site), Done)
    assert site.calls["delete"] == 1


def test_a_delete_that_never_takes_effect_is_unknown_after_four_tries() -> None:
    site = _site(goes_wrong={("delete", number): "not_executed" for number in range(1, 9)})

    assert isinstance(_outcome(site), Unknown)
    assert site.calls["delete"] == 4
    assert len(site.state().records) == 2, "what may still be there is not forgotten"


def test_one_that_somebody_edits_after_an_uncertain_delete_is_left_alone() -> None:
    site = _site(goes_wrong={("delete", 1): "lost_request"})
    site.goes_wrong["get", 4] = lambda: site.account.overwrite(GONE.id, terms_of("外人改"), by_tool=False)

    assert isinstance(_outcome(site), Unknown)
    assert site.calls["delete"] == 1


@pytest.mark.parametrize(("call", "kind"), [(3, Refused), (4, Unknown)])
def test_a_query_that_fails_before_stops_the_delete_and_after_it_leaves_doubt(call: int, kind: type) -> None:
    assert isinstance(_outcome(_site(goes_wrong={("get", call): "fail"})), kind)


@pytest.mark.parametrize(("answer", "kind"), [("refused", Refused), ("redirected", Unknown), ("revoked", Refused)])
def test_other_answers_end_it_at_once(answer: str, kind: type) -> None:
    site = _site(goes_wrong={("delete", 1): answer})

    assert isinstance(_outcome(site), kind)
    assert site.calls["delete"] == 1


def test_without_a_backup_nothing_is_deleted() -> None:
    site = _site()

    def refuse(operation: str, path: object) -> None:
        if "backups" in str(path):
            raise OSError(28, "no space left on the device")

    site.disk.before = refuse

    assert isinstance(_outcome(site), NotAttempted)
    assert GONE.id in site.account.live


def test_a_signal_in_a_pause_of_the_client_means_nothing_was_done() -> None:
    site = _site(goes_wrong={("delete", 1): "too_fast"})
    site.interrupts_pauses = True

    assert isinstance(_outcome(site), Refused)
    assert GONE.id in site.account.live


def test_a_signal_in_a_pause_of_a_repeat_leaves_doubt() -> None:
    site = _site(goes_wrong={("delete", 1): "lost_request", ("delete", 2): "interrupted"})

    assert isinstance(_outcome(site), Unknown)


def test_a_signal_during_the_pause_before_a_repeat_sends_no_second_delete() -> None:
    site = _site(goes_wrong={("delete", 1): "lost_request"})
    site.goes_wrong["get", 5] = lambda: setattr(site.stop, "requested", True)

    assert isinstance(_outcome(site), Unknown)
    assert site.calls["delete"] == 1
