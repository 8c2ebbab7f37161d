"""Files that nobody wrote: good ones spoilt at random, and random bytes, through ``validate`` from end to end."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vocabsync.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

GOOD: Final[dict[str, str]] = {
    "vocabsync.yaml": """\
region: cn-beijing
prune: false
guards: {deletes: 2, removed_terms: 40%}
rules: {VS203: ignore}
allow: [deletes@9c1d2e3f]
removed:
  - {prefix: oldfilms, reason: merged}
limits: {vocabularies: 12, terms: {fun-asr: 10000}}
""",
    "vocabularies/movies.yaml": """\
# Films
target_model: fun-asr
defaults: {weight: 4, lang: zh}
include: [terms/a.csv, terms/b.json, terms/c.txt, terms/d.yaml]
terms:
  - 赛德克巴莱   # a comment
  - {text: Seediq Bale, lang: en}
  - text: "阙里\\u4eba家"
    weight: 5
    note: 'it''s in Qufu'
protect: true
""",
    "vocabularies/terms/a.csv": 'text,weight,lang\n阿司匹林,4,zh\n"布洛,芬",5,\n',
    "vocabularies/terms/b.json": '[{"text": "侯孝贤", "weight": 3}, "吴贻弓"]\n',
    "vocabularies/terms/c.txt": "谢晋\n杨德昌\n",
    "vocabularies/terms/d.yaml": "- 童年往事\n- {text: 恋恋风尘, weight: 2}\n",
}
TOKENS: Final = (
    *(
        ": ",
        ":",
        "- ",
        "? ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "!!str ",
        "|\n",
        ">-\n",
        "'",
        '"',
        "#",
        "%YAML 1.1\n",
    ),
    *(
        "---\n",
        "...\n",
        "\n",
        "\r",
        "\t",
        "  ",
        "<<: ",
        "~",
        "null",
        "no",
        "012",
        "1e999",
        "9" * 40,
        "\\",
        "\\x",
        "\\ud800",
    ),
    *(
        "\0",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "：",
        "，",
        "　",
        "é",
        "e\u0301",
        "😀",
        "text",
        "terms",
    ),
    *("<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "../", "/etc/", "http://", "weight: ", "NaN", "true", ",,", '""'),
)
PIECES = st.sampled_from([token.encode("utf-8") for token in TOKENS]) | st.binary(max_size=4)
SPOTS = st.floats(0, 1, exclude_max=True)
EDITS = st.lists(st.tuples(SPOTS, st.integers(0, 12), PIECES, st.integers(1, 3)), min_size=1, max_size=5)


@st.composite
def spoilt_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A good file in which pieces were cut out, put in, or repeated."""
    name = draw(st.sampled_from(sorted(GOOD)))
    content = GOOD[name].encode()
    for spot, cut, piece, times in draw(EDITS):
        at = int(spot * len(content))
        content = content[:at] + piece * times + content[at + cut :]
    return name, content


RANDOM_FILES = st.tuples(
    st.sampled_from(sorted(GOOD)), st.binary(max_size=80) | st.lists(PIECES, max_size=25).map(b"".join)
)
SETTINGS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "vocabularies/terms").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@SETTINGS
@given(file=spoilt_files() | RANDOM_FILES)
def test_whatever_a_file_holds_validate_ends_in_places_that_exist(
    file: tuple[str, bytes], repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = {name: text.encode() for name, text in GOOD.items()} | dict([file])
    for name, content in contents.items():
        (repository / name).write_bytes(content)
    capsys.readouterr()
    code = main(["validate", "--format", "json"])
    said = capsys.readouterr()
    assert said.err == ""
    assert {sign for sign in said.out if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n"}
    problems = json.loads(said.out)["problems"]
    assert code == any(problem["severity"] == "error" for problem in problems)
    for problem in problems:
        assert_exists(problem, contents)


def assert_exists(problem: dict[str, Any], contents: dict[str, bytes]) -> None:
    """Look for the file, the line in it (0: the whole file), and the column, at most one sign behind the line's end."""
    path, line, column = problem["path"], problem["line"], problem["column"]
    assert path in {*contents, "vocabularies"}
    if line:
        text = contents[path].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        lines = text.split("\n")
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
