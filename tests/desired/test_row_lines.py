"""Rows that are read by a pattern: never anything else than what the parser reads, and never a guess."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.repository import open_folder
from vocabsync.desired import yaml_events
from vocabsync.desired.caps import Caps
from vocabsync.desired.formatter import format_list
from vocabsync.desired.row_lines import RowLines
from vocabsync.desired.source_text import SourceText
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.identifiers import Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def listed(lines: str) -> list[str]:
    return lines.split(" ; ")


HEAD = "target_model: fun-asr\nterms:\n"

WORDS = st.sampled_from(
    listed(
        "阿凡达 ; Bob Doe ; naïve é ; it's ; a-b ; C++ ; 'x: y' ; \"a, b\" ; true ; No ; on ; null ; ~ ; 3 ; 1e3 ; a: b"
        " ; a #b ; a#b ; x:y ; -a ; ?a ; &a ; *a ; !t ; | ; > ; @a ; %a ; a  b ; '' ; \"\\n\" ; {a ; a]"
    )
)
SIGNS = "abTyYnN0 -.:#?,[]{}'\"\\&*!~é阿\u3000\u2028\x85\xa0\ufeff\U0001f600\ue000"
TEXTS = st.one_of(WORDS, st.text(SIGNS, max_size=5))
OTHER_LINES = st.sampled_from(
    listed(
        "# comment ; ;   ;   - 词 ; - x ;   - text: a\n    weight: 3 ;     more ;   , x ; : x ; ? a ; other:"
        " ;   - - {text: a, weight: 1}\n    - {text: b, weight: 1} ;   - note: |\n      - {text: a}\n      - {text: b}"
        " ; note: | ; note: >- ; x: 'open ; x: [ ; ] ; --- ; ... ; &a b ;   - &x {text: a} ;   - {text: a, text: b}"
        " ;  - {text: a} ; \t- {text: a} ;   -  {text: a} ; %YAML 1.2 ;   nested:"
    )
).map(lambda line: f"{line}\n")
HEADS = st.sampled_from(
    [
        HEAD,
        "terms:\n",
        "",
        "note: |\n",
        "terms: |\n",
        "terms: '\n",
        "a:\n  terms:\n",
        "terms: [\n",
        "terms: &x\n",
        "- a:\n",
    ]
)


@st.composite
def rows(draw: st.DrawFn, indent: str) -> str:
    weight = draw(st.sampled_from(["", ", weight: 4", ", weight: 4", ", weight: 99", ", weight: 05", ", weight: x"]))
    lang = draw(st.sampled_from(["", ", lang: zh", ", lang: zh", ", lang: yue", ", lang: no", ", lang: ZH"]))
    end = draw(st.sampled_from(["\n"] * 20 + [" # c\n", ",\n", " x\n", ": y\n", "\r\n", ""]))
    return f"{indent}- {{text: {draw(TEXTS)}{weight}{lang}}}{end}"


@st.composite
def files(draw: st.DrawFn) -> str:
    indent = draw(st.sampled_from(["", "  ", "  ", "    "]))
    tame = st.just(f"{indent}- {{text: 阿凡达, weight: 4, lang: zh}}\n{indent}- {{text: 'No: 1', weight: 5}}\n")
    return draw(HEADS) + "".join(draw(st.lists(st.one_of(tame, tame, rows(indent), OTHER_LINES), max_size=8)))


def rows_in(text: str) -> RowLines:
    return RowLines(SourceText("a.yaml", text))


def read(text: str, caps: Caps, *, whole: bool) -> object:
    """Give everything that reading tells: data with its types, problems, and the place of every value and key."""
    with pytest.MonkeyPatch.context() as patch:
        if whole:
            patch.setattr(yaml_events, "_read_around_rows", lambda *_: None)
        try:
            document = read_yaml("a.yaml", text, caps)
        except Unreadable as unreadable:
            return unreadable.diagnostics
        places = [
            (path, document.index(path), document.index(path, of_key=True))
            for known in paths_in(document.data)
            for path in (known, (*known, "missing"), (*known, 10_000), (*known, 0))
        ]
        return repr(document.data), document.problems, places


def paths_in(node: object, path: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:
    yield path
    if isinstance(node, dict | list):
        for step, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from paths_in(child, (*path, step))


@settings(max_examples=400)
@given(files())
@example(f"{HEAD}  - {{text: a}}\n  - {{text: b}}\n")
@example("note: |\n  - {text: a}\n  - {text: b}\nterms:\n  - {text: c}\n  - {text: d}\n")
@example("terms:\n  - - {text: a}\n    - {text: b}\n    - {text: c}\n")
@example("- {text: a}\n- {text: b}\n- {text: c, weight: 3}\n")
def test_whatever_the_file_the_parser_would_have_read_the_same(text: str) -> None:
    assert read(text, Caps(), whole=False) == read(text, Caps(), whole=True)


@pytest.mark.parametrize("rows_before", ["", "  - 词\n", "  - {text: a, note: b}\n"])
def test_the_cap_on_values_stops_at_the_same_value(rows_before: str) -> None:
    text = (
        f"{HEAD}{rows_before}  - {{text: a, weight: 1, lang: zh}}\n  - {{text: b}}\n  - {{text: c, weight: 2}}\nx: y\n"
    )
    for values in range(60):
        caps = Caps(values=values)
        assert read(text, caps, whole=False) == read(text, caps, whole=True)


def test_a_character_that_the_pattern_takes_is_what_the_parser_takes_it_for() -> None:
    kept = "".join(_lines_that_are_taken())
    lines = rows_in(kept)
    assert lines.count == kept.count("\n") - 1 > 100_000
    assert read(kept, Caps(values=10_000_000), whole=False) == read(kept, Caps(values=10_000_000), whole=True)


def _lines_that_are_taken() -> Iterator[str]:
    known = "- {text: a}\n"
    for code in [*range(0x3400), *range(0x3400, 0x110000, 61)]:
        if 0xD800 <= code < 0xE000:
            continue  # no file can hold one
        sign = chr(code)
        for text in (f"{sign}b", f"a{sign}b", f"a {sign}", f"'{sign}'", f'"{sign}"'):
            line = f"- {{text: {text}}}\n"
            if rows_in(known + line).count == 1:
                yield line


def test_the_parser_sees_one_row_of_thousands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = 0
    events = yaml_events._events

    def counted(text: str, *, pure: bool) -> Iterator[Any]:
        nonlocal seen
        for event in events(text, pure=pure):
            seen += 1
            yield event

    monkeypatch.setattr(yaml_events, "_events", counted)
    many = "".join(f"  - {{text: 电影{number}号, weight: 3, lang: zh}}\n" for number in range(5_000))
    folder = open_folder(tmp_path, {"vocabularies/movies.yaml": HEAD + many})
    assert len(folder.load(Prefix("movies")).vocabularies[0].terms) == 5_000
    assert seen < 30


def test_more_rows_than_may_be_read_are_not_looked_for_together() -> None:
    tracemalloc.start()
    with pytest.raises(Unreadable) as raised:
        read_yaml("a.yaml", "- {text: a}\n" * 600_000, Caps())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [problem.rule for problem in raised.value.diagnostics] == ["VS103"]
    assert peak < 100 * 1024 * 1024


def test_the_rows_that_fmt_writes_are_the_ones_that_the_pattern_takes() -> None:
    row = "- lang: en\n  weight: {}\n  text: {}\n"
    formatted = format_list("people.yaml", row.format(1, "Bob") + row.format(5, '"No: 1"') + "- text: 词\n").after
    assert formatted is not None
    assert rows_in(formatted).count == 2


@pytest.mark.parametrize(
    "text",
    [
        "note: |\n  - {text: a}\n  - {text: b}\n",
        "terms:\n  - - {text: a}\n    - {text: b}\n    - {text: c}\n",
        "terms:\n  nested:\n    - {text: a}\n    - {text: b}\n",
        "terms: [\n  - {text: a}\n  - {text: b}\n]\n",
        f"{HEAD}  - {{text: a}}\n  - {{text: b}}\n    , x\n",
        f"{HEAD}  - {{text: a}}\n  - {{text: b}}\nterms: twice\n",
    ],
    ids=[
        "in a text",
        "in a list of lists",
        "in a mapping below",
        "in brackets",
        "before a mistake",
        "beside a mistake",
    ],
)
def test_rows_that_are_no_items_of_an_outer_list_are_left_to_the_parser(text: str) -> None:
    assert rows_in(text).count > 0
    assert yaml_events._read_around_rows(SourceText("a.yaml", text), Caps()) is None


@pytest.mark.parametrize(
    "row",
    listed(
        "{text: no} ; {text: a, lang: no} ; {text: 1a} ; {text: a, weight: 05} ; {text: a, weight: 100} ; {text: a }"
        " ; {text: ''} ; {text: 'it''s'} ; {text: \"\\x41\"} ; {text: a, note: b} ; {weight: 1, text: a} ; { text: a}"
    ),
)
def test_a_row_in_another_form_is_left_to_the_parser_and_its_neighbours_are_not(row: str) -> None:
    neighbours = "  - {text: a}\n  - {text: b}\n"
    assert rows_in(f"{HEAD}{neighbours}  - {row}\n{neighbours}").count == 2
