"""``make demo``: the whole round, without key and network, leaving nothing behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    temporary = tmp_path_factory.mktemp("temporary")
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(temporary),
        "LANG": "C.UTF-8",
        "TMPDIR": str(temporary),
        # A real key in the environment of whoever tries the demo must not matter.
        "DASHSCOPE_HTTP_BASE_URL": "https://192.0.2.1/api/v1",
        "DASHSCOPE_API_KEY": "sk-0123456789abcdef0123456789abcdef",
    }
    done = subprocess.run(
        ["sh", "docs/demo.sh"], cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(temporary.iterdir()) == []
    return done.stdout


def plans(shown: str) -> list[str]:
    """Give what stands between each ``$ vocabsync plan`` and the next command or heading."""
    return re.findall(r"^\$ vocabsync plan\n(.*?)(?=^[$#] )", shown, re.DOTALL | re.MULTILINE)


def test_the_first_plan_creates_everything_and_the_second_finds_nothing(shown: str) -> None:
    first, second, *_ = plans(shown)
    assert "6 to create" in first
    assert "nothing to change" in second


def test_the_plan_after_the_edit_shows_exactly_the_two_edits(shown: str) -> None:
    edited = plans(shown)[2]
    assert "2 to update" in edited
    assert re.findall(r"^ +[-+~] (?:zh|en|ja|yue) .*$", edited, re.MULTILINE) == [
        line for line in edited.splitlines() if "布洛芬" in line or "小城之春" in line
    ]
    assert "nothing to change" in plans(shown)[3]


def test_the_end_gives_the_ids_and_says_where_to_go_next(shown: str) -> None:
    ids = re.findall(r"VOCAB_(\w+)=['\"]?(vocab-[a-z0-9]+-[0-9a-f]{32})", shown)
    assert len({vocabulary_id for _, vocabulary_id in ids}) == 6
    pages = re.findall(r"(?:docs/)?\S+\.md", shown[shown.index("# Where to go next") :])
    assert pages
    assert all((ROOT / page.rstrip(",")).is_file() for page in pages)


def test_the_vocabularies_of_this_repository_stay_as_they_are(shown: str) -> None:
    assert "布洛芬,5,zh" in shown
    assert "布洛芬,3,zh\n" in (ROOT / "vocabularies/terms/drugs.csv").read_text(encoding="utf-8")
