"""One vocabulary file as ``pull`` and ``import`` need it: its text, what it says itself, what it includes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.includes import Includes
from vocabsync.desired.safe_open import read_text
from vocabsync.desired.term_list import DEFAULT_WEIGHT
from vocabsync.desired.term_places import Assembled
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.vocabulary_file import check_vocabulary
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.desired.caps import Caps
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.identifiers import Prefix, TargetModel
    from vocabsync.domain.vocabulary import Terms


@frozen(kw_only=True)
class ExistingFile:
    """A file that is there. ``own`` and ``included`` are terms with the file's defaults applied.

    With ``problems`` (errors only) nothing else can be relied on.
    """

    path: str
    text: str
    models: tuple[TargetModel, ...] = ()
    own: Terms = ()
    included: Terms = ()
    problems: tuple[Diagnostic, ...] = ()


def read_existing(root: Path, path: str, prefix: Prefix, caps: Caps = DEFAULT_CAPS) -> ExistingFile:
    """Read one vocabulary file, relative to ``root``, and the lists that it includes."""
    text = ""
    try:
        text = read_text(root, path, caps)
        document = read_yaml(path, text, caps)
    except Unreadable as unreadable:
        return ExistingFile(path=path, text=text, problems=unreadable.diagnostics)
    file = check_vocabulary(document, prefix)
    includes = Includes(root, caps)
    problems, lists = list(file.problems), []
    for index, name in enumerate(file.content.include):
        found, why_not = includes.read(document, index, name)
        problems += why_not
        if found is not None:
            problems += found.problems
            lists.append(found)
    defaults = file.content.defaults
    weight = DEFAULT_WEIGHT if defaults.weight is None else defaults.weight
    return ExistingFile(
        path=path,
        text=text,
        models=file.models,
        own=file.terms.expand(weight, defaults.lang),
        included=Assembled(tuple(lists), weight, defaults.lang).terms if lists else (),
        problems=tuple(problem for problem in problems if problem.is_error),
    )
