"""JSON Schemas of our files, made from the very shapes that check them, for editors and other checkers."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from vocabsync.desired.configuration_document import ConfigurationDocument
from vocabsync.desired.documents import VocabularyDocument

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
VERSION: Final = 1
"""Moves when a file that was valid no longer is."""


def vocabulary_schema() -> dict[str, Any]:
    """Give the schema of a vocabulary file."""
    schema = _schema_of(VocabularyDocument, "vocabulary", "A vocabulary file of vocabsync")
    schema["oneOf"] = [{"required": ["target_model"]}, {"required": ["target_models"]}]
    schema["anyOf"] = [{"required": ["terms"]}, {"required": ["include"]}]
    return schema


def configuration_schema() -> dict[str, Any]:
    """Give the schema of vocabsync.yaml."""
    return _schema_of(ConfigurationDocument, "config", "The configuration of vocabsync")


class _WithoutNull(GenerateJsonSchema):
    """A key that is not written is None to us; written, it is never null."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401  # pydantic's own signature
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401  # pydantic's own signature
        return self.generate_inner(schema["schema"])


def _schema_of(shape: type, name: str, title: str) -> dict[str, Any]:
    schema = TypeAdapter(shape).json_schema(schema_generator=_WithoutNull)
    return {"$schema": DIALECT, "$id": f"urn:vocabsync:schema:{name}:{VERSION}", **schema, "title": title}
