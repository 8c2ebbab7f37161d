"""Golden files: long outputs, compared byte by byte. ``VOCABSYNC_UPDATE_GOLDEN=1`` writes them anew, never in CI."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def assert_golden(name: str, text: str) -> None:
    """Compare a text with its golden file; a missing file is a failure, not a first time."""
    path = FOLDER / name
    if os.environ.get("VOCABSYNC_UPDATE_GOLDEN") == "1":
        assert not os.environ.get("CI"), "golden files are never updated in CI"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert path.is_file(), f"tests/golden/{name} is missing: look at the output, then set VOCABSYNC_UPDATE_GOLDEN=1"
    assert text == path.read_bytes().decode("utf-8")


def golden_files(folder: str) -> set[str]:
    """Name the golden files of one folder."""
    return {f"{folder}/{path.name}" for path in (FOLDER / folder).iterdir()}
