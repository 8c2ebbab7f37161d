"""What the stand-in keeps: vocabularies as they are at a moment, the changes a write asks for, and how to look them up.

The service decides over these and never touches a database; ``storage`` keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose vocabularies: the key's account, the door's region, the workspace named in the request."""

    account: str
    region: str
    workspace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One vocabulary without its terms, as of a moment. ``number`` counts creates, for the order of listings."""

    id: str
    number: int
    prefix: str
    target_model: str
    created: float
    modified: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """A vocabulary comes into being at ``effect``. ``terms`` is JSON text."""

    id: str
    owner: Owner
    prefix: str
    target_model: str
    terms: str
    created: float
    effect: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwrite:
    """The whole list of a vocabulary is another from ``effect`` on."""

    id: str
    terms: str
    modified: float
    effect: float


@dataclass(frozen=True, slots=True)
class Remove:
    """A vocabulary is gone from ``effect`` on, for good."""

    id: str
    effect: float


Change: TypeAlias = Insert | Overwrite | Remove


class State(Protocol):
    """The account as an answer may look at it, each look at a moment."""

    def find(self, vocabulary_id: str, owner: Owner, at: float) -> tuple[Kept, str] | None:
        """Give a vocabulary and its terms as JSON text; None where this account has none of that ID."""
        ...

    def list_kept(self, owner: Owner, at: float) -> Sequence[Kept]:
        """Give all vocabularies that this account has in this region, by number."""
        ...

    def count(self, owner: Owner, scope: str, at: float) -> int:
        """Count what takes a slot: whatever was accepted and is not gone, in account, region or workspace."""
        ...
