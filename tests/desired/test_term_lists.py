from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocabsync.desired.caps import Caps
from vocabsync.desired.documents import TermEntry
from vocabsync.desired.json_events import read_json
from vocabsync.desired.table_lines import read_lines, read_table
from vocabsync.desired.unreadable import Unreadable

if TYPE_CHECKING:
    from vocabsync.desired.term_list import TermList

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6)


def complaints(found: TermList) -> list[str]:
    return [f"{problem.place.line}:{problem.place.column} {problem.rule}" for problem in found.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 VS126"]),
        ("\n\n", ["1:1 VS126"]),
        ("阿司匹林,4\n", ["1:1 VS126", "1:6 VS126"]),
        ("weight,lang\n4,zh\n", ["1:1 VS126"]),
        ("text,text\na,b\n", ["1:6 VS126"]),
        ("text,weight\na\nb,4,5\nc,4\n", ["2:1 VS126", "3:1 VS126"]),
        ("text,weight\na,4.0\nb,４\nc, 4\n", ["2:3 VS134", "3:3 VS134", "4:3 VS134"]),
        ('text\n"a\n', ["2:2 VS126"]),
        ('text,weight\n"a,b",9\n"c""d",9\n"e\nf",9\n', ["2:7 VS134", "3:8 VS134", "5:4 VS134"]),
    ],
)
def test_a_table_that_is_not_what_it_says_is_refused_with_line_and_field(text: str, expected: list[str]) -> None:
    assert complaints(read_table("a.csv", text, delimiter=",")) == expected


@given(
    rows=st.lists(
        st.tuples(TEXTS, st.sampled_from(["", "1", "5", "50"]), st.sampled_from(["", "zh", "en"])), max_size=6
    )
)
def test_every_table_that_a_spreadsheet_writes_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    written = "".join(",".join(f'"{field.replace(chr(34), chr(34) * 2)}"' for field in row) + "\r\n" for row in rows)
    found = read_table("a.csv", f"text,weight,lang\r\n{written}", delimiter=",")
    assert found.problems == ()
    assert found.entries == tuple(
        TermEntry(text, int(weight) if weight else None, lang or None) for text, weight, lang in rows
    )
    for number, (text, _, _) in enumerate(rows):
        if '"' not in text:
            assert found.source.text[found.locate(number, "text") :].startswith(text)


def test_lines_keep_their_blanks_and_know_their_places() -> None:
    found = read_lines("a.txt", "甲乙 \n\n  丙丁\r\n戊己")
    assert [row.text for row in found.rows] == ["甲乙 ", "  丙丁", "戊己"]
    assert [str(found.source.place(found.locate(number, "text"))) for number in range(3)] == [
        "a.txt:1:1",
        "a.txt:3:1",
        "a.txt:4:1",
    ]


VALUES = st.recursive(
    st.text(max_size=4) | st.integers(-99, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3),
    max_leaves=10,
)


@given(data=VALUES, indent=st.sampled_from([None, 2]), escaped=st.booleans())
def test_any_json_is_read_back_and_every_value_is_found_where_it_stands(
    data: object,
    indent: int | None,
    escaped: bool,  # noqa: FBT001  hypothesis wants it so
) -> None:
    written = json.dumps(data, indent=indent, ensure_ascii=escaped)
    document = read_json("a.json", written, Caps())
    assert document.data == data
    for path, value in leaves(data, ()):
        start = document.index(path)
        assert json.JSONDecoder().raw_decode(written, start)[0] == value


def leaves(node: object, path: tuple[int | str, ...]) -> list[tuple[tuple[int | str, ...], object]]:
    if isinstance(node, dict):
        return [leaf for key, child in node.items() for leaf in leaves(child, (*path, key))]
    if isinstance(node, list):
        return [leaf for number, child in enumerate(node) for leaf in leaves(child, (*path, number))]
    return [(path, node)]


def test_a_repeated_key_in_json_is_a_problem_with_its_place() -> None:
    document = read_json("a.json", '[{"text": "a", "text": "b"},\n {"text": "c", "lang": null}]', Caps())
    assert [f"{problem.place} {problem.rule}" for problem in document.problems] == ["a.json:1:16 VS113"]
    assert str(document.place((1, "text"))) == "a.json:2:11"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1,]", "a.json:1:4 VS108"),
        ('["a"', "a.json:1:5 VS108"),
        ("", "a.json:1:1 VS108"),
        ("[" * 100_000, "a.json:1:21 VS103"),
        ('["a" "b"]', "a.json:1:6 VS108"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text: str, expected: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_json("a.json", text, Caps())
    (problem,) = caught.value.diagnostics
    assert f"{problem.place} {problem.rule}" == expected
