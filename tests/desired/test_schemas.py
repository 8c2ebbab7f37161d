from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from vocabsync.desired.caps import Caps
from vocabsync.desired.plain_scalars import Implicit
from vocabsync.desired.schemas import configuration_schema, vocabulary_schema
from vocabsync.desired.yaml_events import read_yaml

ROOT = Path(__file__).parents[2]
CHECKED_IN = ROOT / "docs" / "schema"


@pytest.mark.parametrize(("name", "schema"), [("vocabulary", vocabulary_schema()), ("config", configuration_schema())])
def test_a_checked_in_schema_is_the_one_that_the_shapes_give(name: str, schema: dict[str, Any]) -> None:
    kept = json.loads((CHECKED_IN / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert kept == schema, f"run: vocabsync schema {name} > docs/schema/{name}.schema.json"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("file", sorted((ROOT / "vocabularies").glob("*.yaml")), ids=lambda file: file.stem)
def test_our_own_vocabularies_obey_the_schema(file: Path) -> None:
    jsonschema.Draft202012Validator(vocabulary_schema()).validate(data_of(file.read_text(encoding="utf-8")))


def test_our_own_configuration_obeys_the_schema() -> None:
    text = (ROOT / "vocabsync.yaml").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(configuration_schema()).validate(data_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "target_model: fun-asr\nterms: [{text: a b, wieght: 4}]",
        "target_model: fun-asr\nterms: [{text: a b, weight: 7}]",
        "target_model: fun-asr\nterms: ['']",
        "target_model: fun-asr\ntarget_models: [fun-asr]\nterms: [a b]",
        "target_model: fun-asr",
        "terms: [a b]",
        "target_model: 110\nterms: [a b]",
    ],
)
def test_what_an_editor_can_know_to_be_wrong_is_refused_by_the_schema(text: str) -> None:
    assert not jsonschema.Draft202012Validator(vocabulary_schema()).is_valid(data_of(text))


def test_every_key_is_described_in_english_and_chinese() -> None:
    for schema in (vocabulary_schema(), configuration_schema()):
        for shape in (schema, *schema["$defs"].values()):
            for key, described in shape["properties"].items():
                reference = described.get("$ref", "").rpartition("/")[2]
                assert "description" in described or "description" in schema["$defs"][reference], key
                english, _, chinese = described["markdownDescription"].partition("\n\n")
                assert english.isascii() or "…" in english, key
                assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese), key


def data_of(text: str) -> object:
    data = read_yaml("x.yaml", text, Caps()).data
    assert not isinstance(data, Implicit)
    return data
