"""The create protocol, step by step (faults.md section 3)."""

from __future__ import annotations

import pytest

from tests.support.apply_site import ApplySite
from tests.support.builders import a_claim, a_record, a_remote, a_vocabulary, an_id, terms_of
from tests.support.fake_service import Mood
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.outcome import Done, NotAttempted, Refused, Unknown

NEW = terms_of("新词")
MEDICAL = a_remote("medical", terms=NEW, number=6)
KNOWN = a_record(MEDICAL, digest_terms(NEW))


def _site(**facts: object) -> ApplySite:
    return ApplySite((a_vocabulary(terms=NEW),), **facts)  # type: ignore[arg-type]  # fields of ApplySite by name


def _known_site(*more: str) -> ApplySite:
    """A machine that applied before: medical is there, movies and more are new."""
    desired = tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("movies", "medical", *more))
    return ApplySite(desired).hold(MEDICAL).remember(KNOWN)


def test_a_first_create_waits_the_quiet_period_and_lists_again_before_it() -> None:
    site = _site()

    applied = site.apply()

    assert site.clock.monotonic() > 15
    assert site.calls == {"list": 3, "create": 1, "get": 1}
    assert [why[:28] for why in site.ears.waits[:2]] == ["waiting 15 s before creating", ""]
    assert isinstance(applied.report.outcomes[0], Done)


def test_an_ordinary_later_run_neither_waits_nor_lists_before_a_create() -> None:
    site = _known_site()

    site.apply()

    assert site.clock.monotonic() < 5
    assert site.calls == {"list": 2, "create": 1, "get": 2}, "plan: one list, one query; one list and one query after"


def test_creates_of_one_run_share_one_wait_and_each_ones_last_listing() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b", "c")))

    site.apply()

    assert 15 < site.clock.monotonic() < 20
    assert site.calls == {"list": 1 + 1 + 3, "create": 3, "get": 3}


def test_time_at_the_prompt_counts_for_the_quiet_period() -> None:
    site = _site()

    def think(_: object) -> bool:
        site.clock.sleep(14)
        return True

    site.apply(confirm=think)

    assert site.clock.monotonic() < 17


def test_after_a_prompt_the_account_is_listed_again_even_on_a_known_machine() -> None:
    site = _known_site()

    def think(_: object) -> bool:
        site.clock.sleep(60)
        site.account.create(a_claim(), NEW, by_tool=False)
        return True

    report = site.apply(confirm=think).report

    assert site.calls["create"] == 0
    assert isinstance(report.outcomes[0], Done)
    assert report.outcomes[0].adopted


def test_the_stand_in_is_not_waited_for() -> None:
    site = _site(environment="local")

    site.apply()

    assert site.clock.monotonic() < 1


def test_an_exact_match_that_appears_meanwhile_is_adopted() -> None:
    site = _site()
    site.goes_wrong = {("list", 2): lambda: site.account.create(a_claim(), NEW, by_tool=False)}

    report = site.report()

    assert site.calls["create"] == 0
    assert isinstance(report.outcomes[0], Done)
    assert report.outcomes[0].adopted
    assert site.state().records[a_claim()].vocabulary_id == report.outcomes[0].vocabulary_id


def test_other_content_that_appears_meanwhile_needs_a_new_plan() -> None:
    site = _site()
    site.goes_wrong = {("list", 2): lambda: site.account.create(a_claim(), terms_of("外人"), by_tool=False)}

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Refused)
    assert outcome.moved
    assert "appeared under this prefix and target model" in outcome.why
    assert site.calls["create"] == 0


def test_another_model_under_the_prefix_that_appears_meanwhile_does_not_matter() -> None:
    site = _site()
    other = a_claim(model="paraformer-v2")
    site.goes_wrong = {("list", 2): lambda: site.account.create(other, NEW, by_tool=False)}

    assert isinstance(site.report().outcomes[0], Done)
    assert site.calls["create"] == 1


@pytest.mark.parametrize("answer", ["lost_answer", "late"])
def test_a_lost_answer_is_waited_for_and_what_it_made_is_adopted(answer: str) -> None:
    site = _site(goes_wrong={("create", 1): answer})

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Done)
    assert outcome.adopted
    assert site.calls["create"] == 1
    assert site.calls["list"] == 4, "the plan's, the one before, and two after the lost answer"
    assert not site.journal.open_intents()


def test_a_create_that_left_no_trace_stays_unknown_and_its_intent_open() -> None:
    site = _site(goes_wrong={("create", 1): "lost_request"})

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Unknown)
    assert "run apply again" in outcome.seen
    assert [intent.claim for intent in site.journal.open_intents()] == [a_claim()]


