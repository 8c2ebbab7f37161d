"""The threat table names tests that exist, and leaves out no attack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAFETY = (ROOT / "docs/safety.md").read_text(encoding="utf-8")
SECURITY = (ROOT / ".github/SECURITY.md").read_text(encoding="utf-8")


def rows() -> list[tuple[str, str, str]]:
    section = SAFETY.split("\n## Threats\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(threat, holds, proof) for threat, holds, proof in cells]


@pytest.mark.parametrize(("threat", "holds", "proof"), rows())
def test_a_threat_is_answered_and_attacked_by_tests_that_exist(threat: str, holds: str, proof: str) -> None:
    assert threat
    assert holds
    proofs = re.findall(r"\[(\w+)\]\(\.\./(tests/[\w/]+\.py)\): ((?:`test_\w+`(?:, )?)+)", proof)
    assert len(proofs) == proof.count("](")
    for name, path, tests in proofs:
        assert Path(path).stem == name
        source = (ROOT / path).read_text(encoding="utf-8")
        for test in re.findall(r"`(test_\w+)`", tests):
            assert f"def {test}(" in source, f"{path} has no {test}"


def test_every_attack_belongs_to_a_threat() -> None:
    attacks = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/attacks/test_*.py")}
    assert attacks - set(re.findall(r"\.\./(tests/attacks/\w+\.py)", SAFETY)) == set()


def test_the_page_about_reporting_leads_to_the_threats() -> None:
    assert "(../docs/safety.md#threats)" in SECURITY
    assert "Report a vulnerability" in SECURITY
