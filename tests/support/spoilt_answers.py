"""Answers of the service, spoilt in every way that a broken or hostile one may be, and what each still means."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping

Path: TypeAlias = tuple[str | int, ...]

STATUSES = (201, 202, 204, 206, 299, 301, 302, 307, 400, 401, 403, 404, 408, 409, 416, 429, 451, 500, 502, 503, 504)
RAW_VALUES = (
    *("null", "true", "7", "-1", "0", "4.0", "1e999", "1e400", "NaN", "-Infinity", "9" * 40, "9" * 5000),
    *('""', '"x"', '"\\u0000"', '"\\ud800"', '"\\ud83d\\ude00"', '"\\u202e\\u001b[31m"', '"' + "x" * 5000 + '"'),
    *("[]", "{}", "[[]]", '["x"]', "[null]", '{"x": 1}', '[{"text": "x"}]', '[{"vocabulary_id": "x"}]'),
    *("[" * 500 + "]" * 500, "[" * 100_000 + "]" * 100_000, "undefined", "'x'", "// x"),
)
"""What may stand where another value was; some of it is no JSON."""

FOREIGN_KEYS = ('"x": {"y": [1, null]}', '"__proto__": {"output": {}}', '"output ": {}', '"": 0', '"vocabulary": "x"')
ERROR_KEYS = ('"code": "Busy"', '"code": 500', '"error": {"code": "Busy"}', '"error": "x"', '"code": ["x"]')
HARMLESS_KEYS = ('"code": null', '"code": ""', '"code": 200', '"error": null', '"message": "fine"', '"usage": null')


@dataclass(frozen=True, slots=True)
class Spoilt:
    """One spoilt answer. ``name`` says how, for the message of a failing test."""

    name: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "application/json;charset=utf-8"})

    def response(self) -> httpx.Response:
        return httpx.Response(self.status, stream=httpx.ByteStream(self.body), headers=dict(self.headers))


def spoil(body: bytes, chance: random.Random, *, flips: int = 20, cuts: int = 20) -> Iterator[Spoilt]:
    """Spoil one good answer: bits, length, structure, dress."""
    yield from _flipped(body, chance, flips)
    yield from (Spoilt(f"cut after {cut} bytes", body[:cut]) for cut in _some(chance, len(body), cuts))
    yield from _restructured(json.loads(body))
    yield from _wholesale(body)
    yield from _dressed(body)


def _flipped(body: bytes, chance: random.Random, count: int) -> Iterator[Spoilt]:
    for at in _some(chance, len(body), count):
        bit = chance.randrange(8)
        yield Spoilt(f"bit {bit} of byte {at}", body[:at] + bytes([body[at] ^ 1 << bit]) + body[at + 1 :])
        yield Spoilt(f"byte {at} gone", body[:at] + body[at + 1 :])
        yield Spoilt(f"byte {at} doubled", body[: at + 1] + body[at:])


def _some(chance: random.Random, length: int, count: int) -> list[int]:
    return sorted(chance.sample(range(length), min(count, length)))


def _restructured(document: Any) -> Iterator[Spoilt]:
    for path in _paths(document):
        where = ".".join(map(str, path)) or "all"
        if path:
            yield Spoilt(f"{where} gone", _write(document, path, lambda _: ()))
            yield Spoilt(f"{where} twice", _write(document, path, lambda piece: (piece, piece)))
            yield Spoilt(f"{where} renamed", _write(document, path, lambda piece: (piece.replace('"', '"x', 1),)))
        for raw in RAW_VALUES:
            yield Spoilt(f"{where} is {raw[:20]}", _write(document, path, lambda _, raw=raw: (raw,), keep_key=True))
    text = json.dumps(document, ensure_ascii=False)
    for where, opening in (("document", "{"), ("output", '"output": {')):
        before, found, behind = text.partition(opening)
        comma = "" if behind.startswith("}") else ", "
        for key in (*FOREIGN_KEYS, *ERROR_KEYS, *HARMLESS_KEYS) if found else ():
            yield Spoilt(f"{key} in {where}", f"{before}{opening}{key}{comma}{behind}".encode())


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _paths(item, (*path, key))


def _write(value: Any, at: Path, change: Any, path: Path = (), *, keep_key: bool = False) -> bytes:
    return _text(value, at, change, path, keep_key=keep_key).encode("utf-8", "surrogatepass")


def _text(value: Any, at: Path, change: Any, path: Path, *, keep_key: bool) -> str:
    """Write JSON by hand, so that one place may hold what no JSON writer would write there."""
    if path == at and (keep_key or not path):
        return "".join(change(json.dumps(value, ensure_ascii=False)))
    if not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    pieces: list[str] = []
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        here = (*path, key)
        name = f"{json.dumps(key)}: " if isinstance(value, dict) else ""
        piece = name + _text(item, at, change, here, keep_key=keep_key)
        pieces += change(piece) if here == at and not keep_key else (piece,)
    return f"{{{', '.join(pieces)}}}" if isinstance(value, dict) else f"[{', '.join(pieces)}]"


def _wholesale(body: bytes) -> Iterator[Spoilt]:
    text = body.decode()
    wholes = {
        "nothing": b"",
        "blanks": b" \n\t",
        "HTML": b"<!doctype html><title>Sign in</title><script>alert(1)</script>",
        "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
        "zero bytes": bytes(1000),
        "random bytes": bytes(range(256)) * 4,
        "two documents": body + body,
        "two lines": body + b"\n" + body,
        "something behind": body + b"]",
        "a comma behind": text.replace("}", ",}", 1).encode(),
        "a comment before": b"// fine\n" + body,
        "a guard before": b")]}',\n" + body,
        "a call around": b"x(" + body + b");",
        "a list around": b"[" + body + b"]",
        "a text around": json.dumps(text).encode(),
        "an output around": b'{"output": ' + body + b"}",
        "UTF-16": text.encode("utf-16"),
        "UTF-32": text.encode("utf-32"),
        "a byte order mark": b"\xef\xbb\xbf" + body,
        "blanks around": b"\n " + body + b"\r\n",
        "half a character": body.replace(b'"output"', b'"\xe8\xb5"', 1),
        "a form": b"output=%7B%7D&request_id=1",
        "YAML": b"output: {vocabulary_list: []}",
        "an event stream": b"data: " + body + b"\n\n",
    }
    yield from (Spoilt(name, whole) for name, whole in wholes.items())


def _dressed(body: bytes) -> Iterator[Spoilt]:
    for kind in ("text/html", "image/png", "application/json;charset=utf-16", "", "text/event-stream", "\x00"):
        yield Spoilt(f"content type {kind!r}", body, headers={"content-type": kind})
    yield Spoilt("no content type", body, headers={})
    for encoding in ("gzip", "br", "deflate", "zstd", "gzip, gzip", "identity", "GZIP", "chunked", "utf-8"):
        yield Spoilt(f"said to be {encoding}", body, headers={"content-encoding": encoding})
    packed = gzip.compress(body, mtime=0)
    for name, data in {
        "packed": packed,
        "packed and cut": packed[:-5],
        "packed twice": packed + packed,
        "packed with something behind": packed + b"x",
        "packed with a flaw": packed[:20] + bytes([packed[20] ^ 255]) + packed[21:],
        "packed in packed": gzip.compress(packed, mtime=0),
        "a bomb": bomb(),
    }.items():
        yield Spoilt(name, data, headers={"content-encoding": "gzip"})
    for length in ("0", "1", str(len(body) + 1), "-1", "x", "9" * 30):
        yield Spoilt(f"said to be {length} bytes long", body, headers={"content-length": length})
    yield from (Spoilt(f"status {status}", body, status=status) for status in STATUSES)
    yield Spoilt("a redirect", body, status=302, headers={"location": "https://elsewhere.example/\r\nx: y"})


@cache
def bomb(megabytes: int = 40) -> bytes:
    """Give some kilobytes of gzip that unpack to more than any answer may have."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(b" " * (megabytes * 1024**2)) + packer.flush()
