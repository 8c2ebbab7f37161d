"""Real sockets on loopback that misbehave by order and keep every byte they hear."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Script = Callable[[socket.socket, bytes], None]


class Listener:
    """A server of one scripted answer per request. ``heard`` has the bytes of each connection."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port: int = self._server.getsockname()[1]
        self.heard: list[bytearray] = []
        self.ended = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def everything(self) -> str:
        return b"\n".join(bytes(heard) for heard in self.heard).decode("latin-1")

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self._open.append(connection)
            self.heard.append(bytearray())
            thread = threading.Thread(target=self._serve, args=(connection, self.heard[-1]), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, heard: bytearray) -> None:
        with contextlib.suppress(OSError), connection:
            while request := _read_request(connection, heard):
                self._script(connection, request)

    def close(self) -> None:
        self.ended.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)


def _read_request(connection: socket.socket, heard: bytearray) -> bytes:
    request = b""
    while True:
        head, separator, rest = request.partition(b"\r\n\r\n")
        if separator and len(rest) >= _content_length(head):
            return request
        piece = connection.recv(65536)
        heard += piece
        if not piece:
            return b""
        request += piece


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def answer(body: bytes, *, status: str = "200 OK", headers: str = "", length: int | None = None) -> Script:
    announced = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Length: {announced}\r\n{headers}\r\n".encode()
    return lambda connection, _: connection.sendall(head + body)


@contextlib.contextmanager
def listening(script: Script) -> Iterator[Listener]:
    listener = Listener(script)
    try:
        yield listener
    finally:
        listener.close()
