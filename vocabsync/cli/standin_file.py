"""Reads the settings file of the stand-in: YAML, strict as our other files, but for numbers, which may stay plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.plain_scalars import Implicit
from vocabsync.desired.safe_open import read_text
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.errors import ConfigurationError, FilesInvalid

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.desired.caps import Caps


def read_standin_file(path: Path, caps: Caps = DEFAULT_CAPS) -> dict[str, object]:
    """Give the names and values of a file, as far as YAML goes. Raises FilesInvalid, ConfigurationError."""
    try:
        document = read_yaml(path.name, read_text(path.parent, path.name, caps), caps)
    except Unreadable as unreadable:
        raise FilesInvalid(unreadable.diagnostics) from None
    if document.problems:
        raise FilesInvalid(document.problems)
    told = _as_written(document.data) or {}
    if not isinstance(told, dict):
        raise ConfigurationError(
            "the settings file names no settings", where=str(path), next_step="write one a line, such as `quota: 10`"
        )
    return told


def _as_written(value: object) -> object:
    """Take what readers disagree about (``yes``, ``0.5``) as the file has it: the setting says what it means."""
    if isinstance(value, Implicit):
        return value.raw
    if isinstance(value, dict):
        return {name: _as_written(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_as_written(child) for child in value]
    return value
