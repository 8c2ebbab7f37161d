"""A plan as plain data: what is to be done, in which order, and what will not be touched.

stages   1 creates and updates that need no slot first
         2 … deletes come last; a delete that must free a slot is simply an earlier stage
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.domain.evidence import Evidence
    from vocabsync.domain.identifiers import Claim, Digest, VocabularyId
    from vocabsync.domain.policy import Relaxation
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Term, Terms, Vocabulary


class TermChange(NamedTuple):
    """The same text and language with another weight."""

    before: Term
    after: Term


@frozen
class TermDiff:
    """What turns one term list into another, as multisets: order never matters, duplicates do."""

    added: Terms = ()
    removed: Terms = ()
    changed: tuple[TermChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether both lists hold the same terms."""
        return not (self.added or self.removed or self.changed)


@frozen(kw_only=True)
class Drift:
    """Somebody else changed the remote since our last apply.

    ``files_changed`` says that the files moved too; ``foreign`` are the changes that are not ours, term by term, where
    the content of the last apply is still at hand, else None.
    """

    files_changed: bool
    foreign: TermDiff | None = None


@frozen(kw_only=True)
class Create:
    """One create call. ``replaces`` are the IDs that a delete of the same plan takes away once this one is proved.

    ``recreates`` is the ID that the ledger knew for this claim and that is gone: consumers must switch here too.
    ``after`` is the digest of the content to be sent.
    """

    desired: Vocabulary
    after: Digest
    reason: str
    replaces: tuple[VocabularyId, ...] = ()
    recreates: VocabularyId | None = None

    @property
    def claim(self) -> Claim:
        """What it is about."""
        return self.desired.claim


@frozen(kw_only=True)
class Update:
    """One update call: same ID, the whole list. ``first_adoption``: the ledger does not know this vocabulary yet."""

    desired: Vocabulary
    remote: RemoteVocabulary
    before: Digest
    after: Digest
    diff: TermDiff
    reason: str
    drift: Drift | None = None
    first_adoption: bool = False

    @property
    def claim(self) -> Claim:
        """What it is about."""
        return self.desired.claim


@frozen(kw_only=True)
class Delete:
    """One delete call, with the proof that the vocabulary was ours.

    ``replaced_by`` names the claim of the other half of a replace.

    ``frees_slot_first``: it runs before the create that needs its slot. ``protected_by`` says what protects it, where
    something does; then only a scoped consent lets it go.
    """

    remote: RemoteVocabulary
    before: Digest
    reason: str
    evidence: Evidence
    replaced_by: Claim | None = None
    frees_slot_first: bool = False
    protected_by: str | None = None

    @property
    def claim(self) -> Claim:
        """What it is about."""
        return self.remote.claim


Action: TypeAlias = Create | Update | Delete


@frozen(kw_only=True)
class Candidate:
    """One of several vocabularies that answer to one claim. ``likeness`` to the desired content: 0 to 1."""

    remote: RemoteVocabulary
    likeness: float


@frozen(kw_only=True)
class Conflict:
    """Several remote vocabularies for one claim, and nothing says which: nothing is written for it."""

    claim: Claim
    candidates: tuple[Candidate, ...]


@frozen(kw_only=True)
class Duplicates:
    """Further vocabularies of a claim whose own vocabulary the ledger names: reported, never touched by apply."""

    claim: Claim
    kept: VocabularyId
    others: tuple[Candidate, ...]


@frozen(kw_only=True)
class Kept:
    """A vocabulary of ours by prefix that is not deleted although nothing declares it.

    ``why`` says so in one sentence.
    """

    remote: RemoteVocabulary
    why: str


@frozen(kw_only=True)
class Unmanaged:
    """On the service, not ours, never written. ``why`` names missing evidence where the prefix might have been ours."""

    listed: ListedVocabulary
    why: str | None = None


@frozen(kw_only=True)
class Unchanged:
    """Declared and equal on the service. ``stored_differently``: equal to what the service made of our list twice."""

    claim: Claim
    vocabulary_id: VocabularyId
    status: str
    term_count: int
    stored_differently: bool = False


@frozen(kw_only=True)
class Slots:
    """Quota arithmetic.

    Vocabularies in the account now, at the peak of the apply, after it; ``unmanaged`` of them not ours.
    """

    now: int
    peak: int
    after: int
    limit: int
    unmanaged: int


@frozen(kw_only=True)
class Blocked:
    """Creates that find no slot: no apply of this plan starts.

    ``candidates`` are vocabularies of ours whose deletion would free one; those of other owners are the plan's
    ``unmanaged``.
    """

    claims: tuple[Claim, ...]
    candidates: tuple[RemoteVocabulary, ...]


@frozen(kw_only=True)
class Objection:
    """A guard that fired. ``allow`` is the exact value for ``--allow``; ``subject`` the prefix it is about, if one.

    ``line`` is the same consent as an entry of ``allow:`` in the configuration, bound to this one plan.
    """

    guard: str
    subject: str | None
    message: str
    allow: str
    line: str = ""


@frozen(kw_only=True)
class Stage:
    """Actions that may run once all earlier stages went well.

    Creates one by one, updates side by side, then deletes.
    """

    actions: tuple[Action, ...]


@frozen(kw_only=True)
class Plan:
    """All that will be done and all that will not. The order is data; nothing here is decided again later.

    ``vanished`` are the IDs that the ledger names, where none of them is visible: wrong key, account or region.
    """

    environment: str
    region: str
    digest: Digest
    stages: tuple[Stage, ...]
    slots: Slots
    unchanged: tuple[Unchanged, ...] = ()
    unmanaged: tuple[Unmanaged, ...] = ()
    kept: tuple[Kept, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    duplicates: tuple[Duplicates, ...] = ()
    blocked: Blocked | None = None
    relaxations: tuple[Relaxation, ...] = ()
    warnings: tuple[str, ...] = ()
    vanished: tuple[VocabularyId, ...] = ()

    @property
    def actions(self) -> Iterator[Action]:
        """All actions in the order in which they run."""
        return (action for stage in self.stages for action in stage.actions)

    @property
    def has_changes(self) -> bool:
        """Whether an apply of this plan would write."""
        return any(stage.actions for stage in self.stages)
