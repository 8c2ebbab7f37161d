"""What the service refuses: a function per rule (service.md sections 3 and 4). Quick where nothing is wrong."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from vocabsync.domain.findings import Finding, first_ones
from vocabsync.domain.odd_text import describe_odd_characters, may_hold_odd_characters
from vocabsync.domain.target_models import Family, facts_of, family_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vocabsync.domain.identifiers import TargetModel
    from vocabsync.domain.policy import Policy
    from vocabsync.domain.vocabulary import Terms

MOST_CHARACTERS: Final = 15
"""Of a text with any character outside ASCII, in code points, all counted."""

MOST_WORDS: Final = 7
"""Of a text in plain ASCII, split at spaces."""

WEIGHTS: Final = frozenset({1, 2, 3, 4, 5})
STRONGEST: Final = 50
"""The extra weight of Qwen-Audio models, for as many terms of a list as its number says."""

_WEIGHT_OF: Final = attrgetter("weight")


def find_text_faults(texts: Sequence[str]) -> list[Finding]:
    """Find the texts that no model accepts."""
    return [
        *first_ones(_empty(texts)),
        *first_ones(_too_long(texts)),
        *first_ones(_too_many_words(texts)),
        *first_ones(_odd_characters(texts)),
    ]


def find_weight_faults(terms: Terms) -> list[Finding]:
    """Find weights that no model accepts."""
    if set(map(_WEIGHT_OF, terms)) <= {*WEIGHTS, STRONGEST}:
        return []
    return first_ones(
        Finding(rule="VS134", summary=f"the weight {term.weight} is not one of 1 to 5", index=index, part="weight")
        for index, term in enumerate(terms)
        if term.weight not in WEIGHTS and term.weight != STRONGEST
    )


def find_strongest_faults(terms: Terms, model: TargetModel) -> list[Finding]:
    """Find weights of 50 where the model does not take them, or not so many. An unknown model may take them."""
    if STRONGEST not in map(_WEIGHT_OF, terms) or family_of(model) is None:
        return []
    strongest = [index for index, term in enumerate(terms) if term.weight == STRONGEST]
    if family_of(model) is not Family.QWEN_AUDIO:
        summary = f"{model} does not take the weight {STRONGEST}"
        return first_ones(Finding(rule="VS135", summary=summary, index=at, part="weight") for at in strongest)
    if len(strongest) <= STRONGEST:
        return []
    summary = f"{len(strongest)} terms have the weight {STRONGEST}, and {STRONGEST} may"
    return [Finding(rule="VS135", summary=summary, index=strongest[STRONGEST], part="weight")]


def find_count_faults(count: int, model: TargetModel, policy: Policy) -> list[Finding]:
    """Check the length of a list: one term at least, and the two published numbers or the one that replaces both."""
    if count == 0:
        return [Finding(rule="VS137", summary="the list has no terms")]
    raised = policy.term_limits.get(model)
    if raised is not None:
        summary = f"{count:,} terms, and `limits.terms` allows {raised:,} for {model}"
        return [Finding(rule="VS138", summary=summary)] if count > raised else []
    facts = facts_of(model)
    if facts is None or count <= facts.newest:
        return []
    if count > facts.largest:
        summary = f"{count:,} terms, and {facts.largest:,} is the most ever published for {model}"
        return [Finding(rule="VS138", summary=summary)]
    summary = f"{count:,} terms, and the newest pages publish {facts.newest:,} for {model}"
    return [Finding(rule="VS203", summary=summary)]


def count_words(text: str) -> int:
    """Count words as the service does: split at U+0020, empty pieces ignored."""
    return sum(1 for piece in text.split(" ") if piece)


def _empty(texts: Sequence[str]) -> Iterator[Finding]:
    if all(texts) and not any(map(str.isspace, texts)):
        return iter(())
    return (
        Finding(rule="VS130", summary="the text of this term is empty", index=index, part="text")
        for index, text in enumerate(texts)
        if not text or text.isspace()
    )


def _too_long(texts: Sequence[str]) -> Iterator[Finding]:
    return (
        Finding(
            rule="VS131",
            summary=f"{len(text)} characters, and a term with any sign that is not plain English may have "
            f"{MOST_CHARACTERS}",
            index=index,
            part="text",
        )
        for index, text in enumerate(texts)
        if len(text) > MOST_CHARACTERS and not text.isascii()
    )


def _too_many_words(texts: Sequence[str]) -> Iterator[Finding]:
    return (
        Finding(
            rule="VS132",
            summary=f"{count_words(text)} words, and a term in plain English letters may have {MOST_WORDS}",
            index=index,
            part="text",
        )
        for index, text in enumerate(texts)
        if len(text) > 2 * MOST_WORDS
        and text.count(" ") >= MOST_WORDS
        and text.isascii()
        and count_words(text) > MOST_WORDS
    )


def _odd_characters(texts: Sequence[str]) -> Iterator[Finding]:
    if not may_hold_odd_characters("".join(texts)):
        return iter(())
    return (
        Finding(rule="VS133", summary=f"the text holds {odd}", index=index, part="text")
        for index, text in enumerate(texts)
        if (odd := describe_odd_characters(text)) is not None
    )
