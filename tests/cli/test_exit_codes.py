"""Exit codes: which wins, and that the documentation has a line for each."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from vocabsync.cli.exit_codes import MEANINGS, ExitCode, worst

ORDER = [
    ExitCode.INTERRUPTED,
    ExitCode.TERMINATED,
    ExitCode.PARTIAL,
    ExitCode.NEEDS_PERSON,
    ExitCode.MOVED,
    ExitCode.PROBLEM,
    ExitCode.DONE,
]


def test_the_worst_of_two_wins_whatever_their_order() -> None:
    for first, second in permutations(ORDER, 2):
        expected = ORDER[min(ORDER.index(first), ORDER.index(second))]
        assert worst([first, second]) is expected


def test_nothing_at_all_is_done() -> None:
    assert worst([]) is ExitCode.DONE


def test_every_code_has_a_meaning() -> None:
    assert set(MEANINGS) == set(ExitCode)


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_code_has_its_line_in_the_documentation(code: ExitCode) -> None:
    text = Path(__file__).parents[2].joinpath("docs/exit-codes.md").read_text("utf-8")
    assert f"| {code.value} " in text or f"| `{code.value}` " in text or f"**{code.value}**" in text
