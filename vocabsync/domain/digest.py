"""Digests: of a content, so that sides can be compared without it; of a plan, so that a review binds an apply."""

from __future__ import annotations

import json
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from vocabsync.domain.diff import sort_key
from vocabsync.domain.identifiers import ALGORITHM, Digest
from vocabsync.domain.plan import Create, Delete, Update

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.plan import Action
    from vocabsync.domain.vocabulary import Terms

Verb: TypeAlias = Literal["create", "update", "delete"]
"""The word for an action wherever it is written down."""


def digest_terms(terms: Terms) -> Digest:
    """Digest a content as a multiset of terms: order plays no part, duplicates do."""
    # Texts alone say the order where no two are equal, in a third of the time.
    all_differ = len({term.text for term in terms}) == len(terms)
    return _digest(sorted(terms, key=itemgetter(0) if all_differ else sort_key))


def digest_plan(environment: str, region: str, actions: Iterable[Action]) -> Digest:
    """Digest what a plan does to whom: no times, no order, no reasons, no versions, no paths."""
    rows = sorted(
        (
            action.claim.prefix,
            action.claim.target_model,
            verb_of(action),
            id_of(action) or "",
            before_of(action) or "",
            after_of(action) or "",
        )
        for action in actions
    )
    return _digest([environment, region, rows])


def verb_of(action: Action) -> Verb:
    """Give the word for an action."""
    match action:
        case Create():
            return "create"
        case Update():
            return "update"
        case Delete():
            return "delete"
        case _ as never:
            assert_never(never)


def id_of(action: Action) -> VocabularyId | None:
    """Give the ID that an action is sent for; a create has none yet."""
    return None if isinstance(action, Create) else action.remote.id


def before_of(action: Action) -> Digest | None:
    """Give the digest of the content that an action takes away."""
    return None if isinstance(action, Create) else action.before


def after_of(action: Action) -> Digest | None:
    """Give the digest of the content that an action brings."""
    return None if isinstance(action, Delete) else action.after


def _digest(value: object) -> Digest:
    text = json.dumps(value, ensure_ascii=False, check_circular=False, separators=(",", ":"))
    # A remote text may hold a lone surrogate, which strict UTF-8 refuses.
    return Digest(ALGORITHM + sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
