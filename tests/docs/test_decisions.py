"""The records of decisions have one form, and none is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

RECORDS = sorted((Path(__file__).parents[2] / "docs/adr").glob("*.md"))
FORM = r"# (\d+)\. .+\n\nStatus: accepted\.\n\n## Context\n\n.+\n\n## Decision\n\n.+\n\n## Consequences\n\n.+\n"
DECIDED = (
    "prefix",
    "evidence",
    "ledger",
    "one-action",
    "creates-follow-a-protocol",
    "compared-not-executed",
    "strict-files",
    "exit-codes",
    "deepdiff",
    "threads",
    "referee",
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_says_context_decision_and_consequences_on_half_a_page(record: Path) -> None:
    text = record.read_text("utf-8")
    match = re.fullmatch(FORM, text, re.DOTALL)
    assert match is not None
    assert text.count("\n## ") == 3
    assert int(match[1]) == int(record.name[:4])
    assert len(text.splitlines()) <= 30
    assert max(map(len, text.splitlines())) <= 120


def test_records_are_numbered_without_a_gap() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("decided", DECIDED)
def test_what_the_house_stands_on_is_recorded(decided: str) -> None:
    assert len([record for record in RECORDS if decided in record.name]) == 1
