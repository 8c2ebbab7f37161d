from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.builders import a_remote
from tests.support.spreadsheet import a_workbook
from vocabsync.desired.importer import read_foreign_list
from vocabsync.desired.unreadable import Unreadable
from vocabsync.desired.weight_scales import Scale
from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.vocabulary import Term
from vocabsync.ledger.backups import BackupFolder

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.desired.import_rows import Imported

Row = tuple[str, int | None, str | None]


def rows(imported: Imported) -> list[Row]:
    return [(row.text, row.weight, row.lang) for row in imported.rows]


def read(name: str, text: str, scale: Scale | None = None) -> Imported:
    return read_foreign_list(name, text.encode(), scale)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("text,weight,lang", ("赛德克", 5, "zh")),
        ("热词,权重,语言", ("赛德克", 5, "zh")),
        ("词 , 权重 ,语言", ("赛德克", 5, "zh")),
        ("文本,权重,其他", ("赛德克", 5, None)),
        ("Hotword,Weight,Language", ("赛德克", 5, "zh")),
    ],
)
def test_tables_have_english_or_chinese_headings(heading: str, expected: Row) -> None:
    imported = read("a.csv", f"{heading}\n赛德克,5,zh\n")
    assert rows(imported) == [expected]
    assert (imported.notes == ["columns left out: 其他"]) == ("其他" in heading)


def test_a_table_without_headings_is_read_by_position_with_a_note() -> None:
    imported = read("a.tsv", "赛德克\t5\n阙里\t\n")
    assert rows(imported) == [("赛德克", 5, None), ("阙里", None, None)]
    assert "no line of headings" in imported.notes[0]


def test_a_single_column_needs_no_heading_and_no_note() -> None:
    imported = read("a.csv", "赛德克\n阙里\n")
    assert rows(imported) == [("赛德克", None, None), ("阙里", None, None)]
    assert imported.notes == []


@pytest.mark.parametrize(("sign", "name"), [(";", "`;`"), ("\t", "a tab")])
def test_another_delimiter_is_taken_with_a_note(sign: str, name: str) -> None:
    imported = read("a.csv", f"text{sign}weight\n赛德克{sign}5\n")
    assert rows(imported) == [("赛德克", 5, None)]
    assert imported.notes == [f"the columns are separated by {name}"]


def test_a_byte_order_mark_and_windows_lines_are_fine() -> None:
    imported = read_foreign_list("a.csv", "\ufeff热词,权重\r\n赛德克,5\r\n".encode())
    assert (rows(imported), imported.notes) == ([("赛德克", 5, None)], [])


def test_gbk_and_utf_16_are_read_with_a_note() -> None:
    gbk = read_foreign_list("a.csv", "热词,权重\n赛德克,5\n".encode("gbk"))
    assert rows(gbk) == [("赛德克", 5, None)]
    assert "GBK" in gbk.notes[0]
    utf16 = read_foreign_list("a.txt", "赛德克\n".encode("utf-16"))
    assert rows(utf16) == [("赛德克", None, None)]
    assert "UTF-16" in utf16.notes[0]


def test_what_is_no_text_at_all_is_refused() -> None:
    with pytest.raises(VocabsyncError, match="neither UTF-8 nor GBK"):
        read_foreign_list("a.csv", b"\xff\xff\xff\x00")


@pytest.mark.parametrize("name", ["a.docx", "a.yaml", "list"])
def test_an_unknown_ending_names_the_known_ones(name: str) -> None:
    with pytest.raises(VocabsyncError, match=r"\.csv"):
        read(name, "x")


def test_every_rejected_row_is_named_with_its_line() -> None:
    text = 'text,weight\n赛德克,9\n"two\nlines",4\n\n,5\n阙里,strong\n好,4,zh\n词,4\n'
    imported = read("a.csv", text)
    assert [(each.line, each.why) for each in imported.rejected] == [
        (2, "the weight 9 is not one of 1 to 5"),
        (6, "there is no text"),
        (7, "the weight strong is no number"),
        (8, "more fields than the 2 columns"),
    ]
    assert [row.line for row in imported.rows] == [3, 9]
    assert imported.rejected[0].content == "赛德克 9"


@pytest.mark.parametrize("weight", ["４", "1_0", "0x1", "nan", "inf", "1e1", "--1", ".", "9" * 20])
def test_only_plain_digits_are_a_weight(weight: str) -> None:
    assert read("a.csv", f"text,weight\n词,{weight}\n").rejected


