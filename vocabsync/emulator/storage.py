"""The stand-in's memory: one SQLite file that survives restarts and parallel clients, or nothing but memory.

Every write is an edition that holds from a moment on, so that late writes and stale listings are looks at another
time and no look ever changes the file. A file that is missing is an empty account and is made by the first write.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import weakref
from typing import TYPE_CHECKING, Final

from vocabsync.emulator.account import Change, Insert, Kept, Overwrite, Owner, Remove

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BUSY_SECONDS: Final = 30.0
_NOWHERE: Final = "file::memory:"


class StoreDamaged(OSError):
    """The file of the stand-in is none of its databases."""


_SCHEMA: Final = (
    """CREATE TABLE IF NOT EXISTS vocabulary (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
        region TEXT NOT NULL, workspace TEXT NOT NULL, prefix TEXT NOT NULL, target_model TEXT NOT NULL,
        created REAL NOT NULL, here REAL NOT NULL, gone REAL NOT NULL DEFAULT 9e999)""",
    """CREATE TABLE IF NOT EXISTS edition (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, modified REAL NOT NULL,
        effect REAL NOT NULL, terms TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS edition_of ON edition (id, effect, number)",
)
_COUNTERS: Final = "CREATE TABLE sqlite_sequence(name,seq)"
"""What SQLite itself makes for AUTOINCREMENT."""

_KEPT: Final = "SELECT v.id, v.number, v.prefix, v.target_model, v.created, e.modified"
_AS_OF: Final = """ FROM vocabulary v JOIN edition e ON e.number =
    (SELECT number FROM edition WHERE id = v.id AND effect <= :at ORDER BY effect DESC, number DESC LIMIT 1)
    WHERE v.account = :account AND v.region = :region AND v.here <= :at AND v.gone > :at"""
_SCOPES: Final = {
    "account": "",
    "region": " AND region = :region",
    "workspace": " AND region = :region AND workspace = :workspace",
}
_OUTDATED: Final = """DELETE FROM edition WHERE id = :id AND EXISTS (SELECT 1 FROM edition later
    WHERE later.id = edition.id AND later.effect <= :horizon
    AND (later.effect, later.number) > (edition.effect, edition.number))"""


