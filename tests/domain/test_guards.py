"""Each guard: when it fires, what it says, and what lets it pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.support.builders import a_policy, a_remote, a_vocabulary, terms_of
from tests.support.world import a_known, a_ledger, recorded
from vocabsync.domain.guards import review
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.plan import Delete, Objection, Plan, Stage
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Consent, Guards, Policy
from vocabsync.domain.vocabulary import RemoteVocabulary, Term, Terms, Vocabulary

POLICY = a_policy()
MOVIES = Prefix("movies")


def plan_of(desired: Sequence[Vocabulary], remote: Sequence[RemoteVocabulary]) -> Plan:
    return make_plan(a_known(desired, remote, ledger=a_ledger(*map(recorded, remote))), POLICY)


def fired(plan: Plan, policy: Policy = POLICY, *allowed: Consent) -> list[str]:
    return [objection.allow for objection in review(plan, policy, allowed)]


def pruning(number: int) -> Plan:
    return plan_of([], [a_remote(f"old{each}", number=each) for each in range(number)])


def numbered(count: int, *, start: int = 0) -> Terms:
    return terms_of(*(f"t{number:03}" for number in range(start, start + count)))


def losing(lost: int, of: int) -> Plan:
    return plan_of([a_vocabulary(terms=(*numbered(of - lost), Term("new", 1)))], [a_remote(terms=numbered(of))])


def test_a_plan_that_destroys_nothing_meets_no_objection() -> None:
    assert fired(plan_of([a_vocabulary(), a_vocabulary("people")], [])) == []
    assert fired(pruning(1)) == []


def test_more_deletes_than_may_go_are_an_objection_with_numbers_limit_and_exact_flag() -> None:
    plan = pruning(2)
    start = plan.digest.removeprefix("sha256:")[:8]

    assert review(plan, POLICY, ()) == (
        Objection(
            guard="deletes",
            subject=None,
            message="2 vocabularies would go, 1 may",
            allow="deletes",
            line=f"deletes@{start}",
        ),
    )


def test_replaced_vocabularies_count_as_deleted() -> None:
    old = [a_remote("movies", "x"), a_remote("people", "x", number=2)]

    assert fired(plan_of([a_vocabulary("movies"), a_vocabulary("people")], old)) == ["deletes"]


def test_a_scoped_consent_takes_its_prefix_out_of_the_count_of_deletes() -> None:
    assert fired(pruning(2), POLICY, Consent("deletes", "old0")) == []
    (objection,) = review(pruning(3), POLICY, (Consent("deletes", "old0"),))
    assert objection.message == "2 vocabularies would go, 1 may"
    assert fired(pruning(3), POLICY, Consent("deletes", "people")) == ["deletes"]


def test_a_whole_consent_lets_all_deletes_pass_and_nothing_else() -> None:
    assert fired(pruning(3), POLICY, Consent("deletes")) == []
    assert fired(pruning(3), POLICY, Consent("churn")) == ["deletes"]


def test_no_deletes_at_all_may_be_asked_for() -> None:
    (objection,) = review(pruning(1), replace(POLICY, guards=Guards(deletes=0)), ())

    assert objection.message == "1 vocabulary would go, 0 may"


def test_a_file_may_have_its_own_limit_of_deletes() -> None:
    old = [a_remote("movies", model, number=number) for number, model in enumerate("xy")]
    plan = plan_of([a_vocabulary()], old)
    policy = replace(POLICY, guards=Guards(deletes=5), file_guards={MOVIES: Guards(deletes=1)})

    (objection,) = review(plan, policy, ())

    assert (objection.allow, objection.message) == ("deletes:movies", "movies: 2 vocabularies would go, 1 may")
    assert fired(plan, replace(policy, file_guards={MOVIES: Guards(deletes=2)})) == []


def test_a_consent_bound_to_another_plan_does_not_count() -> None:
    plan = pruning(2)
    start = plan.digest.removeprefix("sha256:")[:8]

    assert fired(plan, POLICY, Consent("deletes", None, "00000000")) == ["deletes"]
    assert fired(plan, POLICY, Consent("deletes", None, start)) == []


def test_the_reviewed_line_in_the_configuration_counts_for_that_one_plan_only() -> None:
    plan = pruning(2)
    start = plan.digest.removeprefix("sha256:")[:8]

    assert fired(plan, replace(POLICY, allow=(Consent("deletes", None, start),))) == []
    assert fired(plan, replace(POLICY, allow=(Consent("deletes", None, "00000000"),))) == ["deletes"]
    assert fired(plan, replace(POLICY, allow=(Consent("deletes"),))) == ["deletes"]


@pytest.mark.parametrize(("lost", "of", "objects"), [(3, 10, False), (4, 10, True), (9, 9, False), (31, 100, True)])
def test_a_share_of_removed_terms_counts_from_ten_terms_on(lost: int, of: int, *, objects: bool) -> None:
    assert fired(losing(lost, of)) == (["removed_terms:movies"] if objects else [])


def test_removed_terms_are_told_with_share_and_limit() -> None:
    (objection,) = review(losing(4, 11), POLICY, ())

    assert objection.message == "movies (fun-asr) would lose 4 of 11 terms, 36.4 %, 30 % may"


def test_terms_with_another_weight_are_not_lost() -> None:
    changed = tuple(term._replace(weight=1) for term in numbered(20))

    assert fired(plan_of([a_vocabulary(terms=changed)], [a_remote(terms=numbered(20))])) == []


def test_a_file_may_have_its_own_limit_of_removed_terms() -> None:
    policy = replace(POLICY, file_guards={MOVIES: Guards(removed_terms=Fraction(1, 2))})

    assert fired(losing(5, 10), policy) == []
    assert fired(losing(6, 10), policy) == ["removed_terms:movies"]
    assert fired(losing(5, 10), replace(policy, file_guards={Prefix("people"): Guards()})) == ["removed_terms:movies"]


def test_a_replacement_that_drops_terms_is_measured_like_an_update() -> None:
    old = a_remote("movies", "paraformer-v2", numbered(20))

    assert fired(plan_of([a_vocabulary(terms=numbered(14))], [old])) == []
    assert fired(plan_of([a_vocabulary(terms=numbered(13))], [old])) == ["removed_terms:movies"]


def test_a_vocabulary_that_loses_all_but_a_tenth_needs_a_consent_of_its_own() -> None:
    plan = losing(18, 20)

    assert fired(plan) == ["removed_terms:movies", "emptied:movies"]
    assert fired(plan, POLICY, Consent("removed_terms", "movies")) == ["emptied:movies"]
    assert fired(losing(17, 20), POLICY, Consent("removed_terms")) == []
    (objection,) = review(plan, POLICY, (Consent("removed_terms"),))
    assert objection.message == "movies (fun-asr) would lose 18 of 20 terms, 90 %: a tenth or less would stay"


def changing(number: int, of: int) -> Plan:
    desired = [a_vocabulary(f"p{each}", terms=terms_of("new" if each < number else "x")) for each in range(of)]
    return plan_of(desired, [a_remote(f"p{each}", terms=terms_of("x"), number=each) for each in range(of)])


@pytest.mark.parametrize(
    ("number", "of", "objects"), [(3, 3, False), (2, 4, False), (3, 4, True), (3, 6, False), (4, 6, True)]
)
def test_more_than_half_of_all_vocabularies_changed_is_an_objection_from_four_on(
    number: int, of: int, *, objects: bool
) -> None:
    assert fired(changing(number, of)) == (["churn"] if objects else [])


def test_churn_is_told_with_its_numbers_and_allowed_as_a_whole() -> None:
    (objection,) = review(changing(3, 4), POLICY, ())

    assert objection.message == "3 of our 4 vocabularies would change, half may"
    assert fired(changing(3, 4), POLICY, Consent("churn")) == []


def test_creates_and_foreign_vocabularies_are_no_churn() -> None:
    remote = [a_remote(f"p{each}", terms=terms_of("x"), number=each) for each in range(3)]
    desired = [a_vocabulary(f"p{each}", terms=terms_of("new")) for each in range(6)]
    foreign = [a_remote(f"f{each}", number=each) for each in range(4)]

    plan = make_plan(a_known(desired, [*remote, *foreign], ledger=a_ledger(*map(recorded, remote))), POLICY)

    assert fired(plan) == []


def test_churn_is_a_share_of_what_is_ours_however_many_others_there_are() -> None:
    remote = [a_remote(f"p{each}", terms=terms_of("x"), number=each) for each in range(4)]
    desired = [a_vocabulary(f"p{each}", terms=terms_of("new" if each else "x")) for each in range(4)]
    foreign = [a_remote(f"f{each}", number=each) for each in range(9)]

    plan = make_plan(a_known(desired, [*remote, *foreign], ledger=a_ledger(*map(recorded, remote))), POLICY)

    assert fired(plan) == ["churn"]


def test_a_ledger_of_which_nothing_is_visible_stops_and_says_what_to_check() -> None:
    known = a_known([a_vocabulary()], ledger=a_ledger(recorded(a_remote())))
    plan = make_plan(known, POLICY)

    (objection,) = review(plan, POLICY, ())

    assert objection.allow == "recreate"
    assert objection.message == (
        "the ledger names 1 vocabulary and none of them is visible: "
        "check the key, its account or workspace, and the region"
    )
    assert fired(plan, POLICY, Consent("recreate")) == []


def test_several_that_vanished_are_counted() -> None:
    lost = a_ledger(recorded(a_remote()), recorded(a_remote("people", number=2)))

    (objection,) = review(make_plan(a_known([a_vocabulary()], ledger=lost), POLICY), POLICY, ())

    assert objection.message.startswith("the ledger names 2 vocabularies and none of them is visible")


def test_a_protected_vocabulary_that_would_go_is_told_with_the_way_to_let_it_go() -> None:
    remote = a_remote(terms=numbered(3))
    plan = plan_of([], [remote])
    (delete,) = plan.actions
    assert isinstance(delete, Delete)
    protected = replace(delete, protected_by="the ledger says so")

    (objection,) = review(replace(plan, stages=(Stage(actions=(protected,)),)), POLICY, ())

    assert objection.allow == "protect:movies"
    assert objection.message == (
        f"{remote.id} (fun-asr) would be deleted, but the ledger says so: "
        "lift the protection in an earlier commit than the removal"
    )
