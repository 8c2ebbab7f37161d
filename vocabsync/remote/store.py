"""The account as the straight lines see it: a reader that cannot write, and a writer that repeats no write blindly.

Both satisfy the ports of ``operations.ports`` by shape, may be used from several threads, and connect at the first
call, in the thread that makes it: httpx and pydantic are not imported before.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, Self, TypeVar

from vocabsync.domain.errors import ServiceFailure, VocabsyncError, VocabularyAbsent
from vocabsync.domain.identifiers import parse_prefix
from vocabsync.domain.verdict import ApiAction, Executed, NotExecuted, Uncertain
from vocabsync.remote.connection import Connection
from vocabsync.remote.listing import list_completely
from vocabsync.remote.replies import Answered, Unread
from vocabsync.remote.verdicts import Verdict, verdict_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.domain.identifiers import Claim, Prefix, VocabularyId
    from vocabsync.domain.verdict import ServiceProblem, WriteAnswer
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Terms
    from vocabsync.remote import wire
    from vocabsync.remote.api_key import ApiKey
    from vocabsync.remote.client import CallLimits, ReadingClient, Transport, WritingClient
    from vocabsync.remote.deadline import Clock
    from vocabsync.remote.regions import Endpoint
    from vocabsync.remote.replies import Reply

_KEY_INSIDE: Final = "HTTP 200 with the API key among its words"
T = TypeVar("T")


class StoreReader:
    """Lists and queries; has no other way to the service. Reads are repeated within the run's budget."""

    def __init__(self, connection: Connection[ReadingClient]) -> None:
        """Read over a connection."""
        self._reads = connection

    def __enter__(self) -> Self:
        """Use it, then close it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let the connections go."""
        self._reads.close()

    def connect(self) -> None:
        """Build the client. Raises ConfigurationError for a proxy or certificates that cannot be used."""
        import vocabsync.remote.translation  # noqa: F401, PLC0415 - or the first call would, while others wait for it

        self._reads.connect()

    def list_all(self, on_new: Callable[[ListedVocabulary], None] = lambda _: None) -> tuple[ListedVocabulary, ...]:
        """Give a complete listing, unique by ID. Raises ServiceFailure, UnstableListing."""
        return list_completely(self._page, on_new, self._reads.clock.monotonic)

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        """Query one vocabulary. Raises VocabularyAbsent, ServiceFailure."""
        return self.ask(vocabulary_id)()

    def ask(self, vocabulary_id: VocabularyId) -> Callable[[], RemoteVocabulary]:
        """Query one vocabulary, and leave reading the answer to a call of the result, which raises as ``get`` does."""
        prefix = _prefix_of(vocabulary_id)
        with self._reads.watch_over(f"show {vocabulary_id}"):
            client = self._reads.connect()
            reply = self._reads.patience.call(lambda: client.query(vocabulary_id))
        return lambda: _read_vocabulary(
            client, reply.read() if isinstance(reply, Unread) else reply, vocabulary_id, prefix
        )

    def _page(self, index: int, size: int) -> tuple[ListedVocabulary, ...]:
        from vocabsync.remote.translation import to_listed, words_of_listed  # noqa: PLC0415 - late, with the client

        with self._reads.watch_over("list the vocabularies"):
            client = self._reads.connect()
            reply = self._reads.patience.call(lambda: client.list_page(index, size))
        if isinstance(reply, Answered):
            rows = to_listed(reply.output)
            if client.would_show_key(words_of_listed(rows)):
                problem = client.problem_of_answer(ApiAction.LIST, _KEY_INSIDE, reply.request_id)
                raise _key_inside(problem, "the vocabularies could not be listed")
            return rows
        raise _failure(reply.problem, "the vocabularies could not be listed")


