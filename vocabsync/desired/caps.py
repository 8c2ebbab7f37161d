"""How much one run may read, and the names under which the command line (and nothing in a repository) changes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from vocabsync.domain.frozen import frozen

MIB: Final = 1024 * 1024


@frozen(kw_only=True)
class Caps:
    """How much one run may read, checked before anything is parsed.

    ``values`` counts keys, values, beginnings and ends in one file, or lines of a table or text; the largest list ever
    published needs a fifth.
    """

    file_bytes: int = 8 * MIB
    files: int = 1_000
    terms: int = 2_000_000
    depth: int = 20
    bytes_of_all: int = 128 * MIB
    values: int = 400_000


DEFAULT_CAPS: Final = Caps()


@frozen
class Limit:
    """One cap as people set it: which one, in which unit, and the largest number that makes sense."""

    field: str
    unit: int
    most: int
    instead: str


_LESS: Final = "Remove what does not belong there"
_SPLIT: Final = "Split the file, or remove what does not belong there"

LIMITS: Final = {
    "file-size": Limit("file_bytes", MIB, 1_024, _SPLIT),
    "total-size": Limit("bytes_of_all", MIB, 65_536, _LESS),
    "files": Limit("files", 1, 1_000_000, _LESS),
    "terms": Limit("terms", 1, 100_000_000, _LESS),
    "values": Limit("values", 1, 100_000_000, _SPLIT),
    "depth": Limit("depth", 1, 100, _LESS),
}
"""By the name that ``--limit`` takes. Parsers call themselves for every level: a hundred is far from their end."""


def set_limit(caps: Caps, name: str, number: int) -> Caps:
    """Give the caps with one of them set, in the unit of its name."""
    limit = LIMITS[name]
    return replace(caps, **{limit.field: number * limit.unit})


def flag_that_raises(name: str, caps: Caps) -> str:
    """Give the option that doubles a cap, as it is typed."""
    limit = LIMITS[name]
    now: int = getattr(caps, limit.field)
    return f"--limit {name}={min(max(2 * now // limit.unit, 1), limit.most)}"


def way_out(name: str, caps: Caps) -> str:
    """Say what to do where a cap was hit: the next step of VS103."""
    return f"{LIMITS[name].instead}; if all of it is needed, add `{flag_that_raises(name, caps)}`."
