"""A service that answers by script, in process: what it is asked is kept, what it answers is told beforehand."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx

from tests.support.builders import an_id
from vocabsync.remote.api_key import ApiKey
from vocabsync.remote.regions import Endpoint
from vocabsync.remote.store import StoreReader, StoreWriter, open_reader, open_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ENDPOINT = Endpoint("https://dashscope.aliyuncs.com/api/v1", "dashscope.aliyuncs.com")
SECRET = "sk-a-key-for-tests-only"
KEY = ApiKey(SECRET)
ROW = {"vocabulary_id": an_id(), "status": "OK", "gmt_create": "2026-03-02 10:15:07", "gmt_modified": "2026-03-02"}
TERM_ROW = {"text": "赛德克巴莱", "weight": 4, "lang": "zh"}
GOOD_OUTPUTS: dict[str, dict[str, Any]] = {
    "create_vocabulary": {"vocabulary_id": an_id()},
    "query_vocabulary": {"target_model": "fun-asr", "vocabulary": [TERM_ROW], "status": "OK"},
    "update_vocabulary": {},
    "delete_vocabulary": {},
}

Answer: TypeAlias = httpx.Response | Exception


class VirtualClock:
    """Time that passes only by sleeping, and by ``step`` at every look at it."""

    def __init__(self, step: float = 0.0) -> None:
        self.time = 1000.0
        self.step = step
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return datetime(2026, 5, 4, 12, 0, tzinfo=UTC) + timedelta(seconds=self.time - 1000)

    def monotonic(self) -> float:
        with self._lock:
            self.time += self.step
            return self.time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.time += seconds


def good(action: str, page_index: int = 0) -> httpx.Response:
    output = GOOD_OUTPUTS.get(action, {"vocabulary_list": [] if page_index else [ROW]})
    return ok(output)


def ok(output: object, request_id: str = "r-1") -> httpx.Response:
    return httpx.Response(200, json={"output": output, "usage": {"count": 1}, "request_id": request_id})


def refusal(status: int, code: str, message: str = "words", **headers: str) -> httpx.Response:
    body = {"code": code, "message": message, "request_id": "r-refused"}
    return httpx.Response(status, json=body, headers={key.replace("_", "-"): value for key, value in headers.items()})


@dataclass
class ServiceScript:
    """Gives the told answers in turn, then good ones. An exception is raised instead of an answer."""

    answers: Iterable[Answer | Callable[[], Answer]] = ()
    clock: VirtualClock = field(default_factory=VirtualClock)
    requests: list[httpx.Request] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._answers = iter(self.answers)
        self._lock = threading.Lock()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self.requests.append(request)
            answer = next(self._answers, None)
        if callable(answer):
            answer = answer()
        if isinstance(answer, Exception):
            raise answer
        sent = json.loads(request.content)["input"]
        return answer if answer is not None else good(sent["action"], sent.get("page_index", 0))

    @property
    def inputs(self) -> list[dict[str, Any]]:
        return [json.loads(request.content)["input"] for request in self.requests]

    @property
    def actions(self) -> list[str]:
        return [sent["action"] for sent in self.inputs]

    def reader(self) -> StoreReader:
        return open_reader(ENDPOINT, KEY, self.clock, transport=httpx.MockTransport(self))

    def writer(self) -> StoreWriter:
        return open_writer(ENDPOINT, KEY, self.clock, transport=httpx.MockTransport(self))
