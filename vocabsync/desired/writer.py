"""Vocabularies as file text: a new file, or an existing one that says something else now, its comments kept.

Shared by ``pull`` and ``import``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from vocabsync.desired.term_list import DEFAULT_WEIGHT
from vocabsync.desired.yaml_edit import (
    Defaults,
    drop_default_lang,
    end_of_terms,
    make_entry,
    replace_terms,
    set_fields,
    set_models,
    terms_of,
)
from vocabsync.desired.yaml_layout import write_document
from vocabsync.desired.yaml_scalar import write_scalar
from vocabsync.desired.yaml_tree import Document, Mapping, Scalar, read_document
from vocabsync.domain.frozen import frozen
from vocabsync.domain.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from collections.abc import Mapping as MappingABC

    from vocabsync.desired.yaml_tree import Node

Identity: TypeAlias = tuple[str, str | None]
"""Text and language: what makes two terms the same one."""

Notes: TypeAlias = "MappingABC[Identity, str]"
"""What people should know of a term; written only where the term is new in the file."""


class CannotBeSaid(Exception):
    """A file cannot be edited so that it says this: ``why`` is one plain sentence."""

    def __init__(self, why: str) -> None:
        """Keep the sentence."""
        super().__init__(why)
        self.why = why


@frozen(kw_only=True)
class Rewritten:
    """An existing file's new text, and what is different in it."""

    text: str
    added: tuple[Term, ...] = ()
    removed: tuple[Term, ...] = ()
    changed: tuple[tuple[Term, Term], ...] = ()

    @property
    def has_changes(self) -> bool:
        """Whether a term is different."""
        return bool(self.added or self.removed or self.changed)


def write_new(
    models: Collection[str], terms: Iterable[Term], *, heading: str = "", notes: Notes = MappingProxyType({})
) -> str:
    """Write a new file; ``heading`` is a comment, a line or several. Of equal terms the first is written."""
    defaults = Defaults(DEFAULT_WEIGHT)
    entries = [make_entry(term, defaults, note=notes.get(key)) for key, term in unique(terms).items()]
    document = replace_terms(Document("", Mapping(start=0, end=0, pairs=()), ()), {}, entries)
    models_first = set_models(Document("", Mapping(start=0, end=0, pairs=()), ()), models)
    root = Mapping(start=0, end=0, pairs=(*_pairs(models_first), *_pairs(document)))
    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    return comment + write_document(Document("", root, ()))


def unique(terms: Iterable[Term]) -> dict[Identity, Term]:
    """Give terms by identity; the first of several counts, as a file can say one weight only."""
    found: dict[Identity, Term] = {}
    for term in terms:
        found.setdefault((term.text, term.lang), term)
    return found


def rewrite(
    text: str, wanted: Iterable[Term], *, included: Iterable[Term] = (), models: Collection[str] = ()
) -> Rewritten:
    """Make a valid file say exactly these terms, and these models where some are given.

    ``included`` are the terms that come from its lists: those stay as they are. Raises CannotBeSaid where one of them
    is not wanted, or wanted with another weight: shared lists are for people to edit.
    """
    goal, lent = unique(wanted), unique(included)
    _refuse_other_lists(goal, lent)
    rewriting = _Rewriting(text, has_languages=all(term.lang is not None for term in goal.values()), lends=bool(lent))
    result = rewriting.settle({key: term for key, term in goal.items() if key not in lent}, remove=True)
    return _finish(rewriting, result, models)


def add(text: str, terms: Iterable[Term], *, notes: Notes = MappingProxyType({})) -> Rewritten:
    """Make a valid file say these terms as well. Terms that it has get the new weight; none is removed.

    Terms without a language get the file's default one, as every term of the file does.
    """
    rewriting = _Rewriting(text, has_languages=True, lends=False)
    lang = rewriting.defaults.lang
    goal = unique(term if term.lang is not None else term._replace(lang=lang) for term in terms)
    return _finish(rewriting, rewriting.settle(goal, remove=False, notes=notes), ())


def _refuse_other_lists(goal: dict[Identity, Term], lent: dict[Identity, Term]) -> None:
    other = [term.text for key, term in lent.items() if key not in goal or goal[key].weight != term.weight]
    if other:
        more = f" and {len(other) - 3} more" if len(other) > 3 else ""
        raise CannotBeSaid(
            f"it includes lists that say something else of {', '.join(other[:3])}{more}; shared lists are not edited"
        )


class _Rewriting:
    """One file on its way: its tree, and its own terms by identity."""

    def __init__(self, text: str, *, has_languages: bool, lends: bool) -> None:
        self.document = read_document(text)
        self.defaults = _defaults(self.document)
        self.items = list(terms_of(self.document).items)
        if self.defaults.lang is not None and not has_languages:
            self._say_languages(lends=lends)

    def settle(self, goal: dict[Identity, Term], *, remove: bool, notes: Notes = MappingProxyType({})) -> Rewritten:
        """Edit the entries; give what is different, without a text yet."""
        kept: dict[int, Node] = {}
        removed, changed = [], []
        missing = dict(goal)
        for number, item in enumerate(self.items):
            term = _term(item, self.defaults)
            wanted = goal.get((term.text, term.lang))
            missing.pop((term.text, term.lang), None)
            if wanted is None and remove:
                removed.append(term)
            elif wanted is None or wanted.weight == term.weight:
                kept[number] = item
            else:
                kept[number] = set_fields(item, weight=str(wanted.weight))
                changed.append((term, wanted))
        at = end_of_terms(self.document)
        new = [make_entry(term, self.defaults, at, notes.get(key)) for key, term in missing.items()]
        self.document = replace_terms(self.document, kept, new)
        return Rewritten(text="", added=tuple(missing.values()), removed=tuple(removed), changed=tuple(changed))

    def _say_languages(self, *, lends: bool) -> None:
        """Write the default language out, as a file with one cannot say "no language"."""
        if lends:
            raise CannotBeSaid("a term without a language is wanted, and the included lists need the default language")
        lang = write_scalar(self.defaults.lang or "")
        self.items = [item if _field(item, "lang") else set_fields(item, lang=lang) for item in self.items]
        self.document = drop_default_lang(self.document)
        self.defaults = Defaults(self.defaults.weight)


def defaults_of(text: str) -> Defaults:
    """Give the defaults that a valid file sets."""
    return _defaults(read_document(text))


def _finish(rewriting: _Rewriting, result: Rewritten, models: Collection[str]) -> Rewritten:
    document = set_models(rewriting.document, models) if models else rewriting.document
    return Rewritten(text=write_document(document), added=result.added, removed=result.removed, changed=result.changed)


def _pairs(document: Document) -> tuple[tuple[Scalar, Node], ...]:
    return document.root.pairs if isinstance(document.root, Mapping) else ()


def _defaults(document: Document) -> Defaults:
    found = document.root.get("defaults") if isinstance(document.root, Mapping) else None
    if not isinstance(found, Mapping):
        return Defaults(DEFAULT_WEIGHT)
    return Defaults(int(_field(found, "weight") or DEFAULT_WEIGHT), _field(found, "lang"))


def _term(item: Node, defaults: Defaults) -> Term:
    if isinstance(item, Scalar):
        return Term(item.value, defaults.weight, defaults.lang)
    weight = _field(item, "weight")
    return Term(
        _field(item, "text") or "",
        defaults.weight if weight is None else int(weight),
        _field(item, "lang") or defaults.lang,
    )


def _field(item: Node, name: str) -> str | None:
    value = item.get(name) if isinstance(item, Mapping) else None
    return value.value if isinstance(value, Scalar) else None
