"""What a person sees in an editor: yaml-language-server with the schemas and settings that `vocabsync init` writes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.language_server import LanguageServer
from vocabsync.desired.starter import EXAMPLE, starter_files, write_missing

INSTALLED = Path(__file__).parents[2] / "build/editor/node_modules/yaml-language-server/bin/yaml-language-server"
NODE, ON_PATH = shutil.which("node"), shutil.which("yaml-language-server")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        NODE is None or not (ON_PATH or INSTALLED.exists()),
        reason="no yaml-language-server here: `make test-editor` installs it, with npm",
    ),
]

BEGUN = "    "
"""A line of a term on which the person is about to write a key."""

WRONG = f"""\
target_model: fun-asr
terms:
  - {{text: 赛德克, wieght: 4}}
  - {{text: 阙里, weight: 9}}
  - 110
  - text: 孔庙
{BEGUN}
  - {{text: 孔林, weight: }}
"""


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[LanguageServer]:
    """A starter repository opened in an editor that obeys its `.vscode/settings.json`."""
    write_missing(tmp_path, starter_files())
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    yaml = {"schemas": settings["yaml.schemas"], "validate": True, "hover": True, "completion": True}
    command = [ON_PATH] if ON_PATH else [str(NODE), str(INSTALLED)]
    with LanguageServer(
        [*command, "--stdio"], tmp_path, {"yaml": {**yaml, "schemaStore": {"enable": False}}}
    ) as server:
        yield server


def test_the_starter_files_are_in_order(editor: LanguageServer) -> None:
    for path in (EXAMPLE, "vocabsync.yaml"):
        assert editor.open(path, starter_files()[path]) == []


def test_what_is_wrong_is_underlined_while_it_is_typed(editor: LanguageServer) -> None:
    found = {each.line: each.message for each in editor.open("vocabularies/wrong.yaml", WRONG)}
    assert set(found) >= {2, 3, 4}
    assert (found[2], found[3]) == (
        "Property wieght is not allowed.",
        "Value is not accepted. Valid values: 1, 2, 3, 4, 5, 50.",
    )
    configured = editor.open("vocabsync.yaml", "region: moon\nprun: true\n")
    assert [each.message for each in configured] == [
        'Value is not accepted. Valid values: "cn-beijing", "ap-southeast-1".',
        "Property prun is not allowed.",
    ]


def test_a_key_is_explained_in_english_and_chinese(editor: LanguageServer) -> None:
    editor.open("vocabularies/hover.yaml", WRONG)
    shown = editor.hover("vocabularies/hover.yaml", 0, 3)
    assert "The model of your recognition request, letter by letter." in shown
    assert "识别请求所用的模型，须逐字一致。" in shown
    assert "权重：1 弱，4 常用，5 强" in editor.hover("vocabularies/hover.yaml", 3, 18)


def test_keys_and_weights_are_offered(editor: LanguageServer) -> None:
    editor.open("vocabularies/offer.yaml", WRONG)
    assert editor.complete("vocabularies/offer.yaml", 6, 4) == ["weight", "lang", "note"]
    assert editor.complete("vocabularies/offer.yaml", 7, 23) == ["1", "2", "3", "4", "5", "50"]


def test_a_file_names_its_schema_where_no_settings_do(editor: LanguageServer) -> None:
    line = "# yaml-language-server: $schema=schema/vocabulary.schema.json\n"
    assert editor.open("elsewhere.yaml", WRONG) == []
    assert len(editor.open("pointed.yaml", line + WRONG)) > 2
