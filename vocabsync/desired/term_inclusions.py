"""What a vocabulary file makes of a term that stands in a shared list which it includes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.encodings import decode_strictly
from vocabsync.desired.inside import resolve
from vocabsync.desired.term_list import DEFAULT_WEIGHT
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.term_occurrences import Occurrence


def find_inclusions(
    path: str, content: bytes, listed: Collection[Occurrence], caps: Caps = DEFAULT_CAPS
) -> tuple[Occurrence, ...]:
    """Give the terms of shared lists as one version of a vocabulary file has them: with its prefix and its defaults.

    ``listed`` are terms of the lists as they are today. Nothing where the version cannot be read.
    """
    try:
        return tuple(_find(path, decode_strictly(content, path), listed, caps))
    except Unreadable:
        return ()


def _find(path: str, source: str, listed: Collection[Occurrence], caps: Caps) -> Iterator[Occurrence]:
    document = read_yaml(path, source, caps)
    head: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    names = head.get("include")
    said = head.get("defaults")
    defaults = said if isinstance(said, dict) else {}
    weight, lang = defaults.get("weight", DEFAULT_WEIGHT), defaults.get("lang")
    folder = PurePosixPath(path).parent.as_posix()
    for number, name in enumerate(names if isinstance(names, list) else ()):
        for each in listed:
            if isinstance(name, str) and resolve(name, folder) == each.path:
                yield replace(
                    each,
                    path=path,
                    line=document.place(("include", number)).line,
                    prefix=PurePosixPath(path).stem,
                    weight=each.weight or (weight if isinstance(weight, int) else None),
                    lang=each.lang or (lang if isinstance(lang, str) else None),
                    listed_in=each.path,
                )