class StoredState:
    """The account behind one open connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, vocabulary_id: str, owner: Owner, at: float) -> tuple[Kept, str] | None:
        """Give a vocabulary and its terms as JSON text; None where this account has none of that ID."""
        where = {"account": owner.account, "region": owner.region, "at": at, "id": vocabulary_id}
        row = self._connection.execute(f"{_KEPT}, e.terms{_AS_OF} AND v.id = :id", where).fetchone()
        return None if row is None else (_kept(row), row[6])

    def list_kept(self, owner: Owner, at: float) -> Sequence[Kept]:
        """Give all vocabularies that this account has in this region, by number."""
        where = {"account": owner.account, "region": owner.region, "at": at}
        return [_kept(row) for row in self._connection.execute(f"{_KEPT}{_AS_OF} ORDER BY v.number", where)]

    def count(self, owner: Owner, scope: str, at: float) -> int:
        """Count what takes a slot: whatever was accepted and is not gone, in account, region or workspace."""
        where = {"account": owner.account, "region": owner.region, "workspace": owner.workspace, "at": at}
        sql = f"SELECT count(*) FROM vocabulary WHERE account = :account AND gone > :at{_SCOPES[scope]}"  # noqa: S608 - ours
        return int(self._connection.execute(sql, where).fetchone()[0])

    def apply(self, change: Change, *, horizon: float) -> None:
        """Keep a change, and drop what no look from ``horizon`` on can see any more."""
        match change:
            case Insert():
                self._connection.execute(
                    "INSERT INTO vocabulary (id, account, region, workspace, prefix, target_model, created, here)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        change.id,
                        change.owner.account,
                        change.owner.region,
                        change.owner.workspace,
                        change.prefix,
                        change.target_model,
                        change.created,
                        change.effect,
                    ),
                )
                self._add_edition(change.id, change.terms, change.created, change.effect)
            case Overwrite():
                self._add_edition(change.id, change.terms, change.modified, change.effect)
                self._connection.execute(_OUTDATED, {"id": change.id, "horizon": horizon})
            case Remove():
                sql = "UPDATE vocabulary SET gone = min(gone, ?) WHERE id = ?"
                self._connection.execute(sql, (change.effect, change.id))
                self._forget_gone(horizon)

    def _add_edition(self, vocabulary_id: str, terms: str, modified: float, effect: float) -> None:
        sql = "INSERT INTO edition (id, modified, effect, terms) VALUES (?, ?, ?, ?)"
        self._connection.execute(sql, (vocabulary_id, modified, effect, terms))

    def _forget_gone(self, horizon: float) -> None:
        gone = "SELECT id FROM vocabulary WHERE gone <= ?"
        self._connection.execute(f"DELETE FROM edition WHERE id IN ({gone})", (horizon,))  # noqa: S608 - ours
        self._connection.execute("DELETE FROM vocabulary WHERE gone <= ?", (horizon,))


class Storage:
    """Opens the account for one look or one write at a time; safe to share between threads and processes."""

    def __init__(self, path: Path | None = None) -> None:
        """Name the file; None keeps everything in memory, for as long as this object lives."""
        self._path = path
        self._alone = threading.RLock()
        self._memory = _connect(_NOWHERE, shared=True)
        self._finish = weakref.finalize(self, self._memory.close)  # for those who never call close

    @contextlib.contextmanager
    def looking(self) -> Iterator[StoredState]:
        """Open for looking. Never makes a file."""
        with self._connection(writing=False) as connection, _transaction(connection, "BEGIN"):
            yield StoredState(connection)

    @contextlib.contextmanager
    def writing(self) -> Iterator[StoredState]:
        """Open for a decision and the change it leads to, with nobody else writing in between."""
        with self._connection(writing=True) as connection, _transaction(connection, "BEGIN IMMEDIATE"):
            yield StoredState(connection)

    def close(self) -> None:
        """Let go of what is kept in memory."""
        self._finish()

    @contextlib.contextmanager
    def _connection(self, *, writing: bool) -> Iterator[sqlite3.Connection]:
        if self._path is None:
            with self._alone:
                yield self._memory
        else:
            # One connection for each use: a server's threads come and go, and none may leave an open file behind.
            try:
                with contextlib.closing(_open(self._path, writing=writing)) as connection:
                    yield connection
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                raise StoreDamaged(f"{self._path} is no database of the stand-in ({error}); remove it") from error


def _open(path: Path, *, writing: bool) -> sqlite3.Connection:
    if writing:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.exists():
        return _connect(_NOWHERE)
    if path.exists() and not path.is_file():
        raise StoreDamaged(f"{path} is no file; remove it")
    # A look opens for writing too, as only that can roll back what a killed process left half done.
    return _connect(f"{path.resolve().as_uri()}?mode={'rwc' if writing else 'rw'}")


def _connect(uri: str, *, shared: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=not shared
    )
    connection.execute("PRAGMA synchronous = OFF")  # a killed process loses nothing by it; a power cut is not our game
    return connection


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        if not _has_schema(connection):
            for statement in _SCHEMA:
                connection.execute(statement)
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _has_schema(connection: sqlite3.Connection) -> bool:
    """Whether everything of ours is there. Raises DatabaseError where anything else is: a view could run for ever."""
    told = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    ours = {statement.replace("IF NOT EXISTS ", "") for statement in _SCHEMA}
    if told - ours - {_COUNTERS}:
        raise sqlite3.DatabaseError("it holds what the stand-in did not make")
    return told >= ours


def _kept(row: Sequence[object]) -> Kept:
    identifier, number, prefix, target_model, created, modified = row[:6]
    return Kept(
        id=str(identifier),
        number=int(str(number)),
        prefix=str(prefix),
        target_model=str(target_model),
        created=float(str(created)),
        modified=float(str(modified)),
    )
