"""Updates: never over a foreign edit, never blindly twice, never believed without reading back."""

from __future__ import annotations

import pytest

from tests.support.apply_site import ApplySite
from tests.support.builders import a_claim, a_remote, a_vocabulary, terms_of
from tests.support.fake_service import Mood
from vocabsync.domain.outcome import Done, NotAttempted, Outcome, Refused, Unknown
from vocabsync.domain.vocabulary import Terms

OLD, NEW = terms_of("旧词"), terms_of("新词")
THERE = a_remote(terms=OLD)


def _site(**facts: object) -> ApplySite:
    return ApplySite((a_vocabulary(terms=NEW),), **facts).hold(THERE)  # type: ignore[arg-type]  # fields by name


def _outcome(site: ApplySite) -> Outcome:
    (outcome,) = site.report().outcomes
    return outcome


def _content(site: ApplySite) -> Terms:
    return site.account.live[THERE.id].remote.terms


def test_an_update_costs_one_write_one_query_before_and_one_after() -> None:
    site = _site()

    outcome = _outcome(site)

    assert site.calls == {"list": 1, "get": 3, "update": 1}, "the plan's query, one before, one after"
    assert isinstance(outcome, Done)
    assert outcome.stored_differently is None
    assert outcome.request_id == "req-1"
    assert _content(site) == NEW


def test_the_old_content_is_saved_first() -> None:
    outcome = _outcome(_site())

    assert isinstance(outcome, Done)
    assert outcome.backup is not None
    assert outcome.backup.startswith(".vocabsync/backups/")


def test_without_a_backup_nothing_is_overwritten() -> None:
    site = _site()

    def refuse(operation: str, path: object) -> None:
        if "backups" in str(path):
            raise OSError(28, "no space left on the device")

    site.disk.before = refuse

    assert isinstance(_outcome(site), NotAttempted)
    assert site.calls["update"] == 0


def test_a_foreign_edit_between_plan_and_write_is_never_overwritten() -> None:
    site = _site()
    foreign = terms_of("外人改")
    site.goes_wrong = {("get", 2): lambda: site.account.overwrite(THERE.id, foreign, by_tool=False)}

    outcome = _outcome(site)

    assert isinstance(outcome, Refused)
    assert outcome.moved
    assert _content(site) == foreign


def test_a_vocabulary_deleted_by_somebody_is_not_created_again_in_the_same_run() -> None:
    site = _site()
    site.goes_wrong = {("get", 2): lambda: site.account.delete(THERE.id, by_tool=False)}

    outcome = _outcome(site)

    assert isinstance(outcome, Refused)
    assert outcome.moved
    assert not site.account.live


@pytest.mark.parametrize("answer", ["lost_request", "not_executed"])
def test_an_update_that_left_the_old_content_is_sent_again(answer: str) -> None:
    site = _site(goes_wrong={("update", 1): answer})

    assert isinstance(_outcome(site), Done)
    assert site.calls["update"] == 2
    assert _content(site) == NEW


def test_an_update_whose_answer_was_lost_is_not_sent_again_where_a_query_shows_it() -> None:
    site = _site(goes_wrong={("update", 1): "lost_answer"})

    assert isinstance(_outcome(site), Done)
    assert site.calls["update"] == 1


def test_a_foreign_edit_after_an_uncertain_update_is_not_overwritten() -> None:
    site = _site(goes_wrong={("update", 1): "lost_request"})
    foreign = terms_of("外人改")
    site.goes_wrong["get", 4] = lambda: site.account.overwrite(THERE.id, foreign, by_tool=False)

    outcome = _outcome(site)

    assert isinstance(outcome, Unknown)
    assert site.calls["update"] == 1
    assert _content(site) == foreign


def test_an_update_that_never_takes_effect_is_unknown_after_four_tries() -> None:
    site = _site(goes_wrong={("update", number): "not_executed" for number in range(1, 9)})

    outcome = _outcome(site)

    assert isinstance(outcome, Unknown)
    assert site.calls["update"] == 4


def test_a_spent_budget_ends_the_repeats() -> None:
    site = _site(goes_wrong={("update", 1): "lost_request"}, budget=0)

    assert isinstance(_outcome(site), Unknown)
    assert site.calls["update"] == 1


