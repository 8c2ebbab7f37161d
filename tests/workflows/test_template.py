"""The project's own workflow is the one that ``vocabsync init`` writes, apart from the installation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import vocabsync.desired

ROOT = Path(__file__).parents[2]
TEMPLATE = Path(vocabsync.desired.__path__[0]) / "starter_files/workflows/vocabularies.yml"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
USERS_INSTALL = """\
          python -m pip install --require-hashes --only-binary :all: --requirement .github/vocabsync/requirements.txt
"""
OUR_INSTALL = """\
          make setup
          echo "$PWD/.venv/bin" >> "$GITHUB_PATH"
"""


def test_our_workflow_is_the_template_apart_from_how_vocabsync_is_installed() -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    assert USERS_INSTALL in template
    ours = (ROOT / ".github/workflows/vocabularies.yml").read_text(encoding="utf-8")
    assert ours == template.replace(USERS_INSTALL, OUR_INSTALL)


@pytest.mark.parametrize("path", [*WORKFLOWS, TEMPLATE], ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
class TestEveryWorkflow:
    def test_grants_nothing_on_top_and_limits_every_job_in_time(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        for name, job in workflow["jobs"].items():
            assert "permissions" in job, name
            assert job["timeout-minutes"] <= 120, name

    def test_pins_actions_by_commit_and_names_their_version(self, path: Path) -> None:
        uses = re.findall(r"^ +(?:- )?uses: (.+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert [use for use in uses if not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40} # v[\d.]+", use)] == []

    def test_lets_no_expression_into_a_script(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        scripts = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
        assert [script for script in scripts if "${{" in script] == []

    def test_leaves_no_credentials_in_the_checkout(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
        checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)

    def test_never_runs_foreign_code_with_our_rights(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        # YAML 1.1 reads the key `on` as true.
        assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow[True])


def test_the_key_is_given_to_single_steps_only() -> None:
    workflow = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))
    for name, job in workflow["jobs"].items():
        assert "secrets." not in str(job.get("env", "")), name
        with_key = [step["name"] for step in job["steps"] if "secrets." in str(step)]
        assert all("uses" not in step for step in job["steps"] if "secrets." in str(step))
        assert (with_key != []) == (name in {"plan", "apply", "drift"}), name


def test_no_job_holds_both_the_key_and_the_right_to_write_to_pull_requests_after_the_merge() -> None:
    jobs = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["jobs"]
    assert jobs["apply"]["permissions"] == {
        "contents": "read",
        "actions": "read",
        "pull-requests": "read",
        "statuses": "read",
    }
    assert "secrets." not in str(jobs["report"])
