"""``-vv``: a line on stderr for every call to the service, how it ended and how long it took."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vocabsync.render.escape import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CALLS = "vocabsync.remote.client"
"""The logger of the only module that calls."""


class _Lines(logging.Handler):
    """Says each record; no library's record is among them."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say(terminal(record.getMessage()))


@contextmanager
def tell_calls(say: Callable[[str], None]) -> Iterator[None]:
    """Say every call made inside, from whatever thread makes it."""
    log, lines = logging.getLogger(_CALLS), _Lines(say)
    before = log.level
    log.addHandler(lines)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.setLevel(before)
        log.removeHandler(lines)
