from __future__ import annotations

import pytest

from tests.support.builders import terms_of
from vocabsync.domain.identifiers import Prefix, TargetModel
from vocabsync.domain.judgement import find_model_doubts, find_prefix_doubts, find_text_doubts
from vocabsync.domain.repeats import find_repeats, without_repeats
from vocabsync.domain.vocabulary import Term

FUN_ASR = TargetModel("fun-asr")


def rules_of(*texts: str) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.index) for finding in find_text_doubts(terms_of(*texts))]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("cafe\u0301 noir", "VS204"),
        ("ＥＧＦＲ抑制剂", "VS205"),
        ("第１号", "VS205"),
        (" 赛德克", "VS206"),
        ("赛德克 ", "VS206"),
        ("Seediq  Bale", "VS206"),
        ("赛\u3000德", "VS206"),
        ("赛\u00a0德", "VS206"),
        ("的", "VS210"),
        ("x", "VS210"),
        ("Hello", "VS210"),
        ("谢谢", "VS210"),
        ("110", "VS211"),
        ("3.14", "VS211"),
        ("海角（七号）", "VS211"),
        ("<b>", "VS211"),
        ("someone@example.com", "VS212"),
        ("电话13800138000", "VS212"),
        ("138-0013-8000转", "VS212"),
        ("证号11010519491231002X", "VS212"),
        ("+86 10 6552 9988 总机", "VS212"),
    ],
)
def test_a_doubt_is_raised_about_the_term_it_concerns(text: str, rule: str) -> None:
    assert (rule, 1) in rules_of("赛德克巴莱", text, "阙里人家")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" 赛德克", "the text begins with a blank"),
        ("  赛德克", "the text begins with a blank"),
        ("赛德克  ", "the text ends with a blank"),
        ("Seediq  Bale", "several blanks stand here in a row"),
        ("CT\u3000增强扫描", "a full-width blank stands here"),
        ("赛\u00a0德", "a blank that does not break (U+00A0) stands here"),
        ("赛\u2003德", "an unusual blank (U+2003) stands here"),
        ("赛\t德", "a tab stands here"),
    ],
)
@pytest.mark.parametrize("around", [(), ("赛德克巴莱", "阙里人家")], ids=["alone", "among others"])
def test_the_kind_of_an_invisible_blank_is_named(text: str, said: str, around: tuple[str, ...]) -> None:
    found = find_text_doubts(terms_of(*around[:1], text, *around[1:]))
    assert [each.summary for each in found if each.rule == "VS206"] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "HbA1c",
        "PD-L1表达",
        "K8s集群",
        "Confucius' Family",
        "C#",
        "5G",
        "AT&T",
        "吉兰-巴雷综合征",
        "Mr. Bean",
        "ÄÖÜ",
        "A股",
        "12306热线",
    ],
)
def test_an_ordinary_term_raises_none(text: str) -> None:
    assert rules_of(text) == []


def test_case_twins_are_named_with_each_other() -> None:
    (finding,) = find_text_doubts(terms_of("Kubernetes", "赛德克巴莱", "KUBERNETES"))
    assert (finding.rule, finding.index, finding.related) == ("VS207", 2, 0)


@pytest.mark.parametrize(("count", "weight", "fires"), [(5, 5, True), (4, 5, False), (5, 4, False)])
def test_a_list_of_the_strongest_terms_alone_is_doubted(count: int, weight: int, *, fires: bool) -> None:
    found = find_text_doubts(terms_of(*(f"电影{'甲乙丙丁戊'[number]}" for number in range(count)), weight=weight))
    assert [finding.rule for finding in found] == (["VS209"] if fires else [])


def test_a_missing_language_is_doubted_where_the_list_mixes_languages() -> None:
    terms = (Term("赛德克", 4, "zh"), Term("Seediq", 4, "en"), Term("阙里人家", 4))
    assert [(finding.rule, finding.index) for finding in find_text_doubts(terms)] == [("VS213", 2)]
    assert find_text_doubts((Term("赛德克", 4, "zh"), Term("阙里人家", 4))) == []


def test_a_prefix_of_ten_characters_is_doubted() -> None:
    assert [finding.rule for finding in find_prefix_doubts(Prefix("abcdefghij"))] == ["VS201"]
    assert find_prefix_doubts(Prefix("abcdefghi")) == []


@pytest.mark.parametrize(
    ("model", "region", "rules"),
    [
        ("fun-asr", "ap-southeast-1", []),
        ("paraformer-v2", "cn-beijing", []),
        ("paraformer-v2", "ap-southeast-1", ["VS216"]),
        ("fun-asr-2099-01-01", "cn-beijing", ["VS202"]),
        ("qwen3-asr-flash", "cn-beijing", ["VS217"]),
        ("gummy-realtime-v1", "ap-southeast-1", ["VS217"]),
    ],
)
def test_a_model_is_doubted_for_one_reason(model: str, region: str, rules: list[str]) -> None:
    found = find_model_doubts(terms_of("赛德克"), TargetModel(model), region)
    assert [finding.rule for finding in found] == rules


def test_a_misspelt_model_is_answered_with_the_nearest_one() -> None:
    (finding,) = find_model_doubts((), TargetModel("paraformer-realtime-V2"), "cn-beijing")
    assert "`paraformer-realtime-v2`" in (finding.remedy or "")


@pytest.mark.parametrize(
    ("model", "fires"), [("fun-asr", True), ("paraformer-v2", False), ("qwen-audio-3.0-asr-flash", False)]
)
def test_a_language_is_held_against_the_family_of_the_model(model: str, *, fires: bool) -> None:
    terms = (Term("赛德克", 4, "zh"), Term("Schrödinger", 4, "de"))
    found = find_model_doubts(terms, TargetModel(model), "cn-beijing")
    assert [(finding.rule, finding.index, finding.part) for finding in found] == [("VS214", 1, "lang")] * fires


def test_the_same_text_in_another_language_is_another_term() -> None:
    terms = (Term("Kino", 4, "de"), Term("Kino", 3, "en"), Term("Kino", 2))
    assert find_repeats(terms) == []
    assert without_repeats(terms) == terms


def test_equal_terms_are_sent_once_and_the_first_spelling_stays() -> None:
    terms = (Term("caf\u00e9", 4), Term("甲乙", 4), Term("cafe\u0301", 4), Term("甲乙", 4))
    assert without_repeats(terms) == terms[:2]
    assert [(finding.rule, finding.index, finding.related) for finding in find_repeats(terms)] == [
        ("VS215", 2, 0),
        ("VS215", 3, 1),
    ]
