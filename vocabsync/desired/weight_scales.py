"""Other products' weights → 1–5 (ecosystem.md section 3). A table per product; what has no place in it is said."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence


class Scale(StrEnum):
    """Where a list comes from, as ``--scale`` names it."""

    DASHSCOPE = "dashscope"
    FUNASR = "funasr"
    VOLCANO = "volcano"
    TENCENT = "tencent"
    SHERPA = "sherpa"
    NLS = "nls"


@frozen
class Weighed:
    """A weight on our scale, or None with the reason; ``note`` is worth telling although it fits."""

    weight: int | None
    note: str = ""


_STEPS: dict[Scale, Sequence[tuple[float, int]]] = {
    Scale.FUNASR: ((3, 1), (6, 2), (9, 3), (30, 4), (100, 5)),
    Scale.VOLCANO: ((2, 1), (4, 2), (6, 3), (8, 4), (10, 5)),
    Scale.TENCENT: ((2, 1), (4, 2), (6, 3), (8, 4), (10, 5)),
    Scale.SHERPA: ((0.5, 1), (1, 2), (1.25, 3), (2.5, 4), (100, 5)),
    Scale.NLS: ((1, 3), (3, 4), (5, 5)),
}
"""For each scale its upper bounds and what they become: the product's usual weight becomes our usual 4."""

_SPECIAL = {Scale.TENCENT: (11, 100)}
"""Weights with a meaning of their own at Tencent (always taken, and homophones replaced): 5 is the nearest we have."""

_WHOLE = frozenset(Scale) - {Scale.SHERPA}


def rescale(number: float, scale: Scale) -> Weighed:
    """Give a weight of another product on our scale."""
    if scale in _WHOLE and number != int(number):
        return Weighed(None, f"the weight {number:g} is no whole number")
    if scale is Scale.DASHSCOPE:
        fits = number in {1, 2, 3, 4, 5, 50}
        return Weighed(int(number)) if fits else Weighed(None, f"the weight {number:g} is not one of 1 to 5")
    if number in _SPECIAL.get(scale, ()):
        return Weighed(5, f"the weight {number:g} means more at {scale} than 5 does here")
    if number <= 0:
        return Weighed(None, f"the weight {number:g} weakens the term, and there is no such weight here")
    for bound, weight in _STEPS[scale]:
        if number <= bound:
            return Weighed(weight)
    return Weighed(None, f"the weight {number:g} is above {scale}'s largest, {_STEPS[scale][-1][0]:g}")
