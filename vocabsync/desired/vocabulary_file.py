"""One vocabulary file: its text → what it declares, and everything that its shape has to say against it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from vocabsync.desired.complaints import describe, explain
from vocabsync.desired.documents import VocabularyDocument
from vocabsync.desired.slips import find_slips
from vocabsync.desired.term_list import TermList
from vocabsync.desired.term_rows import read_rows
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import Prefix, TargetModel

if TYPE_CHECKING:
    from vocabsync.desired.document import Document
    from vocabsync.domain.diagnostic import Diagnostic


@frozen(kw_only=True)
class VocabularyFile:
    """What a file declares, as far as it can be read. ``terms`` are its own rows, without those of its includes."""

    prefix: Prefix
    document: Document
    content: VocabularyDocument
    terms: TermList
    models: tuple[TargetModel, ...]
    problems: tuple[Diagnostic, ...]


def check_vocabulary(document: Document, stem: Prefix) -> VocabularyFile:
    """Check a document against the shape of a vocabulary file. Never raises for what is in the file."""
    problems = list(document.problems)
    said = document.data
    if not isinstance(said, dict):
        problems += find_slips(document.source) or [_no_mapping(document)]
        said = {}
    content, complaints = _check_head(document, said)
    problems += complaints
    terms = _check_terms(document, said)
    problems += terms.problems
    problems += _check_prefix(document, content, stem)
    models, complaints = _check_models(document, content)
    problems += complaints if document.data == said else ()
    return VocabularyFile(
        prefix=stem, document=document, content=content, terms=terms, models=models, problems=tuple(problems)
    )


@cache
def _adapter() -> TypeAdapter[VocabularyDocument]:
    return TypeAdapter(VocabularyDocument)


def _no_mapping(document: Document) -> Diagnostic:
    remedy = "Begin with `target_model: fun-asr` and `terms:`, each on a line of its own."
    if document.data is None:
        return document.complain("VS116", "the file is empty", (), remedy=remedy)
    summary = f"{describe(document.data)} stands where the keys of a vocabulary are needed"
    return document.complain("VS116", summary, (), remedy=remedy)


def _check_head(document: Document, said: dict[str, Any]) -> tuple[VocabularyDocument, list[Diagnostic]]:
    """Check all but the terms; keys with a mistake count as not said, so that the others are still used."""
    head = {key: value for key, value in said.items() if key != "terms"}
    try:
        return _adapter().validate_python(head), []
    except ValidationError as error:
        spoilt = {each["loc"][0] for each in error.errors(include_url=False, include_input=False)}
        rest = {key: value for key, value in head.items() if key not in spoilt}
        return _adapter().validate_python(rest), explain(error, document, VocabularyDocument)


def _check_terms(document: Document, said: dict[str, Any]) -> TermList:
    items = said.get("terms", [])
    if isinstance(items, list):
        return read_rows(document, ("terms",), items, VocabularyDocument)
    try:
        _adapter().validate_python({"terms": items})
    except ValidationError as error:
        problems = tuple(explain(error, document, VocabularyDocument))
    else:
        problems = ()
    return TermList(document.source, (), lambda _row, _part: 0, problems)


def _check_prefix(document: Document, content: VocabularyDocument, stem: Prefix) -> list[Diagnostic]:
    if content.prefix is None or content.prefix == stem:
        return []
    summary = f"the prefix is `{content.prefix}`, and the file is called `{stem}`"
    return [document.complain("VS122", summary, ("prefix",))]


def _check_models(document: Document, content: VocabularyDocument) -> tuple[tuple[TargetModel, ...], list[Diagnostic]]:
    """Settle the target models: one key or the other, each model once, none empty."""
    said = document.data if isinstance(document.data, dict) else {}
    if "target_model" in said and "target_models" in said:
        remedy = "Keep `target_models` alone."
        summary = "`target_model` and `target_models` both say which models"
        return (), [document.complain("VS118", summary, ("target_models",), of_key=True, remedy=remedy)]
    if "target_model" not in said and "target_models" not in said:
        summary = "`target_model` is missing"
        remedy = "Add the model of your recognition requests, for example `target_model: fun-asr`."
        return (), [document.complain("VS117", summary, (), remedy=remedy)]
    named = [content.target_model] if content.target_model is not None else list(content.target_models or ())
    problems = [
        document.complain("VS128", f"`{model}` is named twice", ("target_models", index))
        for index, model in enumerate(named)
        if model in named[:index]
    ]
    problems += [
        document.complain("VS118", f"{describe(model)} cannot be the name of a model", _model_path(content, index))
        for index, model in enumerate(named)
        if not model or not model.isprintable() or " " in model
    ]
    return tuple(TargetModel(model) for model in dict.fromkeys(named)), problems


def _model_path(content: VocabularyDocument, index: int) -> tuple[int | str, ...]:
    return ("target_model",) if content.target_model is not None else ("target_models", index)
