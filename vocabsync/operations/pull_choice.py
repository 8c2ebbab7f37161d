"""Which of the lists that lie under one prefix a file shall say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.desired.writer import unique
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.desired.existing_file import ExistingFile
    from vocabsync.domain.evidence import LedgerState
    from vocabsync.domain.identifiers import Claim, Prefix, TargetModel
    from vocabsync.domain.vocabulary import RemoteVocabulary, Terms


@frozen
class Choice:
    """Models and terms of one file; ``notes`` say what stays on the service alone."""

    models: tuple[TargetModel, ...]
    terms: Terms
    notes: tuple[str, ...]


class Unclear(Exception):
    """What the service holds is not one list for a file."""

    def __init__(self, why: str, next_step: str) -> None:
        """Keep both sentences."""
        super().__init__(why)
        self.why = why
        self.next_step = next_step


def choose_list(
    prefix: Prefix, found: list[RemoteVocabulary], state: LedgerState, existing: ExistingFile | None
) -> Choice:
    """Choose what the file shall say: a file has one list for all its models. Raises Unclear."""
    chosen = _one_per_claim(prefix, found, state)
    lists = {claim: unique(vocabulary.terms) for claim, vocabulary in chosen.items()}
    declared = {claim: terms for claim, terms in lists.items() if existing and claim.target_model in existing.models}
    notes: tuple[str, ...] = ()
    if not _are_equal(lists.values()) and declared and _are_equal(declared.values()):
        others = ", ".join(claim.target_model for claim in sorted(lists.keys() - declared.keys()))
        notes = (f"the list for {others} is another one and stays on the service alone",)
        lists = declared
    if not _are_equal(lists.values()):
        names = ", ".join(claim.target_model for claim in sorted(lists))
        raise Unclear(
            f"the lists for {names} differ, and a file has one list", "make them equal, or delete one of them"
        )
    claims = sorted(lists)
    models = tuple(claim.target_model for claim in claims)
    return Choice(models=models, terms=tuple(lists[claims[0]].values()), notes=notes)


def _are_equal(lists: Iterable[object]) -> bool:
    first, *others = lists
    return all(other == first for other in others)


def _one_per_claim(prefix: Prefix, found: list[RemoteVocabulary], state: LedgerState) -> dict[Claim, RemoteVocabulary]:
    """Choose, where several answer to one claim, the one that the ledger names."""
    chosen: dict[Claim, RemoteVocabulary] = {}
    for claim in {vocabulary.claim for vocabulary in found}:
        rivals = [vocabulary for vocabulary in found if vocabulary.claim == claim]
        record = state.records.get(claim)
        named = [rival for rival in rivals if record and rival.id == record.vocabulary_id] or rivals
        if len(named) > 1:
            raise Unclear(
                f"{len(named)} vocabularies answer to {claim.prefix} for {claim.target_model}",
                f"keep one of them: vocabsync dedupe {prefix} --keep ID",
            )
        chosen[claim] = named[0]
    return chosen
