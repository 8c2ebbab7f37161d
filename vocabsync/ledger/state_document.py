"""The shape that ledger and journal share: versioned, sorted JSON, one part per environment."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from vocabsync.domain.errors import StateDamaged
from vocabsync.domain.json_faults import why_no_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vocabsync.ledger.durable_file import Disk

Json: TypeAlias = Any
"""Parsed JSON of a file of ours, until its reader has checked it."""

FORMAT_VERSION = 1
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_CONFLICT_MARKERS = (b"<<<<<<< ", b"=======\n", b">>>>>>> ")


def read_environments(path: Path, disk: Disk, *, way_out: str) -> dict[str, Json]:
    """Give every environment's part; none where the file is missing. Raises StateDamaged for whatever else it holds."""
    try:
        data = disk.read(path)
    except OSError as error:
        damaged(path, f"it cannot be opened: {error.strerror or type(error).__name__}", way_out)
    if data is None:
        return {}
    document = _parse(path, data, way_out)
    version = document.get("format_version") if isinstance(document, dict) else None
    if type(version) is int and version > FORMAT_VERSION:
        raise StateDamaged(
            f"{path.name} was written by a newer vocabsync",
            where=str(path),
            why=f"it has format {version}, this version reads {FORMAT_VERSION}",
            next_step="use the version that wrote it, or a newer one",
        )
    if type(version) is not int or version != FORMAT_VERSION or not isinstance(document.get("environments"), dict):
        damaged(path, "it does not have the form in which vocabsync writes it", way_out)
    environments: dict[str, Json] = document["environments"]
    return environments


def render_environments(environments: dict[str, Json]) -> bytes:
    """Give the file's content: sorted, a line per value, a newline at the end, so that git diffs read well."""
    document = {"format_version": FORMAT_VERSION, "environments": environments}
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def checked(path: Path, way_out: str, read: Callable[[], Json]) -> Json:
    """Call a reader of parsed JSON; whatever does not fit the shape is damage, never "empty"."""
    try:
        return read()
    except KeyError as missing:
        damaged(path, f"an entry does not have the form in which vocabsync writes it: no {missing.args[0]}", way_out)
    except (AttributeError, TypeError, ValueError):
        damaged(path, "an entry does not have the form in which vocabsync writes it", way_out)


def damaged(path: Path, why: str, way_out: str) -> NoReturn:
    """Refuse a state file."""
    raise StateDamaged(f"{path.name} is damaged", where=str(path), why=why, next_step=way_out)


def _parse(path: Path, data: bytes, way_out: str) -> Json:
    if not data.strip():
        damaged(path, "it is empty", way_out)
    if all(marker in data for marker in _CONFLICT_MARKERS):
        damaged(path, "it holds the conflict markers of a merge", way_out)
    try:
        return _load(data)
    except (ValueError, RecursionError) as error:
        damaged(path, why_no_json(error), way_out)


def _load(data: bytes) -> Json:
    """Read JSON that can be written again: a run must not learn after its writes that it cannot."""
    document = json.loads(data.decode(), object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_no_number)
    if _SURROGATE.search(data):  # two of these may be one whole character
        try:
            json.dumps(document, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("half a character stands in it") from None
    return document


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands there twice")
    return result


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is a number that vocabsync never writes")
