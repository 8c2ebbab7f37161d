"""Between the wire's shapes and the domain's values. The loop over terms is the hot one of a plan."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from vocabsync.domain.identifiers import Claim, Prefix, TargetModel, VocabularyId, parse_prefix
from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Term, Terms
from vocabsync.remote.wire import KEYS_OF_TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vocabsync.domain.vocabulary import UnknownValues
    from vocabsync.remote.wire import CreatedOutput, ListedOutput, QueriedOutput


class NotTerms(Exception):
    """Rows of a vocabulary that are not what the service documents. The text says what, without their content."""


def to_listed(output: ListedOutput) -> tuple[ListedVocabulary, ...]:
    """Translate one page; an ID of any shape is kept, as it takes a slot."""
    return tuple(
        ListedVocabulary(
            id=VocabularyId(row.vocabulary_id),
            status=row.status,
            created=row.gmt_create,
            modified=row.gmt_modified,
        )
        for row in output.vocabulary_list
    )


def to_remote(output: QueriedOutput, vocabulary_id: VocabularyId, prefix: Prefix) -> RemoteVocabulary:
    """Translate a queried vocabulary. Raises NotTerms."""
    terms, unknown_fields = read_terms(output.vocabulary)
    return RemoteVocabulary(
        id=vocabulary_id,
        claim=Claim(prefix, TargetModel(output.target_model)),
        status=output.status,
        created=output.gmt_create,
        modified=output.gmt_modified,
        terms=terms,
        term_count=len(terms),
        unknown_fields=unknown_fields,
        unknown_values=_unknown_values(output.vocabulary) if unknown_fields else MappingProxyType({}),
    )


def _unknown_values(rows: list[dict[str, Any]]) -> UnknownValues:
    """Give what terms carry in fields that nobody knows, by their index; old lists of Gummy have translations there."""
    odd = ((index, row.keys() - KEYS_OF_TERMS) for index, row in enumerate(rows))
    return MappingProxyType(
        {index: {name: rows[index][name] for name in sorted(names)} for index, names in odd if names}
    )


def words_of_listed(rows: Iterable[ListedVocabulary]) -> Iterator[str]:
    """Give every word of the service in a page."""
    for row in rows:
        yield from (row.id, row.status, row.created, row.modified)


def words_of_remote(remote: RemoteVocabulary) -> Iterator[str]:
    """Give every word of the service in a vocabulary."""
    yield from (remote.claim.target_model, remote.status, remote.created, remote.modified, *remote.unknown_fields)
    yield from (term.text for term in remote.terms)
    yield from {term.lang for term in remote.terms if term.lang is not None}
    yield from (json.dumps(values, ensure_ascii=False) for values in remote.unknown_values.values())


def read_terms(rows: list[Any]) -> tuple[Terms, tuple[str, ...]]:
    """Read the rows of a vocabulary, and name the fields that nobody knows. Raises NotTerms.

    A plain loop: as strict as pydantic's bulk reading, and half the time of that with a ``Term`` made of each result.
    Any integer is a weight; a ``lang`` that is missing, null or empty is none.
    """
    terms: list[Term] = []
    unknown: set[str] = set()
    for row in rows:
        if type(row) is not dict:
            raise NotTerms("a term that is not an object")
        text, weight, lang = row.get("text"), row.get("weight"), row.get("lang")
        if type(text) is not str or type(weight) is not int or not (lang is None or type(lang) is str):
            raise NotTerms("a term whose text, weight or lang is missing or of another type")
        if len(row) != 2 + ("lang" in row):  # quicker than comparing the keys, and rarely true
            unknown |= row.keys() - KEYS_OF_TERMS
        terms.append(Term(text, weight, lang or None))
    return tuple(terms), tuple(sorted(unknown))


def write_terms(terms: Terms) -> list[dict[str, Any]]:
    """Write terms as the service takes them: no ``lang`` where there is none."""
    return [
        {"text": text, "weight": weight} if lang is None else {"text": text, "weight": weight, "lang": lang}
        for text, weight, lang in terms
    ]


def to_created(output: CreatedOutput, claim: Claim) -> VocabularyId | None:
    """Give the new ID; None where it cannot be the ID of what was created, so that nobody ever writes to it."""
    vocabulary_id = VocabularyId(output.vocabulary_id)
    return vocabulary_id if parse_prefix(vocabulary_id) == claim.prefix else None
