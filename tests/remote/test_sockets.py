"""The service's worst manners, over real sockets."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.support.builders import ONE_TERM, a_claim, an_id
from tests.support.loopback import Listener, answer, listening
from tests.support.service_script import ENDPOINT, GOOD_OUTPUTS, KEY, VirtualClock
from vocabsync.domain.errors import ConfigurationError, ServiceFailure
from vocabsync.domain.verdict import Executed, NotExecuted, Uncertain
from vocabsync.remote.client import MAX_IN_FLIGHT, CallLimits, ReadingClient
from vocabsync.remote.regions import endpoint_for
from vocabsync.remote.replies import Answered, Failed, Unread
from vocabsync.remote.store import StoreWriter, open_writer
from vocabsync.remote.verdicts import Symptom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.loopback import Script

QUICK = CallLimits(connect=1, call=0.15, update=0.15)
GOOD_QUERY = json.dumps({"output": GOOD_OUTPUTS["query_vocabulary"], "request_id": "r-1"}).encode()


class RealClock(VirtualClock):
    """Time as it passes, but waits that do not."""

    def monotonic(self) -> float:
        return time.monotonic()


@contextmanager
def store_on(listener: Listener, limits: CallLimits = QUICK) -> Iterator[StoreWriter]:
    endpoint = endpoint_for("cn-beijing", f"http://127.0.0.1:{listener.port}/api/v1", None)
    with open_writer(endpoint, KEY, RealClock(), limits=limits) as store:
        yield store


def good_answer(connection: socket.socket, request: bytes) -> None:
    action = json.loads(request.partition(b"\r\n\r\n")[2])["input"]["action"]
    output = GOOD_OUTPUTS.get(action, {"vocabulary_list": []})
    answer(json.dumps({"output": output, "request_id": "r-1"}).encode())(connection, request)


def hang(_connection: socket.socket, _request: bytes) -> None:
    pass


def reset(connection: socket.socket, _: bytes) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def close(connection: socket.socket, _: bytes) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def cut(connection: socket.socket, request: bytes) -> None:
    answer(GOOD_QUERY, length=len(GOOD_QUERY) + 1)(connection, request)
    connection.shutdown(socket.SHUT_RDWR)


def drip(head: bytes) -> Script:
    never = threading.Event()

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(b"x")
            never.wait(0.02)

    return script


MANNERS: dict[str, tuple[Script, str, int]] = {
    "hangs": (hang, "no answer within 0.15 s", 2),
    "drips its headers": (drip(b"HTTP/1.1 200 OK\r\nX-Slow: "), "no answer within 0.15 s", 2),
    "drips its body": (drip(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"), "did not end in time", 2),
    "drips chunks": (
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"),
        "did not end in time",
        2,
    ),
    "resets": (reset, "ended without an answer", 4),
    "closes": (close, "ended without an answer", 4),
    "speaks another protocol": (answer(b"", status="SSH-2.0"), "ended without an answer", 4),
    "cuts its body": (
        cut,
        "cut short",
        1,
    ),
    "inflates": (
        answer(gzip.compress(b" " * 40_000_000), headers="Content-Encoding: gzip\r\n"),
        "larger than 32 MiB",
        1,
    ),
    "answers in brotli": (answer(b"\x0b", headers="Content-Encoding: br\r\n"), "not asked for", 1),
}


@pytest.mark.parametrize("manner", MANNERS)
def test_a_read_ends_soon_in_an_error_whatever_the_service_does(manner: str) -> None:
    script, expected, requests = MANNERS[manner]
    began = time.monotonic()
    with listening(script) as listener, store_on(listener) as store:
        with pytest.raises(ServiceFailure, match=expected):
            store.get(an_id())
        assert listener.everything.count("POST /api/v1/services/audio/asr/customization") == requests
    assert time.monotonic() - began < 8, "the sockets' time-outs are whole seconds, two tries at most"


@pytest.mark.parametrize("manner", MANNERS)
def test_a_create_is_unknown_and_sent_once_whatever_the_service_does(manner: str) -> None:
    with listening(MANNERS[manner][0]) as listener, store_on(listener) as store:
        assert isinstance(store.create(a_claim(), ONE_TERM), Uncertain)
        assert listener.everything.count("POST ") == 1


def test_nobody_listening_is_proved_not_executed() -> None:
    with listening(hang) as listener:
        pass
    with store_on(listener) as store:
        refused = store.create(a_claim(), ONE_TERM)
    assert isinstance(refused, NotExecuted)
    assert refused.may_retry
    assert refused.problem.symptom == "the connection was refused or cut"


def test_an_ordinary_gzip_answer_is_read() -> None:
    packed = answer(gzip.compress(GOOD_QUERY), headers="Content-Encoding: gzip\r\n")
    with listening(packed) as listener, store_on(listener) as store:
        assert store.get(an_id()).terms == ONE_TERM
        assert "accept-encoding: gzip\r\n" in listener.everything.lower()


def test_reads_share_a_connection_and_every_create_has_its_own() -> None:
    with listening(good_answer) as listener, store_on(listener) as store:
        store.get(an_id())
        store.get(an_id())
        assert len(listener.heard) == 1
        assert isinstance(store.create(a_claim(), ONE_TERM), Executed)
        assert isinstance(store.create(a_claim(), ONE_TERM), Executed)
        assert len(listener.heard) == 3
        store.get(an_id())
        assert len(listener.heard) == 3


def test_at_most_ten_requests_are_in_flight() -> None:
    lock, most, now = threading.Lock(), 0, 0
    full = threading.Barrier(MAX_IN_FLIGHT)

    def count(connection: socket.socket, request: bytes) -> None:
        nonlocal most, now
        with lock:
            now += 1
            most = max(most, now)
        full.wait(10)
        with lock:
            now -= 1
        good_answer(connection, request)

    with listening(count) as listener, store_on(listener, CallLimits()) as store:
        threads = [threading.Thread(target=store.get, args=(an_id(),)) for _ in range(3 * MAX_IN_FLIGHT)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert most == MAX_IN_FLIGHT
        assert len(listener.heard) == MAX_IN_FLIGHT


def test_the_request_is_the_one_the_vendor_documents() -> None:
    with listening(good_answer) as listener:
        endpoint = endpoint_for("cn-beijing", f"http://localhost:{listener.port}/api/v1/", "ws-1")
        with open_writer(endpoint, KEY, RealClock()) as store:
            store.create(a_claim(), ONE_TERM)
        head, _, body = bytes(listener.heard[0]).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /api/v1/services/audio/asr/customization HTTP/1.1"
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    assert headers.pop("content-length") == str(len(body))
    assert headers.pop("connection", "close") == "close"
    assert headers == {
        "host": f"localhost:{listener.port}",
        "authorization": KEY.authorization(),
        "accept": "application/json; charset=utf-8",
        "accept-encoding": "gzip",
        "content-type": "application/json",
        "user-agent": "vocabsync",
        "x-dashscope-workspace": "ws-1",
    }
    assert body.decode() == (
        '{"model":"speech-biasing","input":{"action":"create_vocabulary","target_model":"fun-asr","prefix":"movies",'
        '"vocabulary":[{"text":"赛德克巴莱","weight":4,"lang":"zh"}]}}'
    )


def test_cookies_are_never_sent_back() -> None:
    with_cookie = answer(GOOD_QUERY, headers="Set-Cookie: a=b\r\n")
    with listening(with_cookie) as listener, store_on(listener) as store:
        store.get(an_id())
        store.get(an_id())
        assert "cookie" not in listener.everything.lower()


def test_netrc_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("default login intruder password swordfish\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    with listening(good_answer) as listener:
        endpoint = endpoint_for("cn-beijing", f"http://127.0.0.1:{listener.port}/api/v1", None)
        with open_writer(endpoint, None, RealClock()) as store:
            store.get(an_id())
        assert "authorization" not in listener.everything.lower()


def set_proxies(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, url)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_this_machine_is_never_reached_through_a_proxy(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(good_answer) as service, listening(good_answer) as proxy:
        set_proxies(monkeypatch, f"http://127.0.0.1:{proxy.port}")
        endpoint = endpoint_for("cn-beijing", f"http://{host}:{service.port}/api/v1", None)
        with open_writer(endpoint, KEY, RealClock(), limits=QUICK) as store:
            store.delete(an_id())
        assert proxy.heard == []


PROXIES: dict[str, Script] = {
    "asks for a password": answer(b"", status="407 Proxy Authentication Required"),
    "forbids": answer(b"no", status="403 Forbidden"),
    "hangs up": close,
    "resets": reset,
    "answers in HTML": answer(b"<html>", status="502 Bad Gateway"),
    "says yes and speaks no TLS": answer(b"", status="200 Connection established"),
}


@pytest.mark.parametrize("manner", PROXIES)
def test_a_proxy_that_fails_hears_a_host_and_no_key_and_the_create_is_proved_not_executed(
    manner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(PROXIES[manner]) as proxy:
        set_proxies(monkeypatch, f"http://127.0.0.1:{proxy.port}")
        limits = CallLimits(connect=0.3, call=2, update=2)
        with open_writer(ENDPOINT, KEY, RealClock(), limits=limits) as store:
            outcome = store.create(a_claim(), ONE_TERM)
        assert isinstance(outcome, NotExecuted)
        assert outcome.may_retry
        assert proxy.everything.startswith("CONNECT dashscope.aliyuncs.com:443")
        assert "bearer" not in proxy.everything.lower()
        assert len(proxy.heard) == 1


@pytest.mark.parametrize("url", ["socks5://127.0.0.1:1", "ftp://127.0.0.1", "http://[", "http://x:y:z", "https://a b"])
def test_an_unusable_proxy_is_explained_without_its_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_proxies(monkeypatch, url.replace("://", "://user:swordfish@", 1))
    with open_writer(ENDPOINT, KEY, RealClock(), limits=QUICK) as store:
        with pytest.raises(ConfigurationError, match="proxy") as caught:
            store.get(an_id())
        assert "swordfish" not in str(caught.value)


def test_an_unreadable_ca_file_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    with open_writer(ENDPOINT, KEY, RealClock(), limits=QUICK) as store, pytest.raises(ConfigurationError, match="CA"):
        store.get(an_id())


def test_a_service_with_an_untrusted_certificate_hears_no_key() -> None:
    with listening(hang) as listener:
        endpoint = endpoint_for("cn-beijing", f"https://localhost:{listener.port}/api/v1", None)
        with open_writer(endpoint, KEY, RealClock(), limits=CallLimits(connect=0.3)) as store:
            assert isinstance(store.create(a_claim(), ONE_TERM), NotExecuted)
        assert "bearer" not in listener.everything.lower()
        assert KEY.authorization()[7:] not in listener.everything


def test_a_client_takes_any_transport_with_the_one_method() -> None:
    class Bare(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, content=GOOD_QUERY)

    client = ReadingClient(ENDPOINT, None, VirtualClock(), transport=Bare())
    reply = client.query(an_id())
    assert isinstance(reply, Unread)
    assert isinstance(reply.read(), Answered)


def test_a_virtual_deadline_holds_for_a_body_that_comes_in_pieces() -> None:
    def pieces() -> Iterator[bytes]:
        while True:
            yield b" "

    class Dripping(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            return pieces()

    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Dripping()))
    clock = VirtualClock(step=1)
    reply = ReadingClient(ENDPOINT, KEY, clock, transport=transport).query(an_id())
    assert isinstance(reply, Failed)
    assert reply.symptom is Symptom.TIMED_OUT
    assert clock.time - 1000 < 40
