"""Gathering: exact calls, exact rounds, file problems first, only what differs is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.asking import AsksAtOnce
from tests.support.builders import a_commit, a_policy, a_remote, a_vocabulary, an_id, listed, terms_of
from tests.support.lockstep import Lockstep, PagedReader
from tests.support.memory_ports import MemoryHistory, MemoryLedger, files_of
from tests.support.world import a_ledger, recorded
from vocabsync.domain.diagnostic import Diagnostic, Place, Severity
from vocabsync.domain.errors import ConfigurationError, FilesInvalid, UnstableListing, VocabsyncError, VocabularyAbsent
from vocabsync.domain.evidence import History, HistoryState, LedgerState, Record, RemovedInGit
from vocabsync.domain.identifiers import Digest, Prefix, VocabularyId
from vocabsync.domain.policy import Removal
from vocabsync.domain.verdict import ApiAction, ServiceProblem
from vocabsync.domain.vocabulary import LET_GO, ListedVocabulary, RemoteVocabulary
from vocabsync.operations.gather import gather


class Account(AsksAtOnce):
    """A remote without delays that counts its calls."""

    def __init__(self, *remote: RemoteVocabulary, others: tuple[ListedVocabulary, ...] = ()) -> None:
        self._remote = {each.id: each for each in remote}
        self._listed = (*(listed(each) for each in remote), *others)
        self.queried: list[VocabularyId] = []

    def list_all(self, on_new: Callable[[ListedVocabulary], None] = lambda _: None) -> tuple[ListedVocabulary, ...]:
        for each in self._listed:
            on_new(each)
        return self._listed

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        self.queried.append(vocabulary_id)
        return self._remote[vocabulary_id]


def test_a_full_account_takes_three_rounds_with_ten_calls_in_flight_at_most() -> None:
    prefixes = [f"list{number}" for number in range(10)]
    remote = [a_remote(prefix) for prefix in prefixes]
    steps = Lockstep([1, 10, 1])
    reader = PagedReader(remote, [listed(each) for each in remote], steps)

    gather(files_of(*(a_vocabulary(prefix) for prefix in prefixes)), reader, MemoryLedger(), MemoryHistory())

    steps.assert_finished()
    assert len(steps.log) == 2 + 10


@pytest.mark.parametrize("order", ["as the files", "the other way round", "mixed"])
def test_twenty_five_vocabularies_take_one_round_and_three_of_ten_in_whatever_order_they_are_listed(order: str) -> None:
    prefixes = [f"list{number:02}" for number in range(25)]
    remote = [a_remote(prefix) for prefix in prefixes]
    steps = Lockstep([1, 10, 10, 6])
    account = [listed(each) for each in remote]
    account = {"as the files": account, "mixed": account[1::2] + account[::2]}.get(order, account[::-1])
    reader = PagedReader(remote, account, steps)

    gather(files_of(*(a_vocabulary(prefix) for prefix in prefixes)), reader, MemoryLedger(), MemoryHistory())

    steps.assert_finished()


def test_only_vocabularies_under_our_prefixes_are_queried() -> None:
    foreign = listed(a_remote("movies2"))
    account = Account(a_remote("movies"), others=(foreign,))

    known = gather(files_of(a_vocabulary("movies")), account, MemoryLedger(), MemoryHistory()).known

    assert account.queried == [an_id("movies")]
    assert foreign in known.listed


@pytest.mark.parametrize("keep_contents", [False, True])
def test_of_what_is_compared_only_who_writes_keeps_contents_and_only_where_they_differ(*, keep_contents: bool) -> None:
    other, others = terms_of("别的"), [f"other{number}" for number in range(3)]
    account = Account(a_remote("same"), *(a_remote(prefix, terms=other) for prefix in others))
    files = files_of(*(a_vocabulary(prefix) for prefix in ("same", "new", *others)))

    known = gather(files, account, MemoryLedger(), MemoryHistory(), keep_contents=keep_contents).known

    held = {str(each.claim.prefix) for each in known.remote if each.terms is not LET_GO}
    assert held == (set(others) if keep_contents else set())
    assert {str(each.claim.prefix) for each in known.desired if each.terms is not LET_GO} == {"new", *held}


def test_a_tombstoned_prefix_is_queried_as_a_whole() -> None:
    policy = a_policy()
    tombstoned = policy.__class__(
        environment="prod", region="cn-beijing", removed=(Removal(prefix=Prefix("oldfilms")),)
    )
    account = Account(a_remote("movies"), a_remote("oldfilms", number=1), a_remote("oldfilms", number=2))

    gather(files_of(a_vocabulary("movies"), policy=tombstoned), account, MemoryLedger(), MemoryHistory())

    assert sorted(account.queried) == [an_id("movies"), an_id("oldfilms", 1), an_id("oldfilms", 2)]


def test_of_a_recorded_prefix_only_the_recorded_vocabulary_is_queried() -> None:
    ours, theirs = a_remote("gone", number=1), a_remote("gone", number=2)
    digest = Digest("sha256:" + "0" * 64)
    record = Record(claim=ours.claim, vocabulary_id=ours.id, sent=digest, read_back=digest, run="run-1")
    ledger = MemoryLedger(LedgerState(records={ours.claim: record}, last_run="run-1"))
    account = Account(a_remote("movies"), ours, others=(listed(theirs),))

    gather(files_of(a_vocabulary("movies")), account, ledger, MemoryHistory())

    assert sorted(account.queried) == [ours.id, an_id("movies")]


def test_git_is_asked_only_about_what_nobody_declares_and_its_finds_are_queried() -> None:
    gone = a_remote("gone")
    proof = RemovedInGit(path="vocabularies/gone.yaml", commit=a_commit())
    history = MemoryHistory(History(state=HistoryState.COMPLETE, removals={Prefix("gone"): proof}))
    account = Account(a_remote("movies"), gone, a_remote("movies", "fun-asr-mtl", number=2))

    known = gather(files_of(a_vocabulary("movies")), account, MemoryLedger(), history).known

    assert history.asked == [
        (frozenset({Prefix("gone")}), frozenset({a_remote("movies", "fun-asr-mtl").claim})),
    ]
    assert gone in known.remote


def test_a_recorded_vocabulary_under_a_prefix_that_git_proves_is_queried_once() -> None:
    ours, theirs = a_remote("gone", number=1), a_remote("gone", number=2)
    proof = RemovedInGit(path="vocabularies/gone.yaml", commit=a_commit())
    history = MemoryHistory(History(state=HistoryState.COMPLETE, removals={Prefix("gone"): proof}))
    account = Account(a_remote("movies"), ours, theirs)

    known = gather(files_of(a_vocabulary("movies")), account, MemoryLedger(a_ledger(recorded(ours))), history).known

    assert sorted(account.queried) == sorted(each.id for each in known.remote) == [ours.id, theirs.id, an_id("movies")]


@pytest.mark.parametrize("prune", [True, False])
@pytest.mark.parametrize(
    ("tombstone", "protect", "asked"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_git_is_asked_whether_a_protection_was_lifted_where_the_ledger_cannot_know(
    *, prune: bool, tombstone: bool, protect: bool, asked: bool
) -> None:
    gone, old_model = a_remote("gone"), a_remote("movies", "fun-asr-mtl", number=2)
    records = [recorded(each, protect=protect) for each in (gone, old_model)]
    removed = (Removal(prefix=Prefix("gone")),) if tombstone else ()
    policy = replace(a_policy(), removed=removed, prune=prune)
    history = MemoryHistory(History(state=HistoryState.COMPLETE))

    gather(
        files_of(a_vocabulary("movies"), policy=policy),
        Account(a_remote("movies"), gone, old_model),
        MemoryLedger(a_ledger(*records)),
        history,
    )

    prefixes = frozenset({gone.claim.prefix}) if asked else frozenset()
    assert history.asked == [(prefixes, frozenset({old_model.claim}) if protect else frozenset())]


def test_problems_of_files_come_before_problems_of_the_service() -> None:
    class Broken(Account):
        def list_all(self, on_new: object = None) -> tuple[ListedVocabulary, ...]:
            raise UnstableListing("the listing never agreed")

    problem = Diagnostic(
        rule="VS101", severity=Severity.ERROR, summary="bad", remedy="mend it", place=Place("vocabularies/a.yaml", 1, 1)
    )
    files = files_of(a_vocabulary("a"), a_vocabulary("b"))
    files.problems = {"a": (problem,), "b": (problem,)}

    with pytest.raises(FilesInvalid) as raised:
        gather(files, Broken(), MemoryLedger(), MemoryHistory())

    assert raised.value.diagnostics == (problem, problem)
    assert files.loaded == ["a", "b"]


def test_a_problem_of_the_service_alone_is_raised_as_it_is() -> None:
    class Broken(Account):
        def list_all(self, on_new: object = None) -> tuple[ListedVocabulary, ...]:
            raise UnstableListing("the listing never agreed")

    with pytest.raises(UnstableListing):
        gather(files_of(a_vocabulary("a")), Broken(), MemoryLedger(), MemoryHistory())


def test_a_bad_file_is_reported_although_the_service_fails_on_an_earlier_one() -> None:
    class Broken(Account):
        def list_all(self, on_new: object = None) -> tuple[ListedVocabulary, ...]:
            raise UnstableListing("the listing never agreed")

    problem = Diagnostic(
        rule="VS101", severity=Severity.ERROR, summary="bad", remedy="mend it", place=Place("vocabularies/b.yaml", 1, 1)
    )
    files = files_of(a_vocabulary("a"), a_vocabulary("b"))
    files.problems = {"b": (problem,)}

    with pytest.raises(FilesInvalid):
        gather(files, Broken(), MemoryLedger(), MemoryHistory())


def test_a_connection_that_cannot_be_made_is_told_after_the_problems_of_the_files() -> None:
    class Unreachable(Account):
        def connect(self) -> None:
            raise ConfigurationError("the proxy cannot be used")

        def list_all(self, on_new: object = None) -> tuple[ListedVocabulary, ...]:
            self.connect()
            raise AssertionError

    problem = Diagnostic(
        rule="VS101", severity=Severity.ERROR, summary="bad", remedy="mend it", place=Place("vocabularies/a.yaml", 1, 1)
    )
    files = files_of(a_vocabulary("a"))
    with pytest.raises(ConfigurationError):
        gather(files, Unreachable(), MemoryLedger(), MemoryHistory())
    files.problems = {"a": (problem,)}
    with pytest.raises(FilesInvalid):
        gather(files, Unreachable(), MemoryLedger(), MemoryHistory())


def test_a_vocabulary_that_vanishes_between_listing_and_query_stops_the_plan() -> None:
    class Vanishing(Account):
        def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
            raise VocabularyAbsent(ServiceProblem(action=ApiAction.QUERY, symptom="HTTP 400"), vocabulary_id)

    with pytest.raises(VocabsyncError, match="gone when it was read"):
        gather(files_of(a_vocabulary("movies")), Vanishing(a_remote("movies")), MemoryLedger(), MemoryHistory())
