"""Canonical text of the files that people write: same content, comments kept, the quotes added that are missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.documents import TermEntry, Text
from vocabsync.desired.plain_scalars import needs_quotes
from vocabsync.desired.sorting import sort_terms
from vocabsync.desired.term_list import DEFAULT_WEIGHT
from vocabsync.desired.term_places import Assembled
from vocabsync.desired.term_rows import read_rows
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.vocabulary_file import check_vocabulary
from vocabsync.desired.vocabulary_rules import check_rules
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.desired.yaml_layout import write_document
from vocabsync.desired.yaml_scalar import quote
from vocabsync.desired.yaml_tree import Mapping, NotOurYaml, Scalar, Sequence, read_document
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.yaml_tree import Node
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.identifiers import Prefix
    from vocabsync.domain.policy import Policy

_NOT_TEXT = frozenset({"weight", "protect", "keep_replaced", "guards"})
"""Keys whose values are no texts: there a missing quote is not the mistake."""


@frozen(kw_only=True)
class Formatted:
    """One file. ``after`` is None where the file has ``problems`` that formatting cannot mend: it is left alone."""

    path: str
    before: str
    after: str | None
    problems: tuple[Diagnostic, ...] = ()

    @property
    def has_changes(self) -> bool:
        """Whether the file is not in canonical form yet."""
        return self.after is not None and self.after != self.before


def format_vocabulary(
    path: str, text: str, prefix: Prefix, policy: Policy, caps: Caps = DEFAULT_CAPS, *, sort: bool = False
) -> Formatted:
    """Format a vocabulary file."""

    def find_problems(content: str) -> tuple[Diagnostic, ...]:
        return find_problems_of_vocabulary(path, content, prefix, policy, caps)

    return _format(path, text, find_problems, caps, sort=sort)


def format_list(path: str, text: str, caps: Caps = DEFAULT_CAPS, *, sort: bool = False) -> Formatted:
    """Format a YAML list that vocabulary files include."""
    return _format(path, text, lambda content: _problems_of_list(path, content, caps), caps, sort=sort)


def _format(
    path: str, text: str, find_problems: Callable[[str], tuple[Diagnostic, ...]], caps: Caps, *, sort: bool
) -> Formatted:
    """Write it in canonical form, then read that: what is wrong with it cannot be mended here."""
    try:
        document = read_document(text, caps)
    except NotOurYaml:
        return Formatted(path=path, before=text, after=None, problems=find_problems(text))
    after = write_document(replace(document, root=_add_quotes(document.root)))
    if find_problems(after):
        return Formatted(path=path, before=text, after=None, problems=find_problems(text))
    return Formatted(path=path, before=text, after=sort_terms(after) if sort else after)


def _add_quotes(root: Mapping | Sequence) -> Mapping | Sequence:
    mended = _mend(root, may_be_text=True)
    return mended if isinstance(mended, Mapping | Sequence) else root


def _mend(node: Node, *, may_be_text: bool) -> Node:
    match node:
        case Scalar():
            lacks = may_be_text and node.style == "" and node.value != "" and needs_quotes(node.value)
            return replace(node, written=quote(node.value)) if lacks else node
        case Sequence():
            return replace(node, items=tuple(_mend(item, may_be_text=may_be_text) for item in node.items))
        case Mapping():
            pairs = tuple(
                (key, _mend(value, may_be_text=may_be_text and key.value not in _NOT_TEXT)) for key, value in node.pairs
            )
            return replace(node, pairs=pairs)


def find_problems_of_vocabulary(
    path: str, text: str, prefix: Prefix, policy: Policy, caps: Caps = DEFAULT_CAPS
) -> tuple[Diagnostic, ...]:
    """Give the errors of one file as far as it can be judged without the lists that it includes."""
    try:
        file = check_vocabulary(read_yaml(path, text, caps), prefix)
    except Unreadable as unreadable:
        return unreadable.diagnostics
    defaults = file.content.defaults
    own = Assembled((file.terms,), DEFAULT_WEIGHT if defaults.weight is None else defaults.weight, defaults.lang)
    found = check_rules(file, own, policy, is_complete=not file.content.include)
    return tuple(problem for problem in (*file.problems, *found) if problem.is_error)


def _problems_of_list(path: str, text: str, caps: Caps) -> tuple[Diagnostic, ...]:
    try:
        document = read_yaml(path, text, caps)
    except Unreadable as unreadable:
        return unreadable.diagnostics
    if not isinstance(document.data, list):
        return (document.complain("VS125", "the file is no list of terms", ()),)
    found = read_rows(document, (), document.data, list[Text | TermEntry])
    return (*document.problems, *found.problems)
