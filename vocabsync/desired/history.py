"""Git history as evidence: who removed a prefix, which commit took a target model away, which may have changed a term.

Three or four calls of git whatever the size of the history, and only where somebody asks: a file's stem is the prefix,
so names suffice to find a removal; contents are read of removed files and of versions that changed a target model.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from vocabsync.desired.git import Git, GitFailed
from vocabsync.desired.git_log import find_work_tree, read_log
from vocabsync.desired.outline import read_outline
from vocabsync.domain.evidence import DeclaredInGit, History, HistoryState, RemovedInGit
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import Claim, Prefix, TargetModel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from vocabsync.desired.git import FileReader
    from vocabsync.desired.git_log import Change, WorkTree
    from vocabsync.desired.outline import KeyPath

SUFFIXES = (".yaml", ".yml")
DEFAULT_FOLDER = "vocabularies"
DEFAULT_CONFIGURATION = "vocabsync.yaml"
_SETTINGS_LINE = "^[ \"'-]*(defaults|include|weight|lang|note)[\"']? *:|^ *- +[^ ]+[.](csv|tsv|txt|json|ya?ml)"
"""A line that says something of terms that it does not name, or names a shared list."""

MOST_VERSIONS = 200
"""So many earlier versions of the configuration are asked for folders that were renamed since."""


class GitHistory:
    """What git knows of one environment's vocabulary files; satisfies ``ports.HistoryReader``.

    ``root`` is the folder of the configuration, ``folder`` and ``configuration`` lie in it. ``alone`` says that the
    configuration declares no other environment: then versions from before ``environments:`` speak for this one too.
    """

    def __init__(
        self,
        root: Path,
        *,
        environment: str = "default",
        folder: str = DEFAULT_FOLDER,
        configuration: str = DEFAULT_CONFIGURATION,
        alone: bool = True,
        git: Git | None = None,
    ) -> None:
        """Remember where to look; git is not called before somebody asks."""
        self._root = root
        self._environment = environment
        self._folder = folder
        self._configuration = configuration
        self._alone = alone
        self._git = git or Git(root)

    def look_up(self, undeclared: Collection[Prefix], undeclared_models: Collection[Claim]) -> History:
        """Find out who removed these prefixes and who took these models away. Never raises for git's sake."""
        if not undeclared and not undeclared_models:
            return History()
        try:
            if self._work_tree.is_shallow:
                return History(state=HistoryState.SHALLOW)
            return self._find(undeclared, undeclared_models)
        except GitFailed:
            return History(state=HistoryState.NO_GIT)

    def changes_of_text(self, pattern: str, users: Collection[str] = ()) -> tuple[WorkTree, tuple[Change, ...]]:
        """Give what may have changed the terms that ``pattern`` matches, in this environment's folders.

        Looked for in folders below them and in those that have another name today as well. A weight on a line of its
        own, or the defaults of the file, change a term too: so files are chosen by the text, and then their commits by
        the text or such a line. ``users`` (relative to the root) are looked at in any case. Raises GitFailed.
        """
        configuration = self._work_tree.prefix + self._configuration
        versions = read_log(self._git, [_exactly(configuration)])
        with self._git.open_files() as files:
            folders = sorted(frozenset(self._folders(files, versions)))
        named = read_log(self._git, [_exactly(folder) for folder in folders], "--text", f"-G{pattern}")
        ours = (self._work_tree.prefix + path for path in users)
        paths = sorted(map(_exactly, {*ours, *(change.path for change in named)}))
        changes = read_log(self._git, paths, "--text", f"-G{pattern}|{_SETTINGS_LINE}") if paths else ()
        return self._work_tree, changes

    @cached_property
    def _work_tree(self) -> WorkTree:
        return find_work_tree(self._git)

    def _find(self, undeclared: Collection[Prefix], claims: Collection[Claim]) -> History:
        configuration = self._work_tree.prefix + self._configuration
        changes = read_log(self._git, [_exactly(configuration), *_anywhere(undeclared)])
        model_changes = self._model_changes(claims)
        with self._git.open_files() as files:
            versions = (change for change in changes if change.path == configuration)
            folders = frozenset(self._folders(files, versions))
            uncommitted = frozenset(prefix for prefix in undeclared if self._is_uncommitted(files, prefix, folders))
            removals = _removals(files, _in_folders(changes, folders), frozenset(undeclared) - uncommitted)
            earlier = _earlier_models(files, _in_folders(model_changes, folders), claims)
        return History(
            state=HistoryState.COMPLETE,
            removals=MappingProxyType(removals),
            earlier_models=MappingProxyType(earlier),
            uncommitted=uncommitted,
        )

    def _model_changes(self, claims: Collection[Claim]) -> tuple[Change, ...]:
        """Give the changes of lines that name one of the models, in files of the claims' prefixes."""
        if not claims:
            return ()
        models = sorted({re.escape(claim.target_model) for claim in claims})
        return read_log(self._git, _anywhere({claim.prefix for claim in claims}), "--text", f"-G{'|'.join(models)}")

    def _folders(self, files: FileReader, versions: Iterable[Change]) -> Iterator[str]:
        """Give today's folder and those that earlier configurations named for this environment."""
        yield self._in_work_tree(self._folder)
        for change in islice(versions, MOST_VERSIONS):
            if change.before is None:
                # Before there was a configuration, everything had its default.
                if self._alone:
                    yield self._in_work_tree(DEFAULT_FOLDER)
            elif (content := files.read(change.before)) is not None:
                yield from map(self._in_work_tree, self._folder_of(read_outline(content) or {}))

    def _folder_of(self, outline: Mapping[KeyPath, str]) -> Iterator[str]:
        general = outline.get(("vocabularies",), DEFAULT_FOLDER)
        declared = {path[1] for path in outline if path[0] == "environments" and len(path) > 1}
        if self._environment in declared:
            yield outline.get(("environments", self._environment, "vocabularies"), general)
        elif not declared and self._alone:
            yield general

    def _in_work_tree(self, folder: str) -> str:
        return str(PurePosixPath(self._work_tree.prefix) / folder)

    def _is_uncommitted(self, files: FileReader, prefix: Prefix, folders: Iterable[str]) -> bool:
        """Whether the last commit has a file of this prefix that the disk has no more."""
        top = self._root.joinpath(*[".."] * len(PurePosixPath(self._work_tree.prefix).parts))
        paths = [f"{folder}/{prefix}{suffix}" for folder in sorted(folders) for suffix in SUFFIXES]
        return any(not (top / path).exists() and files.read(f"HEAD:{path}") is not None for path in paths)


