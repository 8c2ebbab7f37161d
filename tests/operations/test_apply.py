"""The straight line of apply: what is refused before anything is written, and what is remembered afterwards."""

from __future__ import annotations

import pytest

from tests.support.apply_site import FOLDER, ApplySite
from tests.support.builders import a_claim, a_record, a_remote, a_vocabulary, terms_of
from vocabsync.domain.approval import ApprovedPlan
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import NeedsPerson, StateDamaged, StateNotSaved, VocabsyncError, WorldMoved
from vocabsync.domain.identifiers import Digest
from vocabsync.domain.outcome import Done, NotAttempted, Unknown
from vocabsync.operations.plan import Planned
from vocabsync.operations.progress import Progress

OLD, NEW = terms_of("旧词"), terms_of("新词")
THERE = a_remote(terms=OLD)


def _site(*, terms: tuple[()] | object = NEW) -> ApplySite:
    return ApplySite((a_vocabulary(terms=terms),)).hold(THERE)  # type: ignore[arg-type]  # terms of the builders


def _writes(site: ApplySite) -> int:
    return site.calls["create"] + site.calls["update"] + site.calls["delete"]


def _digest_of(site: ApplySite) -> Digest:
    seen: list[Planned] = []

    def look(planned: Planned) -> bool:
        seen.append(planned)
        return False

    with pytest.raises(VocabsyncError):
        site.apply(confirm=look)
    return seen[0].plan.digest


def test_the_plan_that_was_approved_is_carried_out() -> None:
    site = _site()

    site.apply(approved=ApprovedPlan(digest=_digest_of(site)))

    assert _writes(site) == 1


def test_another_plan_than_the_approved_one_writes_nothing_and_says_what_moved() -> None:
    site = _site()
    approved = ApprovedPlan(digest=_digest_of(site))
    site.account.overwrite(THERE.id, terms_of("外人改"), by_tool=False)

    with pytest.raises(WorldMoved) as refused:
        site.apply(approved=approved)

    assert refused.value.moves
    assert _writes(site) == 0


def test_no_at_the_prompt_writes_nothing() -> None:
    site = _site()

    with pytest.raises(VocabsyncError, match="not confirmed"):
        site.apply(confirm=lambda _: False)

    assert _writes(site) == 0


def test_an_open_objection_writes_nothing_and_prints_the_exact_flag_and_line() -> None:
    gone = [a_remote(prefix, terms=OLD, number=number) for number, prefix in enumerate(("a", "b"), start=10)]
    site = ApplySite((a_vocabulary(terms=OLD),)).hold(THERE, *gone)
    site.remember(*(a_record(each, digest_terms(OLD)) for each in (THERE, *gone)))

    with pytest.raises(NeedsPerson, match="--allow deletes") as refused:
        site.apply()

    assert "deletes@" in refused.value.next_step
    assert _writes(site) == 0


def test_a_plan_without_a_slot_writes_nothing() -> None:
    others = [a_remote(f"x{number}", number=number) for number in range(10)]
    site = ApplySite((a_vocabulary(terms=NEW),)).hold(*others)

    with pytest.raises(NeedsPerson, match="no free slot for movies"):
        site.apply()

    assert _writes(site) == 0


def test_a_damaged_journal_stops_the_run_before_it_asks_the_service_anything() -> None:
    site = _site()
    site.disk.put(FOLDER / ".vocabsync" / "journal.json", b"{")

    with pytest.raises(StateDamaged):
        site.apply()

    assert not site.calls


def test_a_damaged_ledger_stops_the_run_before_it_writes() -> None:
    site = _site()
    site.disk.put(FOLDER / "vocabsync.lock", b"")

    with pytest.raises(StateDamaged):
        site.apply()

    assert _writes(site) == 0


def test_a_disk_without_room_for_the_spare_file_stops_the_run_before_it_writes() -> None:
    site = _site()

    def refuse(operation: str, path: object) -> None:
        raise OSError(30, "read-only file system")

    site.disk.before = refuse
    with pytest.raises(StateNotSaved):
        site.apply()

    assert _writes(site) == 0


def test_a_second_apply_writes_nothing_and_leaves_the_ledger_as_it_is() -> None:
    site = _site()
    site.apply()
    before = site.disk.read(FOLDER / "vocabsync.lock")

    site.apply()

    assert _writes(site) == 0
    assert site.calls == {"list": 1, "get": 1}
    assert site.disk.read(FOLDER / "vocabsync.lock") == before


def test_an_equal_vocabulary_that_the_ledger_does_not_know_is_recorded_without_a_write() -> None:
    site = _site(terms=OLD)

    site.apply()

    assert _writes(site) == 0
    assert site.state().records[a_claim()].vocabulary_id == THERE.id


def test_an_undeclared_vocabulary_that_is_gone_is_forgotten() -> None:
    gone = a_remote("oldfilms", terms=OLD, number=3)
    site = _site(terms=OLD).remember(a_record(THERE, digest_terms(OLD)), a_record(gone, digest_terms(OLD)))

    site.apply()

    assert list(site.state().records) == [a_claim()]


def test_protection_is_remembered() -> None:
    site = ApplySite((a_vocabulary(terms=OLD, protect=True),)).hold(THERE)

    site.apply()

    assert site.state().records[a_claim()].protect


def test_the_spare_room_is_given_back() -> None:
    site = _site()

    site.apply()

    assert not [name for name in site.disk.names() if name.name == "spare"]


def test_the_report_of_a_run_that_has_to_be_left_says_what_was_in_flight() -> None:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("a", "b", "c")), "local")
    reports = []
    follow: list[Progress] = []

    def look() -> None:
        (progress,) = follow
        reports.append(progress.report(interrupted=True))

    site.goes_wrong = {("create", 2): look}
    site.apply(follow=follow.append)

    first, second, third = reports[0].outcomes
    assert isinstance(first, Unknown)
    assert first.vocabulary_id is not None, "created, not yet read back"
    assert isinstance(second, Unknown)
    assert "in flight" in second.seen
    assert isinstance(third, NotAttempted)
    assert reports[0].interrupted


def test_an_update_in_flight_is_reported_with_its_id() -> None:
    site = _site()
    follow: list[Progress] = []
    reports = []
    site.goes_wrong = {("update", 1): lambda: reports.append(follow[0].report(interrupted=True))}

    applied = site.apply(follow=follow.append)

    (outcome,) = reports[0].outcomes
    assert isinstance(outcome, Unknown)
    assert outcome.vocabulary_id == THERE.id
    assert isinstance(applied.report.outcomes[0], Done)


def test_what_was_verified_is_kept_for_the_next_plan_and_what_was_not_is_not() -> None:
    site = ApplySite((a_vocabulary(terms=NEW), a_vocabulary("people", terms=NEW)), "local")
    site.goes_wrong = {("create", 2): "refused"}

    site.apply()

    kept = [name.stem for name in site.disk.names() if "applied" in name.parts]
    assert kept == list(site.account.live)
