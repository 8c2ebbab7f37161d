"""What users install: the package and nothing else, and every promise about dependencies."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import vocabsync
from tests.house.check_sbom import complaints

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PACKAGE = Path(vocabsync.__path__[0])
SECRET = re.compile(rb"sk-[0-9a-f]{32}|-----BEGIN [A-Z ]*PRIVATE KEY|ghp_[A-Za-z0-9]{36}")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if PACKAGE.parent != ROOT:
        pytest.skip("the package under test is the built wheel already; its source is gone")
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built.glob("*.whl")))


@pytest.fixture(scope="module")
def source(built: Path) -> dict[str, bytes]:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        files = [(member.name.partition("/")[2], archive.extractfile(member)) for member in archive if member.isfile()]
        return {name: file.read() for name, file in files if file is not None}


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


def test_the_source_package_holds_what_the_wheel_is_made_of_and_nothing_else(
    source: dict[str, bytes], wheel: zipfile.ZipFile
) -> None:
    beside = {"PKG-INFO", "pyproject.toml", ".gitignore", "README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE"}
    packaged = {name for name in wheel.namelist() if name.startswith("vocabsync/")}
    assert set(source) == packaged | beside
    assert [name for name, content in source.items() if SECRET.search(content)] == []


def test_nothing_local_is_packaged(source: dict[str, bytes], wheel: zipfile.ZipFile) -> None:
    local = re.compile(r"(^|/)(\.vocabsync|vocabsync\.lock|\.env|\.venv|__pycache__|\.git|dist|build)(/|$)")
    assert [name for name in (*source, *wheel.namelist()) if local.search(name)] == []


def test_the_rules_of_bandit_are_on_in_the_package() -> None:
    lint = PROJECT["tool"]["ruff"]["lint"]
    assert lint["select"] == ["ALL"]
    assert [rule for rule in lint["ignore"] if re.fullmatch(r"S\d*", rule)] == []
    silent = {
        files for files, rules in lint["per-file-ignores"].items() if any(re.fullmatch(r"S\d*", r) for r in rules)
    }
    assert silent == {"tests/**"}


def test_a_rule_of_bandit_is_silenced_in_single_lines_only_and_with_a_reason() -> None:
    silenced = re.compile(r"# noqa: [A-Z0-9, ]*\bS\d{3}\b[A-Z0-9, ]*(.*)")
    reasons = [
        found[1] for path in PACKAGE.rglob("*.py") for found in silenced.finditer(path.read_text(encoding="utf-8"))
    ]
    assert [reason for reason in reasons if not re.search(r"[a-z]{3}", reason)] == []


def test_the_bill_of_materials_names_every_runtime_dependency(tmp_path: Path) -> None:
    names = [re.split("[>=<]", each)[0].replace(".", "-") for each in PROJECT["project"]["dependencies"]]
    components = [{"name": name, "version": "1", "purl": f"pkg:pypi/{name}@1"} for name in names]
    bill = tmp_path / "sbom.json"
    bill.write_text(json.dumps({"bomFormat": "CycloneDX", "components": components}))
    assert complaints(bill) == []
    bill.write_text(json.dumps({"bomFormat": "CycloneDX", "components": components[1:]}))
    assert complaints(bill) == [f"{names[0]} is missing"]
    bill.write_text(json.dumps({"bomFormat": "CycloneDX"}))
    assert len(complaints(bill)) == len(names)


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
