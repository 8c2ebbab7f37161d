"""Which files of a folder are vocabularies, which are lists below it, and which only look like one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from vocabsync.desired.caps import way_out
from vocabsync.desired.safe_open import leads_out
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import Prefix, is_prefix
from vocabsync.domain.rules import complain

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.desired.caps import Caps
    from vocabsync.domain.diagnostic import Diagnostic

YAML_ENDINGS: Final = (".yaml", ".yml")


@frozen
class FolderContent:
    """Vocabulary files by prefix, all other YAML files below the folder, and what is wrong. Paths as from the root."""

    vocabularies: dict[Prefix, str]
    lists: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def look_into(root: Path, folder: str, caps: Caps) -> FolderContent:
    """List a folder of vocabulary files; nothing is opened, and nothing listed where it leads out of the repository."""
    if leads_out(root, folder):
        return FolderContent({}, (), (complain("VS102", "the folder leads out of the repository", Place(folder)),))
    problems: list[Diagnostic] = []
    found: dict[Prefix, str] = {}
    for name in _names(root / folder):
        path = f"{folder}/{name}"
        stem = name[: name.rindex(".")]
        if not is_prefix(stem):
            problems.append(
                complain(
                    "VS120", f"`{stem}` cannot be a prefix: 1 to 10 of a-z and 0-9", Place(path), remedy=_rename(stem)
                )
            )
        elif stem in found:
            problems.append(complain("VS121", f"`{found[Prefix(stem)]}` has the same name", Place(path)))
        else:
            found[Prefix(stem)] = path
    if not found and not problems:
        problems.append(complain("VS123", "there is no vocabulary file in this folder", Place(folder)))
    lists = _lists_below(root, folder)
    if len(found) + len(lists) > caps.files:
        summary = f"there are more than {caps.files:,} files"
        problems.append(complain("VS103", summary, Place(folder), remedy=way_out("files", caps)))
    return FolderContent(found, lists, tuple(problems))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(
            entry.name
            for entry in os.scandir(folder)
            if entry.name.endswith(YAML_ENDINGS) and not entry.name.startswith(".")
        )
    except OSError:
        return []


def _lists_below(root: Path, folder: str) -> tuple[str, ...]:
    """YAML files in folders below; hidden folders and links to folders are not followed."""
    found: list[str] = []
    for current, folders, names in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = os.path.relpath(current, root).replace(os.sep, "/")
        if below != os.path.normpath(folder).replace(os.sep, "/"):
            found += (f"{below}/{name}" for name in names if name.endswith(YAML_ENDINGS) and not name.startswith("."))
    return tuple(sorted(found))


def _rename(stem: str) -> str:
    letters = "".join(sign for sign in stem.lower() if sign.isascii() and sign.isalnum())[:10]
    return f"Rename the file, for example to `{letters or 'medical'}.yaml`."
