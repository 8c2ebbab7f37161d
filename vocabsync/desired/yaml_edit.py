"""Editing a vocabulary file as a tree: terms and models change, everything else and every comment stays."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from vocabsync.desired.yaml_scalar import write_scalar
from vocabsync.desired.yaml_tree import Document, Mapping, Scalar, Sequence
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vocabsync.desired.yaml_tree import Comment, Node
    from vocabsync.domain.vocabulary import Term

_BEHIND = re.compile(r"[ \t,\]}]*")
_MODEL_KEYS = ("target_model", "target_models")


@frozen
class Defaults:
    """What terms of a file have that do not say it themselves."""

    weight: int
    lang: str | None = None


def make_entry(term: Term, defaults: Defaults, at: int = 0, note: str | None = None) -> Node:
    """Make the shortest entry that says this term under these defaults; ``at`` is where it belongs in the source."""
    fields = {"text": write_scalar(term.text)}
    if term.weight != defaults.weight:
        fields["weight"] = str(term.weight)
    if term.lang != defaults.lang and term.lang is not None:
        fields["lang"] = write_scalar(term.lang)
    if note is not None:
        fields["note"] = write_scalar(note)
    if len(fields) == 1:
        return Scalar(start=at, end=at, value=term.text, written=write_scalar(term.text, in_flow=False))
    pairs = tuple((_key(name, at), Scalar(start=at, end=at, value=text, written=text)) for name, text in fields.items())
    return Mapping(start=at, end=at, pairs=pairs, flow=True)


def set_fields(entry: Node, **fields: str) -> Node:
    """Give an entry with these fields said, each written ready for ``{…}``."""
    if isinstance(entry, Sequence):
        return entry
    pairs = entry.pairs if isinstance(entry, Mapping) else ((_key("text", entry.start), entry),)
    said = {name: Scalar(start=entry.end, end=entry.end, value=text, written=text) for name, text in fields.items()}
    kept = tuple((key, said.pop(key.value, value)) for key, value in pairs)
    added = tuple((_key(name, entry.end), value) for name, value in said.items())
    return Mapping(start=entry.start, end=entry.end, pairs=(*kept, *added), flow=True)


def replace_terms(document: Document, kept: dict[int, Node], added: Iterable[Node]) -> Document:
    """Give a file whose terms are the ``kept`` items of before (by number, edited or not), then the ``added``.

    A comment of an item that goes, within it or behind it, goes too; those on lines of their own stay.
    """
    root, terms = _mapping(document), terms_of(document)
    gone = [item for number, item in enumerate(terms.items) if number not in kept]
    items = (*(kept[number] for number in sorted(kept)), *added)
    changed = replace(terms, items=items, flow=terms.flow and not items)
    comments = tuple(each for each in document.comments if not _belongs_to(each, gone, document.source))
    return Document(document.source, _with(root, ("terms",), "terms", changed), comments)


def set_models(document: Document, models: Collection[str]) -> Document:
    """Give a file that declares exactly these target models."""
    root = _mapping(document)
    key = _MODEL_KEYS[len(models) != 1]
    before = next((value for name, value in root.pairs if name.value in _MODEL_KEYS), None)
    start, end = (before.start, before.end) if before is not None else (0, 0)
    scalars = [Scalar(start=start, end=end, value=model, written=write_scalar(model)) for model in models]
    value: Node = scalars[0] if len(scalars) == 1 else Sequence(start=start, end=end, items=tuple(scalars), flow=True)
    return Document(document.source, _with(root, _MODEL_KEYS, key, value), document.comments)


def drop_default_lang(document: Document) -> Document:
    """Give a file whose defaults name no language."""
    root = _mapping(document)
    defaults = root.get("defaults")
    if not isinstance(defaults, Mapping):
        return document
    rest = replace(defaults, pairs=tuple(pair for pair in defaults.pairs if pair[0].value != "lang"))
    if rest.pairs:
        changed = _with(root, ("defaults",), "defaults", rest)
    else:
        changed = replace(root, pairs=tuple(pair for pair in root.pairs if pair[1] is not defaults))
    return Document(document.source, changed, document.comments)


def end_of_terms(document: Document) -> int:
    """Say where in the source a further term belongs."""
    terms = terms_of(document)
    return terms.items[-1].end if terms.items else terms.end


def terms_of(document: Document) -> Sequence:
    """Give the list of terms; an empty one at the end of the file where there is none."""
    root, end = document.root, len(document.source)
    found = root.get("terms") if isinstance(root, Mapping) else None
    return found if isinstance(found, Sequence) else Sequence(start=end, end=end, items=(), flow=True)


def _with(root: Mapping, names: tuple[str, ...], name: str, value: Node) -> Mapping:
    """Give the mapping with one of ``names`` replaced by ``name``, or with that at its end."""
    keys = [key for key, _ in root.pairs if key.value in names]
    if not keys:
        end = value.end or root.end
        return replace(root, pairs=(*root.pairs, (_key(name, end), value)))
    pairs = tuple((replace(key, value=name), value) if key is keys[0] else (key, old) for key, old in root.pairs)
    return replace(root, pairs=pairs)


def _key(name: str, at: int) -> Scalar:
    return Scalar(start=at, end=at, value=name)


def _mapping(document: Document) -> Mapping:
    root = document.root
    return root if isinstance(root, Mapping) else Mapping(start=root.start, end=root.end, pairs=())


def _belongs_to(comment: Comment, gone: list[Node], source: str) -> bool:
    """Say whether a comment stands within one of these items, which are in source order, or behind it."""
    number = bisect_right(gone, comment.index, key=lambda item: item.start) - 1
    if number < 0:
        return False
    end = gone[number].end
    return comment.index < end or _BEHIND.fullmatch(source, end, comment.index) is not None
