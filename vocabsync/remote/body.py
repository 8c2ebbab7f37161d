"""The bytes of one answer: capped before they are inflated, complete or refused."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.remote.deadline import SecondsLeft

MAX_BODY: Final = 32 * 1024 * 1024
"""Bytes of a body after decoding, and before."""

_GZIP: Final = zlib.MAX_WBITS | 16


class BodyUnusable(Exception):
    """The body is not whole, or too big. The text says which, in our words only."""


def read_body(chunks: Iterable[bytes], *, encoding: str, announced: str | None, left: SecondsLeft) -> bytes:
    """Collect and decode a body.

    ``announced`` is the Content-Length header. Raises BodyUnusable, or TimeoutError when the time is over.
    """
    inflate = _inflater(encoding)
    received, decoded, parts = 0, 0, []
    for chunk in chunks:
        if float(left) <= 0:
            raise TimeoutError("the call's deadline is over")
        part = chunk if inflate is None else _inflate(inflate, chunk, MAX_BODY - decoded)
        received += len(chunk)
        decoded += len(part)
        if max(received, decoded) > MAX_BODY:
            raise BodyUnusable(f"larger than {MAX_BODY // 1024**2} MiB")
        parts.append(part)
    if announced is not None and announced.strip() != str(received):
        raise BodyUnusable("cut short")
    if inflate is not None and received and not inflate.eof:
        raise BodyUnusable("cut short inside its gzip encoding")
    return b"".join(parts)


def _inflater(encoding: str) -> zlib._Decompress | None:
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return zlib.decompressobj(_GZIP)
        case _:
            raise BodyUnusable("in an encoding that was not asked for")


def _inflate(inflate: zlib._Decompress, chunk: bytes, allowed: int) -> bytes:
    """Inflate at most one byte more than is allowed, so that a bomb is seen and not unpacked."""
    try:
        part = inflate.decompress(chunk, allowed + 1)
    except zlib.error:
        raise BodyUnusable("not the gzip that it says it is") from None
    if inflate.unused_data:
        raise BodyUnusable("gzip with something behind it")
    return part
