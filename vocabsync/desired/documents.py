"""The shape of a vocabulary file, for pydantic and for editors: keys, kinds, descriptions in two languages.

Plain slotted dataclasses: a list of ten thousand terms is one call of pydantic, and no model per term stays alive.
A key that is not in the file is None here; a key without a value never gets this far as None.
"""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, Strict

from vocabsync.domain.frozen import frozen

WEIGHTS = (1, 2, 3, 4, 5, 50)
STRICT = ConfigDict(extra="forbid")


Text = Annotated[str, Strict()]
Whole = Annotated[int, Strict()]
YesNo = Annotated[bool, Strict()]
"""Exact kinds: a text is not made of a number, nor a number of a text."""


def said(english: str, chinese: str, *, allowed: tuple[int, ...] = (), **constraints: Any) -> Any:  # noqa: ANN401  # as pydantic has it
    """Describe a key for editors, which show both languages where they know ``markdownDescription``.

    ``allowed`` values are suggested there, and checked by rules of their own.
    """
    both = f"{english}\n\n{chinese}"
    extra: dict[str, Any] = {"markdownDescription": both, **({"enum": list(allowed)} if allowed else {})}
    return Field(description=english, json_schema_extra=extra, **constraints)


def no_items() -> list[Any]:
    """Give an empty list. pydantic asks a factory for its signature, and that of ``list`` itself takes 5 ms to find."""
    return []


def no_keys() -> dict[str, Any]:
    """Give an empty mapping; as ``no_items``."""
    return {}


@frozen
class TermEntry:
    """One term, with all that can be said of it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: Annotated[Text, said("The term as it is spoken.", "热词，按读出来的样子写。")]
    weight: Annotated[
        Whole | None,
        said(
            "1 mild, 4 usual, 5 strong; 50 for Qwen-Audio only.",
            "权重：1 弱，4 常用，5 强；50 仅限 Qwen-Audio。",
            allowed=WEIGHTS,
        ),
    ] = None
    lang: Annotated[Text | None, said("Language code; leave out to detect.", "语言代码；不写则自动识别。")] = None
    note: Annotated[Text | None, said("Stays in the file.", "备注，只留在文件里。")] = None


@frozen
class DefaultsEntry:
    """What terms have that do not say it themselves."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    weight: Annotated[
        Whole | None, said("Weight of terms without one; 4 by default.", "默认权重，不写为 4。", allowed=WEIGHTS)
    ] = None
    lang: Annotated[Text | None, said("Language of terms without one.", "默认语言。")] = None


@frozen
class GuardsEntry:
    """How much one apply may destroy without being asked."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    deletes: Annotated[
        Whole | None, said("Vocabularies that may be deleted or replaced.", "一次最多可删除或替换的词表数。", ge=0)
    ] = None
    removed_terms: Annotated[
        Text | None,
        said(
            "Share of the terms of one vocabulary that may be removed.",
            "一个词表一次最多可删除的热词比例。",
            pattern=r"^([0-9]{1,2}(\.[0-9]{1,6})?|100)%$",
            examples=["30%"],
        ),
    ] = None


@frozen(kw_only=True)
class VocabularyDocument:
    """A vocabulary file of vocabsync: one list of terms, one vocabulary per target model."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    prefix: Annotated[
        Text | None,
        said("Optional; equals the file name without its ending.", "可选，必须与文件名（不含扩展名）相同。"),
    ] = None
    description: Annotated[Text | None, said("Stays in the file.", "说明，只留在文件里。")] = None
    target_model: Annotated[
        Text | None,
        said("The model of your recognition request, letter by letter.", "识别请求所用的模型，须逐字一致。"),
    ] = None
    target_models: Annotated[
        list[Text] | None,
        said("Several models: one vocabulary each.", "多个模型：每个模型一个词表。", min_length=1),
    ] = None
    defaults: Annotated[DefaultsEntry, said("For terms that do not say it.", "用于未写明的热词。")] = field(
        default_factory=DefaultsEntry
    )
    include: Annotated[
        list[Text],
        said("Shared lists, relative to this file: .yaml .csv .tsv .txt .json", "引用的公共词单，相对于本文件的路径。"),
    ] = field(default_factory=no_items)
    terms: Annotated[
        list[Annotated[Text, Field(min_length=1)] | TermEntry],
        said("Each a text, or {text: …, weight: …, lang: …}.", "每项为文本，或 {text: …, weight: …, lang: …}。"),
    ] = field(default_factory=no_items)
    protect: Annotated[YesNo, said("May not be deleted or replaced.", "受保护：不得删除或替换。")] = False
    keep_replaced: Annotated[
        YesNo, said("A superseded vocabulary stays until this is false again.", "被取代的词表保留，直到改回 false。")
    ] = False
    guards: Annotated[GuardsEntry, said("Limits for this vocabulary alone.", "只针对本词表的保护限制。")] = field(
        default_factory=GuardsEntry
    )
