from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from vocabsync.desired.caps import Caps
from vocabsync.desired.plain_scalars import Implicit, needs_quotes, read_plain
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml, uses_c_parser

if TYPE_CHECKING:
    from vocabsync.desired.document import Document

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["C", "Python"])

PLAIN = st.text(st.sampled_from("-+0123456789.:eExobfFnNyYtTrRuUlLsSaAiI_~=<<TZ /#赛：% "), min_size=1, max_size=10)


def read(text: str, *, pure: bool = False) -> Document:
    return read_yaml("a.yaml", text, Caps(), pure=pure)


def complaints(text: str, *, pure: bool = False) -> list[str]:
    try:
        problems = read(text, pure=pure).problems
    except Unreadable as unreadable:
        problems = unreadable.diagnostics
    return [f"{problem.place} {problem.rule}" for problem in problems]


def test_the_parser_is_the_one_in_c() -> None:
    assert uses_c_parser()
    assert "_ruamel_yaml" in YAML(typ="safe").Parser.__module__


@given(PLAIN)
@example("no")
@example("012")
@example("1_000")
@example("+86")
@example("1e3")
@example("0o10")
@example("0x1F")
@example("12:30:45")
@example("2024-08-21")
@example("2024-08-21 10:00:00")
@example(".5")
@example("-_")
@example("~")
@example("=")
@example("<<")
@example("5G")
@example("1.0.0")
@example("C#")
@example("AI：助手")
def test_what_is_accepted_plain_is_the_same_text_to_both_other_readers(written: str) -> None:
    try:
        ours = read(f"- {written}\n")
    except Unreadable:
        return
    item = ours.data[0] if isinstance(ours.data, list) and ours.data else None
    if isinstance(item, str) and not ours.problems:
        assert yaml.load(f"- {written}\n", Loader=yaml.CSafeLoader) == [item]
        assert YAML(typ="safe", pure=True).load(f"- {written}\n") == [item]


@given(PLAIN)
def test_what_both_other_readers_take_for_the_same_text_is_accepted_plain(written: str) -> None:
    text = f"- {written}\n"
    try:
        one = yaml.load(text, Loader=yaml.CSafeLoader)
        two = YAML(typ="safe", pure=True).load(text)
        ours = read(text)
    except (yaml.YAMLError, YAMLError, Unreadable, ValueError):
        return
    if one == two and isinstance(one, list) and isinstance(one[0], str):
        assert ours.data == one


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "Yes",
        "on",
        "OFF",
        "110x0",
        "+86",
        "012",
        "1_000",
        "0x1F",
        "0o10",
        "1e3",
        "2024-08-21",
        "12:30:45",
        "~",
        "=",
    ],
)
def test_a_word_that_readers_disagree_about_is_told_apart(written: str) -> None:
    value = read_plain(written)
    assert isinstance(value, Implicit) is (written != "110x0")
    assert needs_quotes(written) is (written != "110x0")


NODES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff"), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@PARSERS
@given(data=NODES, flow=st.booleans())
def test_any_data_is_read_back_and_every_value_is_found_where_it_stands(
    pure: bool,  # noqa: FBT001  hypothesis wants it so
    data: object,
    flow: bool,  # noqa: FBT001  the same
) -> None:
    written = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, default_style="'", width=10**6)
    document = read(written, pure=pure)
    assert document.data == data
    for path, text in leaves(data, ()):
        place = document.index(path)
        assert written[place] in "'\"!", (path, written)
        if "\n" not in text and "'" not in text and written[place] == "'":
            assert written[place + 1 :].startswith(text)


def leaves(node: object, path: tuple[int | str, ...]) -> list[tuple[tuple[int | str, ...], str]]:
    if isinstance(node, dict):
        return [leaf for key, child in node.items() for leaf in leaves(child, (*path, key))]
    if isinstance(node, list):
        return [leaf for number, child in enumerate(node) for leaf in leaves(child, (*path, number))]
    return [(path, str(node))]


@PARSERS
@given(text=st.binary(max_size=60).map(lambda content: content.decode("utf-8", "replace")))
def test_no_text_whatever_ends_in_anything_but_data_or_diagnostics(pure: bool, text: str) -> None:  # noqa: FBT001  the same
    complaints(text, pure=pure)


@PARSERS
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["a.yaml:3:1 VS113"]),
        ("a: &x b\nc: *x\n", ["a.yaml:1:4 VS112", "a.yaml:2:4 VS112"]),
        ("a: !!str 1\n", ["a.yaml:1:4 VS112"]),
        ("a: {<<: {b: c}}\n", ["a.yaml:1:5 VS112"]),
        ("no: 1\n", ["a.yaml:1:1 VS114"]),
        ("a: 1\n---\nb: 1\n", ["a.yaml:2:1 VS111"]),
        ("[a]: b\n", ["a.yaml:1:1 VS116"]),
        ("a:\n\t- b\n", ["a.yaml:2:1 VS109"]),
        ("a: `b\n", ["a.yaml:1:4 VS108"]),
        ("a: 'b\n", ["a.yaml:2:1 VS108"]),
        ("a: [b\n", ["a.yaml:2:1 VS108"]),
        ("a: b: c\n", ["a.yaml:1:5 VS108"]),
        ("text：甲\nterms:\n", ["a.yaml:1:5 VS110"]),
        ("a:\n　　- b: c: d\n", ["a.yaml:2:1 VS110"]),
        ("a: b\x07\nc: \x1b\n", ["a.yaml:1:5 VS107", "a.yaml:2:4 VS107"]),
        ("a: b\x85c\n", ["a.yaml:1:5 VS107"]),
        ("<<<<<<< ours\na: 1\n=======\n>>>>>>> theirs\n", ["a.yaml:1:1 VS106", "a.yaml:4:1 VS106"]),
        ("[" * 21 + "]" * 21, ["a.yaml:1:21 VS103"]),
        ("a: " + "{a: " * 20 + "b" + "}" * 20, ["a.yaml:1:80 VS103"]),
    ],
)
def test_what_is_not_understood_the_same_everywhere_is_refused_with_its_place(
    text: str, expected: list[str], *, pure: bool
) -> None:
    found = complaints(text, pure=pure)
    assert found[: len(expected)] == expected


@PARSERS
def test_a_repeated_key_keeps_its_first_value_and_all_places_stay_right(*, pure: bool) -> None:
    document = read("a: [x, y]\na: {b: c, d: [e]}\nf: g\n", pure=pure)
    assert document.data == {"a": ["x", "y"], "f": "g"}
    assert str(document.place(("f",))) == "a.yaml:3:4"


@PARSERS
def test_lines_end_as_editors_have_it(*, pure: bool) -> None:
    document = read("a: 1\r\nb: 2\rc: 3\nd: 4\n", pure=pure)
    assert [str(document.place((key,))) for key in "abcd"] == ["a.yaml:1:4", "a.yaml:2:4", "a.yaml:3:4", "a.yaml:4:4"]


def test_a_comment_that_mentions_a_key_is_no_slip() -> None:
    assert complaints("# text：说明\na: [b # terms：x\n") == ["a.yaml:3:1 VS108"]


def test_deep_places_are_found_by_key_and_by_value() -> None:
    document = read("terms:\n  - {text: 甲乙, weight: 4}\n  - 丙丁\n")
    assert str(document.place(("terms", 0, "weight"), of_key=True)) == "a.yaml:2:16"
    assert str(document.place(("terms", 0, "weight"))) == "a.yaml:2:24"
    assert str(document.place(("terms", 0, "lang"))) == "a.yaml:2:5"
    assert str(document.place(("terms", 1))) == "a.yaml:3:5"
