"""What became of each action of an apply: exactly one outcome each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from vocabsync.domain.frozen import frozen
from vocabsync.domain.plan import Delete
from vocabsync.domain.vocabulary import READY

if TYPE_CHECKING:
    from vocabsync.domain.evidence import Record
    from vocabsync.domain.identifiers import Claim, Digest, VocabularyId
    from vocabsync.domain.plan import Action, TermDiff
    from vocabsync.domain.verdict import ServiceProblem


@frozen(kw_only=True)
class Done:
    """Proved by reading back (delete: by the answer).

    ``duration`` in seconds; ``backup`` is the saved old content's path.

    ``stored_differently`` is what the service made of our list, where it did; ``read_back`` the digest it shows.
    ``status`` is the last one seen; anything but ``OK`` makes the run exit 5.
    """

    action: Action
    vocabulary_id: VocabularyId
    request_id: str | None
    duration: float
    read_back: Digest | None = None
    status: str | None = None
    stored_differently: TermDiff | None = None
    backup: str | None = None
    adopted: bool = False


@frozen(kw_only=True)
class Refused:
    """Proved not done, and why.

    ``moved``: the world is not as planned (exit 3); else the service or a check said no.
    """

    action: Action
    vocabulary_id: VocabularyId | None
    request_id: str | None
    duration: float
    why: str
    problem: ServiceProblem | None = None
    moved: bool = False


@frozen(kw_only=True)
class Unknown:
    """Nobody can say yet whether it was done. ``seen`` says what was looked at, and what it showed."""

    action: Action
    vocabulary_id: VocabularyId | None
    request_id: str | None
    duration: float
    seen: str
    problem: ServiceProblem | None = None


@frozen(kw_only=True)
class NotAttempted:
    """Never sent, because something before it failed or the run was stopped: ``why`` says which."""

    action: Action
    why: str


Outcome: TypeAlias = Done | Refused | Unknown | NotAttempted


def is_verified(outcome: Outcome) -> bool:
    """Whether the action was done, read back equal, and the vocabulary is in use: what later deletes depend on."""
    match outcome:
        case Done(action=Delete()):
            return True
        case Done(status=status, stored_differently=stored_differently):
            return status == READY and stored_differently is None
        case Refused() | Unknown() | NotAttempted():
            return False
        case _:
            assert_never(outcome)


@frozen(kw_only=True)
class Twin:
    """After a create, two vocabularies answer to its claim: somebody else created one at the same moment."""

    claim: Claim
    created: VocabularyId
    other: VocabularyId


@frozen(kw_only=True)
class ApplyReport:
    """What an apply did, action by action, and the ID map afterwards is in the ledger.

    ``unsaved`` are vocabularies that this run created or changed while the ledger could not be written: the report is
    then the only place that knows them, and ``not_saved`` says why.
    """

    environment: str
    region: str
    plan_digest: Digest
    run: str
    outcomes: tuple[Outcome, ...]
    twins: tuple[Twin, ...] = ()
    not_ready: tuple[VocabularyId, ...] = ()
    interrupted: bool = False
    unsaved: tuple[Record, ...] = ()
    not_saved: str | None = None
