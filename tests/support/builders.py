"""Builders of domain values: say what matters, get the rest by default."""

from __future__ import annotations

from datetime import UTC, datetime

from vocabsync.domain.evidence import Commit, Record
from vocabsync.domain.identifiers import Claim, Digest, Prefix, TargetModel, VocabularyId
from vocabsync.domain.policy import Policy
from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Term, Terms, Vocabulary

MODEL = "fun-asr"
ONE_TERM: Terms = (Term("赛德克巴莱", 4, "zh"),)


def a_claim(prefix: str = "movies", model: str = MODEL) -> Claim:
    return Claim(Prefix(prefix), TargetModel(model))


def an_id(prefix: str = "movies", number: int = 1) -> VocabularyId:
    return VocabularyId(f"vocab-{prefix}-{number:032x}")


def terms_of(*texts: str, weight: int = 4, lang: str | None = None) -> Terms:
    return tuple(Term(text, weight, lang) for text in texts)


def a_vocabulary(
    prefix: str = "movies",
    model: str = MODEL,
    terms: Terms = ONE_TERM,
    *,
    protect: bool = False,
    keep_replaced: bool = False,
) -> Vocabulary:
    return Vocabulary(
        claim=a_claim(prefix, model),
        terms=terms,
        term_count=len(terms),
        protect=protect,
        keep_replaced=keep_replaced,
        source=f"vocabularies/{prefix}.yaml",
    )


def a_remote(
    prefix: str = "movies",
    model: str = MODEL,
    terms: Terms = ONE_TERM,
    *,
    number: int = 1,
    status: str = "OK",
    created: str = "2026-03-02 10:15:07",
    modified: str = "2026-03-02 10:15:07",
) -> RemoteVocabulary:
    return RemoteVocabulary(
        id=an_id(prefix, number),
        claim=a_claim(prefix, model),
        status=status,
        created=created,
        modified=modified,
        terms=terms,
        term_count=len(terms),
    )


def listed(remote: RemoteVocabulary) -> ListedVocabulary:
    return ListedVocabulary(id=remote.id, status=remote.status, created=remote.created, modified=remote.modified)


def a_record(remote: RemoteVocabulary, sent: Digest, read_back: Digest | None = None, *, run: str = "run-1") -> Record:
    return Record(claim=remote.claim, vocabulary_id=remote.id, sent=sent, read_back=read_back or sent, run=run)


def a_commit(subject: str = "Remove the old films", number: int = 1) -> Commit:
    return Commit(hash=f"{number:040x}", subject=subject, date=datetime(2026, 5, 4, 12, 0, tzinfo=UTC))


def a_policy(environment: str = "prod", region: str = "cn-beijing") -> Policy:
    return Policy(environment=environment, region=region)
