"""Protection has to be lifted in an earlier commit than the removal: ledger or git remember it."""

from __future__ import annotations

import pytest

from tests.support.builders import a_claim, a_commit, a_policy, a_remote, a_vocabulary
from tests.support.world import a_known, a_ledger, recorded, whole_history
from vocabsync.domain.evidence import DeclaredInGit, History, HistoryState, RemovedInGit
from vocabsync.domain.guards import review
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.known import Known
from vocabsync.domain.plan import Delete
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Consent
from vocabsync.domain.vocabulary import Vocabulary

POLICY = a_policy()
PATH = "vocabularies/movies.yaml"
OLD = a_remote(model="paraformer-v2")


def protection(known: Known) -> str | None:
    (delete,) = (action for action in make_plan(known, POLICY).actions if isinstance(action, Delete))
    return delete.protected_by


def removal(*, protected: bool) -> History:
    return whole_history(
        removals={Prefix("movies"): RemovedInGit(path=PATH, commit=a_commit(number=7), protected=protected)}
    )


def test_a_protected_file_refuses_that_its_vocabulary_is_replaced() -> None:
    known = a_known([a_vocabulary(protect=True)], [OLD], ledger=a_ledger(recorded(OLD)))

    assert protection(known) == f"{PATH} says `protect: true`"


def test_a_file_removed_while_protected_is_remembered_by_git() -> None:
    said = protection(a_known(remote=[OLD], history=removal(protected=True)))

    assert said == f"{PATH} said `protect: true` until commit 0000000"


def test_a_file_removed_while_protected_is_remembered_by_the_ledger() -> None:
    known = a_known(remote=[OLD], ledger=a_ledger(recorded(OLD, protect=True)))

    assert protection(known) == "vocabsync.lock remembers `protect: true`"


def test_a_protection_lifted_in_an_earlier_commit_is_gone_although_the_ledger_is_older() -> None:
    known = a_known(remote=[OLD], ledger=a_ledger(recorded(OLD, protect=True)), history=removal(protected=False))

    assert protection(known) is None


def test_what_a_shallow_clone_shows_lifts_no_protection() -> None:
    shallow = History(state=HistoryState.SHALLOW, removals=removal(protected=False).removals)
    known = a_known(remote=[OLD], ledger=a_ledger(recorded(OLD, protect=True)), history=shallow)

    assert protection(known) is not None


def test_a_protection_lifted_together_with_the_model_change_still_holds() -> None:
    declared = DeclaredInGit(path=PATH, commit=a_commit(), protected=True)
    known = a_known(
        [a_vocabulary()], [OLD], history=whole_history(earlier_models={a_claim(model="paraformer-v2"): declared})
    )

    assert protection(known) is not None


def test_an_unprotected_vocabulary_may_go() -> None:
    assert protection(a_known(remote=[OLD], ledger=a_ledger(recorded(OLD)))) is None


@pytest.mark.parametrize(
    ("desired", "fate"), [([a_vocabulary(protect=True)], "would be replaced"), ([], "would be deleted")]
)
def test_protection_is_an_objection_that_only_its_own_consent_lifts(desired: list[Vocabulary], fate: str) -> None:
    plan = make_plan(a_known(desired, [OLD], ledger=a_ledger(recorded(OLD, protect=True))), POLICY)

    (objection,) = review(plan, POLICY, (Consent("deletes"), Consent("protect", "people")))

    assert (objection.guard, objection.subject, objection.allow) == ("protect", "movies", "protect:movies")
    assert fate in objection.message
    assert "earlier commit" in objection.message
    assert review(plan, POLICY, (Consent("protect", "movies"),)) == ()
