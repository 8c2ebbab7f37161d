"""Hostile repositories: what vocabsync remembers, put there by somebody else."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from tests.attacks.hostile_ground import APPLY, CANARY, PLAN, PULL, Tree, link, pipe, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.attacks.hostile_ground import Ground

_LEDGER: Final = ".vocabsync/vocabsync.lock"
_JOURNAL: Final = ".vocabsync/journal.json"
_STORE: Final = ".vocabsync/standin.db"

_CONTENTS: Final[dict[str, str | bytes]] = {
    "empty": "",
    "no text": b"\xff\xfe\x00",
    "without a bottom": "[" * 100_000,
    "of five thousand digits": f'{{"format_version": {"9" * 5_000}}}',
    "that is no number": '{"format_version": NaN}',
    "that says it twice": '{"format_version": 1, "format_version": 1, "environments": {}}',
    "with conflict markers": '<<<<<<< HEAD\n{"a": 1}\n=======\n{}\n>>>>>>> b\n',
    "of tomorrow": '{"format_version": 2, "environments": {}}',
    "of another shape": '{"format_version": 1, "environments": {"local": ["\\u001b[2J"]}}',
    "full of escapes": '{"format_version": 1, "environments": {"local": {"\\u001b[2J": "\\u202e"}}, "\x1b[2J": 1}',
}


def _folder(name: str) -> Callable[[Ground], object]:
    return lambda ground: ground.write(f"{name}/a", "x")


def _sparse(name: str) -> Callable[[Ground], object]:
    return lambda ground: ground.sparse(name)


def _database(*statements: str) -> Callable[[Ground], object]:
    def build(ground: Ground) -> None:
        ground.write(_STORE, b"")
        connection = sqlite3.connect(ground.root / _STORE)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return build


_ENDLESS: Final = "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n)"
_COLUMNS: Final = "number, id, account, region, workspace, prefix, target_model, created, here, gone"

_STORES: Final[dict[str, Callable[[Ground], object]]] = {
    "a store that is a text": write(_STORE, "not a database, and longer than the head of one" * 9),
    "a store that is a pipe": pipe(_STORE),
    "a store that is a folder": _folder(_STORE),
    "a store that leads out": link(_STORE, "OUT/state.json"),
    "a store that leads nowhere outside": link(_STORE, f"OUT/{CANARY}.db"),
    "a store whose table never ends": _database(
        f"CREATE VIEW vocabulary AS SELECT {', '.join(f'x AS {c}' for c in _COLUMNS.split(', '))} FROM {_ENDLESS}",
        "CREATE TABLE edition (number, id, modified, effect, terms)",
        "CREATE INDEX edition_of ON edition (id, effect, number)",
    ),
    "a store of somebody else": _database("CREATE TABLE vocabulary (id)", "CREATE TABLE x (edition_of)"),
    "a store whose index is a table": _database("CREATE TABLE edition_of (x)"),
}

_PLACES: Final[dict[str, Callable[[Ground], object]]] = {
    "a state folder that leads out": link(".vocabsync", "OUT"),
    "a state folder that leads nowhere": link(".vocabsync", f"OUT/{CANARY}"),
    "a state folder that is a file": write(".vocabsync", "x"),
    "a state folder that is a pipe": pipe(".vocabsync"),
    "backups that lead out": link(".vocabsync/backups", "OUT"),
    "contents that lead out": link(".vocabsync/applied", "OUT"),
    "contents of one environment that lead out": link(".vocabsync/applied/local", "OUT"),
    "a lock that leads out": link(".vocabsync/run.lock", f"OUT/{CANARY}.yaml"),
    "a lock that is a pipe": pipe(".vocabsync/run.lock"),
    "a lock that is a folder": _folder(".vocabsync/run.lock"),
    "a holder that leads out": link(".vocabsync/run.pid", f"OUT/{CANARY}.yaml"),
    "a holder that is a pipe": pipe(".vocabsync/run.pid"),
    "a spare that leads out": link(".vocabsync/spare", f"OUT/{CANARY}.yaml"),
    "a list of ignored files that leads out": link(".vocabsync/.gitignore", f"OUT/new-{CANARY}"),
}


def _kinds(name: str) -> dict[str, Callable[[Ground], object]]:
    return {
        "that leads out": link(name, "OUT/state.json"),
        "that leads to endless zeros": link(name, "/dev/zero"),
        "that is a pipe": pipe(name),
        "that is a folder": _folder(name),
        "larger than any memory": _sparse(name),
        **{kind: write(name, content) for kind, content in _CONTENTS.items()},
    }


TREES: Final = (
    *(
        Tree(name=f"a ledger {kind}", build=build, says="vocabsync.lock", aim=PLAN, also=(PULL, APPLY))
        for kind, build in _kinds(_LEDGER).items()
    ),
    *(
        Tree(name=f"a journal {kind}", build=build, says="journal.json", aim=APPLY)
        for kind, build in _kinds(_JOURNAL).items()
    ),
    *(
        Tree(name=f"a plan {kind}", build=build, says="plan.json", aim=("show", "plan.json"))
        for kind, build in _kinds("plan.json").items()
    ),
    *(Tree(name=name, build=build, says="standin.db", aim=PLAN, also=(APPLY,)) for name, build in _STORES.items()),
    *(Tree(name=name, build=build, says=".vocabsync", aim=APPLY, also=(PULL,)) for name, build in _PLACES.items()),
    Tree(
        name="a plan file that leads out",
        build=link("plan.json", f"OUT/{CANARY}.yaml"),
        says="plan.json",
        aim=(*PLAN, "--out", "plan.json"),
    ),
    Tree(
        name="a plan file that is a pipe", build=pipe("plan.json"), says="plan.json", aim=(*PLAN, "--out", "plan.json")
    ),
)
