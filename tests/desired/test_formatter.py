from __future__ import annotations

import re
from dataclasses import replace
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import a_policy
from vocabsync.desired.caps import Caps
from vocabsync.desired.formatter import Formatted, format_list, format_vocabulary
from vocabsync.desired.vocabulary_file import VocabularyFile, check_vocabulary
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.identifiers import Prefix

MOVIES = Prefix("movies")
HEAD = "target_model: fun-asr\n"


def formatted(text: str, *, sort: bool = False) -> Formatted:
    return format_vocabulary("vocabularies/movies.yaml", text, MOVIES, a_policy(), sort=sort)


def canonical(text: str, *, sort: bool = False) -> str:
    result = formatted(dedent(text), sort=sort)
    assert result.after is not None, result.problems
    again = formatted(result.after, sort=sort)
    assert again.after == result.after
    return result.after


def read(text: str) -> VocabularyFile:
    return check_vocabulary(read_yaml("movies.yaml", text, Caps()), MOVIES)


DESIGN = """\
# yaml-language-server: $schema=../schema.json
prefix: movies                          # optional, must equal the stem
description: Film titles                # stays local

target_model: paraformer-realtime-v2
defaults: {weight: 4, lang: zh}         # weight defaults to 4
include: [terms/drugs.csv]
terms:
  - 赛德克巴莱                           # shorthand: text only
  - {text: Seediq Bale, lang: en}
  - {text: 阙里人家, weight: 5, note: place in Qufu}   # note stays local
protect: true
"""


def test_a_canonical_file_stays_but_for_the_distance_of_its_comments() -> None:
    assert canonical(DESIGN) == re.sub(r" +#(?! yaml)", "  #", DESIGN)


@pytest.mark.parametrize(
    "written",
    [
        "- 赛德克\n- Seediq Bale\n",
        "  - 赛德克\n\n\n\n  - Seediq Bale\n",
        "[赛德克, Seediq Bale]\n",
        "  [赛德克,\n   Seediq Bale,\n  ]\n",
        "\r\n-   赛德克\r\n-   Seediq Bale   \r\n",
    ],
)
def test_terms_stand_one_a_line_however_they_were_written(written: str) -> None:
    after = canonical(f"{HEAD}terms: {written}" if written.startswith("[") else f"{HEAD}terms:\n{written}")
    assert after.replace("\n\n", "\n") == HEAD + "terms:\n  - 赛德克\n  - Seediq Bale\n"


def test_a_term_in_block_style_becomes_one_line_with_its_fields_in_order() -> None:
    after = canonical(HEAD + "terms:\n- weight: 5\n  text: 阙里人家\n  note: in Qufu, Shandong\n")
    assert after == HEAD + "terms:\n  - {text: 阙里人家, weight: 5, note: 'in Qufu, Shandong'}\n"


def test_a_comment_within_a_term_moves_behind_it_and_several_move_above_it() -> None:
    text = """\
        target_model: fun-asr
        terms:
          - text: 赛德克  # the film
            weight: 5
          - text: 阙里
            # rarely spoken
            weight: 5  # strong
        """
    assert canonical(text) == dedent("""\
        target_model: fun-asr
        terms:
          - {text: 赛德克, weight: 5}  # the film
          # rarely spoken
          - {text: 阙里, weight: 5}  # strong
        """)


def test_comments_and_blank_lines_stay_where_they_belong() -> None:
    text = """\

        # the whole file


        target_model: fun-asr   # the model
        terms:  # the terms
        # people
        - 吴贻弓

        # films
        - 赛德克
          # - 旧词

        # why
        protect: true
        # the end

        """
    assert canonical(text) == dedent("""\
        # the whole file

        target_model: fun-asr  # the model
        terms:  # the terms
          # people
          - 吴贻弓

          # films
          - 赛德克
          # - 旧词

        # why
        protect: true
        # the end
        """)


def test_a_description_of_several_lines_is_kept() -> None:
    text = HEAD + "description: |  # why\n  one   \n\n  two # no comment\n\nterms: [词语]\n"
    after = canonical(text)
    assert "description: |  # why\n  one\n\n  two # no comment\n\nterms:\n" in after


