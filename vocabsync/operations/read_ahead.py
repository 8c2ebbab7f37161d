"""The account, asked ahead: queries start while the listing goes on, bounded in flight and in number held.

An answer is read where it arrives only while nobody has anything else to do, and else when it is taken: ten threads
that read at once would strew the terms of ten lists over each other in memory, and whoever walks them pays for it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, wait
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from vocabsync.domain.errors import VocabsyncError, VocabularyAbsent
from vocabsync.domain.identifiers import parse_prefix
from vocabsync.operations.side_by_side import AT_ONCE, new_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future

    from vocabsync.domain.identifiers import Prefix, VocabularyId
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary
    from vocabsync.operations.ports import RemoteReader

LAST_CALLS = 1.0
"""Seconds for calls in flight whose answer nobody needs any more; one that hangs is left behind."""

HELD = 2 * AT_ONCE
"""Vocabularies queried and not yet taken, at most, so that memory follows the largest few and not the account."""

HELD_BY_CHANCE = AT_ONCE - 1
"""How many of these may be queried in the order of the listing, before it ends: as many as fly beside it.

They may be the last ones to be taken. Whatever order the service lists in, the others then keep all calls busy.
"""


class ReadAhead:
    """One listing and the queries of everything wanted in it; results are taken by prefix, in sorted order.

    Whoever takes what was not started yet starts it at once, so a full house never blocks the one result needed.
    """

    def __init__(self, remote: RemoteReader, wants: Callable[[ListedVocabulary], bool]) -> None:
        """Start listing in the background; ``wants`` says which of the listed vocabularies are to be queried."""
        self._remote = remote
        self._wants = wants
        self._pool = new_pool()
        self._lock = Lock()
        self._waiting: deque[ListedVocabulary] = deque()
        self._started: dict[VocabularyId, Future[Callable[[], RemoteVocabulary]]] = {}
        self._is_awaited = False
        self._asked: set[VocabularyId] = set()
        self._by_prefix: dict[Prefix | None, list[ListedVocabulary]] = defaultdict(list)
        self._closed = False
        self._most_held = HELD_BY_CHANCE
        self._listing = self._pool.submit(self._list_all)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Start nothing more; calls in flight get a moment, so that their connections are closed behind them."""
        self.give_up()
        self._pool.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            in_flight: list[Future[Any]] = [self._listing, *self._started.values()]
        wait(in_flight, timeout=LAST_CALLS)

    def give_up(self) -> None:
        """Start nothing more: the results are not needed any longer."""
        with self._lock:
            self._closed = True
            self._waiting.clear()

    def listing(self) -> tuple[ListedVocabulary, ...]:
        """Wait for the complete listing. Raises what the listing raised."""
        self._wait_for([self._listing])
        return self._listing.result()

    def has_answer(self, prefix: Prefix) -> bool:
        """Whether taking this prefix would wait for nothing."""
        return self._listing.done() and all(query is not None and query.done() for query in self._queries_of(prefix))

    def wait_for_one(self, prefixes: Iterable[Prefix]) -> None:
        """Wait until one of these has an answer; for nothing where one of them has not been asked for yet."""
        self.listing()
        queries = list(chain.from_iterable(map(self._queries_of, prefixes)))
        started = [query for query in queries if query is not None]
        if started == queries:
            self._wait_for(started, until=FIRST_COMPLETED)

    def take(self, prefix: Prefix) -> tuple[RemoteVocabulary, ...]:
        """Wait for every wanted vocabulary under one prefix. Raises what a query raised."""
        self.listing()
        return self.query(self._by_prefix.pop(prefix, ()))

    def take_rest(self) -> tuple[RemoteVocabulary, ...]:
        """Wait for all wanted vocabularies that were not taken by prefix."""
        rest = list(chain.from_iterable(self._by_prefix.values()))
        self._by_prefix.clear()
        return self.query(rest)

    def query(self, listed: Iterable[ListedVocabulary]) -> tuple[RemoteVocabulary, ...]:
        """Wait for these, in the order given, starting those that were not started yet."""
        wanted = list(listed)
        with self._lock:
            for each in wanted:
                self._start(each)
        return tuple(self._result(each) for each in wanted)

    def _list_all(self) -> tuple[ListedVocabulary, ...]:
        account = self._remote.list_all(self._hear)
        with self._lock:
            self._waiting = deque(sorted(self._waiting, key=lambda listed: (parse_prefix(listed.id) or "", listed.id)))
            self._most_held = HELD
            self._start_what_fits()
        return account

    def _hear(self, listed: ListedVocabulary) -> None:
        if not self._wants(listed):
            return
        with self._lock:
            self._by_prefix[parse_prefix(listed.id)].append(listed)
            if not self._closed:
                self._waiting.append(listed)
                self._start_what_fits()

    def _start_what_fits(self) -> None:
        while self._waiting and len(self._started) < self._most_held:
            self._start(self._waiting.popleft())

    def _start(self, listed: ListedVocabulary) -> None:
        if listed.id not in self._asked:
            self._asked.add(listed.id)
            self._started[listed.id] = self._pool.submit(self._query, listed)

    def _query(self, listed: ListedVocabulary) -> Callable[[], RemoteVocabulary]:
        read = self._remote.ask(listed.id)
        if not self._is_awaited:
            return read
        remote = read()
        return lambda: remote

    def _result(self, listed: ListedVocabulary) -> RemoteVocabulary:
        try:
            query = self._started[listed.id]
            self._wait_for([query])
            read = query.result()
            with self._lock:
                del self._started[listed.id]
                self._start_what_fits()
            return read()
        except VocabularyAbsent as absent:
            raise VocabsyncError(
                f"{listed.id} was listed, but was gone when it was read",
                why="somebody else deletes vocabularies of this account at this moment",
                next_step="run the command again",
            ) from absent

    def _queries_of(self, prefix: Prefix) -> list[Future[Callable[[], RemoteVocabulary]] | None]:
        """Give the queries under a listed prefix, None for one that was not started."""
        with self._lock:
            return [self._started.get(listed.id) for listed in self._by_prefix.get(prefix, ())]

    def _wait_for(self, futures: list[Future[Any]], *, until: str = ALL_COMPLETED) -> None:
        self._is_awaited = not all(future.done() for future in futures)
        wait(futures, return_when=until)
        self._is_awaited = False
