"""The straight line of ``fmt``: every file that people write, in canonical form, or with what is wrong named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.desired.folder import look_into
from vocabsync.desired.formatter import Formatted, format_list, format_vocabulary
from vocabsync.desired.safe_open import Allowance
from vocabsync.desired.unreadable import Unreadable
from vocabsync.domain.errors import FilesInvalid
from vocabsync.ledger.durable_file import write_durably

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from vocabsync.desired.configuration import EnvironmentSettings


def format_files(
    environments: Iterable[EnvironmentSettings], *, sort: bool = False, only: Collection[str] = ()
) -> tuple[Formatted, ...]:
    """Format the vocabulary files and YAML lists of these environments, each once; nothing is written.

    ``only`` narrows it to these paths, relative to the root. Raises FilesInvalid where a folder's names are wrong.
    """
    found = dict[str, Formatted]()
    allowance: Allowance | None = None
    for environment in environments:
        allowance = allowance or Allowance(environment.caps)
        for each in _format_folder(environment, sort, only, allowance, found):
            found[each.path] = each
    return tuple(found[path] for path in sorted(found))


def save(root: Path, formatted: Iterable[Formatted]) -> tuple[str, ...]:
    """Write those that changed; give their paths. Raises StateNotSaved."""
    written = []
    for each in formatted:
        if each.after is not None and each.has_changes:
            write_durably((root / each.path).resolve(), each.after.encode())
            written.append(each.path)
    return tuple(written)


def _format_folder(
    environment: EnvironmentSettings,
    sort: bool,  # noqa: FBT001 - passed on
    only: Collection[str],
    allowance: Allowance,
    known: Collection[str],
) -> Iterator[Formatted]:
    caps, root = environment.caps, environment.root
    content = look_into(root, environment.folder_name, caps)
    if content.problems:
        raise FilesInvalid(content.problems)
    prefixes = {path: prefix for prefix, path in content.vocabularies.items()}
    for path in (*prefixes, *content.lists):
        if path in known or (only and path not in only):
            continue
        try:
            text = allowance.read_text(root, path, caps)
        except Unreadable as unreadable:
            yield Formatted(path=path, before="", after=None, problems=unreadable.diagnostics)
            continue
        if path in prefixes:
            yield format_vocabulary(path, text, prefixes[path], environment.policy, caps, sort=sort)
        else:
            yield format_list(path, text, caps, sort=sort)
