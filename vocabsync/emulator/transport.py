"""The door in process: an httpx transport, for environment ``local`` and for tests without a socket."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import httpx

from vocabsync.emulator.messages import (
    Answer,
    Closed,
    Delivery,
    Dripping,
    Hanging,
    Request,
    Reset,
    Truncated,
    Whole,
)
from vocabsync.emulator.settings import Settings
from vocabsync.emulator.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

LOCAL_STORE: Final = "standin.db"
"""Name of the store of environment ``local``, within ``.vocabsync/``."""
LOCAL_KEY: Final = "local"


class StandInTransport(httpx.BaseTransport):
    """Answers httpx requests from a stand-in; misbehaviour arrives as the exceptions that httpx has for it.

    ``key`` is what a request without a key is taken to carry: environment ``local`` has none of its own.
    """

    def __init__(self, standin: StandIn, *, key: str = "", sleep: Callable[[float], None] = time.sleep) -> None:
        """Stand in front of a stand-in that the caller made."""
        self._standin = standin
        self._given = {"authorization": f"Bearer {key}"} if key else {}
        self._sleep = sleep

    @classmethod
    def at(
        cls, path: Path, *, quota: int, term_limits: Mapping[str, int], region: str = "cn-beijing"
    ) -> StandInTransport:
        """Open the store of environment ``local``, whose quotas are the configured ones. Raises StoreDamaged."""
        limits = tuple(sorted(term_limits.items()))
        settings = Settings(
            quota=quota,
            term_limits=limits,
            region="ap-southeast-1" if region == "ap-southeast-1" else "cn-beijing",
            rate_limit=0,
        )
        standin = StandIn(path, settings)
        standin.check_store()
        return cls(standin, key=LOCAL_KEY)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request to the stand-in and its answer, or its failure, back."""
        received = Request(
            method=request.method,
            path=request.url.path,
            headers={**self._given, **{name.lower(): value for name, value in request.headers.items()}},
            body=request.read(),
        )
        return self._deliver(self._standin.receive(received), request)

    def _deliver(self, delivery: Delivery, request: httpx.Request) -> httpx.Response:
        match delivery:
            case Whole(answer):
                return _response(answer, _Body(iter([answer.body])))
            case Dripping(answer, pause):
                return _response(answer, _Body(self._drip(answer.body, pause)))
            case Truncated(answer, with_length):
                return _response(answer, _Body(_half(answer.body, request, raises=with_length)), told=with_length)
            case Closed():
                raise httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
            case Reset():
                raise httpx.ReadError("[Errno 104] Connection reset by peer", request=request)
            case Hanging():
                timeout = request.extensions.get("timeout", {}).get("read")
                self._sleep(timeout or 0.0)
                raise httpx.ReadTimeout("The read operation timed out", request=request)

    def _drip(self, body: bytes, pause: float) -> Iterator[bytes]:
        for index in range(len(body)):
            self._sleep(pause)
            yield body[index : index + 1]


class _Body(httpx.SyncByteStream):
    """A body that comes in pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces


def _half(body: bytes, request: httpx.Request, *, raises: bool) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    if raises:
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body", request=request)


def _response(answer: Answer, body: _Body, *, told: bool = True) -> httpx.Response:
    length = [("content-length", str(len(answer.body)))] if told else []
    return httpx.Response(answer.status, headers=[*answer.headers, *length], stream=body)
