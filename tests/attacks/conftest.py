"""The repository, the service and the other origin that attacks on the key are carried out on."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

from tests.support.attack_site import AttackSite, HurriedClock, Service
from tests.support.loopback import answer, listening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
