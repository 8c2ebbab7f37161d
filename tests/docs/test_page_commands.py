"""Commands in ``console`` blocks of the pages work too, and so does the script that reads exit codes."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.spreadsheet import a_workbook

if TYPE_CHECKING:
    from tests.support.workplace import Workplace

DOCS = Path(__file__).parents[2] / "docs"
ELSEWHERE = {"stand-in.md"}
"""Their blocks have a test of their own."""


def commands_of(page: Path) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    return re.findall(r"^\$ (.+)$", "\n".join(blocks), re.MULTILINE)


PAGES = [page for page in sorted(DOCS.glob("*.md")) if commands_of(page) and page.name not in ELSEWHERE]


def test_there_is_a_page_with_commands() -> None:
    assert "authoring.md" in [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_work_from_top_to_bottom(page: Path, workplace: Workplace) -> None:
    (workplace.folder / "words.xlsx").write_bytes(a_workbook([["词", "权重"], ["阿司匹林", 4]]))
    for command in commands_of(page):
        program, *words = shlex.split(command)
        assert program == "vocabsync"
        ran = workplace.run(*words)
        assert ran.code == 0, f"{command}\n{ran.out}{ran.err}"


def test_the_script_of_the_exit_codes_tells_what_is_to_be_done(workplace: Workplace) -> None:
    (script,) = re.findall(r"```sh\n(.*?)```", (DOCS / "exit-codes.md").read_text("utf-8"), re.DOTALL)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

    def run() -> str:
        answer = subprocess.run(
            ["sh", "-c", script], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True
        )
        return answer.stdout.splitlines()[-1]

    assert run() == "changes are waiting"
    applied = workplace.apply()
    assert applied.code == 0, applied.err
    assert run() == "nothing to do"
