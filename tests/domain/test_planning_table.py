"""docs/planning.md is the rule: every combination of its conditions is built and the first fitting row asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

import pytest

from tests.support.builders import a_claim, a_commit, a_policy, a_remote, a_vocabulary, an_id, terms_of
from tests.support.world import a_known, a_ledger
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.evidence import (
    DeclaredInGit,
    History,
    HistoryState,
    LedgerState,
    Record,
    Recorded,
    RemovedInGit,
    Tombstone,
)
from vocabsync.domain.identifiers import TargetModel
from vocabsync.domain.plan import Create, Delete, Plan, Update
from vocabsync.domain.planner import make_plan
from vocabsync.domain.policy import Policy, Removal
from vocabsync.domain.vocabulary import RemoteVocabulary, Vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "planning.md"
CLAIM = a_claim("movies", "fun-asr")
NEW_MODEL = "paraformer-v2"
WANTED, FOUND, ELSE = terms_of("wanted"), terms_of("found"), terms_of("else")
COMMIT = a_commit()  # of 4 May 2026


@dataclass(frozen=True, kw_only=True)
class World:
    """The vocabulary in question lies under ``CLAIM``; conditions fill in the rest."""

    policy: Policy = field(default_factory=a_policy)
    desired: tuple[Vocabulary, ...] = ()
    remote: tuple[RemoteVocabulary, ...] = ()
    ledger: LedgerState = field(default_factory=LedgerState)
    history: History = field(default_factory=lambda: History(state=HistoryState.COMPLETE))


Condition = Callable[[World], World]
Axis = Mapping[str, Condition]


def plain(world: World) -> World:
    return world


def removed(model: str | None = None, *, prune: bool = True) -> Condition:
    removal = Removal(prefix=CLAIM.prefix, target_model=None if model is None else TargetModel(model))
    return lambda world: replace(world, policy=replace(world.policy, removed=(removal,), prune=prune))


def recording(sent: tuple[str, ...], read_back: tuple[str, ...], *, number: int = 1, repeats: int = 0) -> Condition:
    record = Record(
        claim=CLAIM,
        vocabulary_id=an_id("movies", number),
        sent=digest_terms(terms_of(*sent)),
        read_back=digest_terms(terms_of(*read_back)),
        run="run-1",
        repeats=repeats,
    )
    return lambda world: replace(world, ledger=a_ledger(record))


def holding(*remote: RemoteVocabulary) -> Condition:
    return lambda world: replace(world, remote=(*world.remote, *remote))


def git(state: HistoryState = HistoryState.COMPLETE, *, removed: bool = False, taken: bool = False) -> Condition:
    """Even a shallow history may show something; it has to be ignored."""
    history = History(
        state=state,
        removals={CLAIM.prefix: RemovedInGit(path="vocabularies/movies.yaml", commit=COMMIT)} if removed else {},
        earlier_models={CLAIM: DeclaredInGit(path="vocabularies/movies.yaml", commit=COMMIT)} if taken else {},
    )
    return lambda world: replace(world, history=history)


def uncommitted(world: World) -> World:
    return replace(world, history=History(state=HistoryState.COMPLETE, uncommitted=frozenset({CLAIM.prefix})))


def declaring(*models: str, keep_replaced: bool = False) -> Condition:
    desired = tuple(a_vocabulary("movies", model, WANTED, keep_replaced=keep_replaced) for model in models)
    return lambda world: replace(world, desired=desired)


def both(first: Condition, second: Condition) -> Condition:
    return lambda world: second(first(world))


OLD = a_remote("movies", "fun-asr", FOUND, created="2026-03-02 10:15:07")
SUCCESSOR = a_remote("movies", NEW_MODEL, WANTED, number=2)

DECLARED: tuple[Axis, ...] = (
    {"declare it": declaring("fun-asr")},
    {
        "no record": plain,
        "names another ID": recording(("wanted",), ("wanted",), number=99),
        "sent these files, read back this remote once": recording(("wanted",), ("found",)),
        "sent these files, read back this remote twice": recording(("wanted",), ("found",), repeats=1),
        "sent these files, read back something else": recording(("wanted",), ("else",), repeats=1),
        "sent other files, read back this remote": recording(("else",), ("found",), repeats=1),
        "sent other files, read back something else": recording(("else",), ("else",)),
    },
    {"silent": plain, "no git": git(HistoryState.NO_GIT)},
    {
        "absent": plain,
        "same content": holding(a_remote(terms=WANTED)),
        "other content": holding(OLD),
        "same content, and a second vocabulary": holding(a_remote(terms=WANTED), a_remote(terms=ELSE, number=2)),
    },
)

UNDECLARED: tuple[Axis, ...] = (
    {
        "say nothing": plain,
        "name its prefix under `removed:`": removed(),
        "name its claim under `removed:`": removed("fun-asr"),
        "name another model under `removed:`": removed(NEW_MODEL),
        "say `prune: false`": lambda world: replace(world, policy=replace(world.policy, prune=False)),
        "say `prune: false`, name its prefix under `removed:`": removed(prune=False),
    },
    {"no record": plain, "names it": recording(("else",), ("else",))},
    {
        "silent": plain,
        "removed its file": git(removed=True),
        "removal not committed": uncommitted,
        "shallow clone": git(HistoryState.SHALLOW, removed=True),
        "no git": git(HistoryState.NO_GIT),
        "not asked": git(HistoryState.NOT_ASKED),
    },
    {
        "created before": holding(OLD),
        "created more than a day later": holding(replace(OLD, created="2026-05-05 20:00:01")),
        "created at an unreadable time": holding(replace(OLD, created="yesterday")),
    },
)

SUPERSEDED: tuple[Axis, ...] = (
    {
        "declare another model": declaring(NEW_MODEL),
        "name its prefix under `removed:`": both(declaring(NEW_MODEL), removed()),
        "name its claim under `removed:`": both(declaring(NEW_MODEL), removed("fun-asr")),
        "say `keep_replaced: true`": declaring(NEW_MODEL, keep_replaced=True),
    },
    {"no record": plain, "names it": recording(("else",), ("else",))},
    {
        "silent": holding(OLD),
        "declared that model": both(git(taken=True), holding(OLD)),
        "declared that model until well before it was created": both(
            git(taken=True), holding(replace(OLD, created="2026-05-06 00:00:00"))
        ),
        "shallow clone": both(git(HistoryState.SHALLOW, taken=True), holding(OLD)),
        "no git": both(git(HistoryState.NO_GIT), holding(OLD)),
    },
    {
        "successor absent": plain,
        "successor equal and OK": holding(SUCCESSOR),
        "successor equal, but not OK": holding(replace(SUCCESSOR, status="UNDEPLOYED")),
        "successor has other content": holding(replace(SUCCESSOR, terms=ELSE)),
        "successors in conflict": holding(SUCCESSOR, a_remote("movies", NEW_MODEL, WANTED, number=3)),
    },
)

SECTIONS: dict[str, tuple[Axis, ...]] = {
    "A claim that the files declare": DECLARED,
    "A vocabulary whose prefix no file claims": UNDECLARED,
    "A vocabulary under a claimed prefix whose model is not declared": SUPERSEDED,
}


def rows_of(section: str) -> list[list[str]]:
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    table = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[1:]]


def fits(row: list[str], conditions: tuple[str, ...]) -> bool:
    pairs = zip(row, conditions, strict=False)
    return all(cell == "any" or condition in cell.split(" / ") for cell, condition in pairs)


def fate(plan: Plan) -> str:
    """Say what becomes of the vocabulary in question, and why, in the words of the page."""
    told = ", duplicates" if plan.duplicates else ""
    for action in plan.actions:
        match action:
            case Delete() if action.remote.id == OLD.id:
                return f"{_delete(action, plan)}: {_evidence(action)}"
            case Update() if action.claim == CLAIM:
                return f"update{', drift' if action.drift else ''}: {action.reason}"
            case Create() if action.claim == CLAIM:
                switch = ", consumers must switch" if action.recreates else ""
                return f"create{switch}: {action.reason}"
            case _:
                pass
    told_of = (
        *(f"unchanged{told}" for unchanged in plan.unchanged if unchanged.claim == CLAIM),
        *("conflict" for conflict in plan.conflicts if conflict.claim == CLAIM),
        *(f"kept: {kept.why}" for kept in plan.kept if kept.remote.id == OLD.id),
        *(f"unmanaged: {unmanaged.why}" for unmanaged in plan.unmanaged if unmanaged.listed.id == OLD.id),
    )
    (only,) = told_of
    return only


def _delete(delete: Delete, plan: Plan) -> str:
    if delete.replaced_by is not None:
        assert [action.claim for action in plan.stages[0].actions] == [delete.replaced_by]
        return "replace"
    return "delete" if len(plan.stages) == 1 else "delete last"


def _evidence(delete: Delete) -> str:
    match delete.evidence:
        case Tombstone():
            return "tombstone"
        case Recorded():
            return "ledger"
        case _:
            return "git"


@pytest.mark.parametrize("section", SECTIONS)
def test_every_combination_of_conditions_ends_as_its_row_says(section: str) -> None:
    axes, rows = SECTIONS[section], rows_of(section)
    for conditions in product(*axes):
        row = next((row for row in rows if fits(row, conditions)), None)
        assert row is not None, f"no row for {conditions}"
        world = World()
        for axis, condition in zip(axes, conditions, strict=True):
            world = axis[condition](world)
        known = a_known(world.desired, world.remote, ledger=world.ledger, history=world.history)
        told = fate(make_plan(known, world.policy))
        action, _, detail = row[4].partition(": ")
        assert told.partition(": ")[0] == action, conditions
        assert detail in told, conditions


@pytest.mark.parametrize("section", SECTIONS)
def test_every_row_decides_something_and_uses_known_words(section: str) -> None:
    axes, rows = SECTIONS[section], rows_of(section)
    combinations = list(product(*axes))
    deciding = {next(number for number, row in enumerate(rows) if fits(row, each)) for each in combinations}
    assert deciding == set(range(len(rows)))
    for row in rows:
        for cell, axis in zip(row, axes, strict=False):
            assert cell == "any" or set(cell.split(" / ")) <= axis.keys()
