"""What an answer of the service means, read a second time and independently of the client: service.md section 2."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from tests.support.spoilt_answers import Spoilt

LARGEST = 32 * 1024**2
_OWN_ID = re.compile(r"vocab-movies-[0-9a-f]{32}")


def meaning_of(action: str, answer: Spoilt) -> object:
    """Give what was answered, in plain values; None where nothing was."""
    body = _unpacked(answer)
    if answer.status != 200 or body is None:
        return None
    try:
        document = json.loads(
            body.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number, parse_int=_short
        )
        json.dumps(document, ensure_ascii=False).encode()  # fails for half a character
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or _tells_an_error(document) or not isinstance(document.get("output"), dict):
        return None
    return _OUTPUTS.get(action, lambda _: "done")(document["output"])


def _unpacked(answer: Spoilt) -> bytes | None:
    encoding = answer.headers.get("content-encoding", "").lower()
    body = answer.body
    if answer.headers.get("content-length", str(len(body))) != str(len(body)):
        return None
    if encoding == "gzip" and body:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            body = unpacker.decompress(body, LARGEST + 1)
        except zlib.error:
            return None
        if not unpacker.eof or unpacker.unused_data or len(body) > LARGEST:
            return None
        assert body == gzip.decompress(answer.body)
    return body if encoding in {"", "identity", "gzip"} else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands there twice")
    return dict(pairs)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _short(digits: str) -> int:
    return int(digits)  # refuses thousands of digits


def _tells_an_error(document: dict[str, Any]) -> bool:
    """An error may stand on top, in ``error`` or in the output; nothing, 0 and 200 are no codes."""
    nested = [document.get("error"), document.get("output")]
    codes = [document.get("code"), *(each.get("code") for each in nested if isinstance(each, dict))]
    on_top = document.get("code") not in (None, "", 0, 200)
    return on_top or bool(document.get("error")) or any(isinstance(code, str) and code for code in codes)


def _created(output: dict[str, Any]) -> object:
    found = output.get("vocabulary_id")
    return found if isinstance(found, str) and _OWN_ID.fullmatch(found) else None


def _text(value: object) -> str | None:
    return "" if value is None else value if isinstance(value, str) else None


def _rows(output: dict[str, Any]) -> object:
    rows = output.get("vocabulary_list")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    found = {}
    for row in rows:
        shown = tuple(_text(row.get(key)) for key in ("status", "gmt_create", "gmt_modified"))
        if not isinstance(row.get("vocabulary_id"), str) or None in shown:
            return None
        found[row["vocabulary_id"]] = (row["vocabulary_id"], *shown)
    return sorted(found.values())


def _content(output: dict[str, Any]) -> object:
    shown = tuple(_text(output.get(key)) for key in ("status", "gmt_create", "gmt_modified"))
    rows, model = output.get("vocabulary"), output.get("target_model")
    if not isinstance(rows, list) or not isinstance(model, str) or None in shown:
        return None
    if not all(isinstance(row, dict) and _is_term(row) for row in rows):
        return None
    return model, shown, tuple((row["text"], row["weight"], row.get("lang") or None) for row in rows)


def _is_term(row: dict[str, Any]) -> bool:
    weight, lang = row.get("weight"), row.get("lang")
    has_weight = isinstance(weight, int) and not isinstance(weight, bool)
    return isinstance(row.get("text"), str) and has_weight and (lang is None or isinstance(lang, str))


_OUTPUTS = {"list": _rows, "query": _content, "create": _created}
