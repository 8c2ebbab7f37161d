"""A pull request full of commands: no output, no environment, no file changes, and no command becomes active."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.workflow_world import World, a_service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.workflow_world import Run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ATTACKS = (
    "::set-output name=digest::sha256:0",
    "::add-path::/tmp/evil",
    "::set-env name=PATH::/tmp/evil",
    "##[add-path]/tmp/evil",
    "##vso[task.setvariable variable=PATH]/tmp",
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    "${{ secrets.DASHSCOPE_API_KEY }}",
    "%0A::error::evil",
    "@everyone",
    "#1",
    "[click](https://evil.example)",
    "<img src=x onerror=alert(1)>",
    "</code></pre><script>alert(1)</script>",
    "| cell | ``` |",
    "digest=sha256:0",
)
PLAN_OUTPUTS = re.compile(r"[a-z][a-z_]*")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_service() as service:
        world = World(folder=tmp_path, service=service)
        world.build()
        yield world


def lines_of(run: Run) -> list[str]:
    """Give what the steps printed, as the runner reads it."""
    return [line.split("| ", 1)[1] for line in run.log.splitlines() if "]   | " in line]


def commands_in(run: Run) -> list[str]:
    """Give the lines that a runner obeys: it looks for a command after blanks, and for the old form anywhere."""
    return [line for line in lines_of(run) if re.match(r"\s*::[a-z]", line) or "##[" in line]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def attack(world: World, extra: str = "") -> Run:
    """Send the hostile pull request: terms, notes, file names, branch and commit message."""
    terms = "".join(f"  - {{text: {quoted(text)}, note: {quoted(text)}}}\n" for text in ATTACKS)
    head = "target_model: fun-asr\ninclude: ['terms/$(touch pwned).csv']\n"
    world.write("vocabularies/movies.yaml", f"{head}description: {quoted(ATTACKS[0])}\nterms:\n{terms}{extra}")
    world.write("vocabularies/terms/$(touch pwned).csv", "text,weight\n::warning::evil,4\n")
    world.write("vocabularies/::error::evil.txt", "ignored\n")
    world.git("checkout", "--quiet", "-b", "words;$(touch${IFS}pwned)")
    sha = world.commit("::set-output name=digest::sha256:0\n\n$(touch pwned)")
    return world.pull_request(number=1, head=sha, branch="words;$(touch${IFS}pwned)")


def test_a_hostile_pull_request_is_planned_like_any_other(world: World) -> None:
    run = attack(world)
    assert run.succeeded, run.log
    assert commands_in(run) == []
    assert re.findall(r"set-env::|add-path::", "\n".join(line for line in run.log.splitlines() if "⚙" in line)) == []
    outputs = dict(re.findall(r"⚙  ::set-output:: (\w+)=(.*)$", run.log, re.MULTILINE))
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", outputs["digest"])
    assert all(PLAN_OUTPUTS.fullmatch(name) for name in outputs)
    assert outputs["names"] == '["default"]'
    (status,) = next(iter(world.memory["statuses"].values()))
    assert status["description"].startswith(f"{outputs['digest']} 1 to create")
    comment = world.memory["comments"]["1"]["vocabsync-default"]
    outside_code = re.sub(r"(`+)[^`].*?\1", "", re.sub(r"^```.*?^```", "", comment, flags=re.DOTALL | re.MULTILINE))
    assert "<img" not in outside_code
    assert "@everyone" not in outside_code
    assert list(world.folder.rglob("pwned*")) == []


def test_problems_of_a_hostile_file_are_annotations_and_nothing_else(world: World) -> None:
    run = attack(world, extra="".join(f"  - {{text: {quoted(text)}, weight: 9}}\n" for text in ATTACKS))
    assert not run.succeeded
    assert commands_in(run) == []
    obeyed = re.findall(r"  (?:❗|🚧|⚙|💬|🐛)  (::.*)$", run.log, re.MULTILINE)
    place = r"file=vocabularies/(movies\.yaml|terms/\$\(touch pwned\)\.csv),line=\d+,col=\d+,title=VS\d{3}"
    assert len(obeyed) > 9
    assert [line for line in obeyed if not re.match(rf"::(?:error|warning)(?: {place})?::", line)] == []
    assert world.memory["statuses"] == {}
    assert list(world.folder.rglob("pwned*")) == []
