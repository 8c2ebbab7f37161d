"""What a user would have: an environment with the runtime packages alone, made of links, without a download.

Development tools change figures: with ``rich`` about, importing httpx costs half as much again.
"""

from __future__ import annotations

import venv
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LAUNCHER = "import sys; sys.argv[0] = 'vocabsync'; from vocabsync.cli.process import run; sys.exit(run())"


def install(folder: Path) -> tuple[str, ...]:
    """Make the environment and give the command that runs vocabsync in it."""
    venv.create(folder, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    for name in _closure("vocabsync") - {"vocabsync"}:
        distribution = metadata.distribution(name)
        for entry in {file.parts[0] for file in distribution.files or () if ".." not in file.parts}:
            target = packages / entry
            if entry != "__pycache__" and not target.exists():
                target.symlink_to(Path(str(distribution.locate_file(entry))))
    (packages / "vocabsync").symlink_to(ROOT / "vocabsync")
    return (str(folder / "bin" / "python"), "-P", "-c", LAUNCHER)


def _closure(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """Give the names of everything that installing ``name`` brings, without extras."""
    if name in seen:
        return seen
    seen |= {name}
    for text in metadata.requires(name) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            seen = _closure(requirement.name.lower().replace("_", "-"), seen)
    return seen
