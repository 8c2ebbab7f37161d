"""Worlds drawn by hypothesis from a tiny alphabet, so that prefixes, models, terms and proofs collide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from tests.support.builders import a_claim, a_commit, a_policy, a_remote, a_vocabulary, listed
from tests.support.world import FOREIGN, a_known, a_ledger
from vocabsync.domain.consents import Guard
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.evidence import DeclaredInGit, History, HistoryState, LedgerState, Record, RemovedInGit
from vocabsync.domain.identifiers import Claim, Digest, Prefix, TargetModel
from vocabsync.domain.known import Known
from vocabsync.domain.policy import Consent, Guards, Policy, Relaxation, Removal
from vocabsync.domain.vocabulary import RemoteVocabulary, Term, Terms, Vocabulary

PREFIXES = ("a", "a2", "b")
MODELS = ("m", "n")
CLAIMS = [a_claim(prefix, model) for prefix in PREFIXES for model in MODELS]
MANY: Terms = tuple(Term(f"t{number}", 4) for number in range(12))
REMOVED_AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """Everything a plan is made from."""

    known: Known
    policy: Policy


TERM = st.builds(Term, st.sampled_from("xy"), st.sampled_from((1, 2)), st.sampled_from((None, "zh")))
REMOTE_TERMS: st.SearchStrategy[Terms] = st.lists(TERM, min_size=1, max_size=4).map(tuple) | st.just(MANY)
FILE_TERMS: st.SearchStrategy[Terms] = st.lists(
    TERM, min_size=1, max_size=3, unique_by=lambda term: (term.text, term.lang)
).map(tuple) | st.sampled_from((MANY, MANY[:1], MANY[:8]))


@st.composite
def _desired(draw: st.DrawFn) -> tuple[Vocabulary, ...]:
    """Draw files: protection and keeping belong to the file, so all models of a prefix share them."""
    declared: list[Vocabulary] = []
    for prefix in draw(st.sets(st.sampled_from(PREFIXES), max_size=2)):
        protect, keep = draw(st.booleans()), draw(st.sampled_from((False, False, True)))
        terms = draw(FILE_TERMS)
        declared.extend(
            a_vocabulary(prefix, model, terms, protect=protect, keep_replaced=keep)
            for model in draw(st.sets(st.sampled_from(MODELS), min_size=1))
        )
    return tuple(declared)


@st.composite
def _remote(draw: st.DrawFn, desired: tuple[Vocabulary, ...]) -> tuple[RemoteVocabulary, ...]:
    wanted = {each.claim: each.terms for each in desired}
    found = []
    for number, claim in enumerate(draw(st.lists(st.sampled_from(CLAIMS), max_size=6))):
        same = draw(st.booleans())
        terms = wanted[claim] if same and claim in wanted else draw(REMOTE_TERMS)
        found.append(
            a_remote(
                claim.prefix,
                claim.target_model,
                terms,
                number=number,
                status=draw(st.sampled_from(("OK", "OK", "OK", "UNDEPLOYED"))),
                created=draw(st.sampled_from(("2026-03-02 10:15:07", "2026-05-09 00:00:00", "?"))),
            )
        )
    return tuple(found)


@st.composite
def _ledger(draw: st.DrawFn, desired: tuple[Vocabulary, ...], remote: tuple[RemoteVocabulary, ...]) -> LedgerState:
    contents = [*(each.terms for each in desired), *(each.terms for each in remote), MANY[:2]]
    digests = st.sampled_from(sorted({digest_terms(terms) for terms in contents}))
    gone = a_remote("a", "m", number=99)
    subjects = draw(st.lists(st.sampled_from([*remote, gone]), max_size=4))
    return a_ledger(*(draw(_record(subject, digests)) for subject in subjects))


@st.composite
def _record(draw: st.DrawFn, subject: RemoteVocabulary, digests: st.SearchStrategy[Digest]) -> Record:
    return Record(
        claim=subject.claim,
        vocabulary_id=subject.id,
        sent=draw(digests),
        read_back=draw(digests | st.just(digest_terms(subject.terms))),
        run="run-1",
        repeats=draw(st.sampled_from((0, 1))),
        protect=draw(st.booleans()),
    )


@st.composite
def _history(draw: st.DrawFn) -> History:
    removed = draw(st.sets(st.sampled_from(PREFIXES)))
    taken: set[Claim] = draw(st.sets(st.sampled_from(CLAIMS)))
    commit = replace(a_commit(), date=REMOVED_AT)
    protected = draw(st.booleans())
    return History(
        state=draw(st.sampled_from((HistoryState.COMPLETE, HistoryState.COMPLETE, *HistoryState))),
        removals={Prefix(each): RemovedInGit(path="f.yaml", commit=commit, protected=protected) for each in removed},
        earlier_models={each: DeclaredInGit(path="f.yaml", commit=commit, protected=protected) for each in taken},
        uncommitted=frozenset(map(Prefix, draw(st.sets(st.sampled_from(PREFIXES), max_size=1)))),
    )


REMOVALS = st.lists(
    st.builds(
        Removal,
        prefix=st.sampled_from(PREFIXES).map(Prefix),
        target_model=st.sampled_from((None, *MODELS)).map(lambda model: model and TargetModel(model)),
        reason=st.sampled_from((None, "merged")),
    ),
    max_size=2,
)
SUBJECTS = st.sampled_from((None, *PREFIXES))
CONSENTS = st.lists(st.builds(Consent, st.sampled_from(Guard), SUBJECTS), max_size=3).map(tuple)
GUARDS = st.builds(
    Guards, deletes=st.integers(0, 2), removed_terms=st.sampled_from((Fraction(0), Fraction(3, 10), Fraction(1)))
)
RELAXATION = Relaxation(setting="prune", before="false", after="true", place=Place("vocabsync.yaml", 1))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    return replace(
        a_policy(),
        prune=draw(st.booleans()),
        guards=draw(GUARDS),
        file_guards=draw(st.dictionaries(st.sampled_from(PREFIXES).map(Prefix), GUARDS, max_size=1)),
        removed=tuple(draw(REMOVALS)),
        vocabulary_limit=draw(st.integers(2, 9)),
        relaxations=draw(st.sampled_from(((), (RELAXATION,)))),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    desired = draw(_desired())
    remote = draw(_remote(desired))
    neighbours = [FOREIGN, listed(a_remote("z", number=50))]
    known = a_known(
        desired,
        remote,
        unread=draw(st.sampled_from(((), neighbours))),
        ledger=draw(_ledger(desired, remote)),
        history=draw(_history()),
        applied=draw(st.dictionaries(st.sampled_from(CLAIMS), REMOTE_TERMS, max_size=1)),
    )
    return World(known, draw(policies()))


def proofs_of(remote: RemoteVocabulary, world: World) -> set[str]:
    """Say on its own which proofs there are that a vocabulary was ours; the planner is compared with it."""
    known, policy = world.known, world.policy
    claimed = remote.claim.prefix in {each.claim.prefix for each in known.desired}
    models = {remote.claim.target_model} if claimed else {None, remote.claim.target_model}
    proofs = set()
    if any(each.prefix == remote.claim.prefix and each.target_model in models for each in policy.removed):
        proofs.add("tombstone")
    if remote.id in {record.vocabulary_id for record in known.ledger.records.values()}:
        proofs.add("ledger")
    shown = remote.claim in known.history.earlier_models if claimed else remote.claim.prefix in known.history.removals
    if shown and known.history.state is HistoryState.COMPLETE and _created_before(remote, REMOVED_AT):
        proofs.add("git")
    return proofs


def _created_before(remote: RemoteVocabulary, moment: datetime) -> bool:
    if remote.created == "?":
        return False
    created = datetime.fromisoformat(f"{remote.created}+08:00")
    return created <= moment + timedelta(days=1)