def test_a_vocabulary_deleted_after_the_write_is_unknown() -> None:
    site = _site()
    site.goes_wrong = {("get", 3): lambda: site.account.delete(THERE.id, by_tool=False)}

    assert isinstance(_outcome(site), Unknown)


@pytest.mark.parametrize(("call", "kind"), [(2, Refused), (3, Unknown)])
def test_a_query_that_fails_before_the_write_stops_it_and_after_it_leaves_doubt(call: int, kind: type) -> None:
    site = _site(goes_wrong={("get", call): "fail"})

    assert isinstance(_outcome(site), kind)
    assert site.calls["update"] == call - 2


def test_a_refusal_keeps_code_and_request_id() -> None:
    outcome = _outcome(_site(goes_wrong={("update", 1): "refused"}))

    assert isinstance(outcome, Refused)
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.request_id) == ("InvalidParameter", "req-1")
    assert not outcome.moved


@pytest.mark.parametrize("answer", ["revoked", "redirected"])
def test_a_revoked_key_or_a_redirect_stops_all_writes(answer: str) -> None:
    other = a_remote("people", terms=OLD, number=2)
    site = ApplySite((a_vocabulary(terms=NEW), a_vocabulary("new", terms=NEW), a_vocabulary("people", terms=NEW)))
    site.hold(THERE, other)
    site.goes_wrong = {("create", 1): answer}

    created, *updated = site.report().outcomes

    assert isinstance(created, Refused | Unknown)
    assert all(isinstance(outcome, NotAttempted) for outcome in updated)
    assert site.calls["update"] == 0


def test_what_the_service_stores_differently_is_done_named_and_proposed_once_more_only() -> None:
    site = _site(mood=Mood(store=lambda terms: tuple(term._replace(text=term.text.strip("新")) for term in terms)))

    first, second, third = site.report(), site.report(), site.report()

    assert isinstance(first.outcomes[0], Done)
    assert first.outcomes[0].stored_differently is not None
    assert first.outcomes[0].stored_differently.added == terms_of("词")
    assert isinstance(second.outcomes[0], Done)
    assert site.state().records[a_claim()].repeats == 1
    assert not third.outcomes


def test_updates_run_side_by_side_and_one_that_fails_leaves_the_others_alone() -> None:
    remotes = [a_remote(prefix, terms=OLD, number=number) for number, prefix in enumerate(("a", "b", "c"), start=1)]
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b", "c"))).hold(*remotes)
    site.goes_wrong = {("update", 2): "refused"}

    kinds = sorted(type(outcome).__name__ for outcome in site.report().outcomes)

    assert kinds == ["Done", "Done", "Refused"]
    assert site.calls["update"] == 3


def test_a_signal_during_the_query_before_sends_nothing() -> None:
    site = _site()
    site.goes_wrong = {("get", 2): lambda: setattr(site.stop, "requested", True)}

    assert isinstance(_outcome(site), NotAttempted)
    assert _content(site) == OLD


def test_an_update_on_a_vocabulary_that_vanished_right_before_it_is_refused_as_moved() -> None:
    site = _site()
    site.goes_wrong = {("update", 1): "vanished"}

    outcome = _outcome(site)

    assert isinstance(outcome, Refused)
    assert outcome.moved


def test_a_redirected_update_is_not_even_looked_at() -> None:
    site = _site(goes_wrong={("update", 1): "redirected"})

    assert isinstance(_outcome(site), Unknown)
    assert site.calls["get"] == 2, "the plan's and the one before"


def test_a_signal_in_a_pause_of_the_client_means_nothing_was_done() -> None:
    site = _site(goes_wrong={("update", 1): "too_fast"})
    site.interrupts_pauses = True

    assert isinstance(_outcome(site), Refused)
    assert _content(site) == OLD


def test_a_signal_in_the_pause_before_a_repeat_leaves_doubt() -> None:
    site = _site(goes_wrong={("update", 1): "lost_request"})
    site.interrupts_pauses = True

    assert isinstance(_outcome(site), Unknown)


def test_a_signal_in_a_pause_of_a_repeat_leaves_doubt() -> None:
    site = _site(goes_wrong={("update", 1): "lost_request", ("update", 2): "interrupted"})

    assert isinstance(_outcome(site), Unknown)
