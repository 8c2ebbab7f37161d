"""What the create protocol knows of the account: which IDs are accounted for, and when a create may be sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vocabsync.domain.creation import Clear, Occupied, Sighting, judge, newcomers
from vocabsync.domain.errors import VocabularyAbsent
from vocabsync.domain.outcome import Twin
from vocabsync.operations.telling import telling_waits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.identifiers import Claim, VocabularyId
    from vocabsync.domain.plan import Create
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary
    from vocabsync.operations.brake import Brake
    from vocabsync.operations.ports import Clock, Listener, RemoteReader


@dataclass(slots=True, kw_only=True)
class Watch:
    """Shared by all creates of a run, so that they share one wait.

    ``quiet_until`` is a moment of the monotonic clock; ``listing_is_due``: a complete listing must come before the next
    create. The listing after one create serves as the one before the next.
    """

    remote: RemoteReader
    clock: Clock
    listener: Listener
    brake: Brake
    known: set[VocabularyId]
    quiet_until: float = 0.0
    listing_is_due: bool = False
    _listing: tuple[ListedVocabulary, ...] = field(default=(), init=False)
    _created: dict[Claim, VocabularyId] = field(default_factory=dict, init=False)

    def await_quiet(self) -> None:
        """Sit out the rest of the quiet period. Raises Interrupted."""
        left = self.quiet_until - self.clock.monotonic()
        if left <= 0:
            return
        with telling_waits(self.listener) as tell:
            tell(f"waiting {left:.0f} s before creating, in case a create of an earlier run is still being carried out")
            self.brake.wait(left)

    def look_before(self, action: Create) -> Sighting:
        """Say what answers to the claim now. Raises what listing and querying raise."""
        if action.recreates is not None and (found := self._query([action.recreates])):
            return Occupied(tuple(found))  # a stale listing hid it: it lives, and its ID must not change
        if not self.listing_is_due:
            return Clear()
        self._listing = self.remote.list_all()
        self.listing_is_due = False
        return judge(action.claim, action.after, self._newcomers(action.claim))

    def look_after_doubt(self, action: Create) -> Sighting:
        """List twice after an uncertain create, and say what came of it."""
        first, second = self.remote.list_all(), self.remote.list_all()
        self._listing = (*first, *(listed for listed in second if listed not in first))
        return judge(action.claim, action.after, self._newcomers(action.claim))

    def look_for_twins(self, claim: Claim, created: VocabularyId) -> tuple[Twin, ...]:
        """List once more after a create, and give others that answer to its claim, or to one created before it."""
        self.known.add(created)
        self._created[claim] = created
        self._listing = self.remote.list_all()
        twins = []
        for mine, vocabulary_id in self._created.items():
            others = [remote.id for remote in self._newcomers(mine) if remote.claim == mine]
            twins += [Twin(claim=mine, created=vocabulary_id, other=other) for other in others]
        self.known.update(twin.other for twin in twins)
        return tuple(twins)

    def _newcomers(self, claim: Claim) -> list[RemoteVocabulary]:
        return self._query(newcomers(self._listing, claim.prefix, self.known))

    def _query(self, ids: Iterable[VocabularyId]) -> list[RemoteVocabulary]:
        found = []
        for vocabulary_id in ids:
            try:
                found.append(self.remote.get(vocabulary_id))
            except VocabularyAbsent:
                continue
        return found
