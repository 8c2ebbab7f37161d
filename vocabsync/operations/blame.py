"""The straight line of ``blame``: where a term stands today, and every commit that changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.desired.configuration import CONFIGURATION_NAME
from vocabsync.desired.folder import look_into
from vocabsync.desired.history import GitHistory
from vocabsync.desired.includes import ENDINGS
from vocabsync.desired.safe_open import leads_out, read_bytes
from vocabsync.desired.term_history import read_term_history
from vocabsync.desired.term_inclusions import find_inclusions
from vocabsync.desired.term_occurrences import find_occurrences, read_texts
from vocabsync.desired.unreadable import Unreadable
from vocabsync.domain.evidence import HistoryState
from vocabsync.domain.frozen import frozen
from vocabsync.domain.similar import find_similar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from vocabsync.desired.configuration import Configuration, EnvironmentSettings
    from vocabsync.desired.term_history import TermChange
    from vocabsync.desired.term_occurrences import Occurrence


@frozen(kw_only=True)
class Blame:
    """All that is known of one term.

    ``present`` is what the files say now, committed or not; ``included_by`` names the prefixes that use a shared list;
    ``changes`` are the newest first, as far back as ``state`` says. Where nothing was found, ``similar`` are terms of
    the files that may have been meant, the nearest first.
    """

    text: str
    present: tuple[Occurrence, ...]
    included_by: dict[str, tuple[str, ...]]
    changes: tuple[TermChange, ...]
    state: HistoryState
    similar: tuple[str, ...] = ()


def blame(configuration: Configuration, names: Iterable[str], text: str) -> Blame:
    """Look through the files and the git history of these environments; nothing is sent, nothing written."""
    environments = [configuration.for_environment(name) for name in names]
    present: dict[tuple[str, int], Occurrence] = {}
    changes: dict[tuple[str, str, str | None], TermChange] = {}
    included_by: dict[str, tuple[str, ...]] = {}
    state = HistoryState.COMPLETE
    for environment in environments:
        today = _look_at_files(environment, text)
        present |= {(each.path, each.line): each for each in (*today.own, *today.included)}
        for each in today.included:
            users = included_by.get(str(each.listed_in), ())
            included_by[str(each.listed_in)] = tuple(dict.fromkeys((*users, str(each.prefix))))
        history = _history(configuration, environment)
        found = read_term_history(history, environment, text, {each.path for each in today.included}, today.own)
        changes |= {(each.commit.hash, each.occurrence.path, each.occurrence.lang): each for each in found.changes}
        state = found.state if found.state is not HistoryState.COMPLETE else state
    nothing = not present and not changes
    return Blame(
        text=text,
        present=tuple(present[key] for key in sorted(present)),
        included_by=included_by,
        changes=tuple(changes.values()),
        state=state,
        similar=find_similar(text, _all_texts(environments)) if nothing else (),
    )


@frozen
class _Today:
    """Where the term stands in the files now: in its own line, and by include of a list."""

    own: tuple[Occurrence, ...]
    included: tuple[Occurrence, ...]


def _look_at_files(environment: EnvironmentSettings, text: str) -> _Today:
    files, caps = tuple(_files(environment)), environment.caps
    own = tuple(
        each
        for path, content, is_list in files
        for each in find_occurrences(path, content, text, is_list=is_list, caps=caps)
    )
    listed = [each for each in own if each.prefix is None]
    included = tuple(
        each
        for path, content, is_list in files
        if listed and not is_list
        for each in find_inclusions(path, content, listed, caps)
    )
    return _Today(own, included)


def _all_texts(environments: Iterable[EnvironmentSettings]) -> Iterator[str]:
    for environment in environments:
        for path, content, is_list in _files(environment):
            yield from read_texts(path, content, is_list=is_list, caps=environment.caps)


def _history(configuration: Configuration, environment: EnvironmentSettings) -> GitHistory:
    return GitHistory(
        environment.root,
        environment=environment.name,
        folder=environment.folder_name,
        configuration=configuration.path or CONFIGURATION_NAME,
        alone=len(configuration.environments) == 1,
    )


def _files(environment: EnvironmentSettings) -> Iterator[tuple[str, bytes, bool]]:
    """Give every file of the folder that may hold terms: path, content, whether it is a shared list."""
    caps, root = environment.caps, environment.root
    if leads_out(root, environment.folder_name):
        return
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
