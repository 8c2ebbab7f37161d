"""From the bytes of a request to a call: path, key, workspace, body, and the fields an action names."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vocabsync.emulator import refusals
from vocabsync.emulator.account import Owner
from vocabsync.emulator.refusals import Input, Refused, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vocabsync.emulator.messages import Moment, Request
    from vocabsync.emulator.settings import Settings

PATH: Final = "/api/v1/services/audio/asr/customization"
MODEL: Final = "speech-biasing"
ACTIONS: Final = ("create_vocabulary", "list_vocabulary", "query_vocabulary", "update_vocabulary", "delete_vocabulary")
CODING_PLAN_KEY: Final = "sk-sp-"
"""Keys of another product, which this one does not take."""

_LARGEST_INTEGER: Final = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, understood."""

    action: str
    input: Input
    owner: Owner


def read_call(request: Request, settings: Settings, moment: Moment) -> Call:
    """Understand a request. Raises Refused."""
    if request.method != "POST" or request.path.partition("?")[0].rstrip("/") != PATH:
        raise Refused(refusals.NOT_FOUND)
    key = _read_key(request.headers, settings)
    if request.headers.get("x-dashscope-async", "").lower() == "enable":
        raise Refused(refusals.NO_ASYNC)
    if moment.rate_wait:
        raise Refused(refusals.too_fast(settings, moment.rate_wait))
    action, fields = _read_body(request.body)
    owner = Owner(
        # A digest: the key itself is written nowhere.
        account="shared" if settings.accounts == "shared" else hashlib.sha256(key.encode()).hexdigest()[:16],
        region=settings.region,
        workspace=request.headers.get("x-dashscope-workspace", ""),
    )
    return Call(action=action, input=fields, owner=owner)


def _read_key(headers: Mapping[str, str], settings: Settings) -> str:
    scheme, _, key = headers.get("authorization", "").strip().partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key:
        raise Refused(refusals.NO_KEY)
    if key.startswith(CODING_PLAN_KEY) or (settings.keys and key not in settings.keys):
        raise Refused(refusals.WRONG_KEY)
    return key


def _read_body(body: bytes) -> tuple[str, Input]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(refusals.NO_JSON) from None
    if not isinstance(document, dict):
        raise Refused(refusals.NO_JSON)
    model, fields = document.get("model"), document.get("input")
    if not model:
        raise Refused(refusals.NO_MODEL)
    if model != MODEL:
        raise Refused(refusals.OTHER_MODEL)
    if not isinstance(fields, dict) or not fields:
        raise Refused(refusals.NO_INPUT)
    if fields.get("action") not in ACTIONS:
        raise Refused(refusals.OTHER_ACTION)
    return str(fields["action"]), fields


def name_subject(request: Request) -> tuple[str, str]:
    """Give action, and prefix or vocabulary ID, of a request as far as it can be read: for the log and for faults."""
    try:
        fields = json.loads(request.body)["input"]
        subject = fields.get("vocabulary_id") or fields.get("prefix") or ""
        return str(fields["action"]), str(subject)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", ""


def read_text(call: Call, name: str) -> str:
    """Read a field that must be a text and not empty."""
    value = call.input.get(name)
    if not isinstance(value, str) or not value:
        raise invalid(f"{name} should be a string and not empty")
    return value


def read_page(call: Call) -> tuple[int, int]:
    """Read which page is asked for, and how long pages are."""
    index, size = call.input.get("page_index"), call.input.get("page_size")
    return _integer("page_index", 0 if index is None else index, 0), _integer(
        "page_size", 10 if size is None else size, 1
    )


def _integer(name: str, value: object, lowest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= _LARGEST_INTEGER:
        raise invalid(f"{name} should be an integer from {lowest} on")
    return value


def read_terms(call: Call, settings: Settings) -> list[dict[str, Any]]:
    """Read the list of terms: the shape of each, not yet its rules."""
    rows = call.input.get("vocabulary")
    if not isinstance(rows, list):
        raise invalid("vocabulary should be an array")
    return [_read_term(row, settings) for row in rows]


def _read_term(row: object, settings: Settings) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise invalid("each term should be an object")
    text, weight, lang = row.get("text"), row.get("weight"), row.get("lang")
    if not isinstance(text, str):
        raise invalid("text should be a string")
    if not isinstance(weight, int) or isinstance(weight, bool):
        raise invalid("weight should be an integer")
    if lang is not None and not isinstance(lang, str):
        raise invalid("lang should be a string")
    _refuse_names(row, ("text", "weight", "lang"), settings)
    return {"weight": weight, "text": text, **({"lang": lang} if lang else {})}


def refuse_unknown(call: Call, known: tuple[str, ...], settings: Settings) -> None:
    """Refuse fields beside the known ones, where the belief has it so."""
    _refuse_names(call.input, ("action", *known), settings)


def _refuse_names(names: Mapping[str, object], known: tuple[str, ...], settings: Settings) -> None:
    if settings.unknown_input == "refused":
        for name in names:
            if name not in known:
                raise invalid(f"unknown field {name}")