class StoreWriter(StoreReader):
    """The three writes as well. A write is sent again only where the earlier ones are proved not executed."""

    def __init__(self, connection: Connection[WritingClient]) -> None:
        """Read and write over a connection."""
        super().__init__(connection)
        self._writes = connection
        self._wishes = threading.local()

    def create(self, claim: Claim, terms: Terms) -> WriteAnswer:
        """Send one create; never a second, whatever comes back."""
        from vocabsync.remote.translation import to_created, write_terms  # noqa: PLC0415 - late, with the client

        with self._writes.watch_over(f"create {claim.prefix} for {claim.target_model}"):
            client = self._writes.connect()
            reply = client.create(claim.prefix, claim.target_model, write_terms(terms))
        self._heed(reply)
        if not isinstance(reply, Answered):
            return self._answer(reply)
        vocabulary_id = to_created(reply.output, claim)
        if vocabulary_id is None:
            symptom = "HTTP 200 with an ID of another shape"
            return Uncertain(client.problem_of_answer(ApiAction.CREATE, symptom, reply.request_id))
        return Executed(reply.request_id, vocabulary_id)

    def overwrite_terms(self, vocabulary_id: VocabularyId, terms: Terms) -> WriteAnswer:
        """Replace the whole list of one vocabulary."""
        from vocabsync.remote.translation import write_terms  # noqa: PLC0415 - late, with the client

        _prefix_of(vocabulary_id)
        rows = write_terms(terms)
        with self._writes.watch_over(f"update {vocabulary_id}"):
            client = self._writes.connect()
            return self._answer(self._writes.patience.call(lambda: client.update(vocabulary_id, rows)))

    def delete(self, vocabulary_id: VocabularyId) -> WriteAnswer:
        """Delete one vocabulary. "No such ID" counts as executed."""
        _prefix_of(vocabulary_id)
        with self._writes.watch_over(f"delete {vocabulary_id}"):
            client = self._writes.connect()
            return self._answer(self._writes.patience.call(lambda: client.delete(vocabulary_id)))

    def pause_before_retry(self, attempt: int) -> bool:
        """Wait before a write is sent again, as long as its last answer asked for; False where patience is spent."""
        return self._writes.patience.pause(attempt, getattr(self._wishes, "retry_after", None))

    def _heed(self, reply: Reply[T]) -> None:
        """Remember, for this thread, how long the service wants to be left alone."""
        self._wishes.retry_after = None if isinstance(reply, Answered) else reply.retry_after

    def _answer(self, reply: Reply[None]) -> WriteAnswer:
        """Say what the reply to a write proves."""
        self._heed(reply)
        if isinstance(reply, Answered):
            return Executed(reply.request_id)
        match verdict_on(reply.symptom, reply.problem.action):
            case Verdict.DONE:
                return Executed(reply.problem.request_id)
            case Verdict.REFUSED | Verdict.ABSENT:
                return NotExecuted(reply.problem)
            case Verdict.BACK_OFF | Verdict.NOT_REACHED:
                return NotExecuted(reply.problem, may_retry=True)
            case Verdict.UNKNOWN_STOP:
                return Uncertain(reply.problem, stop=True)
            case Verdict.UNKNOWN | Verdict.ASK_AGAIN | Verdict.ERROR:
                return Uncertain(reply.problem)


def open_reader(
    endpoint: Endpoint,
    key: ApiKey | None,
    clock: Clock,
    *,
    transport: Transport | None = None,
    on_wait: Callable[[str], None] | None = None,
    limits: CallLimits | None = None,
) -> StoreReader:
    """Give a reader. ``transport`` replaces the network; ``on_wait`` hears of long waits, from another thread."""

    def connect() -> ReadingClient:
        from vocabsync.remote.client import ReadingClient  # noqa: PLC0415 - httpx costs a tenth of a second

        return ReadingClient(endpoint, key, clock, transport=transport, limits=limits)

    return StoreReader(Connection(connect, clock, endpoint.host, on_wait))


def open_writer(
    endpoint: Endpoint,
    key: ApiKey | None,
    clock: Clock,
    *,
    transport: Transport | None = None,
    on_wait: Callable[[str], None] | None = None,
    limits: CallLimits | None = None,
) -> StoreWriter:
    """Give a writer, with the same arguments."""

    def connect() -> WritingClient:
        from vocabsync.remote.client import WritingClient  # noqa: PLC0415 - httpx costs a tenth of a second

        return WritingClient(endpoint, key, clock, transport=transport, limits=limits)

    return StoreWriter(Connection(connect, clock, endpoint.host, on_wait))


def _prefix_of(vocabulary_id: VocabularyId) -> Prefix:
    """Read the prefix, or refuse: what has none is not ours, so nothing about it is ever sent."""
    prefix = parse_prefix(vocabulary_id)
    if prefix is None:
        raise VocabsyncError(
            f"{vocabulary_id} is not the ID of a vocabulary that vocabsync can have made",
            why="such an ID reads vocab-PREFIX-HEX, with a prefix of 1 to 10 of a-z0-9 and 32 hexadecimal digits",
            next_step="look where it was written: configuration, ledger or command line",
        )
    return prefix


def _read_vocabulary(
    client: ReadingClient, reply: Reply[wire.QueriedOutput], vocabulary_id: VocabularyId, prefix: Prefix
) -> RemoteVocabulary:
    from vocabsync.remote.translation import NotTerms, to_remote, words_of_remote  # noqa: PLC0415 - late

    match reply:
        case Answered(output=output):
            try:
                remote = to_remote(output, vocabulary_id, prefix)
            except NotTerms as complaint:
                problem = client.problem_of_answer(ApiAction.QUERY, f"HTTP 200 with {complaint}", reply.request_id)
                raise _failure(problem, f"vocabulary {vocabulary_id} could not be read") from None
            if client.would_show_key(words_of_remote(remote)):
                problem = client.problem_of_answer(ApiAction.QUERY, _KEY_INSIDE, reply.request_id)
                raise _key_inside(problem, f"vocabulary {vocabulary_id} could not be read")
            return remote
        case failed:
            if verdict_on(failed.symptom, failed.problem.action) is Verdict.ABSENT:
                raise VocabularyAbsent(failed.problem, vocabulary_id)
            raise _failure(failed.problem, f"vocabulary {vocabulary_id} could not be read")


def _key_inside(problem: ServiceProblem, what: str) -> ServiceFailure:
    """Refuse an answer that would carry the key into plans, backups and files."""
    return ServiceFailure(
        problem,
        what=f"{what}: {problem.symptom}",
        why="somebody put it where terms, models or states stand; it would be written into plans, backups and files",
        next_step="replace the key in the Model Studio console: others may have read it, and a new one is nowhere yet",
    )


def _failure(problem: ServiceProblem, what: str) -> ServiceFailure:
    return ServiceFailure(problem, what=f"{what}: {problem.symptom}")
