"""A person says which of several vocabularies stays; the others become a plan of deletes, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.support.builders import ONE_TERM, a_policy, a_remote, a_vocabulary, an_id, terms_of
from tests.support.world import FOREIGN, a_known, a_ledger, recorded
from vocabsync.domain.deduplication import plan_dedupe
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.evidence import Deduplicated, LedgerState
from vocabsync.domain.identifiers import Prefix, VocabularyId
from vocabsync.domain.known import Known, let_go
from vocabsync.domain.plan import Delete, Plan, Slots
from vocabsync.domain.planner import make_plan
from vocabsync.domain.vocabulary import RemoteVocabulary

POLICY = a_policy()
TWINS = [a_remote(number=1), a_remote(terms=terms_of("other"), number=2), a_remote(number=3)]


def keeping(known: Known, keep: VocabularyId = TWINS[0].id, prefix: str = "movies") -> Plan:
    return plan_dedupe(make_plan(known, POLICY), known, POLICY, Prefix(prefix), keep)


def deletes(plan: Plan) -> list[Delete]:
    return [action for action in plan.actions if isinstance(action, Delete)]


def known_with(remote: Iterable[RemoteVocabulary]) -> Known:
    desired, compared = let_go((a_vocabulary(),), tuple(remote), LedgerState(), keep_contents=True)
    return a_known([*desired, a_vocabulary("people")], compared, unread=[FOREIGN])


def test_all_but_the_one_to_keep_are_deleted_and_nothing_else_is_written() -> None:
    plan = keeping(known_with(reversed(TWINS)))

    assert [delete.remote.id for delete in deletes(plan)] == [an_id(number=2), an_id(number=3)]
    assert all(delete.evidence == Deduplicated(kept=TWINS[0].id) for delete in deletes(plan))
    assert len(list(plan.actions)) == 2
    assert plan.slots == Slots(now=4, peak=4, after=2, limit=10, unmanaged=1)


def test_a_delete_is_bound_to_the_content_that_was_seen_and_shows_it_also_where_it_equals_the_files() -> None:
    found = deletes(keeping(known_with(TWINS)))

    assert [delete.before for delete in found] == [digest_terms(terms_of("other")), digest_terms(ONE_TERM)]
    assert [delete.remote.terms for delete in found] == [terms_of("other"), ONE_TERM]


def test_another_choice_is_another_plan() -> None:
    known = known_with(TWINS)

    assert keeping(known).digest != keeping(known, TWINS[2].id).digest


def test_a_vocabulary_of_another_model_is_not_touched() -> None:
    plan = keeping(known_with([*TWINS[:2], a_remote(model="paraformer-v2", number=9)]))

    assert [delete.remote.id for delete in deletes(plan)] == [an_id(number=2)]


def test_deleting_the_one_that_the_ledger_names_warns_that_consumers_must_switch() -> None:
    known = a_known([a_vocabulary()], TWINS, ledger=a_ledger(recorded(TWINS[1])))

    assert keeping(known).warnings == (f"the ledger names {TWINS[1].id}: consumers must switch to {TWINS[0].id}",)
    assert keeping(known, TWINS[1].id).warnings == ()


def test_protection_covers_the_one_that_the_ledger_names_and_not_its_twins() -> None:
    known = a_known([a_vocabulary(protect=True)], TWINS, ledger=a_ledger(recorded(TWINS[1])))

    protected = [delete.protected_by is not None for delete in deletes(keeping(known))]

    assert protected == [True, False]


@pytest.mark.parametrize(
    ("remote", "keep", "prefix", "said"),
    [
        (TWINS, TWINS[0].id, "songs", "no file declares songs"),
        (TWINS, an_id(number=8), "movies", f"the service has {TWINS[0].id}, {TWINS[1].id}, {TWINS[2].id}"),
        ([*TWINS, a_remote("people")], an_id("people"), "movies", "is no vocabulary of movies"),
        ([a_remote(model="x")], a_remote(model="x").id, "movies", "the service has no vocabulary of this prefix"),
        (TWINS[:1], TWINS[0].id, "movies", "is the only vocabulary of movies fun-asr"),
    ],
)
def test_a_choice_that_means_nothing_is_refused(
    remote: list[RemoteVocabulary], keep: VocabularyId, prefix: str, said: str
) -> None:
    with pytest.raises(VocabsyncError) as refused:
        keeping(known_with(remote), keep, prefix)
    assert said in str(refused.value)
