"""What is promised about where packages come from is run in CI, and carried by a release."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
WORKFLOWS = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob(".github/workflows/*.yml")}
RELEASE = WORKFLOWS["release.yml"]


def recipe(target: str) -> str:
    """Give prerequisites and commands of a make target."""
    found = re.search(rf"^{target}:(.*\n(?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found is not None, target
    return found[1]


def runs(workflow: str, job: str) -> str:
    document: dict[str, Any] = yaml.safe_load(WORKFLOWS[workflow])
    described = document["jobs"][job]
    told = str(described.get("strategy", "")) + " ".join(step.get("run", "") for step in described["steps"])
    return told.replace("$TARGET", "")


@pytest.mark.parametrize(
    ("job", "command"),
    [("check", "make check"), ("packaged", "test-lowest"), ("packaged", "test-wheel"), ("audit", "make audit")],
)
def test_ci_runs_what_is_promised(job: str, command: str) -> None:
    assert command in runs("ci.yml", job)


def test_the_check_reads_every_workflow_with_zizmor() -> None:
    assert "lint-workflows" in MAKEFILE.split("\ncheck:", 1)[1].split("\n", 1)[0]
    assert re.search(r"zizmor .*\.github .*\$\(STARTER\)", recipe("lint-workflows"))


def test_the_lowest_versions_are_resolved_from_the_floors_of_the_project() -> None:
    assert "--resolution lowest-direct pyproject.toml" in recipe("test-lowest")


def test_every_installation_in_development_asks_for_hashes_or_for_nothing_else() -> None:
    installs = re.findall(r"pip install ([^\n]+(?:\\\n[^\n]+)*)", MAKEFILE)
    installs = [each for each in installs if "--python build/lowest" not in each]  # the floors, resolved that moment
    assert len(installs) >= 4
    assert [each for each in installs if "--require-hashes" not in each and "--no-deps" not in each] == []


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_every_action_is_pinned_by_commit_and_nobody_keeps_credentials(workflow: str) -> None:
    text = WORKFLOWS[workflow]
    uses = re.findall(r"^[ -]+uses: (\S+)", text, re.MULTILINE)
    assert [each for each in uses if not re.fullmatch(r"\./\S+|[\w./-]+@[0-9a-f]{40}", each)] == []
    assert text.count("persist-credentials: false") >= text.count("uses: actions/checkout@")


def test_a_release_carries_its_bill_of_materials_and_attestations() -> None:
    assert re.search(r"make [^\n]*\bsbom\b", RELEASE)
    assert re.search(r"gh release create [^\n]*build/sbom\.json", RELEASE)
    assert "attestations: true" in RELEASE
    assert "check_sbom.py build/sbom.json" in recipe("sbom")
