"""The settings that hold destruction back, out of old and new texts alike: tolerant, as history need not be valid.

A value that cannot be understood counts as not said, so a broken old file never hides what the new one loosens.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, TypeVar

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.encodings import decode_strictly
from vocabsync.desired.settings_merge import read_share
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.diagnostic import Place
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.policy import Guards
from vocabsync.domain.safety import SafetySettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.document import Document
    from vocabsync.desired.node_marks import Path

_Kind = TypeVar("_Kind")
_SHARE = re.compile(r"([0-9]{1,2}(\.[0-9]{1,6})?|100)%")


def read_safety(
    configuration: bytes | None,
    files: Mapping[str, bytes],
    environment: str,
    *,
    name: str = "vocabsync.yaml",
    caps: Caps = DEFAULT_CAPS,
) -> SafetySettings:
    """Read what one version of a repository says.

    ``files`` are vocabulary files by their path from the root: those that a change touches are enough, on both sides.
    """
    places: dict[str, Place] = {}
    top = _Said(configuration, name, places, caps)
    levels: tuple[Path, ...] = (("environments", environment), ())
    guards = top.guards(Guards(), levels, "guards")
    said = {
        Prefix(posixpath.basename(path).split(".")[0]): _Said(text, path, places, caps) for path, text in files.items()
    }
    return SafetySettings(
        prune=top.value(bool, levels, "prune", "prune", default=True),
        require_reviewed_plan=top.value(bool, levels, "require_reviewed_plan", "require_reviewed_plan", default=False),
        guards=guards,
        file_guards={
            prefix: own
            for prefix, file in said.items()
            if (own := file.guards(guards, ((),), f"{prefix}: guards")) != guards
        },
        protected=frozenset(
            prefix
            for prefix, file in said.items()
            if file.value(bool, ((),), "protect", f"{prefix}: protect", default=False)
        ),
        declared=frozenset(said),
        places=places,
    )


class _Said:
    """One file, asked key by key; notes the place of everything it is asked for."""

    def __init__(self, text: bytes | None, path: str, places: dict[str, Place], caps: Caps) -> None:
        self._document = _read(text, path, caps)
        self._path = path
        self._places = places

    def value(
        self, kind: type[_Kind], levels: Iterable[Path], key: str, setting: str, *, default: _Kind, below: Path = ()
    ) -> _Kind:
        """Give the first value of a kind that one of the levels says."""
        for level in levels:
            found = self._find((*level, *below, key))
            if type(found) is kind:
                if self._document is not None:
                    self._places[setting] = self._document.place((*level, *below, key), of_key=True)
                return found
        self._places.setdefault(setting, Place(self._path))
        return default

    def guards(self, below: Guards, levels: tuple[Path, ...], setting: str) -> Guards:
        """Give the guards that the levels say, over those that hold without them."""
        share = self.value(str, levels, "removed_terms", f"{setting}.removed_terms", default="", below=("guards",))
        deletes = self.value(int, levels, "deletes", f"{setting}.deletes", default=below.deletes, below=("guards",))
        return Guards(
            deletes=deletes, removed_terms=read_share(share) if _SHARE.fullmatch(share) else below.removed_terms
        )

    def _find(self, path: Path) -> object:
        node = None if self._document is None else self._document.data
        for step in path:
            node = node.get(step) if isinstance(node, dict) else None
        return node


def _read(text: bytes | None, path: str, caps: Caps) -> Document | None:
    if text is None:
        return None
    try:
        return read_yaml(path, decode_strictly(text, path), caps)
    except Unreadable:
        return None
