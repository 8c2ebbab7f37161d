"""One configuration file, read and checked: what is wrong in it is listed, and then taken as not said."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from vocabsync.desired.complaints import explain
from vocabsync.desired.configuration_checks import check_configuration
from vocabsync.desired.configuration_document import ConfigurationDocument
from vocabsync.desired.document import Document
from vocabsync.desired.node_marks import NodeMarks
from vocabsync.desired.safe_open import read_text
from vocabsync.desired.source_text import SourceText
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vocabsync.desired import node_marks
    from vocabsync.desired.caps import Caps
    from vocabsync.domain.diagnostic import Diagnostic

_STEPS_KEPT: Final[dict[int | str, int]] = {"environments": 3, "rules": 2}
"""How far a wrong value is told apart from its neighbours: one key of one environment, one rule, else a key on top."""


@frozen(kw_only=True)
class ConfigurationFile:
    """What the file says, as far as it is right. ``name`` is None where there is no file."""

    name: str | None
    document: Document
    content: ConfigurationDocument
    problems: tuple[Diagnostic, ...]


def empty_file() -> ConfigurationFile:
    """Stand for a file that is not there: nothing is said, so all is by default."""
    return ConfigurationFile(
        name=None, document=_document_of({}, "vocabsync.yaml"), content=ConfigurationDocument(), problems=()
    )


def read_file(root: Path, name: str, caps: Caps) -> ConfigurationFile:
    """Read ``name`` in ``root``. Never raises for what is in the file."""
    try:
        document = read_yaml(name, read_text(root, name, caps), caps)
    except Unreadable as unreadable:
        return ConfigurationFile(
            name=name, document=_document_of({}, name), content=ConfigurationDocument(), problems=unreadable.diagnostics
        )
    return check_document(name, document)


def check_document(name: str, document: Document) -> ConfigurationFile:
    """Check a document against the shape and the rules that no shape can say."""
    problems = list(document.problems)
    said = {} if document.data is None else document.data
    spoilt: list[node_marks.Path] = []
    try:
        content = _adapter().validate_python(said)
    except ValidationError as error:
        problems += explain(error, document, ConfigurationDocument)
        spoilt = [tuple(each["loc"]) for each in error.errors(include_url=False, include_input=False)]
        content = _validate_rest(said, spoilt)
    for diagnostic, path in check_configuration(content, document):
        problems.append(diagnostic)
        spoilt.append(path)
    if spoilt:
        content = _validate_rest(said, spoilt)
    return ConfigurationFile(
        name=name, document=document, content=content, problems=tuple(sorted(problems, key=lambda each: each.place))
    )


def _validate_rest(said: object, spoilt: Iterable[node_marks.Path]) -> ConfigurationDocument:
    """Validate again without the keys in which something is wrong: one of an environment, else one on top."""
    if not isinstance(said, dict):
        return ConfigurationDocument()
    rest: dict[str, Any] = said
    for path in spoilt:
        rest = _without(rest, path[: _STEPS_KEPT.get(path[0], 1)]) if path else {}
    return _adapter().validate_python(rest)


@cache
def _adapter() -> TypeAdapter[ConfigurationDocument]:
    return TypeAdapter(ConfigurationDocument)


def _without(said: dict[str, Any], path: node_marks.Path) -> dict[str, Any]:
    """Leave out what a path leads to, or the nearest thing above it that exists; the original stays as it is."""
    step, child = path[0], said.get(str(path[0]))
    if len(path) > 1 and isinstance(child, dict):
        return {**said, str(step): _without(child, path[1:])}
    return {key: value for key, value in said.items() if key != step}


def _document_of(data: dict[str, object], name: str) -> Document:
    return Document(data, SourceText(name, ""), lambda shape: NodeMarks(shape, [0]))
