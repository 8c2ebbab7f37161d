"""Whoever waits says what for, and says when that is over, so that nobody reads a reason that no longer holds."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vocabsync.operations.ports import Listener


@contextmanager
def telling_waits(listener: Listener) -> Iterator[Callable[[str], None]]:
    """Give what to tell reasons to; when the block ends, however it ends, nothing is waited for any more."""
    try:
        yield listener.waiting
    finally:
        listener.waited()
