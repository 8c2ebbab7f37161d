"""What is run: each case a command in a fresh process, with the folder and the account it needs."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Command: TypeAlias = tuple[str, ...]

_OFTEN = 5
"""Runs in a round of what is over in a second or two."""

_AGAIN = 3
"""Runs in a round of what takes a few seconds and decides a target."""

PEERS = Path(__file__).with_name("peers")


@dataclass(frozen=True)
class Case:
    """One line of the table. ``account``: per cent of changed terms of the account it talks to, None without one.

    ``fresh``: it writes, so every run gets a copy of the account. ``slow``: one round is enough. ``times``: how
    often it runs in a round.
    """

    name: str
    size: str
    command: Command
    style: str = "flow"
    account: int | None = None
    fresh: bool = False
    slow: bool = False
    times: int = 1
    codes: tuple[int, ...] = (0,)

    @property
    def is_brief(self) -> bool:
        """Whether it is over so soon that one run says little."""
        return self.times == _OFTEN


def list_cases(vocabsync: Command, sizes: tuple[str, ...], *, peers: bool, quick: bool) -> Iterator[Case]:
    """Give the cases in the order in which they take turns; ``vocabsync`` runs it as a user has it."""
    yield Case("bare interpreter", "S", (sys.executable, "-I", "-c", "pass"), times=_OFTEN)
    yield Case("--version", "S", (*vocabsync, "--version"), times=_OFTEN)
    yield Case("--help", "S", (*vocabsync, "--help"), times=_OFTEN)
    for size in sizes:
        yield from _cases_of(vocabsync, size, quick=quick)
        if peers:
            yield from _peers_of(size, quick=quick)


def _cases_of(vocabsync: Command, size: str, *, quick: bool) -> Iterator[Case]:
    yield Case(f"events {size}", size, _python("c_events.py"), times=_AGAIN if size == "L" else 1)
    yield Case(f"plan {size} 1%", size, (*vocabsync, "plan"), account=1, times=_times(size))
    if size == "XL":
        return
    yield Case(f"PyYAML {size}", size, _python("pyyaml_load.py"))
    read = (vocabsync[0], str(PEERS / "ours_read.py"))
    yield Case(f"read {size}", size, read)
    again = _AGAIN if size == "L" and not quick else 1
    yield Case(f"plan {size} 0%", size, (*vocabsync, "plan"), account=0, times=again)
    yield Case(f"plan {size} 100%", size, (*vocabsync, "plan"), account=100, times=again)
    if quick:
        return
    yield Case(f"validate {size}", size, (*vocabsync, "validate"))
    apply = (*vocabsync, "apply", "--auto-approve", "--allow", "churn")
    yield Case(f"apply {size} 1%", size, apply, account=1, fresh=True)
    for style in ("block", "shorthand", "csv"):
        yield Case(f"read {size} {style}", size, read, style=style)


def _peers_of(size: str, *, quick: bool) -> Iterator[Case]:
    if size == "XL":
        return
    yield Case(f"bare HTTP loop {size}", size, (sys.executable, str(PEERS / "bare_http.py")), account=1)
    yield Case(
        f"SDK script {size}", size, _python("sdk_script.py"), account=1, times=1 if size == "L" else _times(size)
    )
    if quick:
        return
    pure = (*_python("sdk_script.py"), "--pure")
    yield Case(f"SDK script, pure PyYAML {size}", size, pure, account=1, slow=True)
    yield Case(f"same libraries, naively {size}", size, _python("naive.py"), account=1, slow=True)
    if importlib.util.find_spec("octodns") is not None:
        octodns = (sys.executable, str(PEERS / "octodns_peer.py"), "config.yaml")
        yield Case(f"octoDNS {size}", size, octodns, style="zones", slow=True)


def _times(size: str) -> int:
    return {"S": _OFTEN, "M": _OFTEN, "L": _AGAIN}.get(size, 1)


def _python(script: str) -> Command:
    return (sys.executable, str(PEERS / script), "vocabularies")
