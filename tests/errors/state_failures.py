"""A file of vocabsync itself cannot be read or written."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.virtual_disk import VirtualDisk
from vocabsync.ledger.durable_file import write_durably
from vocabsync.ledger.run_lock import hold_run_lock

if TYPE_CHECKING:
    from tests.errors.scene import Chapter, Provoke, Scene

WITHOUT_RUN = '{"format_version": 1, "environments": {"local": {"vocabularies": {}}}}'
ODD_COUNT = '{"format_version": 1, "environments": {"local": {"vocabularies": {}, "last_run": ""}}}'
CONFLICT = "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n"


def ledger(content: str) -> Provoke:
    def provoke(scene: Scene) -> object:
        scene.write("vocabularies/movies.yaml")
        scene.write(".vocabsync/vocabsync.lock", content)
        return scene.run("--env", "local", "plan")

    return provoke


def journal(content: str) -> Provoke:
    def provoke(scene: Scene) -> object:
        scene.write("vocabularies/movies.yaml")
        scene.write(".vocabsync/journal.json", content)
        return scene.run("--env", "local", "apply", "--auto-approve")

    return provoke


def ledger_that_is_a_folder(scene: Scene) -> object:
    scene.write(".vocabsync/vocabsync.lock/README")
    return ledger_of_nobody(scene)


def ledger_of_nobody(scene: Scene) -> object:
    scene.write("vocabularies/movies.yaml")
    return scene.run("--env", "local", "plan")


def full_disk(_: Scene) -> None:
    disk = VirtualDisk()

    def refuse(_operation: str, _path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    disk.before = refuse
    write_durably(Path("vocabsync.lock"), b"{}", disk=disk)


def two_at_once(scene: Scene) -> None:
    folder = scene.folder / ".vocabsync"
    with hold_run_lock(folder), hold_run_lock(folder, patience=0.0):
        raise AssertionError("two hold the lock")


def no_lock(scene: Scene) -> None:
    with hold_run_lock(scene.write(".vocabsync", "a file where a folder should be")):
        raise AssertionError("a file is no folder")


def state_that_leads_away(scene: Scene) -> object:
    scene.write("vocabularies/movies.yaml")
    scene.write(".vocabsync/README").with_name("backups").symlink_to("..")
    return scene.run("--env", "local", "apply", "--auto-approve")


def damaged_store(scene: Scene) -> object:
    scene.write("vocabularies/movies.yaml")
    scene.write(".vocabsync/standin.db", b"no database at all" * 100)
    return scene.run("--env", "local", "plan")


def taken_port(scene: Scene) -> object:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return scene.run("emulator", "--port", str(server.getsockname()[1]))


def emulator_settings(content: str | bytes) -> Provoke:
    return lambda scene: [scene.write("standin.yaml", content), scene.run("emulator", "--settings", "standin.yaml")]


def odd_quiet_period(scene: Scene) -> object:
    scene.export("VOCABSYNC_QUIET_PERIOD", "soon")
    return scene.run("--env", "local", "apply", "--auto-approve")


STATE: Chapter = {
    "An empty ledger": ledger(""),
    "A ledger with the conflict of a merge": ledger(CONFLICT),
    "A ledger that is no JSON": ledger("{"),
    "A ledger of a newer version": ledger('{"format_version": 2, "environments": {}}'),
    "A ledger of another form": ledger("[]"),
    "A ledger with a key too few": ledger(WITHOUT_RUN),
    "A ledger with an odd value": ledger(ODD_COUNT),
    "A ledger that cannot be opened": ledger_that_is_a_folder,
    "A damaged journal": journal('{"format_version": 1, "environments": {"local": {"open": 3}}}'),
    "A disk without room": full_disk,
    "Two applies at once": two_at_once,
    "A folder that cannot be locked": no_lock,
    "A link in the folder of local state": state_that_leads_away,
}

STAND_IN: Chapter = {
    "A store that is none": damaged_store,
    "A port that is taken": taken_port,
    "A fault that the stand-in does not know": lambda scene: scene.run("emulator", "--fault", "create:explode"),
    "A setting with a value that it cannot have": lambda scene: scene.run("emulator", "--quota", "many"),
    "A store that is no database": lambda scene: scene.run("emulator", "--db", str(scene.write("s.db", b"no" * 9999))),
    "Settings in an encoding that nobody knows": emulator_settings("设置".encode("gbk")),
    "Settings with mistakes": emulator_settings("quota: 1\nquota: 2\n"),
    "Settings that are a list": emulator_settings("- quota\n"),
}

SETTINGS: Chapter = {
    "A quiet period that is no number": odd_quiet_period,
}
