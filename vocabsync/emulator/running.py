"""A stand-in that serves in the background, as tests and the pytest fixture hold it."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vocabsync.emulator.faults import Fault, read_fault
from vocabsync.emulator.server import StandInServer
from vocabsync.emulator.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vocabsync.emulator.request_log import Entry
    from vocabsync.emulator.standin import StandIn

MADE_UP_KEY: Final = "sk-stand-in"
"""What to export as DASHSCOPE_API_KEY: no key of anybody."""


class RunningStandIn:
    """A stand-in that serves in the background, as tests hold it."""

    def __init__(self, server: StandInServer) -> None:
        self._server = server
        self.url = server.url
        """The base URL, as ``DASHSCOPE_HTTP_BASE_URL`` takes it."""

    @property
    def environ(self) -> dict[str, str]:
        """The two variables to export for the program under test."""
        return {"DASHSCOPE_HTTP_BASE_URL": self.url, "DASHSCOPE_API_KEY": MADE_UP_KEY}

    def configure(self, **settings: object) -> None:
        """Change some settings, by name. Raises BadSetting."""
        standin = self._server.standin
        fresh = read_settings(settings)
        standin.settings = replace(standin.settings, **{name: getattr(fresh, name) for name in settings})

    def misbehave(self, fault: Fault | str | Mapping[str, object]) -> None:
        """Order one fault: a value, a line such as ``create:lost,executed=yes``, or a mapping. Raises BadFault."""
        self._server.standin.misbehaviour.order(fault if isinstance(fault, Fault) else read_fault(fault))

    def behave(self) -> None:
        """Drop all orders."""
        self._server.standin.misbehaviour.forget()

    def requests(self) -> tuple[Entry, ...]:
        """Give what was asked so far, in order."""
        return self._server.standin.log.entries()

    def forget_requests(self) -> None:
        """Empty the log."""
        self._server.standin.log.clear()


@contextlib.contextmanager
def serve_in_background(standin: StandIn, port: int = 0) -> Iterator[RunningStandIn]:
    """Serve a stand-in on loopback until the block ends; the caller closes the stand-in."""
    server = StandInServer(standin, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield RunningStandIn(server)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
