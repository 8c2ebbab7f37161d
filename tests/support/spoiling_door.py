"""A door to the stand-in behind which one answer of a run is spoilt: the rest arrive as they are."""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.spoilt_answers import Spoilt

Moment: TypeAlias = tuple[str, str, int]
"""Action, what it is about, and how many such came before: the same in every run, whatever the threads do."""


@dataclass
class SpoilingDoor:
    """Wraps a transport. ``seen`` lists the moments that passed; ``spoilt`` is what arrived instead."""

    moment: Moment | None = None
    spoil: Callable[[bytes], Spoilt] | None = None
    seen: list[Moment] = field(default_factory=list)
    spoilt: Spoilt | None = None

    def __post_init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def __call__(self, inner: httpx.BaseTransport) -> httpx.BaseTransport:
        return _Through(inner, self)

    def pass_through(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        sent = json.loads(request.read())["input"]
        kind = (sent["action"].removesuffix("_vocabulary"), _subject(sent))
        with self._lock:
            moment = (*kind, self._counts[kind])
            self._counts[kind] += 1
            self.seen.append(moment)
        if self.spoil is None or moment != self.moment:
            return response
        self.spoilt = self.spoil(response.read())
        return self.spoilt.response()


class _Through(httpx.BaseTransport):
    def __init__(self, inner: httpx.BaseTransport, door: SpoilingDoor) -> None:
        self._inner, self._door = inner, door

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._door.pass_through(request, self._inner.handle_request(request))


def _subject(sent: dict[str, Any]) -> str:
    """Name by prefix or page: the rest of an ID is another one in each run."""
    if "vocabulary_id" in sent:
        return str(sent["vocabulary_id"]).split("-")[1]
    return str(sent.get("prefix") or f"page {sent.get('page_index')}")
