"""The door on loopback: HTTP/1.1 over real sockets, where what was ordered to go wrong goes wrong on the wire."""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from vocabsync.emulator.control import answer_control
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

if TYPE_CHECKING:
    from vocabsync.emulator.standin import StandIn

LOOPBACK: Final = "127.0.0.1"
LARGEST_BODY: Final = 64 << 20
LONGEST_HANG: Final = 600.0
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


class StandInServer(ThreadingHTTPServer):
    """Serves one stand-in on loopback, a thread per connection."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, standin: StandIn, port: int = 0) -> None:
        """Take a port, 0 for any free one."""
        self.standin = standin
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def url(self) -> str:
        """The base URL, as ``DASHSCOPE_HTTP_BASE_URL`` takes it."""
        return f"http://{LOOPBACK}:{self.server_address[1]}/api/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the library has it
        """Say nothing of clients that went away; anything else is a fault of ours and is told as the library does."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: StandInServer

    def handle_any(self) -> None:
        """Read one request whole, then answer it; a body that is left unread would be taken for the next request."""
        body = self._read_body()
        if body is None:
            self._send(Whole(Answer(413, b"")), close=True)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(method=self.command, path=self.path, headers=headers, body=body)
        control = answer_control(request, self.server.standin)
        self._send(Whole(control) if control else self.server.standin.receive(request))

    do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - the names that the library calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library has it
        """Print nothing: the stand-in has its own line per request."""

    def _read_body(self) -> bytes | None:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers or not length.isdecimal() or int(length) > LARGEST_BODY:
            return None
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionError("the client went away before its request was whole")
        return body

    def _send(self, delivery: Delivery, *, close: bool = False) -> None:
        self.close_connection = self.close_connection or close or not isinstance(delivery, Whole)
        match delivery:
            case Whole(answer):
                self.wfile.write(self._head(answer, length=len(answer.body)) + answer.body)
            case Dripping(answer, pause):
                self._drip(self._head(answer, length=len(answer.body)), answer.body, pause)
            case Truncated(answer, with_length):
                head = self._head(answer, length=len(answer.body) if with_length else None)
                self.wfile.write(head + answer.body[: len(answer.body) // 2])
            case Reset():
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                self.connection.close()
            case Hanging():
                self._wait_for_the_client_to_go()
            case Closed():
                pass

    def _head(self, answer: Answer, *, length: int | None) -> bytes:
        headers = [*answer.headers]
        if length is not None:
            headers.append(("content-length", str(length)))
        if self.close_connection:
            headers.append(("connection", "close"))
        phrase = self.responses.get(answer.status, ("",))[0]
        lines = [f"HTTP/1.1 {answer.status} {phrase}", *(f"{name}: {value}" for name, value in headers), "", ""]
        return "\r\n".join(lines).encode("latin-1", "replace")

    def _drip(self, head: bytes, body: bytes, pause: float) -> None:
        self.wfile.write(head)
        for index in range(len(body)):
            time.sleep(pause)
            self.wfile.write(body[index : index + 1])

    def _wait_for_the_client_to_go(self) -> None:
        self.connection.settimeout(LONGEST_HANG)
        with contextlib.suppress(OSError):
            self.connection.recv(1)
