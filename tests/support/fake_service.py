"""The service as a value with a history: late execution, stale listings, foreign editors, moods; and the port on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from tests.support.asking import AsksAtOnce
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import Interrupted, ServiceFailure, VocabularyAbsent
from vocabsync.domain.identifiers import Claim, Digest, VocabularyId
from vocabsync.domain.verdict import (
    ApiAction,
    Executed,
    NotExecuted,
    ServiceProblem,
    Uncertain,
    WriteAnswer,
)
from vocabsync.domain.vocabulary import READY, ListedVocabulary, RemoteVocabulary, Terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.virtual_time import VirtualClock

LATE = 5.0
"""Seconds after which a late write is executed: sooner than the quiet period is over."""


class Crash(BaseException):
    """The process dies here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How the service behaves all the time. ``store`` is what it makes of a list of terms."""

    stale: float = 0.0
    ready_after: float = 0.0
    store: Callable[[Terms], Terms] = tuple
    slots: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: a request (``sent``), an effect (``done``), an answer that was read (``read``)."""

    time: float
    run: int
    kind: str
    action: ApiAction
    claim: Claim | None = None
    vocabulary_id: VocabularyId | None = None
    content: Digest | None = None
    by_tool: bool = True
    ids: frozenset[VocabularyId] = frozenset()
    status: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One live vocabulary. ``born`` in seconds of the virtual clock."""

    remote: RemoteVocabulary
    born: float
    by_tool: bool


class Account:
    """What is true on the service."""

    def __init__(self, clock: VirtualClock, mood: Mood | None = None) -> None:
        self.clock = clock
        self.mood = mood or Mood()
        self.run = 0
        self.history: list[Event] = []
        self.live: dict[VocabularyId, Stored] = {}
        self.lock = RLock()
        self._born = 0
        self._snapshots: list[tuple[float, tuple[VocabularyId, ...]]] = [(-1e9, ())]

    def note(self, kind: str, action: ApiAction, **facts: object) -> None:
        event = Event(time=self.clock.monotonic(), run=self.run, kind=kind, action=action)
        self.history.append(replace(event, **facts))  # type: ignore[arg-type]  # the fields of Event

    def plant(self, remote: RemoteVocabulary, *, by_tool: bool) -> None:
        """Let a vocabulary have been there for long."""
        self.live[remote.id] = Stored(remote=remote, born=-1e9, by_tool=by_tool)
        self._snapshots = [(-1e9, tuple(self.live))]

    def create(self, claim: Claim, terms: Terms, *, by_tool: bool) -> VocabularyId:
        with self.lock:
            self._born += 1
            vocabulary_id = VocabularyId(f"vocab-{claim.prefix}-{0xC0DE0000 + self._born:032x}")
            stored = tuple(self.mood.store(terms))
            remote = RemoteVocabulary(
                id=vocabulary_id,
                claim=claim,
                status=READY,
                created="2026-11-24 16:00:00",
                modified="2026-11-24 16:00:00",
                terms=stored,
                term_count=len(stored),
            )
            self.live[vocabulary_id] = Stored(remote=remote, born=self.clock.monotonic(), by_tool=by_tool)
            self._changed(ApiAction.CREATE, remote, by_tool=by_tool)
            return vocabulary_id

    def overwrite(self, vocabulary_id: VocabularyId, terms: Terms, *, by_tool: bool) -> None:
        with self.lock:
            before = self.live.get(vocabulary_id)
            stored = tuple(self.mood.store(terms))
            if before is not None and stored != before.remote.terms:
                remote = replace(before.remote, terms=stored, term_count=len(stored))
                self.live[vocabulary_id] = replace(before, remote=remote)
                self._changed(ApiAction.UPDATE, remote, by_tool=by_tool)

    def delete(self, vocabulary_id: VocabularyId, *, by_tool: bool) -> None:
        with self.lock:
            before = self.live.pop(vocabulary_id, None)
            if before is not None:
                self._changed(ApiAction.DELETE, before.remote, by_tool=by_tool)

    def shown(self, vocabulary_id: VocabularyId) -> RemoteVocabulary | None:
        """What a query shows."""
        with self.lock:
            stored = self.live.get(vocabulary_id)
            if stored is None:
                return None
            is_ready = self.clock.monotonic() - stored.born >= self.mood.ready_after
            return stored.remote if is_ready else replace(stored.remote, status="UNDEPLOYED")

    def listed(self) -> tuple[ListedVocabulary, ...]:
        """What a complete listing shows: stale where the mood says so."""
        with self.lock:
            moment = self.clock.monotonic() - self.mood.stale
            ids = [ids for when, ids in self._snapshots if when <= moment][-1]
            shown = ((vocabulary_id, self.shown(vocabulary_id)) for vocabulary_id in ids)
            return tuple(
                ListedVocabulary(id=vocabulary_id, status=remote.status if remote else READY, created="", modified="")
                for vocabulary_id, remote in shown
            )

    def _changed(self, action: ApiAction, remote: RemoteVocabulary, *, by_tool: bool) -> None:
        self._snapshots.append((self.clock.monotonic(), tuple(self.live)))
        self.note(
            "done",
            action,
            claim=remote.claim,
            vocabulary_id=remote.id,
            content=digest_terms(remote.terms),
            by_tool=by_tool,
        )


class Script(Protocol):
    """Says how a call ends: an outcome's name, ``ok`` by default. May do foreign things first, or raise Crash."""

    def __call__(self, kind: str, subject: str) -> str: ...


