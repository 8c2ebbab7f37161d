"""JSON documents damaged in every way: bits, length, and each value of their structure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

Path: TypeAlias = tuple[str | int, ...]

RAW_VALUES = (
    *("null", "true", "7", "-1", "0", "4.0", "1e999", "1e400", "NaN", "-Infinity", "9" * 40, "9" * 5000),
    *('""', '"x"', '"\\u0000"', '"\\ud800"', '"\\ud83d\\ude00"', '"\\u202e\\u001b[31m"', '"' + "x" * 5000 + '"'),
    *("[]", "{}", "[[]]", '["x"]', "[null]", '{"x": 1}', '[{"text": "x"}]', '[{"vocabulary_id": "x"}]'),
    *("[" * 500 + "]" * 500, "[" * 100_000 + "]" * 100_000, "undefined", "'x'", "// x"),
)
"""What may stand where another value was; some of it is no JSON."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """One damaged document. ``path`` is where, if the damage has one place in the structure."""

    name: str
    data: bytes
    path: Path | None = None


def flip(data: bytes, chance: random.Random, count: int) -> Iterator[Damaged]:
    """Turn a bit, drop a byte and double a byte, each at some places."""
    for at in _some(chance, len(data), count):
        bit = chance.randrange(8)
        yield Damaged(f"bit {bit} of byte {at}", data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
        yield Damaged(f"byte {at} gone", data[:at] + data[at + 1 :])
        yield Damaged(f"byte {at} doubled", data[: at + 1] + data[at:])


def cut(data: bytes, chance: random.Random, count: int) -> Iterator[Damaged]:
    """Keep some beginnings only."""
    yield from (Damaged(f"cut after {at} bytes", data[:at]) for at in _some(chance, len(data), count))


def restructure(document: Any, chance: random.Random, values: int | None = None) -> Iterator[Damaged]:
    """Remove, double, rename and replace every value, each by some others, or by all."""
    for path in paths_of(document):
        where = ".".join(map(str, path)) or "all"
        if path:
            yield Damaged(f"{where} gone", _write(document, path, lambda _: ()), path)
            yield Damaged(f"{where} twice", _write(document, path, lambda piece: (piece, piece)), path)
            yield Damaged(f"{where} renamed", _write(document, path, _rename), path)
        for raw in RAW_VALUES if values is None else chance.sample(RAW_VALUES, values):
            yield Damaged(f"{where} is {raw[:20]}", replace_at(document, path, raw), path)


def paths_of(value: Any, path: Path = ()) -> Iterator[Path]:
    """Give the place of every value in a document, its own included."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths_of(item, (*path, key))


def replace_at(document: Any, path: Path, raw: str) -> bytes:
    """Write the document with raw text in the place of one value."""
    return _write(document, path, lambda _: (raw,), keep_key=True)


def _some(chance: random.Random, length: int, count: int) -> list[int]:
    return sorted(chance.sample(range(length), min(count, length)))


def _rename(piece: str) -> tuple[str, ...]:
    return (piece.replace('"', '"x', 1),)


def _write(
    value: Any, at: Path, change: Callable[[str], tuple[str, ...]], path: Path = (), *, keep_key: bool = False
) -> bytes:
    return _text(value, at, change, path, keep_key=keep_key).encode("utf-8", "surrogatepass")


def _text(value: Any, at: Path, change: Callable[[str], tuple[str, ...]], path: Path, *, keep_key: bool) -> str:
    """Write JSON by hand, so that one place may hold what no JSON writer would write there."""
    if path == at and (keep_key or not path):
        return "".join(change(json.dumps(value, ensure_ascii=False)))
    if not isinstance(value, dict | list) or path != at[: len(path)]:
        return json.dumps(value, ensure_ascii=False)
    pieces: list[str] = []
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        here = (*path, key)
        name = f"{json.dumps(key)}: " if isinstance(value, dict) else ""
        piece = name + _text(item, at, change, here, keep_key=keep_key)
        pieces += change(piece) if here == at and not keep_key else (piece,)
    return f"{{{', '.join(pieces)}}}" if isinstance(value, dict) else f"[{', '.join(pieces)}]"
