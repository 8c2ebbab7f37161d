"""The stories that are told with every fault: what the files say, what the service has, what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.builders import a_claim, a_commit, a_record, a_remote, a_vocabulary, terms_of
from tests.support.fake_service import Mood
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.evidence import History, HistoryState, RemovedInGit
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.policy import Consent

if TYPE_CHECKING:
    from vocabsync.domain.evidence import Record
    from vocabsync.domain.vocabulary import RemoteVocabulary, Terms, Vocabulary

OLD = terms_of("旧词", "Old Word")
NEW = terms_of("新词", "New Word")
PARAFORMER = "paraformer-v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One story. ``ours`` are on the service by our doing, ``foreign`` by somebody else's.

    ``calm_runs``: after so many runs without faults nothing may change any more.
    """

    desired: tuple[Vocabulary, ...]
    ours: tuple[RemoteVocabulary, ...] = ()
    foreign: tuple[RemoteVocabulary, ...] = ()
    records: tuple[Record, ...] = ()
    machine_knows_run: bool = True
    history: History = field(default_factory=History)
    mood: Mood = field(default_factory=Mood)
    allowed: tuple[Consent, ...] = ()
    calm_runs: int = 2

    @property
    def is_small(self) -> bool:
        """One vocabulary: pairs of faults are affordable."""
        return len(self.desired) == 1 and len(self.ours) <= 1 and not self.foreign


def _recorded(*remotes: RemoteVocabulary) -> tuple[Record, ...]:
    return tuple(a_record(remote, digest_terms(remote.terms)) for remote in remotes)


def _trimmed(terms: Terms) -> Terms:
    return tuple(term._replace(text=term.text.replace(" ", "")) for term in terms)


_old = a_remote(terms=OLD)
_old_model = a_remote(model=PARAFORMER, terms=OLD, number=2)
_pruned = a_remote("oldfilms", terms=OLD, number=3)
_stranger = a_remote("stranger", terms=OLD, number=4)
_others_model = a_remote(model="fun-asr-realtime", terms=OLD, number=5)
_removed = History(
    state=HistoryState.COMPLETE,
    removals={
        Prefix("oldfilms"): RemovedInGit(path="vocabularies/oldfilms.yaml", commit=a_commit()),
    },
)

SCENARIOS = {
    "create": Scenario(desired=(a_vocabulary(terms=NEW),)),
    "create_known_machine": Scenario(
        desired=(a_vocabulary(terms=NEW), a_vocabulary("medical", terms=OLD)),
        ours=(a_remote("medical", terms=OLD, number=6),),
        records=_recorded(a_remote("medical", terms=OLD, number=6)),
    ),
    "update": Scenario(desired=(a_vocabulary(terms=NEW),), ours=(_old,), records=_recorded(_old)),
    "update_unrecorded": Scenario(desired=(a_vocabulary(terms=NEW),), ours=(_old,)),
    "delete": Scenario(
        desired=(a_vocabulary("medical", terms=OLD),),
        ours=(_pruned, a_remote("medical", terms=OLD, number=6)),
        records=_recorded(_pruned, a_remote("medical", terms=OLD, number=6)),
    ),
    "delete_by_git": Scenario(
        desired=(a_vocabulary("medical", terms=OLD),),
        ours=(_pruned, a_remote("medical", terms=OLD, number=6)),
        history=_removed,
    ),
    "replace": Scenario(desired=(a_vocabulary(terms=NEW),), ours=(_old_model,), records=_recorded(_old_model)),
    "adopt": Scenario(desired=(a_vocabulary(terms=OLD),), ours=(_old,)),
    "conflict": Scenario(
        desired=(a_vocabulary(terms=NEW), a_vocabulary("medical", terms=NEW)),
        foreign=(_old, a_remote(terms=OLD, number=7)),
    ),
    "quota_full": Scenario(
        desired=(a_vocabulary(terms=NEW), a_vocabulary("medical", terms=NEW)),
        ours=(a_remote("medical", terms=OLD, number=6),),
        records=_recorded(a_remote("medical", terms=OLD, number=6)),
        mood=Mood(slots=1),
    ),
    "three": Scenario(
        desired=(
            a_vocabulary(terms=NEW),
            a_vocabulary("medical", terms=NEW),
            a_vocabulary("people", terms=NEW),
        ),
        ours=(a_remote("medical", terms=OLD, number=6), _pruned),
        records=_recorded(a_remote("medical", terms=OLD, number=6), _pruned),
        foreign=(_stranger,),
    ),
    "two_models": Scenario(desired=(a_vocabulary(terms=NEW), a_vocabulary(model=PARAFORMER, terms=NEW))),
    "lost_ledger": Scenario(desired=(a_vocabulary(terms=NEW),), ours=(_old,), machine_knows_run=False),
    "lost_journal": Scenario(
        desired=(a_vocabulary(terms=NEW), a_vocabulary("medical", terms=OLD)),
        ours=(a_remote("medical", terms=OLD, number=6),),
        records=_recorded(a_remote("medical", terms=OLD, number=6)),
        machine_knows_run=False,
    ),
    "recreate": Scenario(
        desired=(a_vocabulary(terms=NEW), a_vocabulary("medical", terms=OLD)),
        ours=(a_remote("medical", terms=OLD, number=6),),
        records=_recorded(a_remote("medical", terms=OLD, number=6), _old),
    ),
    "foreign_prefix": Scenario(desired=(a_vocabulary(terms=NEW),), foreign=(_stranger, a_remote("movies2", number=8))),
    "foreign_model": Scenario(desired=(a_vocabulary(terms=NEW),), foreign=(_others_model,)),
    "stale_create": Scenario(desired=(a_vocabulary(terms=NEW),), mood=Mood(stale=8.0)),
    "late_ready": Scenario(
        desired=(a_vocabulary(terms=NEW),),
        ours=(_old_model,),
        records=_recorded(_old_model),
        mood=Mood(ready_after=20.0),
    ),
    "never_ready": Scenario(
        desired=(a_vocabulary(terms=NEW),),
        ours=(_old_model,),
        records=_recorded(_old_model),
        mood=Mood(ready_after=float("inf")),
    ),
    "normalising": Scenario(
        desired=(a_vocabulary(terms=NEW),),
        ours=(_old,),
        records=_recorded(_old),
        mood=Mood(store=_trimmed),
        calm_runs=3,
    ),
    "normalising_create": Scenario(desired=(a_vocabulary(terms=NEW),), mood=Mood(store=_trimmed), calm_runs=3),
}

CLAIM = a_claim()
"""The claim that foreigners interfere with."""
