"""From the bytes of an answer to its output, or to the symptom that it shows. Pure.

Reads forgivingly what nobody knows, and not at all what has two meanings: equal keys twice, NaN, a lone surrogate.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NoReturn

from pydantic import TypeAdapter, ValidationError

from vocabsync.domain.frozen import frozen
from vocabsync.domain.verdict import ApiAction
from vocabsync.remote import wire
from vocabsync.remote.verdicts import Symptom, symptom_of_refusal

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_ITEMS: Final = 3_000_000
"""Commas and opening brackets in one body. The longest lawful list under the body's cap has fewer."""

_LONGEST_WORDS: Final = 300
_NO_ERROR_CODES: Final = (None, "", 0, 200)
_SURROGATE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_SHAPES: Final = {
    ApiAction.CREATE: wire.CreatedOutput,
    ApiAction.LIST: wire.ListedOutput,
    ApiAction.QUERY: wire.QueriedOutput,
}


class _Meaningless(Exception):
    """The bytes have no meaning, or more than one. The text says which, in our words only."""


@frozen(kw_only=True)
class ReadAnswer:
    """What an answer says. ``output`` is the wire shape, present only with the symptom ``ANSWERED``."""

    symptom: Symptom
    detail: str
    output: object = None
    code: str | None = None
    message: str | None = None
    request_id: str | None = None


def read_answer(action: ApiAction, status: int, body: bytes) -> ReadAnswer:
    """Read a whole answer. Never raises, whatever the body is."""
    try:
        document = _parse(body)
    except _Meaningless as complaint:
        if status != 200:
            return ReadAnswer(symptom=symptom_of_refusal(status, None), detail=f"HTTP {status}")
        return ReadAnswer(symptom=Symptom.MEANINGLESS, detail=f"HTTP 200, {complaint}")
    code, message, request_id = _envelope(document)
    if status != 200:
        symptom, detail, output = symptom_of_refusal(status, code), f"HTTP {status}", None
    elif code is not None or document.get("error") or document.get("code") not in _NO_ERROR_CODES:
        symptom, detail, output = Symptom.MEANINGLESS, "HTTP 200 with an error inside", None
    else:
        symptom, detail, output = _read_output(action, document.get("output"))
    return ReadAnswer(symptom=symptom, detail=detail, output=output, code=code, message=message, request_id=request_id)


def foreign_words(text: str, remove_key: Callable[[str], str], longest: int = _LONGEST_WORDS) -> str:
    """Make words of the service fit to be kept: the key removed first, then inert, then clipped."""
    # Enough for the result whatever is removed, so that a body of megabytes is not searched again and again.
    inert = "".join(_inert(character) for character in remove_key(text)[: longest + 1])
    return inert if len(inert) <= longest else inert[: longest - 1] + "…"


def _inert(character: str) -> str:
    if unicodedata.category(character)[0] != "C" and character not in "\u2028\u2029":
        return character
    return f"\\u{{{ord(character):x}}}"


def _parse(body: bytes) -> dict[str, Any]:
    try:
        text = body.decode("utf-8-sig")
        if text.count(",") + text.count("[") + text.count("{") > MAX_ITEMS:
            raise _Meaningless("too many items")
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
        if _SURROGATE_ESCAPE.search(text) and _has_lone_surrogate(document):
            raise _Meaningless("half a character")
    except RecursionError:
        raise _Meaningless("nested too deep") from None
    except UnicodeDecodeError:
        raise _Meaningless("not UTF-8") from None
    except ValueError:  # also an integer of thousands of digits
        raise _Meaningless("empty" if not body.strip() else "not JSON") from None
    if not isinstance(document, dict):
        raise _Meaningless("not an object")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Meaningless("the same key twice")
    return found


def _no_constant(_: str) -> NoReturn:
    raise _Meaningless("a number that is none")


def _has_lone_surrogate(document: object) -> bool:
    return _LONE_SURROGATE.search(json.dumps(document, ensure_ascii=False)) is not None


def _envelope(document: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """Find code, message and request ID in any of the spellings; ``output`` may hold the first two as well."""
    places = [document, *(document[key] for key in ("error", "output") if isinstance(document.get(key), dict))]
    code = _first_text(places, wire.KEYS_OF_ERRORS["code"])
    message = _first_text(places, wire.KEYS_OF_ERRORS["message"])
    return code, message, _first_text(places, wire.KEYS_OF_ERRORS["request_id"])


def _first_text(places: list[dict[str, Any]], keys: tuple[str, ...]) -> str | None:
    for place in places:
        for key in keys:
            if isinstance(value := place.get(key), str) and value:
                return value
    return None


def _read_output(action: ApiAction, output: object) -> tuple[Symptom, str, object]:
    if not isinstance(output, dict):
        return Symptom.MEANINGLESS, "HTTP 200 without an output", None
    if action not in _SHAPES:
        return Symptom.ANSWERED, "HTTP 200", None
    try:
        return Symptom.ANSWERED, "HTTP 200", _adapter(action).validate_python(output)
    except ValidationError:
        wanted = wire.KEYS_OF_SUCCESS[action.value]
        if wanted in output:
            return Symptom.MEANINGLESS, "HTTP 200 with values of other types than documented", None
        only_task = " (a task ID only)" if "task_id" in output else ""
        return Symptom.MEANINGLESS, f"HTTP 200 without {wanted}{only_task}", None


@cache
def _adapter(action: ApiAction) -> TypeAdapter[Any]:
    return TypeAdapter(_SHAPES[action])
