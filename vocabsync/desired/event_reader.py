"""One loop over the events of a YAML file, and what it complains about on the way."""

from __future__ import annotations

from array import array
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from vocabsync.desired.caps import way_out
from vocabsync.desired.plain_scalars import FIRST_SIGNS, SHARED, Reported, read_plain
from vocabsync.desired.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.source_text import SourceText
    from vocabsync.domain.diagnostic import Diagnostic

MOST_KEYS: Final = 1_000
"""Keys of one mapping. No shape of ours comes near, and a million unknown keys would be a million problems."""

_REPEATED: Final = "\0repeated key "
"""Begins the name under which the value of a repeated key is set aside; no key of ours holds a null character."""

_NO_VALUE: Final = object()

_MOST_PROBLEMS: Final = 1_000
"""Enough to know that a file has more than can be listed."""


class EventReader:
    """Builds data from events. ``marks`` holds the index of the first character of each key, scalar and container."""

    def __init__(self, source: SourceText, caps: Caps) -> None:
        """Begin with nothing read."""
        self.marks = array("I")
        self.problems: list[Diagnostic] = []
        self.repeated: list[tuple[dict[str, object], str]] = []
        self._source = source
        self._caps = caps
        self._root: list[object] = []
        self._is_over = False
        self._extras_possible = "&" in source.text or "!" in source.text

    @property
    def data(self) -> object:
        """What the first document says; None for an empty file."""
        return self._root[0] if self._root else None

    def build(self, events: Iterator[Any]) -> None:  # noqa: C901, PLR0912  # a call per event would cost a tenth of the reading
        """Read all events. In one piece, as it runs for every scalar of every file."""
        note_mark, shared, extras_possible = self.marks.append, SHARED.get, self._extras_possible
        target: Any = self._root
        in_mapping, key, outer = False, None, list[tuple[Any, bool]]()
        for event in islice(events, self._caps.values):
            kind = type(event)
            if kind is ScalarEvent:
                raw = value = event.value
                if not event.style:
                    value = shared(raw, raw)
                    if value is raw and raw[0] in FIRST_SIGNS:
                        value = read_plain(raw)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if len(target) > MOST_KEYS and in_mapping:
                    raise self._fatal("VS103", f"a mapping ends here that has more than {MOST_KEYS:,} keys", event)
                target, in_mapping = outer.pop()
                continue
            else:
                value = self._begin(kind, event, len(outer))
                if value is _NO_VALUE:
                    if self._is_over:
                        return
                    continue
            note_mark(event.start_mark.index)
            if extras_possible:
                value = self._refuse_extras(event, value)
            if not in_mapping:
                target.append(value)
            elif key is None:
                key = value if type(value) is str and value not in target else self._settle_key(event, value, target)
                continue
            else:
                target[key] = value
                key = None
            if kind is not ScalarEvent and kind is not AliasEvent:
                outer.append((target, in_mapping))
                target, in_mapping = value, kind is MappingStartEvent
        self._expect_end(events)

    def _expect_end(self, events: Iterator[Any]) -> None:
        event = next(events, None)
        if event is not None:
            summary = f"the file holds more than {self._caps.values:,} values up to here"
            raise self._fatal("VS103", summary, event, remedy=way_out("values", self._caps))

    def _begin(self, kind: type, event: Any, depth: int) -> object:  # noqa: ANN401  # the events of both parsers
        """Give the value that begins here, or ``_NO_VALUE``."""
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            if depth >= self._caps.depth:
                summary = f"values are nested more than {self._caps.depth} deep"
                raise self._fatal("VS103", summary, event, remedy=way_out("depth", self._caps))
            return {} if kind is MappingStartEvent else []
        if kind is AliasEvent:
            self._note("VS112", f"`*{event.anchor}` repeats another place of the file", event)
            return Reported(f"*{event.anchor}")
        if kind is DocumentStartEvent and self._root:
            self._note("VS111", "a second document begins here", event)
            self._is_over = True
        return _NO_VALUE

    def _refuse_extras(self, event: Any, value: object) -> object:  # noqa: ANN401  # the events of both parsers
        """Complain about anchor and tag; a scalar that has one and is no text is not complained about again."""
        if type(event) is AliasEvent or (event.anchor is None and event.tag is None):
            return value
        if event.anchor is not None:
            self._note("VS112", f"`&{event.anchor}` makes an anchor of this value", event)
        if event.tag is not None:
            self._note("VS112", "`!` gives this value a tag", event)
        return value if isinstance(value, str | dict | list) else Reported(event.value)

    def _settle_key(self, event: Any, value: object, target: dict[str, object]) -> str:  # noqa: ANN401  # as above
        """Give the key to go on with where a key is not a text that is new to its mapping."""
        if isinstance(value, dict | list):
            raise self._fatal("VS116", "a key is a mapping or a list here, and must be a text", event)
        if isinstance(value, str):
            key = value
        elif isinstance(value, Reported):
            key = value.raw
        else:
            key = event.value
            if key == "<<":
                self._note("VS112", "`<<` merges another mapping into this one", event)
            else:
                self._note("VS114", f"the key `{key}` is not text to every reader", event, remedy=f"Write '{key}'.")
        if key not in target:
            return key
        self._note("VS113", f"the key `{key}` stands here for the second time", event)
        spare = f"{_REPEATED}{len(self.repeated)}"
        self.repeated.append((target, spare))
        return spare

    def _fatal(self, rule: str, summary: str, event: Any, *, remedy: str | None = None) -> Unreadable:  # noqa: ANN401
        self._note(rule, summary, event, remedy=remedy)
        return Unreadable(*self.problems)

    def _note(self, rule: str, summary: str, event: Any, *, remedy: str | None = None) -> None:  # noqa: ANN401
        if len(self.problems) <= _MOST_PROBLEMS:
            self.problems.append(self._source.complain(rule, summary, event.start_mark.index, remedy=remedy))
