"""One failing situation that a canary key goes through, as a row of data."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.support.canary import CANARY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.support.attack_site import AttackSite, Edit
    from tests.support.loopback import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """``runs`` has command lines and their exit codes, ``says`` words that show that this was the failure meant.

    ``ROOT``, ``DOOR`` and ``ELSEWHERE`` stand for the folder of everything and the ports of the service and of another
    origin, in command lines, files and variables. ``between`` happens after the first command. What adds
    little to its likes ``is_slow``.
    """

    name: str
    runs: Mapping[str, int]
    says: str = ""
    key: str | None = CANARY
    environ: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    spoils: Mapping[str, Script] = field(default_factory=dict)
    edits: Mapping[str, Edit] = field(default_factory=dict)
    echo: str = CANARY
    arrange: Callable[[AttackSite], object] | None = None
    is_slow: bool = False
    between: Callable[[AttackSite], object] | None = None


def go_through(situation: Situation, site: AttackSite, patches: Mapping[str, object] = MappingProxyType({})) -> None:
    """Arrange the situation and run its commands, with some of our code replaced."""

    def put(text: str) -> str:
        ports = {"DOOR": site.door.port, "ELSEWHERE": site.elsewhere.port, "ROOT": site.root}
        for word, value in ports.items():
            text = text.replace(word, str(value))
        return text

    service = site.service
    service.spoils, service.edits, service.echo = situation.spoils, situation.edits, situation.echo
    environ = {"DASHSCOPE_HTTP_BASE_URL": "http://127.0.0.1:DOOR/api/v1", "VOCABSYNC_QUIET_PERIOD": "0"}
    if situation.key is not None:
        environ["DASHSCOPE_API_KEY"] = situation.key
    for name, value in {**environ, **situation.environ}.items():
        site.patch.setenv(name, put(value))
    for name, content in situation.files.items():
        site.write(put(name), put(content) if isinstance(content, str) else content)
    if situation.arrange is not None:
        situation.arrange(site)
    for target, replacement in patches.items():
        site.patch.setattr(target, replacement)
    for words in situation.runs:
        site.run(*shlex.split(put(words)))
        if situation.between is not None and len(site.said) == 1:
            situation.between(site)


def check_that_it_was_meant(situation: Situation, site: AttackSite) -> None:
    """Each command ended with the documented code, and without a traceback."""
    for ran, (words, code) in zip(site.said, situation.runs.items(), strict=True):
        assert ran.code == code, f"{words}: {ran}"
    said = "".join(ran.out + ran.err for ran in site.said)
    assert situation.says in said, said
    assert "Traceback" not in said or situation.says == "Traceback"
