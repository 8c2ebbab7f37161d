from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from ruamel.yaml import YAML

from vocabsync.desired.configuration import read_configuration
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.desired.starter import EXAMPLE, holds_vocabularies, ignores_local_state, starter_files, write_missing
from vocabsync.domain.errors import VocabsyncError
from vocabsync.operations.format_files import format_files

if TYPE_CHECKING:
    from pathlib import Path


def test_the_result_validates_without_a_warning(tmp_path: Path) -> None:
    write_missing(tmp_path, starter_files())
    configuration = read_configuration(None, tmp_path)
    environment = configuration.for_environment(None)
    folder = VocabularyFolder(configuration, environment)
    problems = [problem for prefix in folder.prefixes() for problem in folder.load(prefix).diagnostics]
    assert [*problems, *folder.finish()] == []
    assert not any(each.has_changes or each.problems for each in format_files([environment]))


def test_the_schemas_that_editors_get_fit_the_files_that_they_get() -> None:
    files = starter_files()
    for path, schema in ((EXAMPLE, "vocabulary"), ("vocabsync.yaml", "config")):
        jsonschema.validate(YAML(typ="safe").load(files[path]), json.loads(files[f"schema/{schema}.schema.json"]))
        modeline = files[path].splitlines()[0]
        assert modeline.endswith(f"schema/{schema}.schema.json")


def test_the_editor_settings_name_files_that_are_written() -> None:
    files = starter_files()
    assert json.loads(files[".vscode/settings.json"])["yaml.schemas"].keys() <= files.keys()


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    (tmp_path / "vocabsync.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    written = write_missing(tmp_path, starter_files())
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    assert not (tmp_path / "elsewhere.yaml").exists()
    assert {".gitignore", "vocabsync.yaml"}.isdisjoint(written)
    assert write_missing(tmp_path, starter_files()) == ()


def test_the_region_is_the_one_that_was_asked_for(tmp_path: Path) -> None:
    write_missing(tmp_path, starter_files("ap-southeast-1"))
    assert read_configuration(None, tmp_path).for_environment(None).policy.region == "ap-southeast-1"


def test_a_repository_with_vocabularies_needs_no_example(tmp_path: Path) -> None:
    assert not holds_vocabularies(tmp_path)
    write_missing(tmp_path, starter_files(with_example=False))
    assert not (tmp_path / "vocabularies").exists()
    write_missing(tmp_path, starter_files())
    assert holds_vocabularies(tmp_path)


@pytest.mark.parametrize(("line", "ignores"), [("/.vocabsync/", True), (".vocabsync", True), ("build/", False)])
def test_a_gitignore_that_forgets_the_local_state_is_noticed(tmp_path: Path, line: str, *, ignores: bool) -> None:
    assert not ignores_local_state(tmp_path)
    (tmp_path / ".gitignore").write_text(f"a\n{line}\n", "utf-8")
    assert ignores_local_state(tmp_path) is ignores


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "schema").write_text("a file in the way", "utf-8")
    with pytest.raises(VocabsyncError, match="cannot be written"):
        write_missing(tmp_path, {"schema/a.json": "{}"})
