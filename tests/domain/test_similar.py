from __future__ import annotations

import pytest

from vocabsync.domain.similar import find_similar

KNOWN = ("布洛芬", "布洛芬缓释胶囊", "阿司匹林", "阿奇霉素", "Seediq Bale", "ＥＧＦＲ抑制剂", "  ")


@pytest.mark.parametrize(
    ("text", "similar"),
    [
        ("seediq  bale", ("Seediq Bale",)),
        ("EGFR抑制剂", ("ＥＧＦＲ抑制剂",)),
        ("洛芬", ("布洛芬", "布洛芬缓释胶囊")),
        ("阿斯匹林", ("阿司匹林",)),
        ("阿司匹林肠溶片", ("阿司匹林",)),
        ("Sediq Bale", ("Seediq Bale",)),
        ("吴贻弓", ()),
        (" ", ()),
    ],
)
def test_a_term_nobody_knows_is_answered_with_the_nearest_known(text: str, similar: tuple[str, ...]) -> None:
    assert find_similar(text, KNOWN) == similar


def test_at_most_three_are_named_whatever_the_order_of_the_files() -> None:
    known = [f"布洛芬{number}号" for number in range(9)]
    assert find_similar("布洛芬", known) == find_similar("布洛芬", reversed(known)) == tuple(known[:3])
