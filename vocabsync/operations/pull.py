"""The straight line of ``pull``: read the account, and make the files say what it holds.

Files are edited, not replaced: comments and settings stay. What a file cannot say is left alone and named, and so is a
file with work in it that git does not have yet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from vocabsync.desired.existing_file import read_existing
from vocabsync.desired.folder import look_into
from vocabsync.desired.formatter import find_problems_of_vocabulary
from vocabsync.desired.writer import CannotBeSaid, rewrite, write_new
from vocabsync.domain.errors import FilesInvalid
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import Prefix, parse_prefix
from vocabsync.ledger.durable_file import write_durably
from vocabsync.operations.pull_choice import Choice, Unclear, choose_list
from vocabsync.operations.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vocabsync.desired.configuration import EnvironmentSettings
    from vocabsync.desired.existing_file import ExistingFile
    from vocabsync.domain.evidence import LedgerState
    from vocabsync.domain.vocabulary import RemoteVocabulary
    from vocabsync.operations.ports import CommittedFiles, LedgerStore, RemoteReader


@frozen(kw_only=True)
class Written:
    """A file that says what the service holds once ``text`` is saved. The counts are of terms."""

    prefix: Prefix
    path: str
    text: str
    is_new: bool
    added: int
    removed: int = 0
    changed: int = 0
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class Same:
    """A file that says it already: not touched."""

    prefix: Prefix
    path: str


@frozen(kw_only=True)
class LeftAlone:
    """A vocabulary that no file was written for, and why, with what to do: two plain sentences."""

    prefix: Prefix
    why: str
    next_step: str


Pulled: TypeAlias = Written | Same | LeftAlone


def pull(
    environment: EnvironmentSettings,
    remote: RemoteReader,
    ledger: LedgerStore,
    *,
    prefixes: Collection[Prefix] = (),
    everything: bool = False,
    committed: CommittedFiles | None = None,
) -> tuple[Pulled, ...]:
    """Work out the files, by prefix; nothing is written.

    Without ``prefixes`` and ``everything``: what lies under the prefixes that the files claim. A file that has changes
    which are not ``committed`` is left alone; with None every file may be edited.
    Raises FilesInvalid for wrong names, ServiceFailure, UnstableListing, StateDamaged.
    """
    paths = _existing_paths(environment)
    state = ledger.load()
    found = _read_account(remote, None if everything else frozenset(prefixes or paths))
    asked = {*found, *(prefixes or (paths if not everything else ()))}
    pulled = tuple(
        _pull_prefix(environment, prefix, paths.get(prefix), found.get(prefix, []), state) for prefix in sorted(asked)
    )
    return _spare_unsaved(pulled, committed) if committed else pulled


def save(environment: EnvironmentSettings, pulled: Iterable[Pulled]) -> None:
    """Write the files. Raises StateNotSaved."""
    for each in pulled:
        if isinstance(each, Written):
            path = environment.root / each.path
            path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(path.resolve(), each.text.encode())


def _spare_unsaved(pulled: tuple[Pulled, ...], committed: CommittedFiles) -> tuple[Pulled, ...]:
    """Leave alone what somebody has edited and not committed: their work would be gone, or mixed with the service's."""
    edits = [each.path for each in pulled if isinstance(each, Written) and not each.is_new]
    if not edits:
        return pulled
    unsaved = committed.uncommitted(edits)
    return tuple(_spare(each, unsaved) if isinstance(each, Written) and not each.is_new else each for each in pulled)


def _spare(edit: Written, unsaved: Collection[str] | None) -> Pulled:
    if unsaved is None:
        return replace(edit, notes=(*edit.notes, "there is no git here: what the file said before is kept nowhere"))
    if edit.path in unsaved:
        return LeftAlone(
            prefix=edit.prefix,
            why=f"{edit.path} has uncommitted changes, and pull would overwrite them",
            next_step="commit them or take them back, then pull again; or give them up with --overwrite",
        )
    return edit


def _existing_paths(environment: EnvironmentSettings) -> dict[Prefix, str]:
    content = look_into(environment.root, environment.folder_name, environment.caps)
    problems = tuple(problem for problem in content.problems if problem.rule != "VS123")
    if problems:
        raise FilesInvalid(problems)
    return content.vocabularies


def _read_account(remote: RemoteReader, wanted: frozenset[Prefix] | None) -> dict[Prefix, list[RemoteVocabulary]]:
    """Query what lies under the wanted prefixes (None: under every prefix that could be ours)."""
    listed = remote.list_all(lambda _: None)
    ours = [each for each in listed if (prefix := parse_prefix(each.id)) and (wanted is None or prefix in wanted)]
    found: dict[Prefix, list[RemoteVocabulary]] = {}
    for vocabulary in side_by_side(lambda each: remote.get(each.id), ours):
        found.setdefault(vocabulary.claim.prefix, []).append(vocabulary)
    return found


def _pull_prefix(
    environment: EnvironmentSettings,
    prefix: Prefix,
    path: str | None,
    found: list[RemoteVocabulary],
    state: LedgerState,
) -> Pulled:
    if not found:
        return LeftAlone(
            prefix=prefix,
            why="the service holds no vocabulary under this prefix",
            next_step="nothing to do" if path is None else "a plan will create it from the file",
        )
    existing = read_existing(environment.root, path, prefix, environment.caps) if path else None
    if existing is not None and existing.problems:
        first = existing.problems[0]
        return LeftAlone(
            prefix=prefix, why=f"{first.place}: {first.summary}", next_step="correct the file, then pull again"
        )
    try:
        return _write(environment, prefix, existing, choose_list(prefix, found, state, existing))
    except Unclear as unclear:
        return LeftAlone(prefix=prefix, why=unclear.why, next_step=unclear.next_step)
    except CannotBeSaid as cannot:
        return LeftAlone(
            prefix=prefix,
            why=cannot.why,
            next_step="edit the list, or take it out of `include:` and pull again",
        )


def _write(environment: EnvironmentSettings, prefix: Prefix, existing: ExistingFile | None, choice: Choice) -> Pulled:
    """Make the text of one file. Raises Unclear, CannotBeSaid."""
    made = _new(environment, prefix, choice) if existing is None else _edited(prefix, existing, choice)
    if isinstance(made, Written):
        problems = find_problems_of_vocabulary(made.path, made.text, prefix, environment.policy, environment.caps)
        if problems:
            raise Unclear(
                f"it holds what a file may not say: {problems[0].summary}",
                "correct it on the service, or write the file by hand",
            )
    return made


def _new(environment: EnvironmentSettings, prefix: Prefix, choice: Choice) -> Pulled:
    return Written(
        prefix=prefix,
        path=f"{environment.folder_name}/{prefix}.yaml",
        text=write_new(choice.models, choice.terms),
        is_new=True,
        added=len(choice.terms),
        notes=choice.notes,
    )


def _edited(prefix: Prefix, existing: ExistingFile, choice: Choice) -> Pulled:
    other_models = set(choice.models) != set(existing.models)
    models = choice.models if other_models else ()
    new = rewrite(existing.text, choice.terms, included=existing.included, models=models)
    if not new.has_changes and not other_models:
        return Same(prefix=prefix, path=existing.path)
    return Written(
        prefix=prefix,
        path=existing.path,
        text=new.text,
        is_new=False,
        added=len(new.added),
        removed=len(new.removed),
        changed=len(new.changed),
        notes=choice.notes,
    )
