"""The plan document's shape, format 1.0: what ``plan --out`` writes and every rendering reads.

Plain dataclasses, so that rendering a plan costs no model library; ``document_reader`` reads them strictly with
pydantic (unknown keys, other types: refused) and makes the published schema of them.

Evolution is additive: a new optional key raises the minor number; a key is never renamed, retyped or given another
meaning without a new major one. See ``docs/plan-format.md``.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, ClassVar, Literal

from vocabsync.domain.frozen import frozen

FORMAT_VERSION = "1.0"
"""Major and minor number of the format that this version writes."""

_STRICT: dict[str, Any] = {"extra": "forbid", "strict": True}
_DIGEST = r"^sha256:[0-9a-f]{64}$"


def _says(description: str, **limits: Any) -> dict[str, Any]:  # noqa: ANN401 (pydantic's field arguments)
    """Describe a field for the schema; ``limits`` are checked when a document is read."""
    return {"description": description, **limits}


@frozen
class TermEntry:
    """One term."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    text: str
    weight: int
    lang: str | None = None


@frozen
class WeightEntry:
    """A term whose weight changes: same text, same language."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    text: str
    lang: str | None
    before: int
    after: int


@frozen(kw_only=True)
class TermsMoved:
    """What turns one term list into another, as multisets."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    added: tuple[TermEntry, ...] = ()
    removed: tuple[TermEntry, ...] = ()
    changed: tuple[WeightEntry, ...] = ()


@frozen(kw_only=True)
class EvidenceEntry:
    """The proof that a vocabulary was ours."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    kind: Literal["tombstone", "ledger", "removed in git", "declared in git", "deduplicated"]
    source: str = field(metadata=_says("file:line of a tombstone, ledger and run, path in git, or the ID that stays"))
    reason: str | None = field(default=None, metadata=_says("what the tombstone gives as its reason"))
    commit: str | None = field(default=None, metadata=_says("the full hash"))
    subject: str | None = field(default=None, metadata=_says("the commit's subject"))
    date: str | None = field(default=None, metadata=_says("the commit's date, ISO 8601"))


@frozen(kw_only=True)
class DriftEntry:
    """Somebody else changed the remote since our last apply."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    files_changed: bool = field(metadata=_says("whether the files changed as well"))
    foreign: TermsMoved | None = field(default=None, metadata=_says("their changes, where the last content is known"))


@frozen(kw_only=True)
class ActionEntry:
    """One write. A replace is a create and a delete that name each other."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    action: Literal["create", "update", "delete"]
    stage: int = field(metadata=_says("runs once all earlier stages went well", ge=1))
    prefix: str
    target_model: str
    vocabulary_id: str | None = field(metadata=_says("null before a create"))
    reason: str = field(metadata=_says("for people; nothing depends on it"))
    before_digest: str | None = field(default=None, metadata=_says("of the remote content", pattern=_DIGEST))
    after_digest: str | None = field(default=None, metadata=_says("of the content to be sent", pattern=_DIGEST))
    terms_before: int = field(default=0, metadata=_says("how many terms the remote has", ge=0))
    terms_after: int = field(default=0, metadata=_says("how many terms are sent", ge=0))
    added: tuple[TermEntry, ...] = field(default=(), metadata=_says("of a create: all terms"))
    removed: tuple[TermEntry, ...] = field(default=(), metadata=_says("of a delete: all terms"))
    changed: tuple[WeightEntry, ...] = ()
    replaces: tuple[str, ...] = field(default=(), metadata=_says("IDs deleted once this create is proved"))
    recreates: str | None = field(default=None, metadata=_says("the ID that the ledger knew and that is gone"))
    replaced_by: str | None = field(default=None, metadata=_says("the target model that takes over the prefix"))
    frees_slot_first: bool = field(default=False, metadata=_says("a delete that runs before the create it makes room"))
    first_adoption: bool = field(default=False, metadata=_says("the ledger does not know this vocabulary yet"))
    evidence: EvidenceEntry | None = field(default=None, metadata=_says("always there on a delete"))
    drift: DriftEntry | None = None
    drops_fields: tuple[str, ...] = field(default=(), metadata=_says("term fields nobody knows, lost by this update"))
    status: str | None = field(default=None, metadata=_says("what the service says of the vocabulary now"))


@frozen(kw_only=True)
class VocabularyEntry:
    """A vocabulary on the service that no action of this plan touches."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    vocabulary_id: str
    prefix: str | None = field(default=None, metadata=_says("null where the ID is not of our shape"))
    target_model: str | None = field(default=None, metadata=_says("null where it was not asked for"))
    status: str
    created: str | None = field(default=None, metadata=_says("the service's words, without a zone"))
    modified: str | None = None
    terms: int | None = field(default=None, metadata=_says("how many", ge=0))
    likeness: float | None = field(default=None, metadata=_says("to the desired content", ge=0, le=1))
    stored_differently: bool = field(default=False, metadata=_says("equal to what the service makes of our list"))
    why: str | None = None


@frozen(kw_only=True)
class ClaimEntry:
    """Several vocabularies of one claim. ``vocabulary_id`` is the one the ledger names, null in a conflict."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    prefix: str
    target_model: str
    vocabulary_id: str | None = None
    candidates: tuple[VocabularyEntry, ...] = ()


@frozen(kw_only=True)
class SlotsEntry:
    """Vocabularies in the account: now, at the peak of the apply, after it; ``unmanaged`` of them are not ours."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    now: int
    peak: int
    after: int
    limit: int
    unmanaged: int


@frozen(kw_only=True)
class BlockedEntry:
    """Creates that find no slot, and vocabularies whose deletion would free one."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    claims: tuple[ClaimEntry, ...]
    candidates: tuple[VocabularyEntry, ...] = ()


@frozen(kw_only=True)
class ObjectionEntry:
    """A guard that fired. ``allow`` is the exact value for ``--allow``."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    guard: str
    subject: str | None
    message: str
    allow: str
    line: str = field(default="", metadata=_says("the same consent as an entry of `allow:`, for this plan only"))


@frozen(kw_only=True)
class RelaxationEntry:
    """The change under review loosens its own safety."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    setting: str
    before: str
    after: str
    place: str


@frozen(kw_only=True)
class PlanDocument:
    """A plan: what an apply would write, and what it leaves alone."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    format_version: str = field(
        metadata=_says("major.minor; readers accept a higher minor number", pattern=r"^1\.[0-9]+$")
    )
    tool_version: str
    environment: str
    region: str
    digest: str = field(metadata=_says("of environment, region and actions; nothing else", pattern=_DIGEST))
    only: tuple[str, ...] = field(default=(), metadata=_says("prefixes of a partial view, which cannot be applied"))
    actions: tuple[ActionEntry, ...] = field(metadata=_says("in the order in which they run"))
    unchanged: tuple[VocabularyEntry, ...] = ()
    kept: tuple[VocabularyEntry, ...] = field(default=(), metadata=_says("ours by prefix, undeclared, not deleted"))
    unmanaged: tuple[VocabularyEntry, ...] = field(default=(), metadata=_says("not ours, never written"))
    conflicts: tuple[ClaimEntry, ...] = ()
    duplicates: tuple[ClaimEntry, ...] = ()
    blocked: BlockedEntry | None = None
    slots: SlotsEntry
    objections: tuple[ObjectionEntry, ...] = ()
    relaxations: tuple[RelaxationEntry, ...] = ()
    warnings: tuple[str, ...] = ()
    vanished: tuple[str, ...] = field(default=(), metadata=_says("IDs the ledger names, where none is visible"))