def _removals(
    files: FileReader, changes: Iterable[Change], undeclared: Collection[Prefix]
) -> dict[Prefix, RemovedInGit]:
    """Give the newest removal of each prefix."""
    found: dict[Prefix, RemovedInGit] = {}
    for change in changes:
        prefix = Prefix(PurePosixPath(change.path).stem)
        if change.removed and prefix in undeclared and prefix not in found:
            declaration = _declaration(files, change.before)
            found[prefix] = RemovedInGit(path=change.path, commit=change.commit, protected=declaration.protect)
    return found


def _earlier_models(
    files: FileReader, changes: Iterable[Change], claims: Collection[Claim]
) -> dict[Claim, DeclaredInGit]:
    """Give, for each claim, the newest commit after which its file declared the model no more."""
    found: dict[Claim, DeclaredInGit] = {}
    for change in changes:
        prefix = PurePosixPath(change.path).stem
        wanted = {claim for claim in claims if claim.prefix == prefix and claim not in found}
        if not wanted or change.before is None:
            continue
        before, after = _declaration(files, change.before), _declaration(files, change.after)
        for claim in wanted:
            if claim.target_model in before.models - after.models:
                found[claim] = DeclaredInGit(path=change.path, commit=change.commit, protected=before.protect)
    return found


@frozen
class _Declaration:
    """What one version of a file declared. One that cannot be read declared nothing and may have been protected."""

    models: frozenset[TargetModel] = frozenset()
    protect: bool = True


def _declaration(files: FileReader, name: str | None) -> _Declaration:
    content = files.read(name) if name is not None else None
    outline = read_outline(content) if content is not None else None
    if outline is None:
        return _Declaration()
    models = (text for path, text in outline.items() if path[0] in {"target_model", "target_models"})
    return _Declaration(frozenset(map(TargetModel, models)), outline.get(("protect",)) == "true")


def _in_folders(changes: Iterable[Change], folders: Collection[str]) -> Iterator[Change]:
    return (change for change in changes if str(PurePosixPath(change.path).parent) in folders)


def _exactly(path: str) -> str:
    return f":(top,literal){path}"


def _anywhere(prefixes: Iterable[Prefix]) -> list[str]:
    """Give pathspecs for the vocabulary files of these prefixes, in whatever folder."""
    return [f":(top,glob)**/{prefix}{suffix}" for prefix in sorted(prefixes) for suffix in SUFFIXES]
