"""What passes through a door: a request, an answer, and how an answer can fail to arrive whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON_TYPE = "application/json;charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as a door received it. Header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer before it goes out; Content-Length is the door's."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = (("content-type", JSON_TYPE),)

    def with_header(self, name: str, value: str) -> Answer:
        """Give the same answer with one more header."""
        return replace(self, headers=(*self.headers, (name, value)))


def answer_json(status: int, document: object) -> Answer:
    """Give an answer with a JSON body, Chinese left readable as the service does."""
    return Answer(status, json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


@dataclass(frozen=True, slots=True)
class Whole:
    """The answer arrives as it is."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Closed:
    """The connection is closed in order, without an answer."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is reset (RST), without an answer."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """Nothing comes until the client gives up."""


@dataclass(frozen=True, slots=True)
class Dripping:
    """The answer comes byte by byte, with this pause before each."""

    answer: Answer
    pause: float


@dataclass(frozen=True, slots=True)
class Truncated:
    """Half the body comes, then the connection is closed; with a length, the client can know."""

    answer: Answer
    with_length: bool


Delivery: TypeAlias = Whole | Closed | Reset | Hanging | Dripping | Truncated


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What an answer needs of the world: the time, a name for the request and a name for what it may create."""

    now: float
    request_id: str
    token: str
    rate_wait: float = field(default=0.0)
    """Seconds until another request is allowed; 0 where this one is."""
