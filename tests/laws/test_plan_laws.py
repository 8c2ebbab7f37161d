"""Laws of plans: what holds in every world, however strange."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.support.world import apply_plan, compared, known_after
from tests.support.worlds import CONSENTS, World, proofs_of, worlds
from vocabsync.domain.consents import is_allowed
from vocabsync.domain.digest import after_of, before_of, digest_terms, id_of, verb_of
from vocabsync.domain.evidence import DeclaredInGit, History, LedgerState, RemovedInGit, Tombstone
from vocabsync.domain.guards import Guard, parse_consent, review
from vocabsync.domain.plan import Create, Delete, Plan, Update
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Consent
from vocabsync.domain.vocabulary import RemoteVocabulary, Terms
from vocabsync.render.document import dump_document, to_document

CONSENT = tuple[Consent, ...]


def planned(world: World, allowed: CONSENT = ()) -> Plan:
    return make_plan(world.known, world.policy, allowed)


def text_of(world: World, allowed: CONSENT = ()) -> str:
    plan = planned(world, allowed)
    return dump_document(to_document(plan, review(plan, world.policy, allowed), tool_version="0"))


def deletes_of(plan: Plan) -> list[Delete]:
    return [action for action in plan.actions if isinstance(action, Delete)]


def contents(remotes: tuple[RemoteVocabulary, ...]) -> dict[str, Counter[object]]:
    return {remote.id: Counter(remote.terms) for remote in remotes}


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_files_terms_and_listing_changes_neither_plan_nor_digest_nor_text(
    world: World, random: Random
) -> None:
    def mixed(terms: Terms) -> Terms:
        return tuple(random.sample(terms, len(terms)))

    known = world.known
    other = replace(
        known,
        desired=tuple(
            replace(each, terms=mixed(each.terms)) for each in random.sample(known.desired, len(known.desired))
        ),
        remote=tuple(replace(each, terms=mixed(each.terms)) for each in random.sample(known.remote, len(known.remote))),
        listed=tuple(random.sample(known.listed, len(known.listed))),
        ledger=replace(
            known.ledger, records=dict(random.sample(list(known.ledger.records.items()), len(known.ledger.records)))
        ),
    )
    shuffled = World(other, world.policy)

    assert planned(shuffled).digest == planned(world).digest
    assert text_of(shuffled) == text_of(world)


@given(worlds(), CONSENTS, st.booleans())
def test_letting_go_of_contents_while_gathering_changes_nothing_of_the_plan(
    world: World,
    allowed: CONSENT,
    keep_contents: bool,  # noqa: FBT001 # drawn
) -> None:
    gathered = compared(world.known, keep_contents=keep_contents)

    assert text_of(World(gathered, world.policy), allowed) == text_of(world, allowed)


@given(worlds())
def test_after_apply_every_claim_holds_what_the_files_say_and_all_else_is_untouched(world: World) -> None:
    plan = planned(world)
    before, after = contents(world.known.remote), contents(apply_plan(plan, world.known.remote))
    gone = {delete.remote.id for delete in deletes_of(plan)}
    overwritten = {action.remote.id for action in plan.actions if isinstance(action, Update)}
    ours = [
        each for each in apply_plan(plan, world.known.remote) if each.claim not in {c.claim for c in plan.conflicts}
    ]
    differently = {each.claim for each in plan.unchanged if each.stored_differently}

    for desired in world.known.desired:
        answers = [each for each in ours if each.claim == desired.claim]
        twins = {other.remote.id for each in plan.duplicates for other in each.others}
        assert len([each for each in answers if each.id not in twins]) == (desired.claim not in _conflicts(plan))
        for answer in answers:
            if answer.id not in twins and desired.claim not in differently:
                assert Counter(answer.terms) == Counter(desired.terms)
    for untouched in before.keys() - gone - overwritten:
        assert after[untouched] == before[untouched]
    assert before.keys() - after.keys() == gone


def _conflicts(plan: Plan) -> set[object]:
    return {conflict.claim for conflict in plan.conflicts}


@given(worlds(), st.booleans())
def test_a_plan_right_after_an_apply_is_empty(world: World, ledger_lost: bool) -> None:  # noqa: FBT001 # drawn
    plan = planned(world)
    after = known_after(plan, world.known)
    if ledger_lost and not plan.duplicates and not any(each.stored_differently for each in plan.unchanged):
        after = replace(after, ledger=LedgerState())

    again = make_plan(after, world.policy)

    assert list(again.actions) == []


@given(worlds())
def test_every_vocabulary_of_the_account_has_exactly_one_fate(world: World) -> None:
    plan = planned(world)
    fates = [
        *(action.remote.id for action in plan.actions if not isinstance(action, Create)),
        *(each.vocabulary_id for each in plan.unchanged),
        *(each.remote.id for each in plan.kept),
        *(each.listed.id for each in plan.unmanaged),
        *(other.remote.id for each in plan.duplicates for other in each.others),
        *(each.remote.id for conflict in plan.conflicts for each in conflict.candidates),
    ]
    assert sorted(fates) == sorted(each.id for each in world.known.listed)


@given(worlds())
def test_every_declared_claim_has_exactly_one_fate_and_one_write_at_most(world: World) -> None:
    plan = planned(world)
    fates = [
        *(action.claim for action in plan.actions if not isinstance(action, Delete)),
        *(each.claim for each in plan.unchanged),
        *(each.claim for each in plan.conflicts),
    ]
    assert sorted(fates) == sorted(each.claim for each in world.known.desired)


@given(worlds())
def test_nothing_is_deleted_without_evidence(world: World) -> None:
    for delete in deletes_of(planned(world)):
        match delete.evidence:
            case Tombstone():
                kind = "tombstone"
            case RemovedInGit() | DeclaredInGit():
                kind = "git"
            case _:
                kind = "ledger"
        assert kind in proofs_of(delete.remote, world)


@given(worlds())
def test_where_every_proof_is_lost_nothing_is_deleted(world: World) -> None:
    bare = replace(world.known, ledger=LedgerState(), history=History())

    assert deletes_of(make_plan(bare, replace(world.policy, removed=()))) == []


@given(worlds())
def test_prune_false_spares_what_left_the_repository_but_for_tombstones(world: World) -> None:
    claimed = {each.claim.prefix for each in world.known.desired}

    for delete in deletes_of(make_plan(world.known, replace(world.policy, prune=False))):
        assert delete.claim.prefix in claimed or isinstance(delete.evidence, Tombstone)


@given(worlds())
def test_nothing_under_a_prefix_that_is_neither_claimed_nor_proved_is_written(world: World) -> None:
    claimed = {each.claim.prefix for each in world.known.desired}

    for action in planned(world).actions:
        if not isinstance(action, Create):
            assert action.claim.prefix in claimed or proofs_of(action.remote, world)


@given(worlds(), CONSENTS)
def test_no_plan_exceeds_the_quota_at_its_peak_unless_it_says_blocked(world: World, allowed: CONSENT) -> None:
    plan = planned(world, allowed)
    held = peak = len(world.known.listed)
    for action in plan.actions:
        held += {"create": 1, "update": 0, "delete": -1}[verb_of(action)]
        peak = max(peak, held)

    assert (plan.slots.now, plan.slots.peak, plan.slots.after) == (len(world.known.listed), peak, held)
    creates = any(isinstance(action, Create) for action in plan.actions)
    within = not creates or held + len([each for each in plan.stages[-1].actions if isinstance(each, Delete)]) <= (
        plan.slots.limit
    )
    assert within is (plan.blocked is None)


@given(worlds(), CONSENTS)
def test_a_delete_that_waits_for_its_successor_comes_later_unless_a_consent_lets_it_go_first(
    world: World, allowed: CONSENT
) -> None:
    plan = planned(world, allowed)
    stage_of = {id(action): number for number, stage in enumerate(plan.stages) for action in stage.actions}
    writes = [action for action in plan.actions if not isinstance(action, Delete)]

    for delete in deletes_of(plan):
        waits_for = [write for write in writes if write.claim.prefix == delete.claim.prefix]
        if delete.frees_slot_first and waits_for:
            assert is_allowed(Guard.DELETE_FIRST, delete.claim.prefix, allowed)
        if not delete.frees_slot_first:
            assert all(stage_of[id(write)] < stage_of[id(delete)] for write in waits_for)


@given(worlds())
def test_the_halves_of_a_replace_name_each_other(world: World) -> None:
    plan = planned(world)
    named_by_creates = {
        (action.claim, each) for action in plan.actions if isinstance(action, Create) for each in action.replaces
    }
    named_by_deletes = {(each.replaced_by, each.remote.id) for each in deletes_of(plan) if each.replaced_by is not None}

    assert named_by_creates == named_by_deletes


@given(worlds(), CONSENTS, CONSENTS)
def test_allowing_more_never_adds_an_objection(world: World, some: CONSENT, more: CONSENT) -> None:
    def objections(allowed: CONSENT) -> Counter[tuple[str, str | None]]:
        found = review(planned(world, allowed), world.policy, allowed)
        return Counter((objection.guard, objection.subject) for objection in found)

    assert objections((*some, *more)) <= objections(some)


@given(worlds())
def test_the_flag_that_an_objection_prints_lets_it_pass_and_so_does_its_line(world: World) -> None:
    plan = planned(world)
    objections = review(plan, world.policy, ())
    flags = tuple(parse_consent(objection.allow) for objection in objections)
    lines = tuple(parse_consent(objection.line) for objection in objections)

    assert review(planned(world, flags), world.policy, flags) == ()
    reviewed = replace(world.policy, allow=lines)
    assert review(make_plan(world.known, reviewed), reviewed, ()) == ()


@given(worlds(), worlds())
def test_plans_are_equal_exactly_when_their_digests_are(one: World, other: World) -> None:
    def essence(plan: Plan) -> list[tuple[object, ...]]:
        return sorted(
            (*_names(each), sorted(_terms_before(each), key=str), sorted(_terms_after(each), key=str))
            for each in plan.actions
        )

    left, right = planned(one), planned(other)

    assert (essence(left) == essence(right)) is (left.digest == right.digest)


def _names(action: Create | Update | Delete) -> tuple[str, str, str, str]:
    return action.claim.prefix, action.claim.target_model, verb_of(action), id_of(action) or ""


def _terms_before(action: Create | Update | Delete) -> Terms:
    return () if isinstance(action, Create) else action.remote.terms


def _terms_after(action: Create | Update | Delete) -> Terms:
    return () if isinstance(action, Delete) else action.desired.terms


@given(worlds())
def test_the_digests_of_an_action_are_those_of_its_contents(world: World) -> None:
    for action in planned(world).actions:
        assert before_of(action) in {None, digest_terms(_terms_before(action))}
        assert after_of(action) in {None, digest_terms(_terms_after(action))}
