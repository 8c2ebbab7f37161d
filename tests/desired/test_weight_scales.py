from __future__ import annotations

import pytest

from vocabsync.desired.weight_scales import Scale, rescale


@pytest.mark.parametrize(
    ("scale", "weights"),
    [
        (Scale.DASHSCOPE, {1: 1, 4: 4, 5: 5, 50: 50}),
        (Scale.FUNASR, {1: 1, 3: 1, 4: 2, 7: 3, 10: 4, 20: 4, 30: 4, 31: 5, 100: 5}),
        (Scale.VOLCANO, {1: 1, 4: 2, 5: 3, 8: 4, 10: 5}),
        (Scale.TENCENT, {1: 1, 10: 5, 11: 5, 100: 5}),
        (Scale.SHERPA, {0.5: 1, 1: 2, 1.2: 3, 1.5: 4, 2: 4, 3: 5}),
        (Scale.NLS, {1: 3, 2: 4, 3: 4, 5: 5}),
    ],
)
def test_every_scale_has_its_table(scale: Scale, weights: dict[float, int]) -> None:
    assert {number: rescale(number, scale).weight for number in weights} == weights


@pytest.mark.parametrize("scale", Scale)
def test_a_greater_weight_never_becomes_a_smaller_one(scale: Scale) -> None:
    found = [rescale(number, scale).weight for number in range(-6, 101)]
    known = [weight for weight in found if weight is not None]
    assert known == sorted(known)


@pytest.mark.parametrize(
    ("scale", "number", "why"),
    [
        (Scale.DASHSCOPE, 6, "not one of 1 to 5"),
        (Scale.DASHSCOPE, 0, "not one of 1 to 5"),
        (Scale.DASHSCOPE, 4.5, "no whole number"),
        (Scale.NLS, 0, "weakens"),
        (Scale.NLS, -6, "weakens"),
        (Scale.NLS, 6, "above nls's largest, 5"),
        (Scale.VOLCANO, 11, "above"),
        (Scale.FUNASR, 101, "above"),
    ],
)
def test_what_has_no_place_is_said(scale: Scale, number: float, why: str) -> None:
    weighed = rescale(number, scale)
    assert weighed.weight is None
    assert why in weighed.note


def test_special_weights_are_taken_with_a_note() -> None:
    assert "means more at tencent" in rescale(100, Scale.TENCENT).note
    assert rescale(10, Scale.TENCENT).note == ""
