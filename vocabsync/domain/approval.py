"""Is this the plan that was approved? If not: what moved, vocabulary by vocabulary."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING, assert_never

from vocabsync.domain.diff import diff_terms
from vocabsync.domain.digest import after_of, before_of, id_of, verb_of
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import ALGORITHM
from vocabsync.domain.plan import Create, Delete, TermChange, TermDiff, Update
from vocabsync.domain.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from vocabsync.domain.digest import Verb
    from vocabsync.domain.identifiers import Claim, Digest, VocabularyId
    from vocabsync.domain.plan import Action, Plan
    from vocabsync.domain.vocabulary import Terms


@frozen(kw_only=True)
class ApprovedAction:
    """One action as a person saw it, less reason and evidence (a squash changes the commit).

    ``vocabulary_id`` and ``before`` are None for a create, ``after`` for a delete. ``diff`` is what was shown of the
    terms: a create adds all of them, a delete removes all of them. ``replaced_by`` is the model that takes over from a
    delete; ``counts`` how many terms there were, and will be.
    """

    verb: Verb
    claim: Claim
    vocabulary_id: VocabularyId | None
    before: Digest | None
    after: Digest | None
    diff: TermDiff = field(default_factory=TermDiff)
    replaces: tuple[VocabularyId, ...] = ()
    replaced_by: str | None = None
    counts: tuple[int, int] = (0, 0)
    frees_slot_first: bool = False


@frozen(kw_only=True)
class ApprovedPlan:
    """What was approved: a saved plan, or a digest alone (``--expect``), where ``actions`` is None."""

    digest: Digest
    environment: str | None = None
    region: str | None = None
    actions: tuple[ApprovedAction, ...] | None = None


def what_moved(approved: ApprovedPlan, plan: Plan) -> tuple[str, ...]:
    """Say in a sentence per vocabulary how this plan differs from what was approved; nothing where it does not."""
    moves = [
        f"approved for {what} {before}, now {after}"
        for what, before, after in (
            ("environment", approved.environment, plan.environment),
            ("region", approved.region, plan.region),
        )
        if before not in {None, after}
    ]
    if approved.actions is not None:
        moves += _moved_actions(approved.actions, [_as_approved(action) for action in plan.actions], plan)
    if approved.digest != plan.digest and not moves:
        then, now = _short(approved.digest), _short(plan.digest)
        moves.append(f"the plan that was approved has the digest {then}, the plan of now has {now}")
    return tuple(moves)


def _as_approved(action: Action) -> ApprovedAction:
    return ApprovedAction(
        verb=verb_of(action),
        claim=action.claim,
        vocabulary_id=id_of(action),
        before=before_of(action),
        after=after_of(action),
        diff=_as_saved(_shown_of(action)),
        replaces=action.replaces if isinstance(action, Create) else (),
        replaced_by=_taken_over_by(action),
        counts=_counts_of(action),
        frees_slot_first=isinstance(action, Delete) and action.frees_slot_first,
    )


def _shown_of(action: Action) -> TermDiff:
    match action:
        case Create():
            return TermDiff(added=_in_order(action.desired.terms))
        case Update():
            return action.diff
        case Delete():
            return TermDiff(removed=_in_order(action.remote.terms))
        case _:
            assert_never(action)


def _taken_over_by(action: Action) -> str | None:
    over = action.replaced_by if isinstance(action, Delete) else None
    return None if over is None else _text_as_saved(over.target_model)


def _counts_of(action: Action) -> tuple[int, int]:
    before = 0 if isinstance(action, Create) else action.remote.term_count
    return before, 0 if isinstance(action, Delete) else action.desired.term_count


def _in_order(terms: Terms) -> Terms:
    """Sort as a saved plan does."""
    return tuple(sorted(terms, key=lambda term: (term.text, term.lang or "", term.weight)))


def _moved_actions(then: Collection[ApprovedAction], now: Iterable[ApprovedAction], plan: Plan) -> Iterator[str]:
    """Compare what is written for a claim, and what is deleted by ID."""
    was = {_subject(action): action for action in then}
    is_now = {_subject(action): action for action in now}
    if len(was) != len(then):
        yield "the saved plan holds an action twice"
    for subject in sorted(was.keys() | is_now.keys()):
        before, after = was.get(subject), is_now.get(subject)
        if before is None and after is not None:
            yield f"{_name(after.claim)}: nothing was approved, now {_phrase(after)}"
        elif before is not None and after is None:
            yield f"{_name(before.claim)}: approved was to {_phrase(before)}, now {_fate(before, plan)}"
        elif before is not None and after is not None and before != after:
            yield f"{_name(after.claim)}: {_difference(before, after)}"


def _subject(action: ApprovedAction) -> tuple[str, str, str]:
    gone = action.vocabulary_id if action.verb == "delete" else None
    return action.claim.prefix, action.claim.target_model, gone or ""


def _difference(before: ApprovedAction, after: ApprovedAction) -> str:
    """Say what moved under one action; the term counts only where one side stood still."""
    if (before.verb, before.vocabulary_id) != (after.verb, after.vocabulary_id):
        return f"approved was to {_phrase(before)}, now {_phrase(after)}"
    moves = []
    if before.before != after.before:
        moves.append(f"the service holds other terms now ({_short(before.before)} then, {_short(after.before)} now)")
    if before.after != after.after:
        moves.append(f"the files hold other terms now ({_short(before.after)} then, {_short(after.after)} now)")
    if not moves and before.diff != after.diff:
        return "the saved plan shows other terms than this plan"
    if not moves:
        return "the saved plan shows another order, another replacement or other counts than this plan"
    if after.verb == "update" and len(moves) == 1:
        by_files = before.before == after.before
        moves.append(_counts(before.diff, after.diff, by_files=by_files))
    return "; ".join(moves)


def _counts(before: TermDiff, after: TermDiff, *, by_files: bool) -> str:
    """Count what moved on the side that did: both diffs share their other end, so their difference is that move."""
    moved = _effect(after)
    moved.subtract(_effect(before))
    sign = 1 if by_files else -1
    new = Counter({term: sign * count for term, count in moved.items() if sign * count > 0})
    gone = Counter({term: -sign * count for term, count in moved.items() if sign * count < 0})
    diff = diff_terms(tuple(gone.elements()), tuple(new.elements()))
    counted = (("added", len(diff.added)), ("removed", len(diff.removed)), ("changed", len(diff.changed)))
    parts = [f"{count} {'term' if count == 1 else 'terms'} {word}" for word, count in counted if count]
    return f"{', '.join(parts)} {'in the files' if by_files else 'remotely'}"


def _effect(diff: TermDiff) -> Counter[Term]:
    effect = Counter(diff.added)
    effect.update(change.after for change in diff.changed)
    effect.subtract(Counter(diff.removed))
    effect.subtract(Counter(change.before for change in diff.changed))
    return effect


def _as_saved(diff: TermDiff) -> TermDiff:
    """Write texts as a saved plan has them: no file can hold a lone surrogate."""
    return TermDiff(
        added=tuple(map(_term_as_saved, diff.added)),
        removed=tuple(map(_term_as_saved, diff.removed)),
        changed=tuple(TermChange(_term_as_saved(old), _term_as_saved(new)) for old, new in diff.changed),
    )


def _term_as_saved(term: Term) -> Term:
    return Term(_text_as_saved(term.text), term.weight, term.lang and _text_as_saved(term.lang))


def _text_as_saved(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _fate(gone: ApprovedAction, plan: Plan) -> str:
    """Say what became of a vocabulary or claim that no action like the approved one is about any more."""
    told = (words for subject, words in _fates(plan) if subject in {gone.vocabulary_id, gone.claim})
    return next(told, "nothing is to be done")


def _fates(plan: Plan) -> Iterator[tuple[VocabularyId | Claim, str]]:
    for action in plan.actions:
        yield id_of(action) or action.claim, f"to {_phrase(_as_approved(action))}"
    for unchanged in plan.unchanged:
        yield unchanged.claim, f"it is equal on the service as {unchanged.vocabulary_id}"
    for conflict in plan.conflicts:
        yield conflict.claim, f"{len(conflict.candidates)} vocabularies answer to it"
    for kept in plan.kept:
        yield kept.remote.id, kept.why
    for unmanaged in plan.unmanaged:
        yield unmanaged.listed.id, f"it is unmanaged: {unmanaged.why}"


def _phrase(action: ApprovedAction) -> str:
    return action.verb if action.vocabulary_id is None else f"{action.verb} {action.vocabulary_id}"


def _name(claim: Claim) -> str:
    return f"{claim.prefix} {claim.target_model}"


def _short(digest: Digest | None) -> str:
    return (digest or "nothing").removeprefix(ALGORITHM)[:8]
