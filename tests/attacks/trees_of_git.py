"""Hostile repositories: a ``.git`` folder that wants to run, to lead away, to hang, or to say odd things."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tests.attacks.hostile_ground import BLAME, CANARY, LAWFUL, MOVIES, PULL, Tree, both
from tests.support.git_repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.attacks.hostile_ground import Ground

_SETTINGS: Final = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
    "core.alternateRefsCommand", "diff.external", "diff.trap.textconv", "diff.trap.command", "filter.trap.clean",
    "filter.trap.smudge", "filter.trap.process", "gpg.program", "pager.log", "pager.grep", "sequence.editor",
    "uploadpack.packObjectsHook", "credential.helper", "trailer.x.command", "merge.trap.driver", "man.x.cmd",
)  # fmt: skip


@cache
def _template() -> TemporaryDirectory[str]:
    """Make two commits, once: the second takes a protection and a term away."""
    place = TemporaryDirectory()
    history = Repository(Path(place.name))
    history.commit("First", {"vocabsync.yaml": "prune: false\n", MOVIES: f"{LAWFUL}  - 丙丁\nprotect: true\n"})
    history.commit("Second", {MOVIES: LAWFUL, "vocabsync.yaml": "prune: true\n"})
    return place


def _begin(ground: Ground) -> None:
    copytree(_template().name, ground.root, dirs_exist_ok=True)


def _after_commits(*steps: Callable[[Ground], object]) -> Callable[[Ground], object]:
    return both(_begin, *steps)


def _git(*words: str) -> Callable[[Ground], object]:
    return lambda ground: ground.history.git(*(word.replace("OUT", str(ground.outside)) for word in words))


def _programs(ground: Ground) -> None:
    trap = ground.trap()
    for setting in _SETTINGS:
        ground.history.git("config", setting, str(trap))
    for alias in ("log", "rev-parse", "grep", "cat-file"):
        ground.history.git("config", f"alias.{alias}", f"!{trap}")
    for hook in ("post-index-change", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman"):
        ground.trap(f".git/hooks/{hook}")
    ground.history.git("config", "log.showSignature", "true")
    ground.write(".git/info/attributes", "* diff=trap filter=trap merge=trap\n")
    ground.write(".gitattributes", "* diff=trap filter=trap merge=trap\n")


def _replace(name: str, put: Callable[[Ground, str], object]) -> Callable[[Ground], object]:
    def step(ground: Ground) -> None:
        (ground.root / name).unlink(missing_ok=True)
        put(ground, name)

    return step


def _write(name: str, content: str | bytes) -> Callable[[Ground], object]:
    return lambda ground: ground.write(name, content)


def _pointing_file(target: str) -> Callable[[Ground], object]:
    return lambda ground: ground.write(".git", f"gitdir: {target}\n".replace("OUT", str(ground.outside)))


def _corrupt(ground: Ground) -> None:
    for path in (ground.root / ".git/objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(path.read_bytes()[:7] + os.urandom(20))


def _raw_commit(header: str, subject: str = "Odd") -> Callable[[Ground], object]:
    """Add a commit whose header git itself would not write."""

    def step(ground: Ground) -> None:
        tree = ground.history.git("rev-parse", "HEAD~:")
        parent = ground.history.git("rev-parse", "HEAD")
        text = f"tree {tree}\nparent {parent}\n{header}\n\n{subject}\n"
        ground.write("commit", text.encode("utf-8", "surrogateescape"))
        commit = ground.history.git("hash-object", "-t", "commit", "-w", "--literally", "commit")
        ground.write(".git/refs/heads/main", commit + "\n")

    return step


def _people(author: str, committed: str) -> str:
    return f"author {author} 1767225600 +0000\ncommitter {author} {committed}"


def _many_names(ground: Ground) -> None:
    head = ground.history.git("rev-parse", "HEAD")
    ground.write(".git/packed-refs", "".join(f"{head} refs/heads/b{number}\n" for number in range(100_000)))


_HEADERS: Final = {
    "an author full of escapes": _raw_commit(
        _people("\x1b[2J\x9b31m\u202e <\x07>", "1767225600 +0000"), "\x1b]0;x\x07"
    ),
    "an author of bytes": _raw_commit(_people("\udcff\udcfe <a>", "1767225600 +0000"), "\udcff"),
    "no author at all": _raw_commit("author\ncommitter"),
    "a time zone of ninety-nine hours": _raw_commit(_people("a <a>", "1767225600 +9999")),
    "a time beyond all calendars": _raw_commit(_people("a <a>", "99999999999999 +0000")),
    "a time beyond all numbers": _raw_commit(_people("a <a>", "9" * 40 + " +0000")),
    "a time before all times": _raw_commit(_people("a <a>", "-99999999999 +0000")),
    "a time that is none": _raw_commit(_people("a <a>", "soon")),
    "an encoding of nobody": _raw_commit(_people("a <a>", "1767225600 +0000") + "\nencoding utf-16"),
    "a subject of a megabyte": _raw_commit(_people("a <a>", "1767225600 +0000"), "x" * (1 << 20)),
    "a subject with commands": _raw_commit(_people("a <a>", "1767225600 +0000"), "::error::x ##[error]"),
}

_PLACES: Final[dict[str, Callable[[Ground], object]]] = {
    "programs everywhere": _after_commits(_programs),
    "a configuration that includes what is outside": _after_commits(
        _git("config", "include.path", f"OUT/{CANARY}.yaml")
    ),
    "a configuration that is no configuration": _after_commits(_write(".git/config", b"\x00\xff[[[")),
    "a format of tomorrow": _after_commits(_git("config", "core.repositoryFormatVersion", "99")),
    "an unknown extension": _after_commits(
        _git("config", "core.repositoryFormatVersion", "1"), _git("config", "extensions.evil", "1")
    ),
    "a work tree outside": _after_commits(_git("config", "core.worktree", "OUT")),
    "a bare repository": _after_commits(_git("config", "core.bare", "true")),
    "people and files renamed by a file outside": _after_commits(
        _git("config", "mailmap.file", "OUT/list.csv"), _git("config", "core.attributesFile", "OUT/list.csv")
    ),
    "colours, columns and other words": _after_commits(
        _git("config", "color.ui", "always"),
        _git("config", "i18n.logOutputEncoding", "UTF-16"),
        _git("config", "grep.lineNumber", "true"),
        _git("config", "grep.column", "true"),
        _git("config", "format.pretty", "raw"),
        _git("config", "log.date", "raw"),
        _git("config", "log.decorate", "full"),
    ),
    "a partial clone": _after_commits(
        _git("config", "core.repositoryFormatVersion", "1"),
        _git("config", "extensions.partialClone", "origin"),
        _git("config", "remote.origin.url", "ext::sh -c touch% mark"),
        _git("config", "remote.origin.promisor", "true"),
        _replace(".git/packed-refs", lambda ground, name: ground.write(name, "")),
        _corrupt,
    ),
    "a store of objects in ruins": _after_commits(_corrupt),
    "objects of somebody else": _after_commits(_write(".git/objects/info/alternates", "/dev/zero\n/proc\n../../..\n")),
    "a head that is a pipe": _after_commits(_replace(".git/HEAD", lambda ground, name: ground.pipe(name))),
    "a configuration that is a pipe": _after_commits(_replace(".git/config", lambda ground, name: ground.pipe(name))),
    "a branch that is a pipe": _after_commits(_replace(".git/refs/heads/main", lambda ground, name: ground.pipe(name))),
    "packed names that are a pipe": _after_commits(lambda ground: ground.pipe(".git/packed-refs")),
    "alternates that are a pipe": _after_commits(lambda ground: ground.pipe(".git/objects/info/alternates")),
    "a head that leads out": _after_commits(
        _replace(".git/HEAD", lambda ground, name: ground.link(name, ground.outside / "list.csv"))
    ),
    "a head that names an option": _after_commits(_write(".git/HEAD", "ref: refs/heads/--upload-pack=x\n")),
    "a head that leads to itself": _after_commits(_write(".git/HEAD", "ref: HEAD\n")),
    "names full of escapes": _after_commits(
        _write(".git/packed-refs", "# pack-refs with: peeled\n" + "0" * 39 + "1 refs/remotes/origin/\x1b[2J\n")
    ),
    "a hundred thousand names": _after_commits(_many_names),
    "a history that is cut": _after_commits(
        lambda ground: ground.write(".git/shallow", ground.history.git("rev-parse", "HEAD") + "\n")
    ),
    "a cut that is a pipe": _after_commits(lambda ground: ground.pipe(".git/shallow")),
    "grafts": _after_commits(
        lambda ground: ground.write(
            ".git/info/grafts",
            f"{ground.history.git('rev-parse', 'HEAD')} {ground.history.git('rev-parse', 'HEAD~')}\n" * 2,
        )
    ),
    "a replaced commit": _after_commits(_git("replace", "HEAD", "HEAD~", "-f")),
    "an index of garbage": _after_commits(_write(".git/index", b"DIRC" + bytes(range(256)))),
    "an index that is a pipe": _after_commits(_replace(".git/index", lambda ground, name: ground.pipe(name))),
    "a tag named like the head": _after_commits(
        _git("tag", "HEAD", "HEAD~"), _git("update-ref", "refs/heads/HEAD", "HEAD~")
    ),
    "a head of the remote that is a lie": _after_commits(_write(".git/refs/remotes/origin/HEAD", "f" * 40 + "\n")),
    **{f"a commit with {name}": _after_commits(step) for name, step in _HEADERS.items()},
}

_FILES: Final = {
    "a .git file that leads out": _pointing_file("OUT"),
    "a .git file that leads nowhere": _pointing_file(f"OUT/{CANARY}"),
    "a .git file that leads to itself": _pointing_file(".git"),
    "a .git file of garbage": _write(".git", b"\xff\x00\x1b[2J"),
    "a .git that is a pipe": lambda ground: ground.pipe(".git"),
    "a .git that leads out": lambda ground: ground.link(".git", ground.outside),
    "a .git that is empty": lambda ground: (ground.root / ".git").mkdir(),
}


def _become(put: Callable[[Ground], object]) -> Callable[[Ground], object]:
    """Let the committed vocabulary file be something else on the disk."""
    return _after_commits(lambda ground: (ground.root / MOVIES).unlink(), put)


_CHANGED: Final = {
    "a pipe": _become(lambda ground: ground.pipe(MOVIES)),
    "a way out": _become(lambda ground: ground.link(MOVIES, f"../../outside/{CANARY}.yaml")),
    "a folder": _become(lambda ground: ground.write(f"{MOVIES}/a", "x")),
}

TREES: Final = (
    *(
        Tree(name=f"git with a file that became {kind}", build=build, says="VS10", also=(BLAME, PULL))
        for kind, build in _CHANGED.items()
    ),
    *(Tree(name=f"git with {name}", build=build, says="", also=(BLAME,)) for name, build in _PLACES.items()),
    *(Tree(name=name, build=build, says="", also=(BLAME,)) for name, build in _FILES.items()),
)
