"""A plan that is not the approved one is refused with what moved, vocabulary by vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.builders import a_policy, a_remote, a_vocabulary, an_id, listed, terms_of
from tests.support.world import a_known, a_ledger, recorded
from vocabsync.domain.approval import ApprovedPlan, what_moved
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.evidence import LedgerState
from vocabsync.domain.identifiers import Digest
from vocabsync.domain.plan import Plan, TermDiff
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Policy
from vocabsync.domain.vocabulary import RemoteVocabulary, Term, Terms, Vocabulary
from vocabsync.render.approved import approved_plan
from vocabsync.render.document import dump_document, parse_document, to_document

POLICY = a_policy()
OLD_FILMS = a_remote("oldfilms", number=7)
BOTH = terms_of("a", "b", "c")


def plan_of(
    desired: Sequence[Vocabulary] = (),
    remote: Sequence[RemoteVocabulary] = (),
    *,
    ledger: LedgerState | None = None,
    policy: Policy = POLICY,
) -> Plan:
    return make_plan(a_known(desired, remote, ledger=ledger), policy)


def updating(files: Terms, remote: Terms) -> Plan:
    return plan_of([a_vocabulary(terms=files)], [a_remote(terms=remote)])


def saved(plan: Plan) -> ApprovedPlan:
    """Save a plan and read it back, as `plan --out` and `apply FILE` do."""
    written = dump_document(to_document(plan, (), tool_version="0"))
    return approved_plan(parse_document(written.encode()))


def short(terms: Terms) -> str:
    return digest_terms(terms).removeprefix("sha256:")[:8]


WHOLE = plan_of(
    [a_vocabulary(terms=BOTH), a_vocabulary("people"), a_vocabulary("songs")],
    [a_remote(terms=terms_of("a")), a_remote("people", "x", number=3), OLD_FILMS],
    ledger=a_ledger(recorded(a_remote("people", "x", number=3)), recorded(OLD_FILMS)),
)


def test_the_approved_plan_itself_has_not_moved() -> None:
    assert what_moved(saved(WHOLE), WHOLE) == ()
    assert what_moved(ApprovedPlan(digest=WHOLE.digest), WHOLE) == ()


def test_a_digest_alone_can_only_say_that_the_plan_moved() -> None:
    start = WHOLE.digest.removeprefix("sha256:")[:8]

    assert what_moved(ApprovedPlan(digest=Digest("sha256:" + "0" * 64)), WHOLE) == (
        f"the plan that was approved has the digest 00000000, the plan of now has {start}",
    )


def test_another_environment_or_region_is_named() -> None:
    other = replace(POLICY, environment="staging", region="ap-southeast-1")

    assert what_moved(saved(plan_of()), plan_of(policy=other)) == (
        "approved for environment prod, now staging",
        "approved for region cn-beijing, now ap-southeast-1",
    )


def test_a_remote_that_moved_is_told_with_both_digests_and_the_terms_counted() -> None:
    then = updating(BOTH, terms_of("a", "gone"))
    now = updating(BOTH, (*terms_of("a", "new", "newer"), Term("b", 1)))

    assert what_moved(saved(then), now) == (
        (
            f"movies fun-asr: the service holds other terms now ({short(terms_of('a', 'gone'))} then, "
            f"{short((*terms_of('a', 'new', 'newer'), Term('b', 1)))} now); "
            "3 terms added, 1 term removed remotely"
        ),
    )


def test_another_weight_on_the_remote_counts_as_a_change() -> None:
    then, now = updating(BOTH, (Term("a", 1), Term("b", 1))), updating(BOTH, (Term("a", 2), Term("b", 1)))

    (moved,) = what_moved(saved(then), now)

    assert moved.endswith("; 1 term changed remotely")


def test_files_that_moved_are_told_with_the_terms_counted() -> None:
    then, now = updating(BOTH, terms_of("z")), updating(terms_of("a", "b", "d", "e"), terms_of("z"))

    assert what_moved(saved(then), now) == (
        (
            f"movies fun-asr: the files hold other terms now ({short(BOTH)} then, "
            f"{short(terms_of('a', 'b', 'd', 'e'))} now); "
            "2 terms added, 1 term removed in the files"
        ),
    )


def test_where_both_sides_moved_nothing_is_counted() -> None:
    (moved,) = what_moved(saved(updating(BOTH, terms_of("z"))), updating(terms_of("a"), terms_of("y")))

    assert "the service holds other terms now" in moved
    assert "the files hold other terms now" in moved
    assert moved.endswith(" now)")


def test_a_create_with_other_terms_is_told() -> None:
    (moved,) = what_moved(saved(plan_of([a_vocabulary(terms=BOTH)])), plan_of([a_vocabulary(terms=terms_of("a"))]))

    assert moved == f"movies fun-asr: the files hold other terms now ({short(BOTH)} then, {short(terms_of('a'))} now)"


def test_a_vocabulary_to_delete_that_somebody_edited_is_told() -> None:
    ledger = a_ledger(recorded(OLD_FILMS))
    edited = replace(OLD_FILMS, terms=BOTH)

    (moved,) = what_moved(saved(plan_of([], [OLD_FILMS], ledger=ledger)), plan_of([], [edited], ledger=ledger))

    assert moved == (
        f"oldfilms fun-asr: the service holds other terms now ({short(OLD_FILMS.terms)} then, {short(BOTH)} now)"
    )


def test_an_action_that_nobody_approved_is_named_with_its_id() -> None:
    assert what_moved(saved(plan_of()), plan_of([], [OLD_FILMS], ledger=a_ledger(recorded(OLD_FILMS)))) == (
        f"oldfilms fun-asr: nothing was approved, now delete {OLD_FILMS.id}",
    )


def test_a_vocabulary_that_appeared_turns_the_create_into_an_update() -> None:
    now = plan_of([a_vocabulary()], [a_remote(terms=BOTH)])

    assert what_moved(saved(plan_of([a_vocabulary()])), now) == (
        f"movies fun-asr: approved was to create, now update {an_id()}",
    )


TO_DELETE = plan_of([], [OLD_FILMS], ledger=a_ledger(recorded(OLD_FILMS)))
TO_CREATE = plan_of([a_vocabulary()])


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (TO_CREATE, plan_of([a_vocabulary()], [a_remote()]), f"it is equal on the service as {an_id()}"),
        (
            TO_CREATE,
            plan_of([a_vocabulary()], [a_remote(number=1), a_remote(number=2)]),
            "2 vocabularies answer to it",
        ),
        (TO_CREATE, plan_of(), "nothing is to be done"),
        (TO_DELETE, plan_of([], [OLD_FILMS]), "it is unmanaged: no ledger record"),
        (
            TO_DELETE,
            plan_of([], [OLD_FILMS], ledger=a_ledger(recorded(OLD_FILMS)), policy=replace(POLICY, prune=False)),
            "`prune: false` spares it",
        ),
        (TO_DELETE, plan_of([a_vocabulary("oldfilms", terms=BOTH)], [OLD_FILMS]), f"to update {OLD_FILMS.id}"),
        (TO_DELETE, plan_of(), "nothing is to be done"),
    ],
)
def test_an_approved_action_that_is_gone_is_told_with_what_became_of_its_vocabulary(
    then: Plan, now: Plan, said: str
) -> None:
    assert any("approved was to" in moved and said in moved for moved in what_moved(saved(then), now))


def test_a_saved_plan_that_shows_other_terms_can_only_be_refused() -> None:
    plan = updating(BOTH, terms_of("a"))
    approved = saved(plan)
    assert approved.actions is not None
    tampered = replace(approved, actions=(replace(approved.actions[0], diff=TermDiff()),))

    assert what_moved(tampered, plan) == ("movies fun-asr: the saved plan shows other terms than this plan",)


@pytest.mark.parametrize("plan", [TO_CREATE, TO_DELETE], ids=["create", "delete"])
def test_a_saved_plan_that_hides_what_is_created_or_deleted_can_only_be_refused(plan: Plan) -> None:
    approved = saved(plan)
    assert approved.actions is not None
    (action,) = approved.actions
    hidden = replace(approved, actions=(replace(action, diff=TermDiff()),))

    assert what_moved(hidden, plan) == (
        f"{action.claim.prefix} fun-asr: the saved plan shows other terms than this plan",
    )


def test_a_saved_plan_that_holds_an_action_twice_can_only_be_refused() -> None:
    approved = saved(TO_CREATE)
    assert approved.actions is not None

    doubled = replace(approved, actions=approved.actions * 2)

    assert what_moved(doubled, TO_CREATE) == ("the saved plan holds an action twice",)


def test_a_term_that_no_file_can_hold_does_not_make_a_saved_plan_another() -> None:
    plan = updating((Term("a", 2, "z\ud800"),), (Term("a", 1, "z\ud800"), Term("\udfff", 1)))

    assert what_moved(saved(plan), plan) == ()


def test_a_plan_about_the_same_account_says_nothing_of_unmanaged_vocabularies() -> None:
    known = replace(a_known([a_vocabulary()]), listed=(listed(a_remote("people")),))

    assert what_moved(saved(TO_CREATE), make_plan(known, POLICY)) == ()
