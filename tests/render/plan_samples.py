"""A dozen plans that between them show everything a plan can say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.support.builders import a_claim, a_commit, a_remote, a_vocabulary, an_id, listed, terms_of
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.evidence import DeclaredInGit, Deduplicated, Recorded, RemovedInGit, Tombstone
from vocabsync.domain.identifiers import Digest, VocabularyId
from vocabsync.domain.plan import (
    Action,
    Blocked,
    Candidate,
    Conflict,
    Create,
    Delete,
    Drift,
    Duplicates,
    Kept,
    Objection,
    Plan,
    Slots,
    Stage,
    TermChange,
    TermDiff,
    Unchanged,
    Unmanaged,
    Update,
)
from vocabsync.domain.policy import Relaxation
from vocabsync.domain.vocabulary import ListedVocabulary, Term, Terms
from vocabsync.render.document import to_document

if TYPE_CHECKING:
    from vocabsync.domain.evidence import Evidence
    from vocabsync.render.document import PlanDocument

DIGEST = Digest("sha256:" + "9c1d2e3f" * 8)
BEFORE = Digest("sha256:" + "0b" * 32)
AFTER = Digest("sha256:" + "a7" * 32)
OLD_FILMS = RemovedInGit(path="vocabularies/oldfilms.yaml", commit=a_commit("Merge the old films into movies", 0x3F2A))

HOSTILE = (
    "\x1b]0;owned\x07\x1b[31mred",
    "right\u202eleft\u2066\u200b\ufeff",
    "`````` code ``` span `",
    "| cell | <script>alert(1)</script> <img src=x onerror=alert(2)>",
    "[link](https://example.invalid) ![image](x) @everyone #12 GH-34 www.example.invalid",
    "::error file=x::owned\n##[error]owned\r\n::set-output name=x::y",
    "=cmd|' /C calc'!A0",
    "{{ 7*7 }} {% raw %} ${{ secrets.KEY }} &amp; &lt;b&gt;",
    "</details></code></pre><h1>owned",
    "\\| \\` \\",
    "\ud800 lone",
    "\u2028line\u2029separators\x85",
)
"""Texts that are active somewhere: terminal, Markdown, HTML, workflow commands, spreadsheets, templates."""


def a_plan(*stages: tuple[Action, ...], slots: Slots | None = None) -> Plan:
    return Plan(
        environment="prod",
        region="cn-beijing",
        digest=DIGEST,
        stages=tuple(Stage(actions=actions) for actions in stages),
        slots=slots or Slots(now=4, peak=4, after=4, limit=10, unmanaged=1),
    )


def a_create(prefix: str, terms: Terms, model: str = "fun-asr", *, replaces: tuple[VocabularyId, ...] = ()) -> Create:
    return Create(
        desired=a_vocabulary(prefix, model, terms),
        after=AFTER,
        reason="declared, and nothing on the service answers to it",
        replaces=replaces,
    )


def an_update(prefix: str, diff: TermDiff, *, terms: int, drift: Drift | None = None, adopted: bool = False) -> Update:
    moved = len(diff.added) - len(diff.removed)
    return Update(
        desired=replace(a_vocabulary(prefix), term_count=terms + moved),
        remote=replace(a_remote(prefix, number=0x24EE << 112), term_count=terms),
        before=BEFORE,
        after=AFTER,
        diff=diff,
        reason="the files changed",
        drift=drift,
        first_adoption=adopted,
    )


def a_delete(
    prefix: str, terms: Terms, evidence: Evidence, model: str = "paraformer-v2", *, number: int = 0x77AA << 112
) -> Delete:
    return Delete(
        remote=a_remote(prefix, model, terms, number=number),
        before=BEFORE,
        reason="no file declares it any more",
        evidence=evidence,
    )


def changes(*pairs: tuple[str, int, int], lang: str | None = "zh") -> tuple[TermChange, ...]:
    return tuple(TermChange(Term(text, before, lang), Term(text, after, lang)) for text, before, after in pairs)


def numbered(count: int, start: int = 0) -> Terms:
    return tuple(Term(f"术语 {index:06d}", 4, "zh") for index in range(start, start + count))


PEOPLE = terms_of("吴贻弓", "侯孝贤", "贾樟柯", "杨德昌", lang="zh") + terms_of("Wu Yigong", "Chloé Zhao", "Ang Lee")
MEDICAL = TermDiff(
    added=(Term("阿司匹林", 4, "zh"),),
    removed=(Term("阿斯匹林", 4, "zh"),),
    changed=changes(("布洛芬", 3, 5)),
)
FILMS_BEFORE = terms_of("赛德克巴莱", "悲情城市", lang="zh")
FILMS_AFTER = terms_of("赛德克巴莱", "牯岭街少年杀人事件", lang="zh")


def _replacing(*, first: bool = False) -> tuple[Create, Delete]:
    old = a_delete(
        "movies",
        FILMS_BEFORE,
        Recorded(source="vocabsync.lock, run 17"),
        "paraformer-realtime-v2",
        number=0x1F8B << 112,
    )
    create = a_create("movies", FILMS_AFTER, replaces=(old.remote.id,))
    return create, replace(old, replaced_by=create.claim, frees_slot_first=first)


def empty() -> PlanDocument:
    unchanged = tuple(
        Unchanged(claim=a_claim(prefix), vocabulary_id=an_id(prefix), status="OK", term_count=count)
        for prefix, count in (("medical", 212), ("movies", 40), ("people", 7))
    )
    return _document(replace(a_plan(), unchanged=unchanged))


def first() -> PlanDocument:
    creates = (a_create("movies", FILMS_AFTER), a_create("people", PEOPLE))
    return _document(a_plan(creates, slots=Slots(now=0, peak=2, after=2, limit=10, unmanaged=0)))


def mixed() -> PlanDocument:
    create, old = _replacing()
    update = an_update("medical", MEDICAL, terms=212)
    gone = a_delete("oldfilms", terms_of("小城之春", "神女", lang="zh"), OLD_FILMS)
    plan = a_plan(
        (create, a_create("people", PEOPLE), update),
        (old, gone),
        slots=Slots(now=4, peak=6, after=4, limit=10, unmanaged=1),
    )
    objection = Objection(
        guard="deletes",
        subject=None,
        message="2 vocabularies would go, 1 may",
        allow="deletes",
        line="deletes@9c1d2e3f",
    )
    return _document(replace(plan, unmanaged=(Unmanaged(listed=listed(a_remote("my-app"))),)), objection)


def replaced_first() -> PlanDocument:
    create, old = _replacing(first=True)
    plan = a_plan((old,), (create,), slots=Slots(now=10, peak=10, after=10, limit=10, unmanaged=9))
    kept = Kept(
        remote=a_remote("people", "paraformer-v2", number=5),
        why="no evidence that it was ours: neither ledger, nor a tombstone, nor git names this model",
    )
    return _document(replace(plan, kept=(kept,)))


def created_again() -> PlanDocument:
    create = replace(a_create("movies", FILMS_AFTER), recreates=an_id("movies", 0x1F8B << 112))
    objection = Objection(
        guard="recreate",
        subject=None,
        message="the ledger names 2 vocabularies and none of them is visible",
        allow="recreate",
        line="recreate@9c1d2e3f",
    )
    vanished = (an_id("medical", 0x24EE << 112), an_id("movies", 0x1F8B << 112))
    return _document(replace(a_plan((create,)), vanished=vanished), objection)


def conflict() -> PlanDocument:
    candidates = (
        Candidate(remote=a_remote("people", terms=PEOPLE, number=1), likeness=1.0),
        Candidate(remote=a_remote("people", terms=PEOPLE[:2], number=2, created="2026-04-01 08:00:00"), likeness=0.29),
    )
    others = (Candidate(remote=a_remote("movies", terms=FILMS_BEFORE, number=7), likeness=0.5),)
    return _document(
        replace(
            a_plan(),
            conflicts=(Conflict(claim=a_claim("people"), candidates=candidates),),
            duplicates=(Duplicates(claim=a_claim("movies"), kept=an_id("movies", 6), others=others),),
        )
    )


def blocked() -> PlanDocument:
    candidates = (a_remote("movies", "paraformer-v2", number=3), a_remote("medical", number=4))
    plan = a_plan((a_create("people", PEOPLE),), slots=Slots(now=10, peak=11, after=11, limit=10, unmanaged=8))
    return _document(replace(plan, blocked=Blocked(claims=(a_claim("people"),), candidates=candidates)))


def drift() -> PlanDocument:
    foreign = TermDiff(added=(Term("扑热息痛", 5, "zh"),))
    both = an_update("medical", MEDICAL, terms=212, drift=Drift(files_changed=True, foreign=foreign))
    theirs = an_update(
        "movies",
        TermDiff(removed=terms_of("Free Willy")),
        terms=41,
        drift=Drift(files_changed=False),
    )
    adopted = an_update("people", TermDiff(added=terms_of("Ang Lee")), terms=6, adopted=True)
    dropping = replace(adopted, remote=replace(adopted.remote, unknown_fields=("translation",), status="UNDEPLOYED"))
    return _document(a_plan((both, theirs, dropping)))


def relaxed() -> PlanDocument:
    gone = (
        a_delete("oldfilms", numbered(30), Tombstone(source="vocabsync.yaml:12", reason="merged into movies")),
        a_delete("people", PEOPLE, Deduplicated(kept=an_id("people", 9)), number=8),
        a_delete("scores", PEOPLE, DeclaredInGit(path="vocabularies/scores.yaml", commit=a_commit("Use fun-asr"))),
    )
    relaxations = (
        Relaxation(setting="guards.deletes", before="1", after="5", place=Place("vocabsync.yaml", 4)),
        Relaxation(setting="protect of movies", before="true", after="false", place=Place("vocabularies/movies.yaml")),
    )
    unchanged = (
        Unchanged(claim=a_claim("a"), vocabulary_id=an_id("a"), status="UNDEPLOYED", term_count=3),
        Unchanged(claim=a_claim("b"), vocabulary_id=an_id("b"), status="OK", term_count=1, stored_differently=True),
    )
    unmanaged = Unmanaged(
        listed=listed(a_remote("lost", number=3)), why="vocabularies/lost.yaml is gone, but not committed: commit it"
    )
    return _document(
        replace(
            a_plan(gone),
            relaxations=relaxations,
            unchanged=unchanged,
            unmanaged=(unmanaged,),
            warnings=("movies was modified 2 minutes ago; newer terms may take five minutes to be heard",),
        )
    )


def hostile() -> PlanDocument:
    """Every text that comes from outside is hostile; numbers and names of a checked shape are not."""
    return hostile_with(HOSTILE)


def hostile_with(words: tuple[str, ...], lang: str = "zh\x1b[1m") -> PlanDocument:
    """Put these words wherever a text comes from outside."""
    texts = tuple(Term(text, 4, lang) for text in words)
    evil = " ".join(words)
    diff = TermDiff(added=texts, removed=texts[:4], changed=tuple(TermChange(term, term) for term in texts[:3]))
    commit = replace(a_commit(evil))
    gone = a_delete("oldfilms", texts, RemovedInGit(path=f"vocabularies/{evil}.yaml", commit=commit), model=evil)
    create = a_create("movies", texts, replaces=(an_id("movies", 5),))
    odd = ListedVocabulary(id=VocabularyId(evil), status=evil, created=evil, modified=evil)
    buried = a_delete("scores", texts, Tombstone(source=f"{evil}:1", reason=evil))
    update = replace(an_update("medical", diff, terms=20), reason=evil)
    update = replace(update, remote=replace(update.remote, status=evil, unknown_fields=(evil,)))
    plan = replace(
        a_plan((create, update), (gone, buried)),
        kept=(Kept(remote=a_remote("kept", evil), why=evil),),
        conflicts=(
            Conflict(
                claim=a_claim("people", evil),
                candidates=(Candidate(remote=a_remote("people", evil, created=evil), likeness=0.5),),
            ),
        ),
        unmanaged=(Unmanaged(listed=odd, why=evil), Unmanaged(listed=odd)),
        relaxations=(Relaxation(setting=evil, before=evil, after=evil, place=Place(evil, 3)),),
        warnings=words,
    )
    return _document(
        plan, Objection(guard="removed_terms", subject="movies", message=evil, allow="removed_terms:movies")
    )


def huge() -> PlanDocument:
    """Ten vocabularies of 10,000 terms, every one of them changed."""
    texts = tuple((f"术语 {index:06d}", 3, 4) for index in range(10_000))
    diff = TermDiff(changed=changes(*texts))
    return _document(a_plan(tuple(an_update(f"list{number}", diff, terms=10_000) for number in range(10))))


def long() -> PlanDocument:
    """One vocabulary that loses, changes and gains many terms."""
    diff = TermDiff(
        added=numbered(40),
        removed=numbered(3, 1000),
        changed=changes(*((f"词 {index}", 1, 5) for index in range(30))),
    )
    return _document(a_plan((an_update("medical", diff, terms=300),)))


SAMPLES = {
    sample.__name__: sample
    for sample in (
        empty,
        first,
        mixed,
        replaced_first,
        created_again,
        conflict,
        blocked,
        drift,
        relaxed,
        hostile,
        huge,
        long,
    )
}


def _document(plan: Plan, *objections: Objection) -> PlanDocument:
    return to_document(plan, objections, tool_version="0.1.0")