def test_lists_other_than_terms_keep_their_style() -> None:
    text = "target_models: [ fun-asr,\n  paraformer-v2 ]\ninclude:\n- a.txt # one\n- b.txt\nterms: []\n"
    expected = "target_models: [fun-asr, paraformer-v2]\ninclude:\n  - a.txt  # one\n  - b.txt\nterms: []\n"
    assert canonical(text) == expected


def test_a_comment_in_a_list_on_one_line_makes_it_lines() -> None:
    text = "target_models: [fun-asr, # one\n  paraformer-v2]\nterms: [词语]\n"
    expected = "target_models:\n  - fun-asr  # one\n  - paraformer-v2\nterms:\n  - 词语\n"
    assert canonical(text) == expected


@pytest.mark.parametrize(
    ("plain", "quoted"),
    [("110", "'110'"), ("no", "'no'"), ("012", "'012'"), ("1e3", "'1e3'"), ("2024-08-21", "'2024-08-21'")],
)
def test_the_quotes_that_validate_asks_for_are_added(plain: str, quoted: str) -> None:
    text = f"{HEAD}terms:\n  - {plain}\n  - {{text: {plain}a, lang: {plain}, weight: 4}}\n"
    assert f"  - {quoted}\n" in canonical(text)
    assert f"lang: {quoted}, weight: 4" not in canonical(text)
    assert f"weight: 4, lang: {quoted}" in canonical(text)


@pytest.mark.parametrize("written", ["'no'", '"no"', "'5G'", '"a\\tb"', "C#", "5G", "1.0.0", "AI：助手"])
def test_what_is_written_well_keeps_its_quotes(written: str) -> None:
    text = f"{HEAD}terms:\n  - {written}\n"
    if written == '"a\\tb"':
        assert formatted(text).after is None
    else:
        assert canonical(text) == text


@pytest.mark.parametrize("separator", [", ", ": x", " {", "]", "#"])
def test_a_text_that_needs_quotes_only_between_braces_gets_them(separator: str) -> None:
    text = f"{HEAD}terms:\n  - text: 'a{separator} b'\n    weight: 5\n".replace(
        "'", "" if separator in ", #]{" else "'"
    )
    after = canonical(text)
    assert [row.text for row in read(after).terms.rows] == [f"a{separator} b"]


@pytest.mark.parametrize(
    "wrong",
    [
        "terms:\n  - {text: 词语, weight: 9}\n",
        "terms:\n  - {text: 词语, wieght: 4}\n",
        "terms: [词语]\nterms: [词语]\n",
        "terms:\n  - &a 词语\n  - *a\n",
        "terms:\n  - !!str 词语\n",
        "terms: [词语\n",
        "terms: [词语]\n---\nterms: [词语]\n",
        "terms: [赛赛赛赛赛赛赛赛赛赛赛赛赛赛赛赛]\n",
        "terms:\n  - text：赛德克\n",
        "terms:\n  - ''\n",
        "terms:\n  -\n",
        "protect: 1\nterms: [词语]\n",
        "defaults: {weight: 9}\nterms: [词语]\n",
        "defaults: {lang: zh}\nterms: [词语, {text: 词语, lang: zh, weight: 5}]\n",
        "guards: {deletes: one}\nterms: [词语]\n",
    ],
)
def test_a_file_that_is_wrong_otherwise_is_left_alone_and_named(wrong: str) -> None:
    result = formatted(HEAD + wrong)
    assert result.after is None
    assert not result.has_changes
    assert result.problems
    assert result.problems[0].place.path == "vocabularies/movies.yaml"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "text\n", "\0", "a: b: c", "[a]: b\n"])
def test_what_is_no_vocabulary_is_left_alone_and_named(text: str) -> None:
    result = formatted(text)
    assert (result.after, bool(result.problems)) == (None, True)


