"""What the change under review loosens, found with two or three calls of git whatever the number of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.safe_open import read_bytes
from vocabsync.desired.safety import read_safety
from vocabsync.desired.unreadable import Unreadable
from vocabsync.domain.safety import compare_safety

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.earlier_files import EarlierFiles
    from vocabsync.domain.policy import Relaxation
    from vocabsync.domain.safety import SafetySettings


def find_relaxations(
    root: Path, configuration: str, environment: str, earlier: EarlierFiles, caps: Caps = DEFAULT_CAPS
) -> tuple[Relaxation, ...]:
    """Compare the safety settings of configuration and files with what they were before the change.

    Only files that said something about safety can have lost it, so the others are not read. Nothing is found where git
    knows nothing, or where a file is gone or unreadable: other rules speak of those.
    """
    said = earlier.previous_texts([configuration, *earlier.files_that_said(("protect", "guards"))])
    if not said:
        return ()
    before = {path: text.encode() for path, text in said.items()}
    after = _read_present(root, {configuration, *before}, caps)
    return compare_safety(
        _settings(before, after, configuration, environment, caps),
        _settings(after, before, configuration, environment, caps),
    )


def _settings(
    texts: Mapping[str, bytes], others: Mapping[str, bytes], configuration: str, environment: str, caps: Caps
) -> SafetySettings:
    """Read one side, of the files that both sides have."""
    files = {path: text for path, text in texts.items() if path != configuration and path in others}
    return read_safety(texts.get(configuration), files, environment, name=configuration, caps=caps)


def _read_present(root: Path, paths: Iterable[str], caps: Caps) -> dict[str, bytes]:
    present = {}
    for path in paths:
        try:
            present[path] = read_bytes(root, path, caps)
        except Unreadable:
            continue
    return present
