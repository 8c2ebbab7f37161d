"""Who put a term where, and what became of it: every commit that changed it, also where it is gone."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vocabsync.desired.git import Git, GitFailed
from vocabsync.desired.term_inclusions import find_inclusions
from vocabsync.desired.term_occurrences import Occurrence, find_occurrences
from vocabsync.domain.evidence import HistoryState
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.configuration import EnvironmentSettings
    from vocabsync.desired.git import FileReader
    from vocabsync.desired.git_log import Change
    from vocabsync.desired.history import GitHistory
    from vocabsync.domain.evidence import Commit

_SUFFIXES = frozenset({".yaml", ".yml", ".csv", ".tsv", ".txt", ".json"})
_LIST_SUFFIXES = _SUFFIXES - {".yaml", ".yml"}


@frozen(kw_only=True)
class TermChange:
    """What one commit did to one occurrence. ``before`` is None where it was added, ``after`` where it was removed."""

    commit: Commit
    author: str
    before: Occurrence | None
    after: Occurrence | None

    @property
    def occurrence(self) -> Occurrence:
        """The occurrence as it was left, or as it was before it went."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of something")
        return found


@frozen(kw_only=True)
class TermHistory:
    """The changes of one term, the newest first, as far as ``state`` says that history reaches."""

    state: HistoryState
    changes: tuple[TermChange, ...] = ()


def read_term_history(
    history: GitHistory,
    environment: EnvironmentSettings,
    text: str,
    users: Collection[str] = (),
    listed: Collection[Occurrence] = (),
) -> TermHistory:
    """Find every commit that changed this term; six calls of git whatever the size of the history.

    ``users`` are the vocabulary files that have the term from shared lists today, where it is ``listed``: they are
    followed too.
    """
    git = Git(environment.root)
    try:
        work_tree, commits = history.changes_of_text(pattern_of(text), users)
        with git.open_files(environment.caps) as files:
            included = {path: tuple(listed) for path in users}
            search = _Search(files, work_tree.prefix, text, included, environment.caps)
            changes = tuple(each for change in commits for each in search.changes(change))
    except GitFailed:
        return TermHistory(state=HistoryState.NO_GIT)
    state = HistoryState.SHALLOW if work_tree.is_shallow else HistoryState.COMPLETE
    return TermHistory(state=state, changes=changes)


def pattern_of(text: str) -> str:
    """Give an extended regular expression for a text as YAML, CSV and JSON may write it.

    Quotes may be doubled or escaped, backslashes doubled, and all that is not ASCII written as JSON escapes it.
    """
    plain = "".join(_sign(sign) for sign in text)
    escaped = "".join(_sign(sign) if sign.isascii() else re.escape(json.dumps(sign)[1:-1]) for sign in text)
    return plain if plain == escaped else f"{plain}|{escaped}"


def _sign(sign: str) -> str:
    return {"'": "''?", '"': '[\\]?""?', "\\": r"\\\\?"}.get(sign, re.escape(sign) if sign.isascii() else sign)


class _Search:
    """One term, looked for in versions of files."""

    def __init__(
        self, files: FileReader, prefix: str, text: str, included: Mapping[str, tuple[Occurrence, ...]], caps: Caps
    ) -> None:
        self._files = files
        self._prefix = prefix
        self._text = text
        self._included = included
        self._caps = caps

    def changes(self, change: Change) -> Iterator[TermChange]:
        """Compare the term's occurrences before and after one commit, by language."""
        path = change.path.removeprefix(self._prefix)
        if PurePosixPath(path).suffix not in _SUFFIXES:
            return
        before, after = (self._occurrences(path, name) for name in (change.before, change.after))
        for lang in sorted({*before, *after}, key=str):
            old, new = before.get(lang), after.get(lang)
            if old is None or new is None or (old.weight, old.note) != (new.weight, new.note):
                yield TermChange(commit=change.commit, author=change.author, before=old, after=new)

    def _occurrences(self, path: str, name: str | None) -> dict[str | None, Occurrence]:
        content = self._files.read(name) if name is not None else None
        if content is None:
            return {}
        is_list = PurePosixPath(path).suffix in _LIST_SUFFIXES or not _is_mapping(content)
        own = find_occurrences(path, content, self._text, is_list=is_list, caps=self._caps)
        included = find_inclusions(path, content, self._included.get(path, ()), self._caps)
        return {found.lang: found for found in (*included, *own)}


def _is_mapping(content: bytes) -> bool:
    """Tell a vocabulary file from a shared list: the one has keys at the beginning of a line, the other has none."""
    return re.search(rb"^(?:\xef\xbb\xbf)?[A-Za-z_\"'{]", content, re.MULTILINE) is not None