def test_a_list_that_files_include_is_formatted_too() -> None:
    result = format_list("terms/a.yaml", "-   赛德克\n# why\n- text: 阙里\n")
    assert result.after == "- 赛德克\n# why\n- {text: 阙里}\n"
    assert format_list("terms/a.yaml", "terms: [a]\n").after is None
    assert format_list("terms/a.yaml", "a: [\n").problems


def test_sorting_stays_within_groups_and_takes_comments_along() -> None:
    text = """\
        target_model: fun-asr
        terms:
          # people
          - 吴贻弓  # born 1938
          # also a director
          - Ang Lee
          - {text: Ang Lee, lang: en}

          # films
          - 饮食男女
          - 卧虎藏龙
          # - 旧词
        protect: true
        """
    assert canonical(text, sort=True) == dedent("""\
        target_model: fun-asr
        terms:
          # people
          # also a director
          - Ang Lee
          - {text: Ang Lee, lang: en}
          - 吴贻弓  # born 1938

          # films
          - 卧虎藏龙
          - 饮食男女
          # - 旧词
        protect: true
        """)


def test_sorting_what_has_no_terms_changes_nothing() -> None:
    assert canonical("target_model: fun-asr\ninclude: [a.txt]\n", sort=True).endswith("include: [a.txt]\n")


texts = st.text(alphabet=" ,:#[]{}'\"-赛a1?&!|>%@`~\t：，é", min_size=1, max_size=6)
comments = st.sampled_from(["", "  # 注 one", " # two: [x]"])
own_lines = st.sampled_from(["", "\n", "\n\n", "    # own 1\n", "# own 2\n", "\n  # own 3\n\n"])


defaults = st.sampled_from(["", "defaults: {weight: 2}\n", "defaults:\n    lang: zh  # own 1\n    weight: 5\n"])


def as_quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\t", " ") + "'"


@st.composite
def term_lines(draw: st.DrawFn) -> str:
    text, tail, middle = as_quoted(draw(texts)), draw(comments), draw(own_lines)
    shape = draw(st.integers(0, 4))
    weight = draw(st.integers(1, 5))
    lines = [
        f"- {text}{tail}\n",
        f"- {{weight: {weight}, text: {text}}}{tail}\n",
        f"-   text: {text}{tail}\n{middle}    weight: {weight}{draw(comments)}\n",
        f"- {{ text: {text},{tail or ' '}\n{middle}      lang: zh }}{draw(comments)}\n",
        f"-{tail}\n{middle}    note: {text}\n    text: {text}\n",
    ]
    return draw(own_lines) + "  " + lines[shape]


@given(
    lines=st.lists(term_lines(), min_size=1, max_size=5),
    before=own_lines,
    behind=comments,
    after=own_lines,
    said=defaults,
    sort=st.booleans(),
)
def test_formatting_keeps_content_digest_and_comments_and_is_done_once(
    *, lines: list[str], before: str, behind: str, after: str, said: str, sort: bool
) -> None:
    text = (
        f"{before}{HEAD.strip()}{behind}\n{said}{after}terms:{behind}\n{''.join(lines)}{after}protect: true{behind}\n"
        f"{before}"
    )
    result = formatted(text, sort=sort)
    if result.after is None:
        assert result.problems
        return
    assert formatted(result.after, sort=sort).after == result.after
    assert _comments(result.after) == _comments(text)
    assert sorted(read(result.after).terms.rows, key=repr) == sorted(read(text).terms.rows, key=repr)
    assert sort or read(result.after).terms.rows == read(text).terms.rows
    assert _planned(result.after) == _planned(text)
    assert "\n\n\n" not in result.after


def _planned(text: str) -> tuple[object, str]:
    """What a plan is made from: the settings, and the digest of the terms with their defaults."""
    file = read(text)
    settings = replace(file.content, terms=[])
    return settings, digest_terms(file.terms.expand(settings.defaults.weight or 4, settings.defaults.lang))


def _comments(text: str) -> list[str]:
    return sorted(re.findall(r"# (?:own \d|注 one|two: \[x\])", re.sub(r"'(?:[^']|'')*'", "", text)))
