"""One ``git log`` over some paths: which commit changed which file, from which content to which."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vocabsync.desired.git import GitFailed
from vocabsync.domain.evidence import Commit
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.git import Git

_HEADER = "--format=tformat:%H%x00%cI%x00%an%x00%s"
_OPTIONS = ("--full-history", "--topo-order", "-c", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-color")
_INERT = ("--no-ext-diff", "--no-textconv", "--no-show-signature", "--encoding=UTF-8")
_HASH = re.compile(r"[0-9a-f]{40,64}")


@frozen(kw_only=True)
class Change:
    """What one commit did to one file. ``before`` and ``after`` are object IDs; None where the file is absent.

    ``path`` is relative to the top of the work tree. A merge is listed only where it differs from all its parents.
    """

    commit: Commit
    author: str
    path: str
    before: str | None
    after: str | None

    @property
    def removed(self) -> bool:
        """Whether the file was gone afterwards."""
        return self.after is None


@frozen
class WorkTree:
    """``prefix`` leads from the top of the work tree to our folder ("" or with a final ``/``)."""

    prefix: str
    is_shallow: bool


def find_work_tree(git: Git) -> WorkTree:
    """Say where in which work tree we are. Raises GitFailed where there is none.

    The last commit, if there is one, is looked up on the way: a store of objects that hangs does so here, where the
    time is short.
    """
    try:
        return _ask_for_work_tree(git, "HEAD^{tree}")
    except GitFailed:
        return _ask_for_work_tree(git)


def _ask_for_work_tree(git: Git, *objects: str) -> WorkTree:
    answer = git.run("rev-parse", "--is-inside-work-tree", "--is-shallow-repository", *objects, "--show-prefix")
    lines = answer.decode("utf-8", "surrogateescape").split("\n", 2 + len(objects))
    if len(lines) < 3 + len(objects) or lines[0] != "true":
        raise GitFailed("this folder is not inside a git work tree")
    return WorkTree(prefix=lines[-1].removesuffix("\n"), is_shallow=lines[1] == "true")


def read_log(git: Git, paths: list[str], *criteria: str) -> tuple[Change, ...]:
    """Give every change of these paths in the reachable history, the newest first. Raises GitFailed."""
    answer = git.run("log", *_OPTIONS, *_INERT, _HEADER, *criteria, "HEAD", "--", *paths)
    return tuple(_changes(iter(answer.decode("utf-8", "surrogateescape").split("\0"))))


def _changes(tokens: Iterator[str]) -> Iterator[Change]:
    """Read the stream: a header of four fields, then a description and a path per file, all ended by NUL."""
    commit, author = None, ""
    for raw in tokens:
        token = raw.lstrip("\n")
        if token.startswith(":") and commit is not None:
            path = next(tokens)
            before, after = _object_ids(token)
            yield Change(commit=commit, author=author, path=path, before=before, after=after)
        elif _HASH.fullmatch(token):
            date, author, subject = next(tokens), _shown(next(tokens)), _shown(next(tokens))
            commit = Commit(hash=token, subject=subject, date=_moment(date))


def _moment(date: str) -> datetime:
    """Read a commit's date; one that is none counts as long ago, so that what the commit removed stays untouched."""
    try:
        return datetime.fromisoformat(date)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def _object_ids(description: str) -> tuple[str | None, str | None]:
    """Read the first parent's and the resulting object out of ``:<mode> <mode> <id> <id> <status>`` (merges: more)."""
    parents = len(description) - len(description.lstrip(":"))
    words = description.lstrip(":").split(" ")
    ids = words[parents + 1 : 2 * parents + 2]
    before = next((one for one in ids[:-1] if one.strip("0")), None)
    return before, (ids[-1] if ids[-1].strip("0") else None)


def _shown(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
