"""Terms and the two kinds of vocabulary: what the files say and what the service has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from vocabsync.domain.identifiers import Claim, Digest, VocabularyId

READY = "OK"
"""The one status in which the service uses a vocabulary (service.md section 2)."""


class Term(NamedTuple):
    """One hotword. Validates nothing: a remote term may be anything that the service holds."""

    text: str
    weight: int
    lang: str | None = None


Terms: TypeAlias = tuple[Term, ...]
UnknownValues: TypeAlias = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the files declare for one claim.

    ``terms`` is empty once the remote content was found equal (see ``known.drop_equal``): ``term_count`` stays.
    ``source`` is the declaring file, relative to the repository; it plays no part in equality.
    """

    claim: Claim
    terms: Terms
    term_count: int
    protect: bool = False
    keep_replaced: bool = False
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVocabulary:
    """One row of a listing: no model, no terms. Times are the service's own words, without a zone."""

    id: VocabularyId
    status: str
    created: str
    modified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteVocabulary:
    """What the service holds under one ID whose prefix is ours.

    ``equal`` says that the terms were found to be the desired ones of its claim; then ``terms`` is empty, as both
    sides are let go once compared, ``term_count`` stays, and ``digest`` is set where the caller asked for it.
    ``unknown_fields`` are names of term fields that nobody knows and that an update would drop; ``unknown_values`` has
    them by the index of the term, for the backup alone: no decision looks at them.
    """

    id: VocabularyId
    claim: Claim
    status: str
    created: str
    modified: str
    terms: Terms
    term_count: int
    equal: bool = False
    digest: Digest | None = None
    unknown_fields: tuple[str, ...] = ()
    unknown_values: UnknownValues = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)

    @property
    def is_ready(self) -> bool:
        """Whether the service uses it at recognition."""
        return self.status == READY
