"""Misbehaviour on order: what shall go wrong, at which matching call, and how often."""

from __future__ import annotations

import gzip
import threading
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from vocabsync.emulator.answers import HTML
from vocabsync.emulator.messages import (
    Answer,
    Closed,
    Delivery,
    Dripping,
    Hanging,
    Reset,
    Truncated,
    Whole,
    answer_json,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FaultKind: TypeAlias = Literal[
    "latency",
    "ignored",
    "lost",
    "reset",
    "late",
    "hang",
    "throttled",
    "status",
    "html",
    "empty",
    "truncated",
    "cut",
    "error-on-200",
    "drip",
    "redirect",
    "inflate",
]
SAYS: Final[dict[str, str]] = {
    "latency": "the answer comes `seconds` later",
    "ignored": "the answer as always, and nothing is done",
    "lost": "the connection is closed without an answer",
    "reset": "the connection is reset without an answer",
    "late": "the connection is closed without an answer, and the write takes effect `seconds` later",
    "hang": "nothing comes until the client gives up",
    "throttled": "429 with a rate code, and `retry_after` as Retry-After unless that is empty",
    "status": "an error with `status` and `code`",
    "html": "an HTML page with `status`",
    "empty": "`status` with an empty body",
    "truncated": "half the body, although Content-Length promised all of it",
    "cut": "half the body, its length not told, then the end of the connection",
    "error-on-200": "status 200, and a body that says `code` and a message",
    "drip": "the answer, a byte every `seconds`",
    "redirect": "307 to `location`",
    "inflate": "a gzip body that grows to `megabytes`",
}
"""What each kind does, for the documentation and for ``--help``."""

_EXECUTED_BY_NATURE: Final = frozenset({"latency", "late", "truncated", "cut", "drip", "inflate"})


class BadFault(ValueError):
    """An order for misbehaviour that cannot be understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One order. It fires at the ``nth`` call that matches and at the next ``times`` - 1 ones; 0 times is for ever.

    ``action`` is one of the five, in full or as its first word; empty matches all. ``subject`` is a prefix or an ID.
    ``executed`` says whether the write happens all the same; None is what the kind would do by nature.
    """

    kind: FaultKind
    action: str = ""
    subject: str = ""
    nth: int = 1
    times: int = 1
    executed: bool | None = None
    seconds: float = 1.0
    status: int = 500
    code: str = "InternalError"
    retry_after: str = "1"
    location: str = "https://redirected.invalid/"
    megabytes: int = 64

    @property
    def executes(self) -> bool:
        """Whether the call is carried out although its answer is spoilt."""
        return self.kind in _EXECUTED_BY_NATURE if self.executed is None else self.executed

    @property
    def delays(self) -> float:
        """Seconds by which the effect of a write is late."""
        return self.seconds if self.kind == "late" else 0.0

    def matches(self, action: str, subject: str) -> bool:
        """Whether a call is one that this order waits for."""
        return self.action in {"", action, action.partition("_")[0]} and self.subject in {"", subject}


@dataclass(slots=True)
class _Order:
    """A fault and how many matching calls it has seen."""

    fault: Fault
    seen: int = 0

    def count(self) -> bool:
        """Count a matching call; say whether the fault fires for it."""
        self.seen += 1
        over = self.seen - self.fault.nth
        return over >= 0 and (self.fault.times == 0 or over < self.fault.times)


class Misbehaviour:
    """The open orders, counted down call by call; safe to share between threads."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        """Take the first orders."""
        self._alone = threading.Lock()
        self._orders = [_Order(fault) for fault in faults]

    def order(self, fault: Fault) -> None:
        """Take one more order."""
        with self._alone:
            self._orders.append(_Order(fault))

    def forget(self) -> None:
        """Drop all orders."""
        with self._alone:
            self._orders.clear()

    def take(self, action: str, subject: str) -> Fault | None:
        """Count a call; give the first order that fires for it."""
        with self._alone:
            firing = [order.fault for order in self._orders if order.fault.matches(action, subject) and order.count()]
        return firing[0] if firing else None


def spoil(fault: Fault | None, answer: Answer) -> Delivery:
    """Say how an answer arrives under a fault."""
    if fault is None or fault.kind in {"latency", "ignored"}:
        return Whole(answer)
    if fault.kind in _UNANSWERED:
        return _UNANSWERED[fault.kind]
    match fault.kind:
        case "drip":
            return Dripping(answer, fault.seconds)
        case "truncated" | "cut":
            return Truncated(answer, with_length=fault.kind == "truncated")
        case _:
            return Whole(_REPLACEMENTS[fault.kind](fault))


def _throttled(fault: Fault) -> Answer:
    answer = _error(429, "Throttling.RateQuota")
    return answer.with_header("retry-after", fault.retry_after) if fault.retry_after else answer


def _redirect(fault: Fault) -> Answer:
    return Answer(307, b"", (("location", fault.location),))


def _inflate(fault: Fault) -> Answer:
    body = gzip.compress(b'{"output":"' + b" " * (fault.megabytes << 20) + b'"}', compresslevel=6)
    return Answer(200, body, (("content-type", "application/json"), ("content-encoding", "gzip")))


def _error(status: int, code: str) -> Answer:
    return answer_json(status, {"code": code, "message": "The stand-in was told to fail.", "request_id": "ordered"})


_UNANSWERED: Final[dict[str, Delivery]] = {"lost": Closed(), "late": Closed(), "reset": Reset(), "hang": Hanging()}
_REPLACEMENTS: Final[dict[str, Callable[[Fault], Answer]]] = {
    "throttled": _throttled,
    "status": lambda fault: _error(fault.status, fault.code),
    "html": lambda fault: Answer(fault.status, HTML, (("content-type", "text/html"),)),
    "empty": lambda fault: Answer(fault.status, b""),
    "error-on-200": lambda fault: _error(200, fault.code),
    "redirect": _redirect,
    "inflate": _inflate,
}


def read_fault(values: Mapping[str, object] | str) -> Fault:
    """Make an order of a mapping, or of a line such as ``create:lost,executed=yes,nth=2``. Raises BadFault."""
    asked = _read_line(values) if isinstance(values, str) else dict(values)
    known = {each.name: each.default for each in fields(Fault)}
    for name in asked:
        if name not in known:
            raise BadFault(f"{name} is nothing that a fault takes; it takes {', '.join(known)}")
    if str(asked.get("kind")) not in SAYS:
        raise BadFault(f"{asked.get('kind', '')!s} is no kind of fault; the kinds are {', '.join(get_args(FaultKind))}")
    try:
        return replace(Fault(kind="lost"), **{name: _read(name, value) for name, value in asked.items()})
    except ValueError as error:
        raise BadFault(f"a value of the fault cannot be read: {error}") from None


def _read_line(line: str) -> dict[str, object]:
    head, *rest = line.split(",")
    action, colon, kind = head.partition(":")
    asked: dict[str, object] = {"action": action.strip(), "kind": kind.strip()} if colon else {"kind": head.strip()}
    asked.update((name.strip(), value.strip()) for name, _, value in (part.partition("=") for part in rest))
    return asked


def _read(name: str, value: object) -> Any:  # noqa: ANN401 - the dataclass field has the type
    text = str(value)
    if name in {"nth", "times", "status", "megabytes"}:
        return int(text)
    if name == "seconds":
        return float(text)
    if name == "executed":
        if text.lower() not in _YES_AND_NO:
            raise ValueError(f"executed is yes or no, not {text}")
        return _YES_AND_NO[text.lower()]
    return text


_YES_AND_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
