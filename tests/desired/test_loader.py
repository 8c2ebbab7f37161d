from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.repository import brief, find_problems, open_folder
from vocabsync.desired.caps import Caps
from vocabsync.domain.errors import FilesInvalid
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.vocabulary import Term

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.domain.vocabulary import Terms

MOVIES = Prefix("movies")
PEOPLE = Prefix("people")


def terms_of_movies(root: Path, files: dict[str, str]) -> Terms:
    loaded = open_folder(root, files).load(MOVIES)
    assert brief(loaded.diagnostics) == []
    return loaded.vocabularies[0].terms


def test_shorthand_defaults_and_notes_mean_what_they_say(tmp_path: Path) -> None:
    text = """\
target_model: fun-asr
defaults: {weight: 3, lang: zh}
terms:
  - 赛德克巴莱
  - {text: Seediq Bale, lang: en}
  - {text: 阙里人家, weight: 5, note: place in Qufu}
"""
    assert terms_of_movies(tmp_path, {"vocabularies/movies.yaml": text}) == (
        Term("赛德克巴莱", 3, "zh"),
        Term("Seediq Bale", 3, "en"),
        Term("阙里人家", 5, "zh"),
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terms/drugs.yaml", "- 阿司匹林\n- {text: 布洛芬, weight: 5, lang: en}\n"),
        ("terms/drugs.yml", '["阿司匹林", {text: 布洛芬, weight: 5, lang: en}]\n'),
        ("terms/drugs.json", '["阿司匹林",\n\t{"text": "布洛芬", "weight": 5, "lang": "en"}]'),
        ("terms/drugs.csv", 'text,weight,lang\r\n阿司匹林,,\r\n"布洛芬",5,en\r\n'),
        ("terms/drugs.csv", "\ufeff语言,热词,权重,备注\n,阿司匹林,,常用\nen,布洛芬,5,\n"),
        ("terms/drugs.tsv", "weight\ttext\tlang\n\t阿司匹林\t\n5\t布洛芬\ten\n"),
        ("../drugs.csv", "text,weight,lang\n阿司匹林,,\n布洛芬,5,en\n"),
    ],
)
def test_an_included_list_takes_the_defaults_of_the_file_that_includes_it(tmp_path: Path, name: str, text: str) -> None:
    movies = f"target_model: fun-asr\ndefaults: {{weight: 2, lang: zh}}\ninclude: [{name}]\n"
    files = {"vocabularies/movies.yaml": movies, f"vocabularies/{name}": text}
    assert terms_of_movies(tmp_path, files) == (Term("阿司匹林", 2, "zh"), Term("布洛芬", 5, "en"))


def test_a_text_list_is_one_term_a_line(tmp_path: Path) -> None:
    files = {
        "vocabularies/movies.yaml": "target_model: fun-asr\ninclude: [terms/a.txt]\n",
        "vocabularies/terms/a.txt": "阿司匹林\r\n\r\n布洛芬\nC#\n",
    }
    assert terms_of_movies(tmp_path, files) == (Term("阿司匹林", 4), Term("布洛芬", 4), Term("C#", 4))


def test_several_target_models_are_one_vocabulary_each_and_share_their_terms(tmp_path: Path) -> None:
    text = "target_models: [fun-asr, paraformer-v2]\nterms: [赛德克巴莱]\n"
    one, two = open_folder(tmp_path, {"vocabularies/movies.yaml": text}).load(MOVIES).vocabularies
    assert [one.claim.target_model, two.claim.target_model] == ["fun-asr", "paraformer-v2"]
    assert one.terms is two.terms


def test_a_shared_list_is_read_once_and_its_terms_are_shared(tmp_path: Path) -> None:
    files = {
        "vocabularies/movies.yaml": "target_model: fun-asr\ninclude: [terms/a.txt]\n",
        "vocabularies/people.yaml": "target_model: fun-asr\ninclude: [terms/a.txt]\n",
        "vocabularies/terms/a.txt": "阿司匹林\n",
    }
    folder = open_folder(tmp_path, files)
    first = folder.load(MOVIES).vocabularies[0]
    (tmp_path / "vocabularies/terms/a.txt").unlink()
    (second,) = folder.load(PEOPLE).vocabularies
    assert first.terms[0] is second.terms[0]


