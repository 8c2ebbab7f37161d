"""What a plan says, example by example; docs/planning.md has the whole table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.support.builders import a_claim, a_commit, a_policy, a_remote, a_vocabulary, an_id, listed, terms_of
from tests.support.world import FOREIGN, a_known, a_ledger, recorded, whole_history
from vocabsync.domain.comparison import Difference, Equal
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.diff import diff_terms
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.evidence import DeclaredInGit, Record, Recorded, RemovedInGit, Tombstone
from vocabsync.domain.identifiers import Prefix, VocabularyId
from vocabsync.domain.plan import Conflict, Create, Delete, Drift, TermDiff, Update
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Relaxation, Removal
from vocabsync.domain.vocabulary import LET_GO

POLICY = a_policy()
OLD, NEW = terms_of("old", "both"), terms_of("new", "both")


def test_nothing_known_and_nothing_declared_is_an_empty_plan() -> None:
    plan = make_plan(a_known(), POLICY)

    assert not plan.has_changes
    assert plan.stages == ()
    assert (plan.environment, plan.region, plan.vanished) == ("prod", "cn-beijing", ())


def test_each_target_model_of_a_file_is_one_claim() -> None:
    desired = [a_vocabulary("movies", model) for model in ("paraformer-v2", "fun-asr")]

    plan = make_plan(a_known(desired), POLICY)

    assert [action.claim for action in plan.actions] == [a_claim(model="fun-asr"), a_claim(model="paraformer-v2")]


def test_prefixes_are_compared_exactly_and_on_the_parsed_id() -> None:
    strange = [
        replace(FOREIGN, id=VocabularyId(f"vocab-{shape}"))
        for shape in ("app2-" + "0" * 32, "my-app-" + "0" * 32, "APP-" + "0" * 32, "app-" + "x" * 32, "app")
    ]

    plan = make_plan(a_known([a_vocabulary("app")], unread=strange), POLICY)

    (create,) = plan.actions
    assert create.claim.prefix == "app"
    assert {unmanaged.listed.id for unmanaged in plan.unmanaged} == {each.id for each in strange}


def test_only_a_prefix_that_could_be_ours_has_missing_evidence() -> None:
    neighbour = listed(a_remote("app2"))

    plan = make_plan(a_known(unread=[FOREIGN, neighbour]), POLICY)

    told = {unmanaged.listed.id: unmanaged.why for unmanaged in plan.unmanaged}
    assert told[FOREIGN.id] is None
    assert told[neighbour.id] == "no ledger record, no tombstone, no commit that removed its file"


def test_a_vocabulary_under_a_claimed_prefix_that_was_not_read_is_an_error_and_never_absent() -> None:
    known = a_known([a_vocabulary("movies")], unread=[listed(a_remote("movies"))])

    with pytest.raises(
        VocabsyncError, match="its content was not read\na plan without it might create a second one\nrun"
    ):
        make_plan(known, POLICY)


def test_same_content_is_adopted_without_a_write() -> None:
    plan = make_plan(a_known([a_vocabulary(terms=OLD)], [a_remote(terms=tuple(reversed(OLD)))]), POLICY)

    assert not plan.has_changes
    (unchanged,) = plan.unchanged
    assert (unchanged.vocabulary_id, unchanged.term_count, unchanged.stored_differently) == (an_id(), 2, False)


def test_a_vocabulary_found_equal_while_gathering_is_not_looked_at_again() -> None:
    remote = replace(a_remote(), terms=LET_GO, compared=Equal())

    plan = make_plan(a_known([replace(a_vocabulary(), terms=LET_GO, term_count=7)], [remote]), POLICY)

    assert [unchanged.term_count for unchanged in plan.unchanged] == [7]


def test_a_vocabulary_found_different_while_gathering_is_an_update_without_another_look() -> None:
    found = Difference(before=digest_terms(OLD), after=digest_terms(NEW), diff=diff_terms(OLD, NEW))
    remote = replace(a_remote(terms=OLD), terms=LET_GO, compared=found)

    plan = make_plan(a_known([replace(a_vocabulary(terms=NEW), terms=LET_GO)], [remote]), POLICY)

    (update,) = plan.actions
    assert isinstance(update, Update)
    assert (update.before, update.after, update.diff) == (found.before, found.after, found.diff)


def test_other_content_under_our_prefix_is_adopted_for_the_first_time_by_an_update() -> None:
    plan = make_plan(a_known([a_vocabulary(terms=NEW)], [a_remote(terms=OLD)]), POLICY)

    assert list(plan.actions) == [
        Update(
            desired=a_vocabulary(terms=NEW),
            remote=a_remote(terms=OLD),
            before=digest_terms(OLD),
            after=digest_terms(NEW),
            diff=TermDiff(added=terms_of("new"), removed=terms_of("old")),
            reason="adopted for the first time: the ledger does not know it",
            first_adoption=True,
        )
    ]


def test_a_create_for_a_claim_that_the_ledger_knows_names_the_id_that_is_gone() -> None:
    gone = a_remote(number=9)
    other = a_remote("people", number=3)
    known = a_known([a_vocabulary()], [other], ledger=a_ledger(recorded(gone), recorded(other)))

    (create,) = (action for action in make_plan(known, POLICY).actions if isinstance(action, Create))

    assert create.recreates == gone.id
    assert str(gone.id) in create.reason
    assert make_plan(known, POLICY).vanished == ()


def test_a_ledger_of_which_nothing_is_visible_is_told() -> None:
    gone = [a_remote("people", number=8), a_remote(number=9)]
    known = a_known([a_vocabulary()], [a_remote(number=1)], ledger=a_ledger(*map(recorded, gone)))

    assert make_plan(known, POLICY).vanished == (an_id("movies", 9), an_id("people", 8))


def _replace_world() -> tuple[Create, Delete]:
    old = a_remote(model="paraformer-v2", terms=OLD)
    plan = make_plan(a_known([a_vocabulary()], [old], ledger=a_ledger(recorded(old))), POLICY)
    assert [len(stage.actions) for stage in plan.stages] == [1, 1]
    create, delete = plan.actions
    assert isinstance(create, Create)
    assert isinstance(delete, Delete)
    return create, delete


def test_a_model_change_creates_first_and_deletes_in_a_later_stage() -> None:
    create, delete = _replace_world()

    assert create.replaces == (delete.remote.id,)
    assert create.reason == "the target model changed from paraformer-v2 to fun-asr"
    assert delete.replaced_by == create.claim
    assert delete.reason == "superseded: vocabularies/movies.yaml declares fun-asr"
    assert delete.evidence == Recorded(source="vocabsync.lock, run run-1")
    assert delete.before == digest_terms(OLD)


def test_of_several_replaced_models_each_is_named_by_one_create() -> None:
    desired = [a_vocabulary(model="a"), a_vocabulary(model="b")]
    old = [a_remote(model=model, number=number) for number, model in enumerate(("x", "y", "z"))]

    plan = make_plan(a_known(desired, old, ledger=a_ledger(*map(recorded, old))), POLICY)

    creates = [action for action in plan.actions if isinstance(action, Create)]
    deletes = [action for action in plan.actions if isinstance(action, Delete)]
    assert [create.replaces for create in creates] == [(old[0].id,), (old[1].id, old[2].id)]
    assert [delete.replaced_by for delete in deletes] == [a_claim(model=model) for model in ("a", "b", "b")]


def test_a_further_create_of_a_replaced_prefix_replaces_nothing() -> None:
    old = a_remote(model="x")
    desired = [a_vocabulary(model="a"), a_vocabulary(model="b"), a_vocabulary("people")]

    plan = make_plan(a_known(desired, [old], ledger=a_ledger(recorded(old))), POLICY)

    assert [action.replaces for action in plan.actions if isinstance(action, Create)] == [(old.id,), (), ()]


def test_a_superseded_vocabulary_goes_last_where_its_successor_is_only_updated() -> None:
    old, new = a_remote(model="paraformer-v2"), a_remote(terms=OLD, number=2)
    known = a_known([a_vocabulary(terms=NEW)], [old, new], ledger=a_ledger(recorded(old)))

    update, delete = make_plan(known, POLICY).actions

    assert isinstance(update, Update)
    assert isinstance(delete, Delete)
    assert delete.replaced_by is None
    assert len(make_plan(known, POLICY).stages) == 2


def test_one_successor_that_is_not_ok_keeps_the_superseded_although_the_other_is() -> None:
    old = a_remote(model="x")
    new = [a_remote(model="a", number=2), a_remote(model="b", number=3, status="DEPLOYING")]
    known = a_known([a_vocabulary(model="a"), a_vocabulary(model="b")], [old, *new], ledger=a_ledger(recorded(old)))

    plan = make_plan(known, POLICY)

    assert not plan.has_changes
    (kept,) = plan.kept
    assert kept.why == f"kept until its successor is OK: {new[1].id} (movies b) is DEPLOYING"


def test_the_commit_that_removed_the_file_is_evidence_with_its_source() -> None:
    removal = RemovedInGit(path="vocabularies/oldfilms.yaml", commit=a_commit())
    known = a_known(
        [a_vocabulary()],
        [a_remote(), a_remote("oldfilms")],
        history=whole_history(removals={Prefix("oldfilms"): removal}),
    )

    (delete,) = make_plan(known, POLICY).actions

    assert isinstance(delete, Delete)
    assert delete.evidence == removal
    assert delete.reason == "no file declares it any more"


def test_an_earlier_version_of_the_file_that_declared_the_model_is_evidence_against_the_superseded() -> None:
    declared = DeclaredInGit(path="vocabularies/movies.yaml", commit=a_commit())
    known = a_known(
        [a_vocabulary()],
        [a_remote(model="paraformer-v2")],
        history=whole_history(earlier_models={a_claim(model="paraformer-v2"): declared}),
    )

    _, delete = make_plan(known, POLICY).actions

    assert isinstance(delete, Delete)
    assert delete.evidence == declared


@pytest.mark.parametrize(
    ("reason", "said"), [("merged", "named under `removed:`: merged"), (None, "named under `removed:`")]
)
def test_a_tombstone_tells_its_place_and_reason(reason: str | None, said: str) -> None:
    removal = Removal(prefix=Prefix("oldfilms"), reason=reason, place=Place("vocabsync.yaml", 12))

    (delete,) = make_plan(a_known(remote=[a_remote("oldfilms")]), replace(POLICY, removed=(removal,))).actions

    assert isinstance(delete, Delete)
    assert delete.evidence == Tombstone(source="vocabsync.yaml:12", reason=reason)
    assert delete.reason == said


def test_of_several_vocabularies_the_one_that_the_ledger_names_counts_and_the_others_are_duplicates() -> None:
    first, named, third = (a_remote(terms=terms, number=number) for number, terms in enumerate((OLD, NEW, NEW)))

    plan = make_plan(
        a_known([a_vocabulary(terms=NEW)], [third, named, first], ledger=a_ledger(recorded(named))), POLICY
    )

    (duplicates,) = plan.duplicates
    assert duplicates.kept == named.id
    assert [(other.remote.id, other.likeness) for other in duplicates.others] == [(third.id, 1.0), (first.id, 0.5)]
    assert not plan.has_changes


def test_several_vocabularies_that_no_ledger_tells_apart_are_a_conflict_and_all_else_goes_on() -> None:
    unlike, like = a_remote(terms=OLD, number=1), a_remote(terms=NEW, number=2)

    plan = make_plan(a_known([a_vocabulary(terms=NEW), a_vocabulary("people")], [unlike, like]), POLICY)

    (conflict,) = plan.conflicts
    assert isinstance(conflict, Conflict)
    assert [(each.remote.id, each.likeness) for each in conflict.candidates] == [(like.id, 1.0), (unlike.id, 0.5)]
    assert [action.claim.prefix for action in plan.actions] == ["people"]


def _drift(sent: tuple[str, ...], read_back: tuple[str, ...], *applied: str) -> Update:
    remote = a_remote(terms=OLD)
    record = Record(
        claim=remote.claim,
        vocabulary_id=remote.id,
        sent=digest_terms(terms_of(*sent)),
        read_back=digest_terms(terms_of(*read_back)),
        run="run-1",
    )
    known = a_known(
        [a_vocabulary(terms=NEW)],
        [remote],
        ledger=a_ledger(record),
        applied={remote.claim: terms_of(*applied)} if applied else None,
    )
    plan = make_plan(known, POLICY)
    (update,) = plan.actions
    assert isinstance(update, Update)
    return update


def test_where_only_the_files_changed_there_is_no_drift() -> None:
    assert _drift(("old", "both"), ("old", "both")).drift is None


def test_where_only_somebody_changed_it_the_foreign_changes_are_told_term_by_term() -> None:
    update = _drift(("new", "both"), ("new", "both"))

    assert update.drift == Drift(files_changed=False, foreign=TermDiff(added=terms_of("old"), removed=terms_of("new")))


def test_where_both_moved_the_foreign_changes_are_told_from_the_content_of_the_last_apply() -> None:
    update = _drift(("both", "gone"), ("both", "gone"), "gone", "both")

    assert update.drift == Drift(files_changed=True, foreign=TermDiff(added=terms_of("old"), removed=terms_of("gone")))


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, None), (1, "1 vocabulary drifted: somebody else"), (2, "2 vocabularies drifted: somebody else")],
)
def test_drift_is_counted(number: int, said: str | None) -> None:
    remote = [a_remote(prefix, terms=OLD) for prefix in ("movies", "people")]
    left = [each if index >= number else replace(each, terms=NEW) for index, each in enumerate(remote)]
    desired = [a_vocabulary(each.claim.prefix, terms=NEW) for each in remote]

    warnings = make_plan(a_known(desired, remote, ledger=a_ledger(*map(recorded, left))), POLICY).warnings

    assert [warning.startswith(said) for warning in warnings] == [True] if said else warnings == ()


@pytest.mark.parametrize("applied", [(), ("not", "what", "was", "left")])
def test_where_both_moved_and_the_last_content_is_not_at_hand_nothing_is_guessed(applied: tuple[str, ...]) -> None:
    update = _drift(("both", "gone"), ("both", "gone"), *applied)

    assert update.drift == Drift(files_changed=True, foreign=None)


def test_what_the_service_stored_differently_twice_is_not_proposed_again() -> None:
    remote = a_remote(terms=OLD)
    record = replace(recorded(remote), sent=digest_terms(NEW), repeats=1)

    plan = make_plan(a_known([a_vocabulary(terms=NEW)], [remote], ledger=a_ledger(record)), POLICY)

    assert not plan.has_changes
    assert [unchanged.stored_differently for unchanged in plan.unchanged] == [True]


def test_relaxations_travel_with_the_plan() -> None:
    relaxation = Relaxation(setting="prune", before="false", after="true", place=Place("vocabsync.yaml", 3))

    assert make_plan(a_known(), replace(POLICY, relaxations=(relaxation,))).relaxations == (relaxation,)


@pytest.mark.parametrize(
    ("modified", "warned"),
    [
        ("2026-03-02 10:15:07", True),
        ("2026-03-02 10:12:07", True),
        ("2026-03-02 10:10:07", False),
        ("2026-03-02 10:15:08", False),
        ("soon", False),
    ],
)
def test_a_second_update_within_five_minutes_is_a_warning(modified: str, *, warned: bool) -> None:
    known = a_known([a_vocabulary(terms=NEW)], [a_remote(terms=OLD, modified=modified)])
    now = datetime(2026, 3, 2, 2, 15, 7, tzinfo=UTC)

    assert ("five minutes" in "".join(make_plan(known, POLICY, now=now).warnings)) is warned
    assert make_plan(known, POLICY).warnings == ()


def test_an_update_that_drops_unknown_fields_says_so() -> None:
    remote = replace(a_remote(terms=OLD), unknown_fields=("translation", "target_lang"))

    (warning,) = make_plan(a_known([a_vocabulary(terms=NEW)], [remote]), POLICY).warnings

    assert "(target_lang, translation)" in warning


def test_a_declared_vocabulary_that_is_not_ok_is_a_warning() -> None:
    (warning,) = make_plan(a_known([a_vocabulary()], [a_remote(status="UNDEPLOYED")]), POLICY).warnings

    assert warning == f"{an_id()} is UNDEPLOYED, not OK: recognition ignores it"


@pytest.mark.parametrize(("model", "named"), [(None, "movies"), ("fun-asr", "movies fun-asr")])
def test_a_tombstone_for_what_a_file_declares_is_a_warning_and_the_file_counts(model: str | None, named: str) -> None:
    place = Place("vocabsync.yaml", 4)
    target = None if model is None else a_claim(model=model).target_model
    removals = (
        Removal(prefix=Prefix("movies"), target_model=target, place=place),
        Removal(prefix=Prefix("other")),
    )

    plan = make_plan(a_known([a_vocabulary()], [a_remote()]), replace(POLICY, removed=removals))

    assert plan.warnings == (f"vocabsync.yaml:4 calls {named} removed, but a file declares it: the file counts",)
    assert not plan.has_changes
