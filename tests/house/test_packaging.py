"""What users install: the package and nothing else, and every promise about dependencies."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import vocabsync

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PACKAGE = Path(vocabsync.__path__[0])
SECRET = re.compile(rb"sk-[0-9a-f]{32}|-----BEGIN [A-Z ]*PRIVATE KEY|ghp_[A-Za-z0-9]{36}")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    if PACKAGE.parent != ROOT:
        pytest.skip("the package under test is the built wheel already; its source is gone")
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(target.glob("*.whl")))


def test_the_wheel_holds_the_package_and_its_licence_only(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0] for name in wheel.namelist()} == {"vocabsync", "vocabsync-0.1.0.dist-info"}
    others = [name for name in wheel.namelist() if name.startswith("vocabsync/") and not name.endswith(".py")]
    assert "vocabsync/py.typed" in others
    assert "vocabsync/desired/starter_files/workflows/vocabularies.yml" in others
    kinds = (
        r"vocabsync/(py\.typed|.*\.(json|jinja|html|css|yml|yaml|csv|txt|md|in|tmpl|j2))|.*/(\.?gitignore|gitignore)"
    )
    assert [name for name in others if not re.fullmatch(kinds, name)] == []
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_the_wheel_holds_no_tests_and_no_secrets(wheel: zipfile.ZipFile) -> None:
    assert [name for name in wheel.namelist() if re.search(r"(^|/)(tests?/|test_|conftest)", name)] == []
    assert [name for name in wheel.namelist() if SECRET.search(wheel.read(name))] == []


def test_every_runtime_dependency_has_a_floor() -> None:
    dependencies = PROJECT["project"]["dependencies"]
    assert [each for each in dependencies if not re.match(r"[\w.-]+>=\d", each)] == []
    assert len(dependencies) <= 10


def test_what_we_test_with_satisfies_the_floors() -> None:
    pinned = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", REQUIREMENTS, re.MULTILINE))
    for dependency in PROJECT["project"]["dependencies"]:
        name, floor = re.match(r"([\w.-]+)>=([\d.]+)", dependency).groups()  # type: ignore[union-attr]  # see above
        version = pinned[name.replace(".", "-")] if name not in pinned else pinned[name]
        assert [int(part) for part in version.split(".")] >= [int(part) for part in floor.split(".")], dependency


def test_every_development_package_is_pinned_by_hash_and_no_host_is_named() -> None:
    blocks = re.split(r"^(?=\S)", REQUIREMENTS, flags=re.MULTILINE)
    packages = [block for block in blocks if block.strip() and not block.startswith("#")]
    assert len(packages) > 50
    assert [block for block in packages if not re.match(r"[\w.-]+==[^\n]+\n +--hash=sha256:[0-9a-f]{64}", block)] == []
    assert "://" not in REQUIREMENTS


def test_the_version_is_the_same_everywhere() -> None:
    assert vocabsync.__version__ == PROJECT["project"]["version"]


def test_the_changelog_begins_with_what_is_unreleased_and_falls_in_time() -> None:
    headings = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    released = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})", heading) for heading in headings[1:]]
    assert None not in released
    dates = [match[2] for match in released if match]
    assert dates == sorted(dates, reverse=True)
    kinds = set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