def test_protection_and_guards_reach_the_plan(tmp_path: Path) -> None:
    text = "target_model: fun-asr\nprotect: true\nkeep_replaced: true\nguards: {removed_terms: 55%}\nterms: [赛德克]\n"
    folder = open_folder(tmp_path, {"vocabularies/movies.yaml": text, "vocabsync.yaml": "guards: {deletes: 2}\n"})
    (vocabulary,) = folder.load(MOVIES).vocabularies
    assert (vocabulary.protect, vocabulary.keep_replaced, vocabulary.source) == (True, True, "vocabularies/movies.yaml")
    guards = folder.policy.file_guards[MOVIES]
    assert (guards.deletes, float(guards.removed_terms)) == (2, 0.55)


def test_prefixes_are_the_stems_known_before_any_file_is_opened(tmp_path: Path) -> None:
    files = {"vocabularies/b.yml": "[", "vocabularies/a.yaml": "[", "vocabularies/.x.yaml": "", "vocabularies/n.md": ""}
    assert open_folder(tmp_path, files).prefixes() == ("a", "b")


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ({}, "VS123"),
        ({"vocabularies/x.txt": ""}, "VS123"),
        ({"vocabularies/Big.yaml": ""}, "VS120"),
        ({"vocabularies/a.yaml": "", "vocabularies/a.yml": ""}, "VS121"),
    ],
)
def test_names_alone_can_stop_everything(tmp_path: Path, files: dict[str, str], rule: str) -> None:
    with pytest.raises(FilesInvalid) as caught:
        open_folder(tmp_path, files).prefixes()
    assert [problem.rule for problem in caught.value.diagnostics] == [rule]


def test_more_files_than_the_cap_are_refused_unread(tmp_path: Path) -> None:
    files = {f"vocabularies/f{number}.yaml": "" for number in range(4)}
    with pytest.raises(FilesInvalid) as caught:
        open_folder(tmp_path, files, caps=Caps(files=3)).prefixes()
    assert caught.value.diagnostics[0].rule == "VS103"


def test_more_terms_than_the_cap_are_refused_whatever_the_file(tmp_path: Path) -> None:
    text = "target_model: fun-asr\nterms: [赛德克, 海角七号]\n"
    folder = open_folder(
        tmp_path, {"vocabularies/movies.yaml": text, "vocabularies/people.yaml": text}, caps=Caps(terms=3)
    )
    assert folder.load(MOVIES).vocabularies
    loaded = folder.load(PEOPLE)
    assert (loaded.vocabularies, loaded.diagnostics[0].rule) == ((), "VS103")


def test_a_file_with_an_error_declares_nothing(tmp_path: Path) -> None:
    loaded = open_folder(tmp_path, {"vocabularies/movies.yaml": "target_model: fun-asr\nterms: ['']\n"}).load(MOVIES)
    assert (loaded.vocabularies, brief(loaded.diagnostics)) == ((), ["vocabularies/movies.yaml:2:9 VS130"])


def test_a_file_that_is_read_again_tells_its_problems_again(tmp_path: Path) -> None:
    folder = open_folder(tmp_path, {"vocabularies/movies.yaml": "target_model: fun-asr\nterms: ['']\n"})
    assert folder.load(MOVIES) == folder.load(MOVIES)


def test_a_term_in_file_and_include_is_found_with_both_places(tmp_path: Path) -> None:
    files = {
        "vocabularies/movies.yaml": (
            "target_model: fun-asr\ninclude: [terms/a.csv]\nterms:\n  - {text: 布洛芬, weight: 5}\n"
        ),
        "vocabularies/terms/a.csv": "text,weight\n阿司匹林,4\n布洛芬,3\n",
    }
    (problem,) = find_problems(tmp_path, files)
    assert f"{problem.place} {problem.rule}" == "vocabularies/terms/a.csv:3:1 VS136"
    assert [str(place) for place in problem.related] == ["vocabularies/movies.yaml:4:12"]


