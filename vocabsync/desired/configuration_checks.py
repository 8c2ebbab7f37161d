"""What no shape can say of a configuration: names that must exist, paths that must stay inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from vocabsync.desired.complaints import nearest
from vocabsync.desired.inside import resolve, why_outside
from vocabsync.domain.consents import parse_consent
from vocabsync.domain.errors import ConfigurationError
from vocabsync.domain.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vocabsync.desired.configuration_document import ConfigurationDocument
    from vocabsync.desired.document import Document
    from vocabsync.desired.node_marks import Path
    from vocabsync.domain.diagnostic import Diagnostic

Complaint: TypeAlias = "tuple[Diagnostic, Path]"
"""A diagnostic, and the path of what is then taken as not said."""

_ENVIRONMENT_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_MOST_ENVIRONMENTS: Final = 200
"""Each is compared with each other, and read anew."""

_RESERVED: Final = "local"
_KEY_FILE_VARIABLE: Final = "DASHSCOPE_API_KEY_FILE_PATH"


def check_configuration(content: ConfigurationDocument, document: Document) -> Iterator[Complaint]:
    """Find everything that the shape lets through."""
    yield from _check_rules(content, document)
    yield from _check_consents(content, document)
    yield from _check_environments(content, document)
    yield from _check_settings(content.vocabularies, content.api_key_env, document, ())
    for name, entry in content.environments.items():
        yield from _check_settings(entry.vocabularies, entry.api_key_env, document, ("environments", name))


def _check_rules(content: ConfigurationDocument, document: Document) -> Iterator[Complaint]:
    settable = tuple(rule.id for rule in RULES.values() if rule.is_settable)
    for name in content.rules:
        path = ("rules", name)
        if name not in RULES:
            remedy = nearest(name.upper(), settable)
            yield document.complain("VS118", f"`{name}` is no rule", path, of_key=True, remedy=remedy), path
        elif not RULES[name].is_settable:
            remedy = "Only warnings (VS2xx) can be weighed; an error has to be mended."
            summary = f"`{name}` is an error, and stays one"
            yield document.complain("VS118", summary, path, of_key=True, remedy=remedy), path


def _check_consents(content: ConfigurationDocument, document: Document) -> Iterator[Complaint]:
    for index, line in enumerate(content.allow):
        path = ("allow", index)
        try:
            consent = parse_consent(line)
        except ConfigurationError as error:
            yield document.complain("VS118", error.what, path, remedy=_sentence(error.next_step)), path
            continue
        if consent.digest is None:
            remedy = "Copy the line that the plan prints: it ends in @ and the beginning of the plan's digest."
            yield document.complain("VS118", f"`{line}` is bound to no plan", path, remedy=remedy), path


def _check_environments(content: ConfigurationDocument, document: Document) -> Iterator[Complaint]:
    if len(content.environments) > _MOST_ENVIRONMENTS:
        everything: Path = ("environments",)
        summary = f"more than {_MOST_ENVIRONMENTS} environments are declared"
        yield (
            document.complain("VS103", summary, everything, of_key=True, remedy="Give some a repository of their own."),
            everything,
        )
        return
    for name in content.environments:
        path = ("environments", name)
        if name == _RESERVED:
            remedy = "Choose another name."
            summary = "`local` is built in: it is the stand-in, and has no account"
            yield document.complain("VS118", summary, path, of_key=True, remedy=remedy), path
        elif not _ENVIRONMENT_NAME.fullmatch(name):
            remedy = "Use a-z, 0-9, `-` and `_`, at most 32, beginning with a letter or digit."
            summary = f"`{name}` cannot be the name of an environment"
            yield document.complain("VS118", summary, path, of_key=True, remedy=remedy), path


def _check_settings(folder: str | None, variable: str | None, document: Document, prefix: Path) -> Iterator[Complaint]:
    reason = why_outside(folder) if folder is not None else None
    if reason is not None:
        path = (*prefix, "vocabularies")
        yield document.complain("VS102", f"the folder {reason}", path, remedy="Name a folder of the repository."), path
    elif folder is not None and resolve(folder, "") == ".":
        path = (*prefix, "vocabularies")
        remedy = "Keep the vocabulary files in a folder of their own."
        yield document.complain("VS118", "the folder is the whole repository", path, remedy=remedy), path
    if variable == _KEY_FILE_VARIABLE:
        path = (*prefix, "api_key_env")
        summary = f"`{variable}` names a file that holds a key, not a key"
        yield document.complain("VS118", summary, path, remedy="Name a variable that holds a key."), path


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
