"""What one environment asks for: its own settings over those above it."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from vocabsync.domain.identifiers import Prefix, TargetModel
from vocabsync.domain.policy import DEFAULT_VOCABULARY_LIMIT, Guards, Removal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vocabsync.desired.configuration_document import LimitsEntry, RemovalEntry
    from vocabsync.desired.document import Document
    from vocabsync.desired.documents import GuardsEntry
    from vocabsync.desired.node_marks import Path


def merge_guards(below: Guards, entry: GuardsEntry) -> Guards:
    """Lay the guards that an entry names over those that hold without it."""
    return Guards(
        deletes=below.deletes if entry.deletes is None else entry.deletes,
        removed_terms=below.removed_terms if entry.removed_terms is None else read_share(entry.removed_terms),
    )


def read_share(text: str) -> Fraction:
    """Read ``30%``; the schema saw to its form."""
    return Fraction(text.removesuffix("%")) / 100


def merge_vocabulary_limit(*entries: LimitsEntry) -> int:
    """Give the quota that the last entry names, else the service's usual one."""
    named = [entry.vocabularies for entry in entries if entry.vocabularies is not None]
    return named[-1] if named else DEFAULT_VOCABULARY_LIMIT


def merge_term_limits(*entries: LimitsEntry) -> Mapping[TargetModel, int]:
    """Give the raised limits per target model; later entries win."""
    return MappingProxyType({TargetModel(model): limit for entry in entries for model, limit in entry.terms.items()})


def read_removals(document: Document, path: Path, entries: list[RemovalEntry]) -> tuple[Removal, ...]:
    """Give the tombstones of the list at ``path``, with their places."""
    return tuple(
        Removal(
            prefix=Prefix(entry.prefix),
            target_model=None if entry.target_model is None else TargetModel(entry.target_model),
            reason=entry.reason,
            place=document.place((*path, index)),
        )
        for index, entry in enumerate(entries)
    )