def test_a_table_that_breaks_off_says_where() -> None:
    imported = read("a.csv", "text\n好\n" + "x" * 200_000 + "\n")
    assert rows(imported) == [("好", None, None)]
    assert imported.rejected[0].line == 3


def test_a_text_file_has_one_term_a_line() -> None:
    imported = read("a.txt", "赛德克\n\n  Seediq Bale \n")
    assert rows(imported) == [("赛德克", None, None), ("Seediq Bale", None, None)]
    assert [row.line for row in imported.rows] == [1, 3]


def test_funasr_lists_are_recognised_where_every_line_ends_in_a_number() -> None:
    imported = read("hotwords.txt", "阿里巴巴 20\nSeediq Bale 35\nWindows 11 5\n")
    assert rows(imported) == [("阿里巴巴", 4, None), ("Seediq Bale", 5, None), ("Windows 11", 2, None)]
    assert [row.was for row in imported.rows] == ["20", "35", "5"]
    assert "FunASR" in imported.notes[0]


def test_numbers_in_some_lines_are_text_unless_a_scale_is_named() -> None:
    text = "Windows 11\n阙里\n"
    plain = read("a.txt", text)
    assert rows(plain) == [("Windows 11", None, None), ("阙里", None, None)]
    assert "--scale funasr" in plain.notes[0]
    assert rows(read("a.txt", text, Scale.FUNASR)) == [("Windows", 4, None), ("阙里", None, None)]
    assert rows(read("a.txt", "Windows 11\n", Scale.DASHSCOPE)) == [("Windows 11", None, None)]


@pytest.mark.parametrize(
    ("text", "scale", "expected"),
    [
        ("词语|5\n阙里|10\n", None, [("词语", 3, None), ("阙里", 5, None)]),
        ("词语|11\n阙里 | 100\n", Scale.TENCENT, [("词语", 5, None), ("阙里", 5, None)]),
        ("HELLO WORLD :1.5\n词语 :3.0\n", None, [("HELLO WORLD", 4, None), ("词语", 5, None)]),
        ("词语 2\n阙里 5\n", Scale.NLS, [("词语", 4, None), ("阙里", 5, None)]),
    ],
)
def test_other_vendors_lists_are_rescaled(text: str, scale: Scale | None, expected: list[Row]) -> None:
    assert rows(read("a.txt", text, scale)) == expected


def test_weights_that_weaken_are_reported_and_left_out() -> None:
    imported = read("a.json", '{"词语": 2,\n "阙里": -6,\n "孔庙": 0}', Scale.NLS)
    assert rows(imported) == [("词语", 4, None)]
    assert [(each.line, each.content) for each in imported.rejected] == [(2, "阙里 -6"), (3, "孔庙 0")]


def test_special_weights_of_tencent_are_noted_with_their_line() -> None:
    assert read("a.txt", "词语|5\n阙里|100\n", Scale.TENCENT).notes[0].startswith("line 2: the weight 100")


@pytest.mark.parametrize(
    "document",
    [
        '[{"text": "词", "weight": 5, "lang": "zh"}, "b"]',
        '[{"text": "词", "weight": 5, "lang": "zh",}, "b",\n]',
        '{"vocabulary_id": "x", "vocabulary": [{"text": "词", "weight": 5, "lang": "zh"}, "b"]}',
        '{"output": {"vocabulary": [{"text": "词", "weight": 5, "lang": "zh"}, {"text": "b", "lang": null}]}}',
    ],
)
def test_arrays_of_the_sdk_the_service_and_our_backups_are_read(document: str) -> None:
    imported = read("a.json", document)
    assert rows(imported) == [("词", 5, "zh"), ("b", None, None)]
    assert any("before a closing bracket" in note for note in imported.notes) == (",}" in document)


def test_a_comma_within_a_text_is_no_trailing_one() -> None:
    imported = read("a.json", '["a,]", "b,}"]')
    assert (rows(imported), imported.notes) == ([("a,]", None, None), ("b,}", None, None)], [])


def test_a_word_map_is_read_and_a_word_that_stands_twice_is_named() -> None:
    imported = read("a.json", '{"词": 4,\n"b": 5,\n"词": 3}')
    assert rows(imported) == [("词", 4, None), ("b", 5, None)]
    assert imported.rejected[0].line == 3


