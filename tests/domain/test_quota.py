"""Slots: create first wherever there is room, and never above the limit unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.support.builders import a_claim, a_policy, a_remote, a_vocabulary, listed
from tests.support.world import FOREIGN, a_known, a_ledger, recorded
from vocabsync.domain.guards import review
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.plan import Create, Delete, Plan, Slots
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Consent, Removal
from vocabsync.domain.vocabulary import RemoteVocabulary, Vocabulary

DELETE_FIRST = (Consent("delete-first", "movies"),)
OLD = a_remote("movies", "paraformer-v2")
PRUNED = [a_remote(f"old{number}", number=number) for number in range(3)]


def plan_within(
    limit: int,
    desired: Sequence[Vocabulary],
    remote: Sequence[RemoteVocabulary],
    allowed: tuple[Consent, ...] = (),
) -> Plan:
    known = a_known(desired, remote, unread=[FOREIGN], ledger=a_ledger(*map(recorded, remote)))
    return make_plan(known, replace(a_policy(), vocabulary_limit=limit), allowed)


def order(plan: Plan) -> list[list[str]]:
    return [
        [f"{'-' if isinstance(action, Delete) else '+'} {action.claim.prefix}" for action in stage.actions]
        for stage in plan.stages
    ]


def test_slots_are_counted_now_at_the_peak_and_after() -> None:
    plan = plan_within(10, [a_vocabulary(), a_vocabulary("people")], [OLD, *PRUNED])

    assert plan.slots == Slots(now=5, peak=7, after=3, limit=10, unmanaged=1)
    assert plan.blocked is None


def test_with_room_every_create_comes_before_every_delete() -> None:
    plan = plan_within(10, [a_vocabulary()], [OLD, *PRUNED])

    assert order(plan) == [["+ movies"], ["- movies", "- old0", "- old1", "- old2"]]


def test_a_slot_that_a_planned_delete_frees_is_used_first_and_no_more_than_needed() -> None:
    plan = plan_within(5, [a_vocabulary(), a_vocabulary("people")], [OLD, *PRUNED])

    assert order(plan) == [["- old0", "- old1"], ["+ movies", "+ people"], ["- movies", "- old2"]]
    assert plan.slots.peak == 5
    assert plan.blocked is None
    first = [action.frees_slot_first for action in plan.actions if isinstance(action, Delete)]
    assert first == [True, True, False, False]


def test_the_last_free_slot_needs_no_delete_first() -> None:
    plan = plan_within(3, [a_vocabulary()], [OLD])

    assert order(plan) == [["+ movies"], ["- movies"]]
    assert plan.blocked is None


def test_a_replace_without_a_free_slot_is_blocked_and_lists_candidates() -> None:
    plan = plan_within(2, [a_vocabulary()], [OLD])

    assert plan.blocked is not None
    assert plan.blocked.claims == (a_claim(),)
    assert plan.blocked.candidates == (OLD,)
    assert plan.slots.peak == 3


def test_delete_first_is_offered_by_its_exact_flag_and_frees_the_slot() -> None:
    plan = plan_within(2, [a_vocabulary()], [OLD])
    (objection,) = review(plan, a_policy(), ())

    allowed = plan_within(2, [a_vocabulary()], [OLD], DELETE_FIRST)

    assert objection.allow == "delete-first:movies"
    assert objection.message == (
        f"1 create finds no slot of 2: {OLD.id} would have to go before its successor is proved, "
        "and until then nothing answers for it"
    )
    assert order(allowed) == [["- movies"], ["+ movies"]]
    assert (allowed.blocked, allowed.slots.peak, allowed.digest) == (None, 2, plan.digest)
    assert review(allowed, a_policy(), DELETE_FIRST) == ()


def test_leave_to_delete_first_changes_nothing_where_there_is_room() -> None:
    assert plan_within(3, [a_vocabulary()], [OLD], DELETE_FIRST) == plan_within(3, [a_vocabulary()], [OLD])


def test_a_consent_in_the_configuration_holds_for_its_plan_only() -> None:
    known = a_known([a_vocabulary()], [OLD], ledger=a_ledger(recorded(OLD)))
    policy = replace(a_policy(), vocabulary_limit=1)
    start = make_plan(known, policy).digest.removeprefix("sha256:")[:8]

    def with_line(digest: str | None) -> Plan:
        return make_plan(known, replace(policy, allow=(Consent("delete-first", "movies", digest),)))

    assert with_line(start).blocked is None
    assert with_line("00000000").blocked is not None
    assert with_line(None).blocked is not None


def test_delete_first_is_not_offered_where_it_would_not_be_enough() -> None:
    plan = plan_within(2, [a_vocabulary(), a_vocabulary("people")], [OLD])

    assert plan.blocked is not None
    assert plan.blocked.claims == (a_claim(), a_claim("people"))
    assert review(plan, a_policy(), ()) == ()


def test_every_vocabulary_that_could_make_room_is_offered_by_itself() -> None:
    old = [OLD, a_remote("people", "paraformer-v2", number=2)]

    plan = plan_within(3, [a_vocabulary(), a_vocabulary("people")], old)
    offered = review(plan, a_policy(), (Consent("deletes"),))

    assert [objection.allow for objection in offered] == ["delete-first:movies", "delete-first:people"]
    assert all(objection.message.startswith("2 creates find no slot of 3: ") for objection in offered)


def test_delete_first_is_not_offered_where_it_would_not_be_enough_with_what_is_allowed_already() -> None:
    old = [OLD, a_remote("people", "paraformer-v2", number=2)]
    desired = [a_vocabulary(), a_vocabulary("people"), a_vocabulary("songs")]

    plan = plan_within(3, desired, old, DELETE_FIRST)

    assert plan.blocked is not None
    assert len(plan.blocked.claims) == 2
    assert [delete.frees_slot_first for delete in plan.actions if isinstance(delete, Delete)] == [True, False]
    assert review(plan, a_policy(), (*DELETE_FIRST, Consent("deletes"))) == ()


def test_candidates_are_all_of_ours_that_nothing_declares() -> None:
    kept, twin = a_remote("movies", "x", number=5), a_remote("people", number=6)
    named, undecided = a_remote("people", number=7), [a_remote("songs", number=number) for number in (8, 9)]
    desired = [a_vocabulary("movies"), a_vocabulary("people"), a_vocabulary("songs")]
    known = a_known(desired, [kept, twin, named, *undecided], ledger=a_ledger(recorded(named)))

    plan = make_plan(known, replace(a_policy(), vocabulary_limit=5))

    assert plan.blocked is not None
    assert plan.blocked.claims == (a_claim("movies"),)
    assert plan.blocked.candidates == (kept, twin, *undecided)


def test_an_account_over_the_limit_is_no_matter_for_a_plan_without_creates() -> None:
    removal = Removal(prefix=Prefix("old0"))
    known = a_known(remote=PRUNED, unread=[listed(a_remote("x"))])

    plan = make_plan(known, replace(a_policy(), vocabulary_limit=2, removed=(removal,)))

    assert plan.blocked is None
    assert plan.slots == Slots(now=4, peak=4, after=3, limit=2, unmanaged=3)
    assert not any(isinstance(action, Create) for action in plan.actions)
