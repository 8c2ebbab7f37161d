"""The published schema is the one that the program prints."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from vocabsync.render.document import plan_schema
from vocabsync.render.document_shape import FORMAT_VERSION

DOCS = Path(__file__).parents[2] / "docs"


def test_the_published_schema_is_current() -> None:
    assert json.loads((DOCS / "schema" / "plan.schema.json").read_text("utf-8")) == plan_schema()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(plan_schema())


def test_every_key_is_described_in_english_and_chinese() -> None:
    schema = plan_schema()
    for shape in (schema, *schema["$defs"].values()):
        for key, described in shape["properties"].items():
            english, _, chinese = described["markdownDescription"].partition("\n\n")
            assert english == described["description"] != "", key
            assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese), key


def test_the_page_names_every_key_and_the_version() -> None:
    page = (DOCS / "plan-format.md").read_text("utf-8")

    assert all(f"`{key}`" in page for key in plan_schema()["properties"])
    assert f"today `{FORMAT_VERSION}`" in page
