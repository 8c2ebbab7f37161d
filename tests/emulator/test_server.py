"""The door on loopback: what goes wrong on the wire goes wrong for real, seen by a bare socket."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.standin import FILM, PATH
from vocabsync.emulator.running import RunningStandIn, serve_in_background
from vocabsync.emulator.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = json.dumps({"model": "speech-biasing", "input": {"action": "list_vocabulary"}}).encode()


@pytest.fixture
def standin() -> Iterator[RunningStandIn]:
    with serve_in_background(StandIn()) as running:
        yield running


def _port(standin: RunningStandIn) -> int:
    return int(standin.url.split(":")[2].split("/")[0])


def _connect(standin: RunningStandIn) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", _port(standin), timeout=10)


def _post(connection: http.client.HTTPConnection, body: bytes = LIST, path: str = PATH) -> http.client.HTTPResponse:
    connection.request("POST", path, body, {"Authorization": "Bearer sk-x", "Content-Type": "application/json"})
    return connection.getresponse()


def _raw(standin: RunningStandIn, body: bytes = LIST, *, promised: int | None = None) -> socket.socket:
    """Send a request by hand and give the socket."""
    peer = socket.create_connection(("127.0.0.1", _port(standin)), timeout=10)
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk-x\r\nContent-Length: {promised or len(body)}"
    peer.sendall(head.encode() + b"\r\n\r\n" + body)
    return peer


def _read_all(peer: socket.socket) -> bytes:
    with peer:
        return b"".join(iter(lambda: peer.recv(65536), b""))


def test_a_connection_is_kept_for_the_next_request(standin: RunningStandIn) -> None:
    connection = _connect(standin)
    for _ in range(3):
        answer = _post(connection)
        assert (answer.status, answer.version) == (200, 11)
        assert json.loads(answer.read())["output"] == {"vocabulary_list": []}
    connection.close()


def test_a_refused_request_with_a_body_does_not_spoil_the_next_one(standin: RunningStandIn) -> None:
    connection = _connect(standin)
    refused = _post(connection, b"x" * 100_000, "/other")
    assert refused.status == 404
    refused.read()
    assert _post(connection).status == 200
    connection.close()


@pytest.mark.parametrize("fault", ["lost", "late", "lost,executed=yes"])
def test_a_lost_answer_is_an_orderly_end_without_a_byte(standin: RunningStandIn, fault: str) -> None:
    standin.misbehave(fault)
    assert _read_all(_raw(standin)) == b""


def test_a_reset_is_a_reset(standin: RunningStandIn) -> None:
    standin.misbehave("reset")
    with _raw(standin) as peer, pytest.raises(ConnectionResetError):
        peer.recv(1)


def test_a_hanging_answer_never_comes_and_does_not_hold_others_up(standin: RunningStandIn) -> None:
    standin.misbehave("hang")
    with _raw(standin) as peer:
        peer.settimeout(0.2)
        with pytest.raises(TimeoutError):
            peer.recv(1)
        connection = _connect(standin)
        assert _post(connection).status == 200
        connection.close()


def test_a_truncated_answer_promised_more_than_came(standin: RunningStandIn) -> None:
    standin.misbehave("truncated")
    connection = _connect(standin)
    answer = _post(connection)
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()


def test_a_cut_answer_promised_nothing(standin: RunningStandIn) -> None:
    standin.misbehave("cut")
    connection = _connect(standin)
    answer = _post(connection)
    assert answer.getheader("content-length") is None
    assert answer.read().startswith(b'{"output"')
    connection.close()


def test_a_dripping_answer_comes_byte_by_byte_and_is_whole_in_the_end(standin: RunningStandIn) -> None:
    standin.misbehave("drip,seconds=0.001")
    peer = _raw(standin)
    pieces = list(iter(lambda: peer.recv(65536), b""))
    peer.close()
    assert len(pieces) > 20
    assert json.loads(b"".join(pieces).partition(b"\r\n\r\n")[2])["output"] == {"vocabulary_list": []}


def test_an_inflating_answer_is_small_on_the_wire(standin: RunningStandIn) -> None:
    standin.misbehave("inflate,megabytes=4")
    connection = _connect(standin)
    answer = _post(connection)
    assert answer.getheader("content-encoding") == "gzip"
    assert len(gzip.decompress(answer.read())) > 4 << 20
    connection.close()


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("redirect", 307),
        ("throttled,retry_after=7", 429),
        ("status,status=503", 503),
        ("html,status=502", 502),
        ("empty", 500),
        ("error-on-200", 200),
        ("latency,seconds=0.01", 200),
        ("ignored", 200),
    ],
)
def test_a_spoilt_answer_keeps_the_connection(standin: RunningStandIn, fault: str, status: int) -> None:
    standin.misbehave(fault)
    connection = _connect(standin)
    answer = _post(connection)
    answer.read()
    assert answer.status == status
    assert _post(connection).status == 200
    connection.close()


def test_a_request_that_was_not_sent_whole_is_not_executed(standin: RunningStandIn) -> None:
    document = {"action": "create_vocabulary", "target_model": "fun-asr", "prefix": "movies", "vocabulary": [FILM]}
    body = json.dumps({"model": "speech-biasing", "input": document}).encode()
    peer = _raw(standin, body, promised=len(body) + 1)
    peer.shutdown(socket.SHUT_WR)
    assert _read_all(peer) == b""
    assert standin.requests() == ()


@pytest.mark.parametrize("header", ["Transfer-Encoding: chunked", "Content-Length: many", f"Content-Length: {1 << 40}"])
def test_a_body_of_untold_or_absurd_length_ends_the_connection(standin: RunningStandIn, header: str) -> None:
    peer = socket.create_connection(("127.0.0.1", _port(standin)), timeout=10)
    peer.sendall(f"POST {PATH} HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n".encode())
    assert _read_all(peer).startswith(b"HTTP/1.1 413 ")


def _control(standin: RunningStandIn, method: str, path: str, body: object = None) -> tuple[int, Any]:
    connection = _connect(standin)
    connection.request(method, path, None if body is None else json.dumps(body))
    answer = connection.getresponse()
    document = json.loads(answer.read())
    connection.close()
    return answer.status, document


def test_the_log_can_be_read_and_emptied_over_http(standin: RunningStandIn) -> None:
    connection = _connect(standin)
    _post(connection).read()
    connection.close()
    status, entries = _control(standin, "GET", "/standin/requests")
    assert status == 200
    assert [(entry["action"], entry["status"], entry["executed"]) for entry in entries] == [
        ("list_vocabulary", 200, True)
    ]
    assert _control(standin, "DELETE", "/standin/requests") == (200, {})
    assert _control(standin, "GET", "/standin/requests") == (200, [])


@pytest.mark.parametrize("order", ["list:status,status=503", {"action": "list", "kind": "status", "status": 503}])
def test_faults_can_be_ordered_and_forgotten_over_http(standin: RunningStandIn, order: object) -> None:
    assert _control(standin, "POST", "/standin/faults", order) == (200, {})
    connection = _connect(standin)
    assert _post(connection).status == 503
    connection.close()
    _control(standin, "POST", "/standin/faults", order)
    assert _control(standin, "DELETE", "/standin/faults") == (200, {})
    connection = _connect(standin)
    assert _post(connection).status == 200
    connection.close()


def test_a_fault_that_cannot_be_read_is_refused_over_http(standin: RunningStandIn) -> None:
    status, document = _control(standin, "POST", "/standin/faults", "explode")
    assert status == 400
    assert "no kind of fault" in document["message"]


def test_a_running_stand_in_can_be_changed(standin: RunningStandIn) -> None:
    standin.configure(quota=0)
    standin.configure(unknown_id="416")
    standin.misbehave({"kind": "status", "times": 0})
    standin.behave()
    connection = _connect(standin)
    document = {"action": "create_vocabulary", "target_model": "fun-asr", "prefix": "movies", "vocabulary": [FILM]}
    answer = _post(connection, json.dumps({"model": "speech-biasing", "input": document}).encode())
    assert json.loads(answer.read())["code"] == "Throttling.AllocationQuota"
    standin.forget_requests()
    document = {"action": "query_vocabulary", "vocabulary_id": "vocab-a-" + "0" * 32}
    assert _post(connection, json.dumps({"model": "speech-biasing", "input": document}).encode()).status == 416
    connection.close()
    assert [entry.subject for entry in standin.requests()] == ["vocab-a-" + "0" * 32]