def test_an_open_intent_makes_the_next_run_wait_on_a_known_machine_too() -> None:
    site = _known_site()
    site.goes_wrong = {("create", 1): "lost_request"}
    site.apply()
    before = site.clock.monotonic()
    site.goes_wrong = {}

    site.apply()

    assert site.clock.monotonic() - before > 15
    assert not site.journal.open_intents()
    assert len(site.account.live) == 2


def test_a_create_that_came_later_than_its_run_closes_the_intent_of_the_next() -> None:
    site = _site(goes_wrong={("create", 1): "lost_request"})
    site.apply()
    site.account.create(a_claim(), NEW, by_tool=True)
    site.goes_wrong = {}

    report = site.report()

    assert not report.outcomes
    assert not site.journal.open_intents()


def test_what_a_lost_create_made_with_other_content_is_named_and_left_alone() -> None:
    site = _site(goes_wrong={("create", 1): "lost_answer"}, mood=Mood(store=lambda terms: terms_of("别的")))

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Unknown)
    assert "with other content" in outcome.seen


@pytest.mark.parametrize("answer", ["unreachable", "too_fast"])
def test_a_create_proved_not_done_is_sent_again_after_another_listing(answer: str) -> None:
    site = _site(goes_wrong={("create", 1): answer})

    assert isinstance(site.report().outcomes[0], Done)
    assert site.calls["create"] == 2
    assert site.calls["list"] == 4
    assert not site.journal.open_intents()


def test_a_create_is_sent_four_times_at_most_where_it_is_never_done() -> None:
    site = _site(goes_wrong={("create", number): "too_fast" for number in range(1, 9)})

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Refused)
    assert site.calls["create"] == 4


def test_a_spent_budget_ends_the_repeats() -> None:
    site = _site(goes_wrong={("create", 1): "too_fast"}, budget=0)

    assert isinstance(site.report().outcomes[0], Refused)
    assert site.calls["create"] == 1


def test_a_full_account_ends_all_creates_and_no_updates() -> None:
    old = a_remote("people", terms=terms_of("旧词"), number=9)
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b", "people"))).hold(old)
    site.goes_wrong = {("create", 1): "full"}

    first, second, third = site.report().outcomes

    assert isinstance(first, Refused)
    assert isinstance(second, NotAttempted)
    assert "no free vocabulary slot" in second.why
    assert isinstance(third, Done)
    assert site.calls["create"] == 1


def test_a_refused_create_does_not_stop_the_next() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b")))
    site.goes_wrong = {("create", 1): "refused"}

    first, second = site.report().outcomes

    assert isinstance(first, Refused)
    assert isinstance(second, Done)


def test_a_redirected_create_is_unknown_and_nothing_more_is_sent() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b")))
    site.goes_wrong = {("create", 1): "redirected"}

    first, second = site.report().outcomes

    assert isinstance(first, Unknown)
    assert isinstance(second, NotAttempted)
    assert site.calls["list"] == 2, "none after the redirect"


def test_a_listing_that_fails_before_a_create_stops_it_and_the_ones_after_it() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b")))
    site.goes_wrong = {("list", 2): "fail"}

    first, second = site.report().outcomes

    assert isinstance(first, Refused)
    assert isinstance(second, NotAttempted)
    assert site.calls["create"] == 0


def test_a_listing_that_fails_after_a_create_leaves_it_in_doubt_with_its_id_recorded() -> None:
    site = _site(goes_wrong={("list", 3): "fail"})

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Unknown)
    assert outcome.vocabulary_id in site.account.live
    assert site.state().records[a_claim()].vocabulary_id == outcome.vocabulary_id


def test_a_failing_look_after_a_lost_create_stays_unknown() -> None:
    site = _site(goes_wrong={("create", 1): "lost_answer", ("list", 3): "fail"})

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Unknown)
    assert "could not be looked for" in outcome.seen
    assert site.journal.open_intents()


def test_a_twin_of_somebody_else_is_reported_with_both_ids_and_neither_is_touched() -> None:
    site = _site()
    site.goes_wrong = {("create", 1): lambda: site.account.create(a_claim(), terms_of("外人"), by_tool=False)}

    report = site.report()

    (twin,) = report.twins
    assert {twin.created, twin.other} == set(site.account.live)
    assert site.calls["update"] == site.calls["delete"] == 0


def test_a_twin_of_an_earlier_create_is_noticed_after_a_later_one() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("movies", "people")))
    site.goes_wrong = {("create", 2): lambda: site.account.create(a_claim(), NEW, by_tool=False)}

    (twin,) = site.report().twins

    assert twin.claim == a_claim()


