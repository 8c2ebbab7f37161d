"""The straight line of ``blame``: where a term stands today, and every commit that changed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vocabsync.desired.folder import look_into
from vocabsync.desired.history import GitHistory
from vocabsync.desired.includes import ENDINGS
from vocabsync.desired.inside import resolve
from vocabsync.desired.outline import read_outline
from vocabsync.desired.safe_open import Caps, read_bytes
from vocabsync.desired.term_history import read_term_history
from vocabsync.desired.term_occurrences import find_occurrences
from vocabsync.desired.unreadable import Unreadable
from vocabsync.domain.evidence import HistoryState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from vocabsync.desired.configuration import Configuration, EnvironmentSettings
    from vocabsync.desired.term_history import TermChange
    from vocabsync.desired.term_occurrences import Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """All that is known of one term.

    ``present`` is what the files say now, committed or not; ``included_by`` names the prefixes that use a shared list;
    ``changes`` are the newest first, as far back as ``state`` says.
    """

    text: str
    present: tuple[Occurrence, ...]
    included_by: dict[str, tuple[str, ...]]
    changes: tuple[TermChange, ...]
    state: HistoryState


def blame(configuration: Configuration, names: Iterable[str], text: str) -> Blame:
    """Look through the files and the git history of these environments; nothing is sent, nothing written."""
    environments = [configuration.for_environment(name) for name in names]
    present: dict[tuple[str, int], Occurrence] = {}
    changes: dict[tuple[str, str, str | None], TermChange] = {}
    included_by: dict[str, tuple[str, ...]] = {}
    state = HistoryState.COMPLETE
    for environment in environments:
        for path, content, is_list in _files(environment):
            present |= {(each.path, each.line): each for each in find_occurrences(path, content, text, is_list=is_list)}
            if not is_list:
                for included in _includes(path, content):
                    included_by[included] = (*included_by.get(included, ()), PurePosixPath(path).stem)
        found = read_term_history(_history(configuration, environment), environment.root, text)
        changes |= {(each.commit.hash, each.occurrence.path, each.occurrence.lang): each for each in found.changes}
        state = found.state if found.state is not HistoryState.COMPLETE else state
    return Blame(
        text=text,
        present=tuple(present[key] for key in sorted(present)),
        included_by=included_by,
        changes=tuple(changes.values()),
        state=state,
    )


def _history(configuration: Configuration, environment: EnvironmentSettings) -> GitHistory:
    return GitHistory(
        environment.root,
        environment=environment.name,
        folder=environment.folder_name,
        alone=len(configuration.environments) == 1,
    )


def _files(environment: EnvironmentSettings) -> Iterator[tuple[str, bytes, bool]]:
    """Give every file of the folder that may hold terms: path, content, whether it is a shared list."""
    caps, root = Caps(), environment.root
    vocabularies = set(look_into(root, environment.folder_name, caps).vocabularies.values())
    for file in sorted(_below(environment.folder)):
        path = file.relative_to(root).as_posix()
        if path in vocabularies or file.parent != environment.folder:
            try:
                yield path, read_bytes(root, path, caps), path not in vocabularies
            except Unreadable:
                continue


def _below(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.suffix in ENDINGS and not hidden:
            yield file


def _includes(path: str, content: bytes) -> Iterator[str]:
    outline = read_outline(content) or {}
    folder = PurePosixPath(path).parent.as_posix()
    return (resolve(name, folder) for key, name in outline.items() if key[0] == "include")
