"""A tolerant look at an old version of a YAML file of ours: its settings, whatever rules it broke."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

KeyPath: TypeAlias = tuple[str | int, ...]

DEEPEST = 3
"""Keys further down are no settings."""


def read_outline(content: bytes) -> dict[KeyPath, str] | None:
    """Give every scalar by its path of keys and positions; None where the text is no YAML.

    ``environments: {prod: {vocabularies: lists}}`` becomes ``{("environments", "prod", "vocabularies"): "lists"}``.
    The first of two equal keys counts, an alias counts as nothing.
    """
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - only where history is looked into

    found: dict[KeyPath, str] = {}
    try:
        for path, text in _scalars(content):
            found.setdefault(path, text)
    except (YAMLError, UnicodeDecodeError):
        return None
    return found


def _scalars(content: bytes) -> Iterator[tuple[KeyPath, str]]:
    """Walk the events of the first document; no recursion, so depth is no attack."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - only where history is looked into
    from ruamel.yaml import events as seen  # noqa: PLC0415 - the same

    levels: list[_Level] = []
    for event in YAML(typ="safe").parse(content):
        if isinstance(event, seen.DocumentEndEvent):
            return
        if isinstance(event, seen.CollectionEndEvent):
            levels.pop()
        elif isinstance(event, seen.NodeEvent):
            text = event.value if isinstance(event, seen.ScalarEvent) else None
            is_value = bool(levels) and levels[-1].takes(text or "")
            if is_value and text is not None and len(levels) <= DEEPEST:
                yield tuple(level.key for level in levels), text
            if isinstance(event, seen.CollectionStartEvent):
                levels.append(_Level(is_mapping=isinstance(event, seen.MappingStartEvent)))


class _Level:
    """One open mapping or sequence: where in it we are."""

    __slots__ = ("expects_key", "is_mapping", "key")

    def __init__(self, *, is_mapping: bool) -> None:
        self.is_mapping = is_mapping
        self.expects_key = is_mapping
        self.key: str | int = "" if is_mapping else -1

    def takes(self, text: str) -> bool:
        """Take the next node; True where it is a value."""
        if not self.is_mapping:
            self.key = int(self.key) + 1
            return True
        if self.expects_key:
            self.key = text
        self.expects_key = not self.expects_key
        return self.expects_key