def test_what_the_ledger_knows_and_a_stale_listing_hides_is_not_created_again() -> None:
    movies = a_remote(terms=NEW)
    site = _known_site().remember(KNOWN, a_record(movies, digest_terms(NEW)))
    site.account.live[movies.id] = site.account.live[MEDICAL.id].__class__(remote=movies, born=0, by_tool=True)

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Refused)
    assert outcome.moved
    assert an_id() in outcome.why
    assert site.calls["create"] == 0


def test_an_intent_that_cannot_be_written_stops_the_create() -> None:
    site = _site()

    def refuse(operation: str, path: object) -> None:
        if operation == "replace" and str(path).endswith("journal.json"):
            raise OSError(28, "no space left on the device")

    site.disk.before = refuse
    outcome = site.report().outcomes[0]

    assert isinstance(outcome, NotAttempted)
    assert site.calls["create"] == 0


def test_a_ledger_that_cannot_be_written_stops_everything_after_the_create_and_the_report_has_the_id() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b")))

    def refuse(operation: str, path: object) -> None:
        if operation == "replace" and str(path).endswith("vocabsync.lock"):
            raise OSError(28, "no space left on the device")

    site.disk.before = refuse
    report = site.report()

    assert site.calls["create"] == 1
    assert report.not_saved is not None
    assert [record.vocabulary_id for record in report.unsaved] == list(site.account.live)
    assert site.journal.open_intents(), "the next run waits and looks"


def test_a_signal_while_waiting_sends_nothing() -> None:
    site = _site()
    site.clock.after(5, lambda: setattr(site.stop, "requested", True))

    report = site.report()

    assert report.interrupted
    assert isinstance(report.outcomes[0], NotAttempted)
    assert site.clock.monotonic() < 6


def test_a_signal_while_the_create_is_in_flight_records_it_and_asks_nothing_more() -> None:
    site = _site()
    site.goes_wrong = {("create", 1): lambda: setattr(site.stop, "requested", True)}

    report = site.report()

    assert isinstance(report.outcomes[0], Unknown)
    assert report.outcomes[0].vocabulary_id in site.account.live
    assert not site.journal.open_intents()
    assert site.calls["list"] == 2


def test_a_signal_while_looking_for_a_lost_create_leaves_its_intent_open() -> None:
    site = _site(goes_wrong={("create", 1): "lost_answer"})
    site.clock.after(20, lambda: setattr(site.stop, "requested", True))

    report = site.report()

    assert isinstance(report.outcomes[0], Unknown)
    assert site.journal.open_intents()


def test_a_signal_during_the_pause_before_a_repeat_ends_it_refused() -> None:
    site = _site(goes_wrong={("create", 1): "too_fast"})
    site.interrupts_pauses = True

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Refused)
    assert site.calls["create"] == 1
    assert not site.journal.open_intents()


def test_a_signal_during_the_second_listing_sends_nothing() -> None:
    site = _site()
    site.goes_wrong = {("list", 2): lambda: setattr(site.stop, "requested", True)}

    assert isinstance(site.report().outcomes[0], NotAttempted)
    assert site.calls["create"] == 0


def test_intents_of_other_claims_stay_open() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b")))
    site.goes_wrong = {("create", 1): "lost_request"}

    site.apply()

    assert [intent.claim for intent in site.journal.open_intents()] == [a_claim("a")]


def test_an_intent_that_cannot_be_closed_costs_the_next_run_a_wait_and_no_more() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b")))

    def close_the_disk() -> None:
        def refuse(operation: str, path: object) -> None:
            raise OSError(28, "no space left on the device")

        site.disk.before = refuse

    site.goes_wrong = {("create", 1): close_the_disk, ("create", 2): "refused"}
    report = site.report()

    assert site.calls["create"] == 1
    assert report.not_saved is not None

    site.disk.before = lambda operation, path: None
    site.goes_wrong = {}
    site.apply()

    assert len(site.account.live) == 2
    assert not site.journal.open_intents()


def test_a_refused_create_whose_intent_cannot_be_closed_stops_the_run() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b")))
    site.refuses = {("create", 1): "refused"}

    first, second = site.report().outcomes

    assert isinstance(first, Refused)
    assert isinstance(second, NotAttempted)
    assert "cannot be recorded" in second.why


def test_a_create_done_without_an_id_is_looked_for() -> None:
    site = _site(goes_wrong={("create", 1): "no_id"})

    outcome = site.report().outcomes[0]

    assert isinstance(outcome, Done)
    assert outcome.adopted


def test_a_lost_create_that_somebody_deletes_while_it_is_looked_for_stays_unknown() -> None:
    site = _site(goes_wrong={("create", 1): "lost_answer"})
    site.goes_wrong["get", 1] = site.account.live.clear

    assert isinstance(site.report().outcomes[0], Unknown)