def test_equal_terms_are_a_warning_and_sent_once(tmp_path: Path) -> None:
    text = 'target_model: fun-asr\nterms: [赛德克, 赛德克, "caf\\u00e9 x", "cafe\\u0301 x"]\n'
    loaded = open_folder(tmp_path, {"vocabularies/movies.yaml": text}).load(MOVIES)
    assert [term.text for term in loaded.vocabularies[0].terms] == ["赛德克", "caf\u00e9 x"]
    assert [problem.rule for problem in loaded.diagnostics] == ["VS215", "VS204", "VS215"]


def test_the_problems_of_a_shared_list_are_told_once(tmp_path: Path) -> None:
    movies = "target_model: fun-asr\ninclude: [terms/a.csv]\n"
    files = {
        "vocabularies/movies.yaml": movies,
        "vocabularies/people.yaml": movies,
        "vocabularies/terms/a.csv": "text,weight\n阿司匹林,9\n",
    }
    assert brief(find_problems(tmp_path, files)) == ["vocabularies/terms/a.csv:2:6 VS134"]


def test_a_warning_that_is_ignored_is_not_told_and_one_that_is_an_error_stops_the_file(tmp_path: Path) -> None:
    text = "target_model: fun-asr\nterms: [谢谢, Ａ型流感]\n"
    config = "rules: {VS210: ignore, VS205: error}\n"
    loaded = open_folder(tmp_path, {"vocabularies/movies.yaml": text, "vocabsync.yaml": config}).load(MOVIES)
    assert [(problem.rule, problem.is_error) for problem in loaded.diagnostics] == [("VS205", True)]
    assert loaded.vocabularies == ()


def test_two_hundred_problems_are_listed_and_the_rest_is_counted(tmp_path: Path) -> None:
    lines = "".join(f"  - {{text: 甲乙, weight: 9, lang: x{number}}}\n" for number in range(250))
    problems = find_problems(tmp_path, {"vocabularies/movies.yaml": f"target_model: fun-asr\nterms:\n{lines}"})
    assert len(problems) == 201
    assert [problem.rule for problem in problems].count("VS134") == 200
    assert any(problem.rule == "VS139" and "more" in problem.summary for problem in problems)


def test_where_no_more_findings_of_a_rule_were_looked_for_the_rest_is_a_lower_bound(tmp_path: Path) -> None:
    lines = "".join(f"  - {{text: {chr(0x4E00 + number)}, weight: 3}}\n" for number in range(250))
    problems = find_problems(tmp_path, {"vocabularies/movies.yaml": f"target_model: fun-asr\nterms:\n{lines}"})
    assert [problem.summary for problem in problems if problem.rule == "VS139"] == ["at least 1 more in this file"]


def test_environments_of_one_account_may_not_share_prefixes(tmp_path: Path) -> None:
    files = {
        "vocabsync.yaml": "environments:\n  prod: {}\n  staging: {vocabularies: staging}\n",
        "vocabularies/movies.yaml": "target_model: fun-asr\nterms: [赛德克]\n",
        "staging/movies.yaml": "target_model: fun-asr\nterms: [赛德克]\n",
    }
    assert brief(find_problems(tmp_path, files)) == ["vocabsync.yaml:3:3 VS127"]
    with pytest.raises(FilesInvalid):
        open_folder(tmp_path, {}, environment="prod").prefixes()
    assert open_folder(tmp_path, {}, environment="local").prefixes() == ("movies",)


@pytest.mark.parametrize(
    "include",
    ["../../x.txt", "/etc/passwd", "C:/x.txt", "https://example.com/x.txt", "a\\x.txt", "file:///x.txt"],
)
def test_an_include_that_leads_out_is_refused_by_its_text(tmp_path: Path, include: str) -> None:
    text = f"target_model: fun-asr\ninclude: ['{include}']\nterms: [赛德克]\n"
    assert brief(find_problems(tmp_path, {"vocabularies/movies.yaml": text})) == ["vocabularies/movies.yaml:2:11 VS102"]


def test_an_include_that_is_a_link_leading_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim")
    root = tmp_path / "repository"
    (root / "vocabularies").mkdir(parents=True)
    (root / "vocabularies/a.txt").symlink_to(tmp_path / "secret.txt")
    files = {"vocabularies/movies.yaml": "target_model: fun-asr\ninclude: [a.txt]\nterms: [赛德克]\n"}
    (problem,) = find_problems(root, files)
    assert problem.rule == "VS102"
    assert "geheim" not in str(problem)
