"""A user's repository in a folder: say what its files hold, get it loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.configuration import inspect_configuration
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.operations.validate import validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vocabsync.desired.caps import Caps
    from vocabsync.domain.diagnostic import Diagnostic


def write_files(root: Path, files: Mapping[str, str]) -> None:
    """Write texts as UTF-8, by path from the root."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="")


def open_folder(
    root: Path,
    files: Mapping[str, str],
    *,
    environment: str | None = None,
    caps: Caps = DEFAULT_CAPS,
    compare_lists: bool = True,
) -> VocabularyFolder:
    write_files(root, files)
    configuration = inspect_configuration(None, root, caps=caps)
    settings = configuration.for_environment(environment)
    return VocabularyFolder(configuration, settings, compare_lists=compare_lists)


def find_problems(root: Path, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Validate every environment."""
    write_files(root, files)
    configuration = inspect_configuration(None, root)
    folders = [
        VocabularyFolder(configuration, configuration.for_environment(name)) for name in configuration.environments
    ]
    return (*configuration.problems, *validate(folders))


def brief(problems: tuple[Diagnostic, ...]) -> list[str]:
    """Place and rule of each."""
    return [f"{problem.place} {problem.rule}" for problem in problems]
