"""The stores that one contract holds for: the fake port, the stand-in behind both doors, and the live service."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from tests.support.fake_service import Account, FakeService
from tests.support.virtual_time import VirtualClock
from vocabsync.cli.system_clock import SystemClock
from vocabsync.emulator.running import serve_in_background
from vocabsync.emulator.standin import StandIn
from vocabsync.emulator.transport import StandInTransport
from vocabsync.remote.api_key import read_api_key
from vocabsync.remote.regions import Endpoint, endpoint_for
from vocabsync.remote.store import open_writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vocabsync.operations.ports import RemoteWriter

MOST_CALLS = 40
"""What one run may ask of the live service, clean-up and all."""

_CLEAN_UP_LISTING = 2


@dataclass(frozen=True, slots=True)
class Store:
    """A store and the one prefix that a contract run may use on it."""

    writer: RemoteWriter
    prefix: str


@contextlib.contextmanager
def fake_store() -> Iterator[Store]:
    yield Store(FakeService(Account(VirtualClock())), "contract")


@contextlib.contextmanager
def in_process_store() -> Iterator[Store]:
    endpoint = Endpoint("http://localhost/api/v1", "the stand-in")
    transport = StandInTransport(StandIn(), key="sk-contract")
    with open_writer(endpoint, None, VirtualClock(), transport=transport) as writer:
        yield Store(writer, "contract")


@contextlib.contextmanager
def http_store() -> Iterator[Store]:
    with serve_in_background(StandIn()) as running:
        key = read_api_key(running.environ, "DASHSCOPE_API_KEY")
        with open_writer(endpoint_for("cn-beijing", running.url, None), key, SystemClock()) as writer:
            yield Store(writer, "contract")


class SpentBudget(AssertionError):
    """One call more would leave too few for cleaning up."""


@dataclass
class CountedTransport(httpx.BaseTransport):
    """Passes calls on, at most ``MOST_CALLS``; keeps enough of them to delete what was made, and knows what that is."""

    inner: httpx.BaseTransport
    spent: int = 0
    made: set[str] = field(default_factory=set)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.read())["input"]
        kept_back = 0 if asked["action"] in {"delete_vocabulary", "list_vocabulary"} else len(self.made) + 1
        if self.spent + kept_back + _CLEAN_UP_LISTING * bool(kept_back) >= MOST_CALLS:
            raise SpentBudget(f"{self.spent} calls are spent, the rest is for cleaning up")
        self.spent += 1
        response = self.inner.handle_request(request)
        with contextlib.closing(response):
            body = httpx.ByteStream(b"".join(response.iter_raw()))
        whole = httpx.Response(response.status_code, headers=response.headers, stream=body)
        if whole.status_code == 200:
            self._remember(asked, httpx.Response(200, headers=response.headers, content=b"".join(body)))
        return whole

    def close(self) -> None:
        self.inner.close()

    def _remember(self, asked: Mapping[str, Any], response: httpx.Response) -> None:
        if asked["action"] == "delete_vocabulary":
            self.made.discard(asked["vocabulary_id"])
        elif asked["action"] == "create_vocabulary":
            made = response.json().get("output", {}).get("vocabulary_id")
            self.made |= {made} if made else set()


@dataclass
class Live:
    """The live service, under a prefix that nobody uses and that is cleaned up whatever happens."""

    endpoint: Endpoint
    environ: Mapping[str, str]
    transport: CountedTransport
    prefix: str = field(default_factory=lambda: f"vt{secrets.token_hex(3)}")

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Live:
        region = environ.get("VOCABSYNC_TEST_REGION", "cn-beijing")
        endpoint = endpoint_for(region, environ.get("DASHSCOPE_HTTP_BASE_URL"), environ.get("DASHSCOPE_WORKSPACE_ID"))
        return cls(endpoint, environ, CountedTransport(httpx.HTTPTransport()))

    def ask(self, action: str, **fields: object) -> tuple[int, Any]:
        """Send one request by hand; give the status and what the body says."""
        headers = {"Authorization": read_api_key(self.environ, "DASHSCOPE_API_KEY").authorization()}
        document = {"model": "speech-biasing", "input": {"action": action, **fields}}
        url = self.endpoint.base_url + "/services/audio/asr/customization"
        with httpx.Client(transport=_Lent(self.transport), timeout=30) as client:
            answer = client.post(url, json=document, headers=headers)
        return answer.status_code, answer.json()

    @contextlib.contextmanager
    def store(self) -> Iterator[Store]:
        key = read_api_key(self.environ, "DASHSCOPE_API_KEY")
        with open_writer(self.endpoint, key, SystemClock(), transport=_Lent(self.transport)) as writer:
            yield Store(writer, self.prefix)

    def clean_up(self) -> None:
        """Delete what was made here, also what a lost answer left behind; then close."""
        try:
            leftover = set(self.transport.made)
            _, listing = self.ask("list_vocabulary", prefix=self.prefix, page_index=0, page_size=100)
            rows = listing.get("output", {}).get("vocabulary_list", [])
            leftover |= {
                row["vocabulary_id"] for row in rows if row["vocabulary_id"].startswith(f"vocab-{self.prefix}")
            }
            for vocabulary_id in leftover:
                self.ask("delete_vocabulary", vocabulary_id=vocabulary_id)
        finally:
            self.transport.close()


class _Lent(httpx.BaseTransport):
    """A transport that outlives the clients it is lent to."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._transport.handle_request(request)


STORES = {"fake": fake_store, "in process": in_process_store, "over HTTP": http_store}


def has_live_key() -> bool:
    """Whether the environment names a key for the live service."""
    return bool(os.environ.get("DASHSCOPE_API_KEY") or os.environ.get("DASHSCOPE_API_KEY_FILE_PATH"))