def all_is_well(kind: str, subject: str) -> str:
    return "ok"


def a_problem(action: ApiAction, symptom: str, status: int | None = None, code: str | None = None) -> ServiceProblem:
    return ServiceProblem(action=action, symptom=symptom, status=status, code=code, request_id="req-1")


_NOT_EXECUTED = {
    "refused": ("HTTP 400", 400, "InvalidParameter", False),
    "gone": ("HTTP 400", 400, "BadRequest.ResourceNotExist", False),
    "full": ("HTTP 400", 400, "Throttling.AllocationQuota", False),
    "revoked": ("HTTP 401", 401, "InvalidApiKey", False),
    "unreachable": ("connection refused", None, None, True),
    "vanished": ("HTTP 400", 400, "BadRequest.ResourceNotExist", False),
    "too_fast": ("HTTP 429", 429, "Throttling.RateQuota", True),
}
_BUDGET = 30


@dataclass(slots=True)
class FakeService(AsksAtOnce):
    """Satisfies RemoteWriter for one run of the tool."""

    account: Account
    script: Script = all_is_well
    dead: bool = False
    budget: int = field(default=_BUDGET)
    requests: int = 0

    def list_all(self, on_new: Callable[[ListedVocabulary], None] = lambda _: None) -> tuple[ListedVocabulary, ...]:
        outcome = self._begin("list", "", ApiAction.LIST)
        self._read_or_raise(outcome, ApiAction.LIST)
        listing = self.account.listed()
        self._note_read(ApiAction.LIST, ids=frozenset(listed.id for listed in listing))
        for listed in listing:
            on_new(listed)
        self._end(outcome)
        return listing

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        outcome = self._begin("get", vocabulary_id, ApiAction.QUERY)
        self._read_or_raise(outcome, ApiAction.QUERY)
        remote = self.account.shown(vocabulary_id)
        if remote is None:
            self._note_read(ApiAction.QUERY, vocabulary_id=vocabulary_id)
            self._end(outcome)
            problem = a_problem(ApiAction.QUERY, "HTTP 400", 400, "BadRequest.ResourceNotExist")
            raise VocabularyAbsent(problem, vocabulary_id)
        self._note_read(
            ApiAction.QUERY,
            vocabulary_id=vocabulary_id,
            claim=remote.claim,
            content=digest_terms(remote.terms),
            status=remote.status,
        )
        self._end(outcome)
        return remote

    def create(self, claim: Claim, terms: Terms) -> WriteAnswer:
        def execute() -> VocabularyId | None:
            if len(self.account.live) >= self.account.mood.slots:
                return None
            return self.account.create(claim, terms, by_tool=True)

        subject = f"{claim.prefix}/{claim.target_model}"
        content = digest_terms(terms)
        if len(self.account.live) >= self.account.mood.slots:
            return self._write("create", subject, ApiAction.CREATE, execute, "full", claim=claim, content=content)
        return self._write("create", subject, ApiAction.CREATE, execute, claim=claim, content=content)

    def overwrite_terms(self, vocabulary_id: VocabularyId, terms: Terms) -> WriteAnswer:
        return self._write(
            "update",
            vocabulary_id,
            ApiAction.UPDATE,
            lambda: self.account.overwrite(vocabulary_id, terms, by_tool=True),
            "ok" if self.account.shown(vocabulary_id) else "gone",
            vocabulary_id=vocabulary_id,
            content=digest_terms(terms),
        )

    def delete(self, vocabulary_id: VocabularyId) -> WriteAnswer:
        return self._write(
            "delete",
            vocabulary_id,
            ApiAction.DELETE,
            lambda: self.account.delete(vocabulary_id, by_tool=True),
            vocabulary_id=vocabulary_id,
        )

    def pause_before_retry(self, attempt: int) -> bool:
        with self.account.lock:
            self.budget -= 1
        self.account.clock.sleep(0.5 * 4 ** (attempt - 1))
        return self.budget >= 0

    def _write(
        self,
        kind: str,
        subject: str,
        action: ApiAction,
        execute: Callable[[], VocabularyId | None],
        instead: str = "ok",
        **facts: object,
    ) -> WriteAnswer:
        outcome = self._begin(kind, subject, action)
        outcome = instead if outcome == "ok" else outcome
        with self.account.lock:
            self.account.note("sent", action, answer=outcome, **facts)
        answer = self._answer(outcome, action, execute)
        self._end(outcome)
        return answer

    def _answer(self, outcome: str, action: ApiAction, execute: Callable[[], VocabularyId | None]) -> WriteAnswer:
        if outcome in _NOT_EXECUTED:
            symptom, status, code, may_retry = _NOT_EXECUTED[outcome]
            return NotExecuted(a_problem(action, symptom, status, code), may_retry=may_retry)
        if outcome in {"late", "crash_late"}:
            self.account.clock.after(LATE, execute)
        if outcome == "interrupted":
            raise Interrupted("interrupted while it waited")
        made = execute() if outcome in {"ok", "lost_answer", "crash_after", "no_id"} else None
        if outcome == "no_id":
            return Executed("req-1")
        if outcome == "redirected":
            return Uncertain(a_problem(action, "HTTP 302", 302), stop=True)
        if outcome in {"ok", "crash_after", "not_executed"}:
            return Executed("req-1", made)
        return Uncertain(a_problem(action, "no answer within 30 s"))

    def _begin(self, kind: str, subject: str, action: ApiAction) -> str:
        with self.account.lock:
            if self.dead:
                raise Crash
            try:
                outcome = self.script(kind, subject)
            except Crash:
                self.dead = True
                raise
            self.requests += 1
            self.account.clock.sleep(0.05)
        return outcome

    def _end(self, outcome: str) -> None:
        if outcome in {"crash_after", "crash_late"}:
            with self.account.lock:
                self.dead = True
            raise Crash

    def _read_or_raise(self, outcome: str, action: ApiAction) -> None:
        if outcome == "interrupted":
            raise Interrupted("interrupted while it waited")
        if outcome in {"revoked", "fail"}:
            with self.account.lock:
                self.account.note("failed", action)
        if outcome == "revoked":
            raise ServiceFailure(a_problem(action, "HTTP 401", 401, "InvalidApiKey"), what="the key was refused")
        if outcome == "fail":
            raise ServiceFailure(a_problem(action, "HTTP 503", 503), what="the service gave no answer")

    def _note_read(self, action: ApiAction, **facts: object) -> None:
        with self.account.lock:
            self.account.note("read", action, **facts)
