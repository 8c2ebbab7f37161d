"""A user's repository in a folder of its own, and the command line run in it as a person would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vocabsync.cli.main import main
from vocabsync.emulator.running import RunningStandIn

FILMS = """target_model: fun-asr
terms:
  - {text: 赛德克巴莱, weight: 4, lang: zh}
  - {text: Seediq Bale, weight: 4, lang: en}
"""
PEOPLE = """target_model: fun-asr
defaults: {weight: 3, lang: zh}
terms:
  - 吴贻弓
  - 侯孝贤
"""
WRITES = {"create_vocabulary", "update_vocabulary", "delete_vocabulary"}


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass
class Workplace:
    """Files, a stand-in over HTTP, and the commands."""

    folder: Path
    service: RunningStandIn
    capsys: pytest.CaptureFixture[str]

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(self, *words: str) -> Ran:
        """Run one command in process."""
        self.capsys.readouterr()
        code = main(list(words))
        said = self.capsys.readouterr()
        return Ran(code, said.out, said.err)

    def plan(self, *words: str) -> Any:
        """Plan, and give the document."""
        ran = self.run("plan", "--format", "json", *words)
        assert ran.code == 0, ran.err
        return ran.document

    def apply(self, *words: str) -> Ran:
        """Apply without asking."""
        return self.run("apply", "--auto-approve", *words)

    def requests(self) -> list[str]:
        """The actions asked since the last call of this method, in order."""
        actions = [entry.action for entry in self.service.requests()]
        self.service.forget_requests()
        return actions

    def writes(self) -> list[str]:
        """The writes among them."""
        return [action for action in self.requests() if action in WRITES]
