"""Is this the plan that was approved? If not: what moved, vocabulary by vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vocabsync.domain.plan import TermDiff

if TYPE_CHECKING:
    from vocabsync.domain.digest import Verb
    from vocabsync.domain.identifiers import Claim, Digest, VocabularyId


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedAction:
    """One action as a person saw it, less reason and evidence (a squash changes the commit).

    ``vocabulary_id`` and ``before`` are None for a create, ``after`` for a delete. ``diff`` is what was shown of an
    update's terms; empty where nothing was.
    """

    verb: Verb
    claim: Claim
    vocabulary_id: VocabularyId | None
    before: Digest | None
    after: Digest | None
    diff: TermDiff = field(default_factory=TermDiff)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedPlan:
    """What was approved: a saved plan, or a digest alone (``--expect``), where ``actions`` is None."""

    digest: Digest
    environment: str | None = None
    region: str | None = None
    actions: tuple[ApprovedAction, ...] | None = None
