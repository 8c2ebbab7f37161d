"""Texts and terms of a plan on their way into its document: sorted, and such that a file can hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.diff import sort_key
from vocabsync.render.document_shape import TermEntry, TermsMoved, WeightEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.plan import TermChange, TermDiff
    from vocabsync.domain.vocabulary import Term


def saved_text(text: str) -> str:
    """Show lone surrogates, which no UTF-8 file can hold, as escapes; digests never depend on this."""
    if text.isprintable():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def term_entries(terms: Iterable[Term]) -> tuple[TermEntry, ...]:
    """Copy terms, sorted: the order in a file or an answer must not show anywhere."""
    ordered = sorted(terms, key=sort_key)
    return tuple(TermEntry(saved_text(text), weight, lang and saved_text(lang)) for text, weight, lang in ordered)


def weight_entries(changes: Iterable[TermChange]) -> tuple[WeightEntry, ...]:
    """Copy changed weights, in the order of the diff."""
    return tuple(
        WeightEntry(saved_text(after.text), after.lang and saved_text(after.lang), before.weight, after.weight)
        for before, after in changes
    )


def terms_moved(diff: TermDiff) -> TermsMoved:
    """Write a term diff down."""
    return TermsMoved(
        added=term_entries(diff.added), removed=term_entries(diff.removed), changed=weight_entries(diff.changed)
    )
