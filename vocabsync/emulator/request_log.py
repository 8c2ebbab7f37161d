"""What was asked of the stand-in, in order: for tests of calls, and for the line per request."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import asdict, dataclass
from typing import Final

LONGEST_LOG: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One request: what it asked and how it ended. Holds no key and no term.

    ``status`` is None where no answer was given; ``fault`` is the kind of misbehaviour, if any; ``in_flight`` counts
    the requests that were being answered when this one came, itself among them.
    """

    number: int
    action: str
    subject: str
    status: int | None
    executed: bool
    fault: str
    milliseconds: float
    in_flight: int

    def as_line(self) -> str:
        """Give the line that the command prints."""
        status = "-" if self.status is None else str(self.status)
        fault = f"  {self.fault}" if self.fault else ""
        return (
            f"{_inert(self.action) or '?'}  {_inert(self.subject) or '-'}  {status}  {self.milliseconds:.0f} ms{fault}"
        )

    def as_document(self) -> dict[str, object]:
        """Give the entry as JSON has it."""
        return asdict(self)


class RequestLog:
    """The entries of one stand-in; safe to share between threads."""

    def __init__(self) -> None:
        """Begin with an empty log."""
        self._alone = threading.Lock()
        self._entries: deque[Entry] = deque(maxlen=LONGEST_LOG)
        self._started = 0
        self._in_flight = 0

    def start(self) -> tuple[int, int]:
        """Count a request as it comes; give its number and how many are in flight."""
        with self._alone:
            self._started += 1
            self._in_flight += 1
            return self._started, self._in_flight

    def finish(self, entry: Entry) -> None:
        """Keep what became of a request."""
        with self._alone:
            self._in_flight -= 1
            self._entries.append(entry)

    def entries(self) -> tuple[Entry, ...]:
        """Give the finished requests in the order they came."""
        with self._alone:
            return tuple(sorted(self._entries, key=lambda entry: entry.number))

    def clear(self) -> None:
        """Forget the finished requests."""
        with self._alone:
            self._entries.clear()


def _inert(text: str) -> str:
    """Show foreign text without what a terminal would obey, and not at length."""
    return "".join(sign if sign.isprintable() else f"\\u{{{ord(sign):x}}}" for sign in text[:80])
