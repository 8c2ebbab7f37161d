"""Terms and the two kinds of vocabulary: what the files say and what the service has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeAlias

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from vocabsync.domain.comparison import Comparison
    from vocabsync.domain.identifiers import Claim, VocabularyId

READY = "OK"
"""The one status in which the service uses a vocabulary (service.md section 2)."""


class Term(NamedTuple):
    """One hotword. Validates nothing: a remote term may be anything that the service holds."""

    text: str
    weight: int
    lang: str | None = None


Terms: TypeAlias = tuple[Term, ...]


class _LetGo(tuple[Term, ...]):
    """No terms, and no empty list either: whoever looks at it is stopped."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "LET_GO"

    def _refuse(self, *_: object) -> NoReturn:
        raise AssertionError("a content was looked at that had been compared and let go")

    __eq__ = __ne__ = __hash__ = __len__ = __iter__ = __getitem__ = _refuse
    __contains__ = __add__ = __radd__ = __lt__ = __le__ = __gt__ = __ge__ = count = index = _refuse


LET_GO: Final[Terms] = _LetGo()
"""Stands for a content that was compared and is needed no longer (see ``known.let_go``).

A slip that looks at it is a crash, and can never be a wrong "no changes" or an empty list that is sent.
"""

UnknownValues: TypeAlias = Mapping[int, Mapping[str, Any]]


@frozen(kw_only=True)
class Vocabulary:
    """What the files declare for one claim.

    ``terms`` may be LET_GO once they were compared with the remote content: ``term_count`` stays.
    ``source`` is the declaring file, relative to the repository; it plays no part in equality.
    """

    claim: Claim
    terms: Terms
    term_count: int
    protect: bool = False
    keep_replaced: bool = False
    source: str = field(default="", compare=False)


@frozen(kw_only=True)
class ListedVocabulary:
    """One row of a listing: no model, no terms. Times are the service's own words, without a zone."""

    id: VocabularyId
    status: str
    created: str
    modified: str


@frozen(kw_only=True)
class RemoteVocabulary:
    """What the service holds under one ID whose prefix is ours.

    ``compared`` says what was found beside the desired terms of its claim; then ``terms`` may be LET_GO, while
    ``term_count`` stays.
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
    compared: Comparison | None = None
    unknown_fields: tuple[str, ...] = ()
    unknown_values: UnknownValues = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)

    @property
    def is_ready(self) -> bool:
        """Whether the service uses it at recognition."""
        return self.status == READY
