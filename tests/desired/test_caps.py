"""Every cap on reading: what is said where it is hit, and that the flag which is named there is the way out."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from tests.support.repository import open_folder
from vocabsync.desired.caps import LIMITS, MIB, Caps, flag_that_raises, set_limit
from vocabsync.desired.yaml_tree import NotOurYaml, read_document
from vocabsync.domain.errors import FilesInvalid
from vocabsync.operations.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.domain.diagnostic import Diagnostic

FILMS = "target_model: fun-asr\nterms: [赛德克, 海角七号]\n"
TWO = {"vocabularies/a.yaml": FILMS, "vocabularies/b.yaml": FILMS}
HIT = {
    "the size of a file": (Caps(file_bytes=10), TWO, "file-size", "larger than 10 bytes"),
    "the size of all files": (Caps(bytes_of_all=1), TWO, "total-size", "more than 1 bytes in all"),
    "the number of files": (Caps(files=1), TWO, "files", "more than 1 files"),
    "the number of terms": (Caps(terms=3), TWO, "terms", "more than 3 terms in all"),
    "the values of a file": (Caps(values=9), TWO, "values", "more than 9 values"),
    "the depth of a file": (Caps(depth=1), TWO, "depth", "more than 1 deep"),
    "the lines of a text": (
        Caps(values=40),
        {"vocabularies/a.yaml": f"{FILMS}include: [terms/a.txt]\n", "vocabularies/terms/a.txt": "\n" * 41},
        "values",
        "more than 40 lines",
    ),
    "the lines of a table": (
        Caps(values=40),
        {"vocabularies/a.yaml": f"{FILMS}include: [terms/a.csv]\n", "vocabularies/terms/a.csv": "text\n" + "\n" * 41},
        "values",
        "more than 40 lines",
    ),
    "the depth of JSON": (
        Caps(depth=2),
        {"vocabularies/a.yaml": f"{FILMS}include: [terms/a.json]\n", "vocabularies/terms/a.json": "[[[]]]"},
        "depth",
        "more than 2 deep",
    ),
}


def problems_under(root: Path, files: dict[str, str], caps: Caps) -> list[Diagnostic]:
    try:
        found = validate([open_folder(root, files, caps=caps)])
    except FilesInvalid as invalid:
        found = invalid.diagnostics
    return [problem for problem in found if problem.rule == "VS103"]


@pytest.mark.parametrize("case", HIT)
def test_a_cap_that_is_hit_names_the_flag_and_the_flag_raises_it(case: str, tmp_path: Path) -> None:
    caps, files, name, said = HIT[case]
    problem = problems_under(tmp_path, files, caps)[0]
    assert said in problem.summary
    assert f"`{flag_that_raises(name, caps)}`" in problem.remedy
    most = set_limit(caps, name, LIMITS[name].most)
    assert problems_under(tmp_path, files, most) == []


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("file-size", "file-size=16"),
        ("total-size", "total-size=256"),
        ("files", "files=2000"),
        ("terms", "terms=4000000"),
        ("values", "values=800000"),
        ("depth", "depth=40"),
    ],
)
def test_by_default_the_double_is_proposed(name: str, flag: str) -> None:
    assert flag_that_raises(name, Caps()) == f"--limit {flag}"


def test_no_more_is_proposed_than_the_option_takes() -> None:
    assert flag_that_raises("depth", Caps(depth=80)) == "--limit depth=100"


def test_every_cap_has_a_name_and_sizes_are_in_mebibytes() -> None:
    assert {limit.field for limit in LIMITS.values()} == {field.name for field in fields(Caps)}
    assert set_limit(Caps(), "file-size", 3) == Caps(file_bytes=3 * MIB)
    assert set_limit(Caps(), "files", 3) == Caps(files=3)


@pytest.mark.parametrize("caps", [Caps(values=5), Caps(depth=1)])
def test_formatting_refuses_early_what_reading_refuses_and_editing_counts_nothing_again(caps: Caps) -> None:
    with pytest.raises(NotOurYaml):
        read_document("- [a, b, c]\n", caps)
    assert read_document("- [a, b, c]\n").source
    assert read_document("[" * 30 + "]" * 30).source
