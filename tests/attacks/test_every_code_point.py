"""Every code point of Unicode within a term: lawful or refused, as the character database says, and never changed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.support.repository import find_problems
from vocabsync.desired.caps import Caps
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.limits import find_text_faults

if TYPE_CHECKING:
    from pathlib import Path

PLANE = 0x10000
QUICK = {0, 14}
PLANES = pytest.mark.parametrize(
    "plane", [pytest.param(plane, marks=() if plane in QUICK else pytest.mark.slow) for plane in range(17)]
)
TOGETHER = 16
A_FEW = 128
"""No more findings of one rule are kept of a list than can be listed."""

NAMES_OF_NOTHING = (
    "HANGUL FILLER",
    "CHOSEONG FILLER",
    "JUNGSEONG FILLER",
    "VARIATION SELECTOR",
    "GRAPHEME JOINER",
    "VOWEL INHERENT",
    "PATTERN BLANK",
)
"""Letters, marks and signs that show nothing have it in their names."""


def is_refused(sign: str) -> bool:
    """Decide by the character database, and by what the standard says of code points that never will be characters."""
    code, category = ord(sign), unicodedata.category(sign)
    if category == "Cn":
        reserved_for_nothing = code == 0x2065 or 0xFFF0 <= code <= 0xFFF8 or 0xE0000 <= code <= 0xE0FFF
        return reserved_for_nothing or code % PLANE >= 0xFFFE or code in range(0xFDD0, 0xFDF0)
    shows_nothing = any(word in unicodedata.name(sign, "") for word in NAMES_OF_NOTHING)
    return category in {"Cc", "Cf", "Cs", "Zl", "Zp"} or shows_nothing


def signs_of(plane: int) -> list[str]:
    return [chr(code) for code in range(plane * PLANE, (plane + 1) * PLANE)]


@PLANES
def test_a_code_point_in_a_term_is_refused_where_it_shows_nothing_directs_or_is_no_character(plane: int) -> None:
    signs = signs_of(plane)
    for start in range(0, PLANE, A_FEW):
        few = signs[start : start + A_FEW]
        faults = find_text_faults([f"甲{sign}乙" for sign in few])
        named = {fault.summary.rpartition(" ")[2] for fault in faults}
        assert named == {f"U+{ord(sign):04X}" for sign in few if is_refused(sign)}
        assert {fault.rule for fault in faults} <= {"VS133"}


@PLANES
def test_a_code_point_is_read_as_it_was_written_or_not_at_all(plane: int) -> None:
    signs = [sign for sign in signs_of(plane) if unicodedata.category(sign) != "Cs"]
    groups = ["甲" + "".join(signs[at : at + TOGETHER]) for at in range(0, len(signs), TOGETHER)]
    escaped = "".join('- "' + "".join(f"\\U{ord(sign):08X}" for sign in group) + '"\n' for group in groups)
    assert read_yaml("a.yaml", escaped, Caps(file_bytes=1 << 24)).data == groups
    raw = [group for group in groups if can_stand_raw(group)]
    assert len(raw) > len(groups) * 0.99
    assert read_yaml("a.yaml", "".join(f"- '{group}'\n" for group in raw), Caps()).data == raw


def can_stand_raw(text: str) -> bool:
    """What YAML lets stand between single quotes: nothing that it takes for a line end or refuses."""
    return not any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} or sign in "'\ufeff\ufffe\uffff" for sign in text)


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(first, marks=() if first % 0x400 == 0 else pytest.mark.slow)
        for first in range(0xD800, 0xE000, 0x100)
    ],
)
def test_half_a_pair_is_refused_however_it_is_written(first: int) -> None:
    for code in range(first, first + 0x100):
        with pytest.raises(Unreadable) as caught:
            read_yaml("a.yaml", f'- "甲\\u{code:04X}"\n', Caps())
        assert str(caught.value.diagnostics[0].place).startswith("a.yaml:1:")


def test_every_refused_code_point_is_named_with_its_line(tmp_path: Path) -> None:
    refused = [sign for sign in map(chr, range(0x110000)) if is_refused(sign) and unicodedata.name(sign, "") != ""]
    files = {}
    for number in range(0, len(refused), 150):
        terms = "".join(f'  - "甲\\U{ord(sign):08X}乙"\n' for sign in refused[number : number + 150])
        files[f"vocabularies/a{number}.yaml"] = f"target_model: fun-asr\nterms:\n{terms}"
    found = {(problem.place.path, problem.place.line): problem for problem in find_problems(tmp_path, files)}
    for index, sign in enumerate(refused):
        problem = found[f"vocabularies/a{index // 150 * 150}.yaml", index % 150 + 3]
        assert (problem.rule, f"U+{ord(sign):04X}" in problem.summary) == ("VS133", True)
