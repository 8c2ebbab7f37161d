from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desired.mistakes import FILES
from vocabsync.desired.configuration import inspect_configuration
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.operations.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.domain.diagnostic import Diagnostic

EXPECTED = """
vocabsync.yaml:1:1 VS115
vocabsync.yaml:2:8 VS116
vocabsync.yaml:3:19 VS118
vocabsync.yaml:4:24 VS118
vocabsync.yaml:5:9 VS118
vocabsync.yaml:8:5 VS117
vocabsync.yaml:10:18 VS118
vocabsync.yaml:11:3 VS118
vocabularies/Films-2.yaml VS120
vocabularies/bell.yaml:2:10 VS107
vocabularies/deep.yaml:2:27 VS103
vocabularies/empty.yaml:2:1 VS137
vocabularies/gbk.yaml:3:5 VS104
vocabularies/lfs.yaml VS105
vocabularies/merge.yaml:2:1 VS106
vocabularies/merge.yaml:5:1 VS106
vocabularies/movies.yaml:1:9 VS122
vocabularies/movies.yaml:3:1 VS115
vocabularies/movies.yaml:5:11 VS125
vocabularies/movies.yaml:5:27 VS102
vocabularies/movies.yaml:5:45 VS102
vocabularies/movies.yaml:5:74 VS125
vocabularies/movies.yaml:8:5 VS114
vocabularies/movies.yaml:9:5 VS114
vocabularies/movies.yaml:10:27 VS134
vocabularies/movies.yaml:11:18 VS115
vocabularies/movies.yaml:12:5 VS117
vocabularies/movies.yaml:13:12 VS131
vocabularies/movies.yaml:14:5 VS132
vocabularies/movies.yaml:15:25 VS134
vocabularies/movies.yaml:17:12 VS136
vocabularies/movies.yaml:18:5 VS110
vocabularies/movies.yaml:19:5 VS116
vocabularies/movies.yaml:20:24 VS116
vocabularies/movies.yaml:21:26 VS135
vocabularies/movies.yaml:22:5 VS133
vocabularies/movies.yaml:23:5 VS130
vocabularies/nomodel.yaml:1:1 VS117
vocabularies/open.yaml:3:1 VS108
vocabularies/people.yaml:1:26 VS128
vocabularies/people.yaml:2:10 VS116
vocabularies/people.yaml:3:1 VS113
vocabularies/people.yaml:5:14 VS112
vocabularies/people.yaml:8:5 VS112
vocabularies/people.yaml:9:5 VS112
vocabularies/people.yml VS121
vocabularies/tabs.yaml:3:1 VS109
vocabularies/terms/drugs.csv:1:6 VS126
vocabularies/terms/lost.yaml VS124
vocabularies/two.yaml:3:1 VS111
vocabularies/utf16.yaml:1:1 VS104
vocabularies/wide.yaml:1:13 VS110
"""


@pytest.fixture
def problems(tmp_path: Path) -> tuple[Diagnostic, ...]:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    configuration = inspect_configuration(None, tmp_path)
    folders = [
        VocabularyFolder(configuration, configuration.for_environment(name)) for name in configuration.environments
    ]
    return (*configuration.problems, *validate(folders))


def test_a_folder_of_forty_mistakes_is_reported_completely_with_right_places(problems: tuple[Diagnostic, ...]) -> None:
    assert [f"{problem.place} {problem.rule}" for problem in problems] == EXPECTED.split("\n")[1:-1]


def test_every_mistake_comes_with_a_sentence_that_says_what_to_do(problems: tuple[Diagnostic, ...]) -> None:
    assert all(problem.remedy.endswith((".", "?")) and problem.remedy[0].isupper() for problem in problems)


def test_the_column_of_every_mistake_lies_within_the_line_that_is_shown(problems: tuple[Diagnostic, ...]) -> None:
    shown = [problem for problem in problems if problem.excerpt is not None]
    assert len(shown) > 30
    assert all(1 <= problem.place.column <= len(problem.excerpt or "") + 1 for problem in shown)
