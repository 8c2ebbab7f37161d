"""Terms that a list holds more than once: by the letter, by Unicode's NFC, or by all but case."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from vocabsync.domain.findings import Finding, first_ones

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from vocabsync.domain.vocabulary import Terms


def find_repeats(terms: Terms) -> list[Finding]:
    """Find equal terms: with one weight they are sent once, with two nobody knows which is meant."""
    texts = [term.text for term in terms]
    if len(set(texts)) == len(texts) and is_composed("".join(texts)):
        return []
    return first_ones(_repeats(terms))


def without_repeats(terms: Terms) -> Terms:
    """Give the terms to be sent: of equal ones the first; twins by NFC are equal."""
    kept = {(compose(term.text), term.lang): term for term in reversed(terms)}
    return tuple(reversed(kept.values()))


def find_case_twins(terms: Terms, lowered: AbstractSet[str]) -> list[Finding]:
    """Find terms that differ in case only; ``lowered`` are all texts in lower case."""
    if len(lowered) == len({term.text for term in terms}):
        return []
    return first_ones(_case_twins(terms))


def compose(text: str) -> str:
    """Give the NFC form, by which texts are compared; what is sent stays as it was written."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_composed(text: str) -> bool:
    """Whether a text is in NFC."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def _repeats(terms: Terms) -> Iterator[Finding]:
    seen: dict[tuple[str, str | None], int] = {}
    for index, term in enumerate(terms):
        first = seen.setdefault((compose(term.text), term.lang), index)
        if first == index:
            continue
        if terms[first].weight == term.weight:
            yield Finding(
                rule="VS215", summary="the same term stands here twice", index=index, part="text", related=first
            )
        else:
            summary = f"the weight is {term.weight} here and {terms[first].weight} in the other place"
            yield Finding(rule="VS136", summary=summary, index=index, part="text", related=first)


def _case_twins(terms: Terms) -> Iterator[Finding]:
    seen: dict[tuple[str, str | None], int] = {}
    for index, term in enumerate(terms):
        first = seen.setdefault((term.text.lower(), term.lang), index)
        if terms[first].text != term.text:
            summary = f"`{term.text}` and `{terms[first].text}` differ in case only"
            yield Finding(rule="VS207", summary=summary, index=index, part="text", related=first)
