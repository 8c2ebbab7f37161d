"""A canary key goes through failing situations, and is looked for in everything that was said, written and sent."""

from __future__ import annotations

import os
import shlex
import tempfile
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from tests.attacks import bad_answers, bad_runs, echoes, misplaced_keys, odd_keys
from tests.attacks.broken_filters import BROKEN
from tests.support.attack_site import AttackSite, HurriedClock, Service
from tests.support.loopback import answer, listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.attacks.situation import Situation

ALL = [each for module in (bad_answers, echoes, odd_keys, misplaced_keys, bad_runs) for each in module.situations()]
SITUATIONS = {each.name: each for each in ALL}
NOTHING: Mapping[str, object] = MappingProxyType({})
OURS = ("DASHSCOPE_", "VOCABSYNC_", "GITHUB_")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[AttackSite]:
    """A repository of three vocabularies, one each to create, update and delete, and a service that can be told."""
    for name in [name for name in os.environ if name.startswith(OURS) or name.upper() in PROXIES]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    # What costs time and is no part of this: syncing to the disk, and git where no situation is about it.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    clock = HurriedClock()
    for module in ("wiring", "applying"):
        monkeypatch.setattr(f"vocabsync.cli.{module}.SystemClock", lambda: clock)
    service = Service()
    with listening(service) as door, listening(answer(b"{}", status="403 No")) as elsewhere:
        site = AttackSite(tmp_path, service, door, elsewhere, capsys, monkeypatch)
        site.settle_in()
        yield site
    service.standin.close()


def go_through(situation: Situation, site: AttackSite, patches: Mapping[str, object] = NOTHING) -> None:
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


@pytest.mark.parametrize(
    "name", [pytest.param(each.name, marks=[pytest.mark.slow] * each.is_slow) for each in SITUATIONS.values()]
)
def test_the_key_is_found_nowhere(name: str, site: AttackSite, record_property: Callable[[str, object], None]) -> None:
    situation = SITUATIONS[name]
    go_through(situation, site)
    check_that_it_was_meant(situation, site)
    assert site.leaks() == []
    record_property("attack", "a canary key, found nowhere")


def test_there_are_enough_situations_and_no_two_of_one_name() -> None:
    assert len(SITUATIONS) == len(ALL) >= 450


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_filter_is_noticed(
    name: str, site: AttackSite, record_property: Callable[[str, object], None]
) -> None:
    broken = BROKEN[name]
    go_through(SITUATIONS[broken.situation], site, broken.patches)
    leaks = site.leaks()
    record_property("tooth", bool(leaks))
    assert any(leak.startswith(broken.place) for leak in leaks), leaks
