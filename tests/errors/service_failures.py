"""The service refuses, or gives no answer that means anything."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import httpx

from tests.support.asking import AsksAtOnce
from tests.support.builders import a_policy, a_remote, a_vocabulary, an_id, listed
from tests.support.memory_ports import MemoryHistory, MemoryLedger, files_of
from tests.support.service_script import ROW, SECRET, ServiceScript, ok, refusal
from tests.support.world import a_known
from vocabsync.domain.errors import VocabularyAbsent
from vocabsync.domain.planner import make_plan
from vocabsync.domain.verdict import ApiAction, ServiceProblem
from vocabsync.domain.vocabulary import ListedVocabulary
from vocabsync.operations.gather import gather
from vocabsync.remote.listing import list_completely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.errors.scene import Chapter, Provoke, Scene
    from tests.support.service_script import Answer
    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.vocabulary import RemoteVocabulary

    Page = tuple[ListedVocabulary, ...]


WORDS = "(the service's own words)"


def listing(*answers: Answer) -> Provoke:
    """Let the service give these answers, the last one again and again."""
    return lambda _: ServiceScript(itertools.chain(answers, itertools.repeat(answers[-1]))).reader().list_all()


def answered(status: int, code: str, message: str = WORDS) -> Provoke:
    return listing(refusal(status, code, message))


def query(answer: Answer) -> Provoke:
    return lambda _: ServiceScript([answer]).reader().get(an_id())


def rows(numbers: Iterable[int]) -> Page:
    return tuple(listed(a_remote(number=number)) for number in numbers)


def walk(page_of: Callable[[int, int], Page], monotonic: Callable[[], float] = lambda: 0.0) -> Provoke:
    return lambda _: list_completely(page_of, lambda _: None, monotonic)


def never_twice_the_same() -> Callable[[int, int], Page]:
    scans = itertools.count()
    current = [0]

    def page_of(index: int, _: int) -> Page:
        if index == 0:
            current[0] = next(scans)
        return rows([100 * current[0] + index]) if index < 3 else ()

    return page_of


class Vanishing(AsksAtOnce):
    """An account whose one vocabulary is deleted between listing and query."""

    def list_all(self, on_new: Callable[[ListedVocabulary], None] = lambda _: None) -> Page:
        on_new(listed(a_remote()))
        return (listed(a_remote()),)

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        problem = ServiceProblem(action=ApiAction.QUERY, symptom="HTTP 400", status=400)
        raise VocabularyAbsent(problem, vocabulary_id)


def vanish(_: Scene) -> object:
    return gather(files_of(a_vocabulary()), Vanishing(), MemoryLedger(), MemoryHistory())


def plan_without_content(_: Scene) -> object:
    return make_plan(a_known([a_vocabulary()], unread=[listed(a_remote())]), a_policy())


ANSWERS: Chapter = {
    "A wrong key, or one of the other region": answered(401, "InvalidApiKey", "Invalid API-key provided."),
    "A key without the right": answered(403, "AccessDenied"),
    "An overdue payment": answered(400, "Arrearage"),
    "A question of billing": answered(429, "PrepaidBillOverdue"),
    "Too many requests": answered(429, "Throttling.RateQuota"),
    "A service in trouble": answered(500, "InternalError"),
    "A vocabulary that is not there": query(refusal(400, "BadRequest.ResourceNotExist", WORDS)),
    "A redirect": listing(httpx.Response(302, headers={"location": "https://login.example/?next=1"})),
    "An answer that nobody knows": answered(418, "Teapot"),
    "No connection": listing(httpx.ConnectError("refused")),
    "No answer in time": listing(httpx.ReadTimeout("late")),
    "A connection that ends early": listing(httpx.ReadError("reset")),
    "An answer that is no JSON": listing(httpx.Response(200, text="<html>")),
    "An answer that is no list": listing(ok({})),
    "An account in which the key stands": listing(ok({"vocabulary_list": [{**ROW, "status": SECRET}]})),
    "A vocabulary in which the key stands": query(ok({"target_model": SECRET, "vocabulary": []})),
    "A vocabulary that cannot be read": query(refusal(403, "AccessDenied", WORDS)),
    "Terms that make no sense": query(ok({"target_model": "fun-asr", "vocabulary": [{"text": 7}]})),
}

LISTINGS: Chapter = {
    "A list that is different each time": walk(never_twice_the_same()),
    "A list without an end": walk(lambda index, _: rows([index])),
    "A list that takes too long": walk(lambda index, _: rows([index]), itertools.count(step=29).__next__),
    "A list that shows one page again and again": walk(lambda _index, _size: rows(range(100))),
    "A vocabulary that is listed and gone": vanish,
    "A vocabulary that is listed and was not read": plan_without_content,
}
