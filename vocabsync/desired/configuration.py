"""``vocabsync.yaml`` → what each environment asks for. Everything in it has a default, and so has the file."""

from __future__ import annotations

import os
import posixpath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from vocabsync.desired.caps import DEFAULT_CAPS
from vocabsync.desired.complaints import nearest
from vocabsync.desired.configuration_document import EnvironmentEntry
from vocabsync.desired.configuration_file import empty_file, read_file
from vocabsync.desired.settings_merge import (
    merge_guards,
    merge_term_limits,
    merge_vocabulary_limit,
    read_removals,
)
from vocabsync.domain.consents import parse_consent
from vocabsync.domain.diagnostic import Severity
from vocabsync.domain.errors import ConfigurationError, FilesInvalid
from vocabsync.domain.frozen import frozen
from vocabsync.domain.policy import Guards, Policy

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.desired.caps import Caps
    from vocabsync.desired.configuration_file import ConfigurationFile
    from vocabsync.domain.diagnostic import Place

CONFIGURATION_NAME: Final = "vocabsync.yaml"
DEFAULT_ENVIRONMENT: Final = "default"
LOCAL: Final = "local"
"""The built-in environment: the stand-in (design.md section 8)."""

DEFAULT_REGION: Final = "cn-beijing"
DEFAULT_FOLDER: Final = "vocabularies"
DEFAULT_KEY_VARIABLE: Final = "DASHSCOPE_API_KEY"


@frozen(kw_only=True)
class EnvironmentSettings:
    """One environment: what planning depends on, and where files and key come from.

    ``folder_name`` is relative to ``root``, with ``/``. Environments with one ``account`` reach the same vocabularies.
    ``caps`` say how much a run may read of it; no file does.
    """

    name: str
    policy: Policy
    root: Path
    folder_name: str
    api_key_env: str
    require_reviewed_plan: bool
    caps: Caps

    @property
    def folder(self) -> Path:
        """Where the vocabulary files lie."""
        return self.root / self.folder_name

    @property
    def is_local(self) -> bool:
        """Whether it is the stand-in."""
        return self.name == LOCAL

    @property
    def account(self) -> tuple[str, str]:
        """What tells two accounts apart, as far as a repository can know: the key's variable and the region."""
        return self.api_key_env, self.policy.region


class Configuration:
    """A configuration file that was read, or the defaults where there is none."""

    def __init__(self, root: Path, file: ConfigurationFile, caps: Caps = DEFAULT_CAPS) -> None:
        """Keep what the file says; ``problems`` are all of them, and what they spoil is as if it were not there."""
        self.root = root
        self.path = file.name
        self.problems = file.problems
        self._file = file
        self._caps = caps
        self.environments: tuple[str, ...] = tuple(file.content.environments) or (DEFAULT_ENVIRONMENT,)

    def for_environment(self, name: str | None) -> EnvironmentSettings:
        """Give the settings of one environment; without a name those of the only one. Raises ConfigurationError."""
        if name is None:
            if len(self.environments) > 1:
                raise ConfigurationError(
                    "several environments are declared, and none was named",
                    where=self.path or "",
                    next_step=f"add --env NAME, one of: {', '.join((*self.environments, LOCAL))}",
                )
            return self._settings(self.environments[0])
        if name not in (*self.environments, LOCAL):
            raise ConfigurationError(
                f"no environment is called {name!r}",
                where=self.path or "",
                next_step=nearest(name, (*self.environments, LOCAL)),
            )
        return self._settings(name)

    def place_of_environment(self, name: str) -> Place:
        """Say where an environment is declared."""
        return self._file.document.place(("environments", name), of_key=True)

    def _settings(self, name: str) -> EnvironmentSettings:
        top = self._file.content
        own = top.environments.get(name, EnvironmentEntry())
        return EnvironmentSettings(
            name=name,
            policy=self._policy(name, own),
            root=self.root,
            folder_name=posixpath.normpath(own.vocabularies or top.vocabularies or DEFAULT_FOLDER),
            api_key_env=own.api_key_env or top.api_key_env or DEFAULT_KEY_VARIABLE,
            require_reviewed_plan=_first(own.require_reviewed_plan, top.require_reviewed_plan, default=False),
            caps=self._caps,
        )

    def _policy(self, name: str, own: EnvironmentEntry) -> Policy:
        top, document = self._file.content, self._file.document
        return Policy(
            environment=name,
            region=own.region or top.region or DEFAULT_REGION,
            prune=_first(own.prune, top.prune, default=True),
            guards=merge_guards(merge_guards(Guards(), top.guards), own.guards),
            removed=(
                *read_removals(document, ("removed",), top.removed),
                *read_removals(document, ("environments", name, "removed"), own.removed),
            ),
            vocabulary_limit=merge_vocabulary_limit(top.limits, own.limits),
            term_limits=merge_term_limits(top.limits, own.limits),
            severities=MappingProxyType({rule: Severity(severity) for rule, severity in top.rules.items()}),
            allow=tuple(parse_consent(line) for line in top.allow),
        )


def read_configuration(path: Path | None, start: Path, *, caps: Caps = DEFAULT_CAPS) -> Configuration:
    """Read the configuration at ``path``, or the nearest one at ``start`` and above it, or take the defaults.

    Raises FilesInvalid with all its problems, ConfigurationError where ``path`` names no file.
    """
    configuration = inspect_configuration(path, start, caps=caps)
    if configuration.problems:
        raise FilesInvalid(configuration.problems)
    return configuration


def inspect_configuration(path: Path | None, start: Path, *, caps: Caps = DEFAULT_CAPS) -> Configuration:
    """Read it for its problems: whatever is wrong is listed in ``problems`` and otherwise taken as not said.

    Raises ConfigurationError where ``path`` names no file.
    """
    found = find_configuration(path, start)
    if found is None:
        return Configuration(start, empty_file(), caps)
    return Configuration(found.parent, read_file(found.parent, found.name, caps), caps)


def find_configuration(path: Path | None, start: Path) -> Path | None:
    """Find the file: the one that was named, or the nearest in ``start`` and its parents."""
    if path is not None:
        if not path.is_file():
            raise ConfigurationError(
                "there is no such configuration file", where=str(path), next_step="correct --config, or leave it out"
            )
        return path.absolute()
    folders = (start.absolute(), *start.absolute().parents)
    candidates = (folder / CONFIGURATION_NAME for folder in folders)
    return next((candidate for candidate in candidates if os.path.lexists(candidate)), None)


def _first(*said: bool | None, default: bool) -> bool:
    return next((each for each in said if each is not None), default)
