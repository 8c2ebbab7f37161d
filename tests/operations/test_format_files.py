from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vocabsync.desired.configuration import read_configuration
from vocabsync.domain.errors import FilesInvalid
from vocabsync.operations.format_files import format_files, save

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.desired.configuration import EnvironmentSettings

UNTIDY = "target_model: fun-asr\nterms:\n- 赛德克\n"
TIDY = "target_model: fun-asr\nterms:\n  - 赛德克\n"


def write(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def environments(root: Path) -> list[EnvironmentSettings]:
    configuration = read_configuration(None, root)
    return [configuration.for_environment(name) for name in configuration.environments]


def test_every_vocabulary_and_every_list_below_is_formatted(tmp_path: Path) -> None:
    movies = write(tmp_path, "vocabularies/movies.yaml", UNTIDY)
    films = write(tmp_path, "vocabularies/terms/films.yaml", "-   赛德克\n")
    write(tmp_path, "vocabularies/terms/people.txt", "  吴贻弓\n")
    formatted = format_files(environments(tmp_path))
    assert movies.read_text("utf-8") == UNTIDY
    assert save(tmp_path, formatted) == ("vocabularies/movies.yaml", "vocabularies/terms/films.yaml")
    assert movies.read_text("utf-8") == TIDY
    assert films.read_text("utf-8") == "- 赛德克\n"
    assert not any(each.has_changes for each in format_files(environments(tmp_path)))


def test_an_invalid_file_is_left_alone_and_the_others_are_written(tmp_path: Path) -> None:
    good = write(tmp_path, "vocabularies/good.yaml", UNTIDY)
    bad = write(tmp_path, "vocabularies/bad.yaml", "terms: [\n")
    gbk = tmp_path / "vocabularies/gbk.yaml"
    gbk.write_bytes(UNTIDY.encode("gbk"))
    formatted = format_files(environments(tmp_path))
    assert [each.path for each in formatted if each.problems] == ["vocabularies/bad.yaml", "vocabularies/gbk.yaml"]
    save(tmp_path, formatted)
    assert (good.read_text("utf-8"), bad.read_text("utf-8")) == (TIDY, "terms: [\n")
    assert gbk.read_bytes() == UNTIDY.encode("gbk")


def test_a_folder_that_two_environments_share_is_formatted_once(tmp_path: Path) -> None:
    write(tmp_path, "vocabsync.yaml", "environments: {prod: {}, staging: {vocabularies: staging}, test: {}}\n")
    write(tmp_path, "vocabularies/movies.yaml", UNTIDY)
    write(tmp_path, "staging/movies.yaml", UNTIDY)
    paths = [each.path for each in format_files(environments(tmp_path))]
    assert paths == ["staging/movies.yaml", "vocabularies/movies.yaml"]


def test_only_the_files_asked_for_are_formatted(tmp_path: Path) -> None:
    write(tmp_path, "vocabularies/a.yaml", UNTIDY)
    write(tmp_path, "vocabularies/b.yaml", UNTIDY)
    assert [each.path for each in format_files(environments(tmp_path), only={"vocabularies/b.yaml"})] == [
        "vocabularies/b.yaml"
    ]


def test_windows_line_ends_and_a_byte_order_mark_go(tmp_path: Path) -> None:
    file = write(tmp_path, "vocabularies/a.yaml", "\ufeff" + UNTIDY.replace("\n", "\r\n"))
    save(tmp_path, format_files(environments(tmp_path)))
    assert file.read_bytes() == TIDY.encode()


def test_a_wrong_file_name_is_a_problem_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "vocabularies/My-Films.yaml", UNTIDY)
    with pytest.raises(FilesInvalid):
        format_files(environments(tmp_path))
