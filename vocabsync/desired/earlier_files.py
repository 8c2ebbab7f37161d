"""Vocabulary files as git has them: before the change under review, and whether the disk says something else."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.git import Git, GitFailed
from vocabsync.desired.git_log import find_work_tree
from vocabsync.desired.history import DEFAULT_FOLDER, SUFFIXES
from vocabsync.desired.safe_open import read_bytes
from vocabsync.desired.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.git import FileReader
    from vocabsync.desired.git_log import WorkTree


class EarlierFiles:
    """The files of one environment in git; satisfies ``ports.CommittedFiles``. Paths are relative to ``root``."""

    def __init__(
        self, root: Path, *, folder: str = DEFAULT_FOLDER, git: Git | None = None, caps: Caps = DEFAULT_CAPS
    ) -> None:
        """Remember where to look; git is not called before somebody asks."""
        self._root = root
        self._folder = folder
        self._caps = caps
        self._git = git or Git(root)

    def previous_texts(self, paths: Collection[str]) -> Mapping[str, str]:
        """Give files as they were before the change under review.

        That is: where the branch left the remote's default branch, where it did; else the last commit, for a file that
        was edited since; else the commit before (for a merge, and so for a pull request's merge ref, the base). A file
        that was not there is left out, and so are all where git knows nothing.
        """
        try:
            base = self._merge_base()
            with self._git.open_files(self._caps) as files:
                return {path: text for path in paths if (text := self._previous(files, path, base)) is not None}
        except GitFailed:
            return {}

    def files_that_said(self, words: Collection[str]) -> tuple[str, ...]:
        """Give today's vocabulary files, relative to the root, that held one of the words before the change or since.

        One look at the committed contents of the folder, whatever its size; none where git knows nothing.
        """
        patterns = [option for word in sorted(words) for option in ("-e", word)]
        found: set[str] = set()
        for revision in {self._merge_base() or "HEAD^1", "HEAD"}:
            try:
                prefix = self._work_tree.prefix
                where = ("--", f":(top,literal){prefix}{self._folder}")
                answer = self._git.run("grep", "--name-only", "-z", "-I", "-F", *patterns, revision, *where)
            except GitFailed:
                continue  # git grep ends with 1 where nothing is found, and the first commit has no parent
            names = answer.decode("utf-8", "surrogateescape").split("\0")
            found.update(name.removeprefix(f"{revision}:").removeprefix(prefix) for name in names if name)
        return tuple(sorted(name for name in found if self._is_vocabulary_file(name)))

    def _is_vocabulary_file(self, name: str) -> bool:
        path = PurePosixPath(name)
        return str(path.parent) == self._folder and path.suffix in SUFFIXES

    def uncommitted(self, paths: Collection[str]) -> frozenset[str] | None:
        """Give those files that say something else than the last commit; None where git knows nothing.

        Contents are compared here, but for line ends: `git status` would run what the repository configures for it.
        """
        try:
            with self._git.open_files(self._caps) as files:
                return frozenset(path for path in paths if self._is_edited(files, path))
        except GitFailed:
            return None

    def _is_edited(self, files: FileReader, path: str) -> bool:
        committed, present = files.read(f"HEAD:{self._work_tree.prefix}{path}"), self._content_on_disk(path)
        if committed is None or present is None:
            return committed is not present
        return committed.replace(b"\r\n", b"\n") != present.replace(b"\r\n", b"\n")

    def _previous(self, files: FileReader, path: str, base: str | None) -> str | None:
        name = self._work_tree.prefix + path
        if base is not None:
            content = files.read(f"{base}:{name}")
        else:
            content = files.read(f"HEAD:{name}")
            if content == self._content_on_disk(path):
                content = files.read(f"HEAD^1:{name}")
        return None if content is None else content.decode("utf-8", "replace")

    def _merge_base(self) -> str | None:
        """Give the commit where this branch left the remote's default branch; None where it did not."""
        try:
            lines = self._git.run("rev-parse", "origin/HEAD...HEAD", "HEAD").decode().split()
        except GitFailed:
            return None
        bases = [line[1:] for line in lines if line.startswith("^")]
        return bases[0] if bases and bases[0] != lines[-1] else None

    @cached_property
    def _work_tree(self) -> WorkTree:
        return find_work_tree(self._git)

    def _content_on_disk(self, path: str) -> bytes | None:
        try:
            return read_bytes(self._root, path, self._caps)
        except Unreadable:
            return None
