"""Files and remote meet: whatever answers first is compared first, nobody waits who need not, little is held."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from tests.support.asking import Account
from tests.support.builders import a_remote, a_vocabulary
from tests.support.memory_ports import MemoryHistory, MemoryLedger, StandingClock, files_of
from vocabsync.domain.identifiers import Prefix, VocabularyId
from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary
from vocabsync.operations.comparing import MOST_WAITING
from vocabsync.operations.gather import gather
from vocabsync.operations.plan import PlanPorts, plan
from vocabsync.operations.read_ahead import ReadAhead

LONGEST = 10


def test_what_answers_first_is_compared_first_and_the_order_of_the_result_is_that_of_the_prefixes() -> None:
    slow, quick = a_remote("a"), a_remote("b")

    class Uneven(Account):
        def ask(self, vocabulary_id: VocabularyId) -> Callable[[], RemoteVocabulary]:
            if vocabulary_id == slow.id:
                assert quick_was_read.wait(LONGEST)

            def read() -> RemoteVocabulary:
                if vocabulary_id == quick.id:
                    quick_was_read.set()
                return self.get(vocabulary_id)

            return read

    quick_was_read = threading.Event()
    files = files_of(a_vocabulary("a"), a_vocabulary("b"))

    known = gather(files, Uneven(slow, quick), MemoryLedger(), MemoryHistory()).known

    assert [each.claim.prefix for each in known.remote] == ["a", "b"]
    assert [each.claim.prefix for each in known.desired] == ["a", "b"]
    assert all(each.compared is not None for each in known.remote)


def test_files_are_read_on_while_the_service_has_not_answered_and_not_too_many_of_them() -> None:
    prefixes = [f"list{number:02}" for number in range(MOST_WAITING + 15)]

    class Late(Account):
        def list_all(self, on_new: Callable[[ListedVocabulary], None] = lambda _: None) -> tuple[ListedVocabulary, ...]:
            deadline = time.monotonic() + LONGEST
            while len(files.loaded) <= MOST_WAITING and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(0.05)
            read_meanwhile.append(len(files.loaded))
            return super().list_all(on_new)

    files = files_of(*(a_vocabulary(prefix) for prefix in prefixes))
    read_meanwhile: list[int] = []

    known = gather(files, Late(*map(a_remote, prefixes)), MemoryLedger(), MemoryHistory()).known

    assert read_meanwhile == [MOST_WAITING + 1]
    assert [each.claim.prefix for each in known.remote] == prefixes


def test_what_comes_after_the_answers_is_got_ready_while_they_are_waited_for() -> None:
    is_ready = threading.Event()

    class Waiting(Account):
        def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
            assert is_ready.wait(LONGEST)
            return super().get(vocabulary_id)

    ports = PlanPorts(
        files=files_of(a_vocabulary("a")),
        remote=Waiting(a_remote("a")),
        ledger=MemoryLedger(),
        history=MemoryHistory(),
        clock=StandingClock(),
    )

    assert plan(ports, meanwhile=is_ready.set).known.remote


class Unhurried(Account):
    """Tells which answers were read, and whether in the main thread."""

    def __init__(self, *remote: RemoteVocabulary) -> None:
        super().__init__(*remote)
        self.read: list[tuple[VocabularyId, bool]] = []

    def ask(self, vocabulary_id: VocabularyId) -> Callable[[], RemoteVocabulary]:
        def read() -> RemoteVocabulary:
            self.read.append((vocabulary_id, threading.current_thread() is threading.main_thread()))
            return self.get(vocabulary_id)

        return read


def test_an_answer_that_comes_while_the_files_are_read_is_read_when_it_is_taken() -> None:
    first, second = a_remote("first"), a_remote("second")
    account = Unhurried(first, second)

    with ReadAhead(account, lambda _: True) as queries:
        while not (queries._listing.done() and all(each.done() for each in queries._started.values())):
            time.sleep(0.001)
        assert account.read == []
        queries.take(Prefix("first"))
        queries.take(Prefix("second"))
    assert account.read == [(first.id, True), (second.id, True)]


def test_an_answer_that_comes_while_another_one_is_awaited_is_read_meanwhile() -> None:
    needed, other = a_remote("needed"), a_remote("other")

    class Slow(Unhurried):
        def ask(self, vocabulary_id: VocabularyId) -> Callable[[], RemoteVocabulary]:
            if vocabulary_id == needed.id:
                while not self.read:
                    time.sleep(0.001)
            else:
                assert listed_all.wait(10)
                while not queries._is_awaited:
                    time.sleep(0.001)
            return super().ask(vocabulary_id)

    listed_all = threading.Event()
    account = Slow(needed, other)
    with ReadAhead(account, lambda _: True) as queries:
        queries.listing()
        listed_all.set()
        queries.take(Prefix("needed"))
    assert account.read[0] == (other.id, False)
