"""The starter repository: what ``init`` writes where nothing is yet."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vocabsync.desired.configuration import DEFAULT_REGION
from vocabsync.domain.errors import VocabsyncError

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLE: Final = "vocabularies/movies.yaml"

_TEMPLATES: Final = {
    "vocabsync.yaml": "vocabsync.yaml",
    EXAMPLE: EXAMPLE,
    ".gitignore": "gitignore.txt",
    ".gitattributes": "gitattributes.txt",
    ".vscode/settings.json": "settings.json",
    ".github/workflows/vocabularies.yml": "workflows/vocabularies.yml",
}
"""Where each template goes. Their own names have no dot in front, so that no tool takes them for its own files."""


def starter_files(region: str = DEFAULT_REGION, *, with_example: bool = True) -> dict[str, str]:
    """Give the text of every file by its path: templates, and the schemas that editors look into."""
    from vocabsync.desired.schemas import configuration_schema, vocabulary_schema  # noqa: PLC0415  late: pydantic

    templates = Path(__file__).with_name("starter_files")
    files = {path: (templates / name).read_text("utf-8") for path, name in _TEMPLATES.items()}
    files["vocabsync.yaml"] = files["vocabsync.yaml"].replace(f"region: {DEFAULT_REGION}", f"region: {region}")
    if not with_example:
        del files[EXAMPLE]
    for name, schema in (("vocabulary", vocabulary_schema()), ("config", configuration_schema())):
        files[f"schema/{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return files


def write_missing(root: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write the files that are not there; give their paths. What is there, a link too, is never touched.

    Raises VocabsyncError.
    """
    written = []
    for path in sorted(files):
        if os.path.lexists(root / path):
            continue
        try:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            with (root / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(files[path])
        except OSError as failure:
            raise VocabsyncError(
                f"the file cannot be written: {failure.strerror}",
                where=path,
                next_step="make room, make the folder writable or move away what is in the way, then run init again",
            ) from None
        written.append(path)
    return tuple(written)


def holds_vocabularies(root: Path) -> bool:
    """Say whether the starter's folder has a vocabulary file already, so that it needs no example."""
    folder = root / EXAMPLE.partition("/")[0]
    return folder.is_dir() and any(file.suffix in {".yaml", ".yml"} for file in folder.iterdir())


def ignores_local_state(root: Path) -> bool:
    """Say whether a ``.gitignore`` that was there keeps the local state out of git."""
    try:
        lines = (root / ".gitignore").read_text("utf-8", errors="replace").split()
    except OSError:
        return False
    return any(line.strip("/") in {".vocabsync", "**/.vocabsync"} for line in lines)
