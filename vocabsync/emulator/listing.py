"""Which rows a listing shows, in which order, and which of them make a page."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vocabsync.emulator.account import Kept
    from vocabsync.emulator.settings import Settings


def select_prefix(rows: Sequence[Kept], prefix: str, settings: Settings) -> list[Kept]:
    """Give the rows that a prefix selects; an empty one selects all."""
    if not prefix or settings.prefix_filter == "ignored":
        return list(rows)
    if settings.prefix_filter == "starts-with":
        return [kept for kept in rows if kept.prefix.startswith(prefix)]
    return [kept for kept in rows if kept.prefix == prefix]


def sort_rows(rows: list[Kept], settings: Settings, request_id: str) -> list[Kept]:
    """Give the rows in the order of listings; a shuffled one is another for each request."""
    if settings.order == "shuffled":
        return sorted(rows, key=lambda kept: hashlib.sha256(f"{request_id}{kept.id}".encode()).digest())
    return sorted(rows, key=lambda kept: kept.number, reverse=settings.order == "newest-first")


def page_of(rows: list[Kept], index: int, size: int, settings: Settings) -> list[Kept]:
    """Cut out one page."""
    if settings.page == "capped":
        size = min(size, max(1, settings.page_cap))
    start = 0 if settings.page == "always-first" else index * size
    return rows[start : start + size]
