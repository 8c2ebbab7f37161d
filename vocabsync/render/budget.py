"""Detail within a limit: who gets how much where not everything fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def share(wanted: Sequence[int], available: int) -> list[int]:
    """Divide what is available fairly: small wishes are met in full, the large ones share the rest evenly.

    Nobody gets more than wanted, and the sum stays within what is available.
    """
    given = [0] * len(wanted)
    left = max(0, available)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for place, index in enumerate(order):
        part = left // (len(order) - place)
        given[index] = min(wanted[index], part)
        left -= given[index]
    return given


def fit_lines(lines: Sequence[str], available: int) -> list[str]:
    """Keep as many whole lines from the front as fit into a number of characters, line ends counted."""
    kept = []
    for line in lines:
        available -= len(line) + 1
        if available < 0:
            break
        kept.append(line)
    return kept


def fit_blocks(blocks: Sequence[Sequence[str]], available: int, word: str) -> list[str]:
    """Keep blocks as wholes, those that fit, in their order; say how many did not."""
    kept: list[str] = []
    dropped = 0
    for block in blocks:
        size = sum(len(line) + 1 for line in block)
        if size <= available:
            available -= size
            kept += block
        else:
            dropped += 1
    return [*kept, "", f"… {dropped} more {word}{'s' if dropped > 1 else ''} without room here"] if dropped else kept
