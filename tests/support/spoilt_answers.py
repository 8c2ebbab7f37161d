"""Answers of the service, spoilt in every way that a broken or hostile one may be, and what each still means."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx

from tests.support.damaged_bytes import cut, flip, restructure

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping

STATUSES = (201, 202, 204, 206, 299, 301, 302, 307, 400, 401, 403, 404, 408, 409, 416, 429, 451, 500, 502, 503, 504)
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
    document = json.loads(body)
    damaged = (*flip(body, chance, flips), *cut(body, chance, cuts), *restructure(document, chance))
    yield from (Spoilt(each.name, each.data) for each in damaged)
    yield from _with_more_keys(document)
    yield from _wholesale(body)
    yield from _dressed(body)


def _with_more_keys(document: Any) -> Iterator[Spoilt]:
    text = json.dumps(document, ensure_ascii=False)
    for where, opening in (("document", "{"), ("output", '"output": {')):
        before, found, behind = text.partition(opening)
        comma = "" if behind.startswith("}") else ", "
        for key in (*FOREIGN_KEYS, *ERROR_KEYS, *HARMLESS_KEYS) if found else ():
            yield Spoilt(f"{key} in {where}", f"{before}{opening}{key}{comma}{behind}".encode())


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
