"""The lifecycle page names modules that exist, and misses no room of the house."""

from __future__ import annotations

import re
from pathlib import Path

import vocabsync

ROOT = Path(__file__).parents[2]
PACKAGE = Path(vocabsync.__path__[0])
TEXT = (ROOT / "docs/lifecycle.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([a-z]+/[a-z_]+\.py)`", TEXT)


def test_every_module_that_is_named_exists() -> None:
    assert [name for name in NAMED if not (PACKAGE / name).is_file()] == []


def test_every_room_is_visited() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {name.split("/")[0] for name in NAMED} == rooms