def test_fields_that_a_vocabulary_does_not_have_are_noted() -> None:
    imported = read("a.json", '[{"text": "词", "weight": 4, "target_lang": "en", "translation": "word"}]')
    assert imported.notes == ["fields left out: target_lang, translation"]


@pytest.mark.parametrize("item", ["7", '{"text": 7}', "null", "[]", '{"weight": 4}', '{"text": "a", "weight": true}'])
def test_items_that_are_no_terms_are_rejected(item: str) -> None:
    imported = read("a.json", f"[\n{item}]")
    assert [each.line for each in imported.rejected] == [2]
    assert imported.rows == []


def test_what_is_no_json_or_no_list_is_refused() -> None:
    with pytest.raises(Unreadable):
        read("a.json", "[1")
    with pytest.raises(VocabsyncError, match="neither a list"):
        read("a.json", "7")


def test_our_own_backups_come_back_as_they_were(tmp_path: Path) -> None:
    terms = (Term("赛德克", 5, "zh"), Term('a,"b]', 1), Term("𠮷", 3, "ja"))
    path = BackupFolder(tmp_path).save(a_remote(terms=terms), "run-1")
    content = (tmp_path / "run-1" / path.rsplit("/", 1)[-1]).read_bytes()
    assert rows(read_foreign_list("backup.json", content)) == [tuple(term) for term in terms]


def test_a_spreadsheet_is_read_with_numbers_as_they_look() -> None:
    imported = read_foreign_list("词.XLSX", a_workbook([["热词", "权重"], ["赛德克", 5], [110, 4.0], [True, 4]]))
    assert rows(imported) == [("赛德克", 5, None), ("110", 4, None)]
    assert [(each.line, each.content) for each in imported.rejected] == [(4, "True 4.0")]


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(VocabsyncError, match=r"no \.xlsx"):
        read_foreign_list("a.xlsx", b"text,weight\n")


def test_a_missing_extra_names_the_package_and_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(VocabsyncError, match=r"vocabsync\[excel\]"):
        read_foreign_list("a.xlsx", b"")


def test_deep_json_is_refused_before_it_hurts() -> None:
    with pytest.raises(Unreadable):
        read("a.json", json.dumps("x").join(["[" * 5000, "]" * 5000]))


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.csv", "热词,权重\n\u3000赛德克,4\n", 2),
        ("a.json", '[\n"赛德克 "]', 2),
        ("a.csv", "text\n赛德克\n 阙里\n", 3),
    ],
)
def test_blanks_around_a_term_are_left_out_and_noted(name: str, text: str, line: int) -> None:
    imported = read(name, text)
    assert f"blanks before or after a term left out: line {line}" in imported.notes
    assert imported.rows[0].text == "赛德克"


def test_many_lines_of_blanks_are_counted() -> None:
    imported = read("a.csv", "text\n" + "".join(f" 词{number}\n" for number in range(8)))
    assert imported.notes == ["blanks before or after a term left out: line 2, 3, 4, 5, 6 and 3 more"]


def test_weights_above_ours_ask_for_the_scale_unless_it_was_named() -> None:
    asking = "2 weights are above 5: if they have another scale, say whose"
    assert read("a.csv", "热词,权重\n赛德克,20\n阙里,9\n孔庙,0\n").notes[0].startswith(asking)
    assert read("a.csv", "热词,权重\n赛德克,20\n阙里,4\n", Scale.DASHSCOPE).notes == []
    assert read("a.txt", "赛德克 20\n阙里 400\n", Scale.FUNASR).notes == []


def test_a_heading_of_another_name_is_taken_as_the_terms_where_the_weights_have_theirs() -> None:
    imported = read("a.csv", "序号,药品名称,权重,备注,产地\n1,阿司匹林,4,片剂,中国\n")
    assert [(row.text, row.weight, row.note) for row in imported.rows] == [("阿司匹林", 4, "片剂")]
    assert imported.notes == ["the column 药品名称 is taken as the terms", "columns left out: 序号, 产地"]


def test_headings_without_a_column_of_terms_leave_every_row_out_by_name() -> None:
    imported = read("a.csv", "序号,权重\n1,4\n")
    assert [(each.line, each.why) for each in imported.rejected] == [(2, "there is no text")]
    assert imported.notes == ["columns left out: 序号"]


def test_a_first_term_that_is_called_like_a_column_is_a_term() -> None:
    assert rows(read("a.csv", "权重,4\n语言,3\n")) == [("权重", 4, None), ("语言", 3, None)]
