"""A stand-in without a socket, with time of its own, and a caller that speaks the wire format by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vocabsync.emulator.messages import Delivery, Dripping, Request, Truncated, Whole
from vocabsync.emulator.settings import Settings, read_settings
from vocabsync.emulator.standin import StandIn, Times

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from vocabsync.emulator.faults import Fault

PATH = "/api/v1/services/audio/asr/customization"
KEY = "sk-made-up"
START = 1_772_417_707.0
"""2026-03-02 02:15:07 UTC, which is 10:15:07 at UTC+8: the time of the examples in service.md."""
FILM: dict[str, object] = {"text": "赛德克巴莱", "weight": 4, "lang": "zh"}
BALE: dict[str, object] = {"text": "Seediq Bale", "weight": 5}


@dataclass(slots=True)
class VirtualTime:
    """A clock that only moves when it is told to, or slept on."""

    now: float = START
    slept: list[float] = field(default_factory=list)

    def pass_by(self, seconds: float) -> None:
        self.now += seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def times(self) -> Times:
        return Times(now=lambda: self.now, monotonic=lambda: self.now, sleep=self.sleep)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, parsed where it can be."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)

    @property
    def output(self) -> Any:
        assert self.status == 200, self.body
        return self.document["output"]

    @property
    def code(self) -> str:
        return str(self.document["code"])


@dataclass(slots=True)
class World:
    """A stand-in, its time, and the five actions as plain calls."""

    standin: StandIn
    time: VirtualTime

    def change(self, **settings: object) -> None:
        """Take another belief, keep the store."""
        self.standin.settings = read_settings(settings)

    def send(
        self, body: bytes, *, key: str | None = KEY, path: str = PATH, method: str = "POST", **headers: str
    ) -> Delivery:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            named["authorization"] = f"Bearer {key}"
        return self.standin.receive(Request(method=method, path=path, headers=named, body=body))

    def call(self, action: str, *, key: str | None = KEY, workspace: str = "", **fields: Any) -> Reply:
        document = {"model": "speech-biasing", "input": {"action": action, **fields}}
        headers = {"x_dashscope_workspace": workspace} if workspace else {}
        return read_reply(self.send(json.dumps(document).encode(), key=key, **headers))

    def create(
        self, prefix: str = "movies", terms: Iterable[object] = (FILM,), model: str = "fun-asr", **more: Any
    ) -> Reply:
        return self.call("create_vocabulary", target_model=model, prefix=prefix, vocabulary=list(terms), **more)

    def created(self, prefix: str = "movies", terms: Iterable[object] = (FILM,), model: str = "fun-asr") -> str:
        return str(self.create(prefix, terms, model).output["vocabulary_id"])

    def listed(self, **fields: Any) -> list[dict[str, Any]]:
        asked: dict[str, Any] = {"page_index": 0, "page_size": 100, **fields}
        rows = self.call("list_vocabulary", **asked).output["vocabulary_list"]
        return list(rows)

    def prefixes(self, **fields: Any) -> list[str]:
        return [row["vocabulary_id"].split("-")[1] for row in self.listed(**fields)]

    def query(self, vocabulary_id: str) -> Reply:
        return self.call("query_vocabulary", vocabulary_id=vocabulary_id)

    def terms(self, vocabulary_id: str) -> list[dict[str, Any]]:
        return list(self.query(vocabulary_id).output["vocabulary"])

    def update(self, vocabulary_id: str, terms: Iterable[object]) -> Reply:
        return self.call("update_vocabulary", vocabulary_id=vocabulary_id, vocabulary=list(terms))

    def delete(self, vocabulary_id: str) -> Reply:
        return self.call("delete_vocabulary", vocabulary_id=vocabulary_id)


def a_world(path: Path | None = None, *, faults: Iterable[Fault] = (), **settings: object) -> World:
    time = VirtualTime()
    belief = read_settings(settings) if settings else Settings()
    return World(StandIn(path, belief, faults=faults, times=time.times()), time)


def read_reply(delivery: Delivery) -> Reply:
    assert isinstance(delivery, Whole | Dripping | Truncated), delivery
    return Reply(delivery.answer.status, dict(delivery.answer.headers), delivery.answer.body)
