from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.builders import a_policy
from vocabsync.desired.weight_scales import Scale
from vocabsync.domain.errors import FilesInvalid, VocabsyncError
from vocabsync.operations.import_terms import ImportPreview, preview_import, save

if TYPE_CHECKING:
    from pathlib import Path

INTO = "vocabularies/movies.yaml"
FILE = """\
target_model: fun-asr
defaults: {weight: 3, lang: zh}
include: [terms/shared.txt]
terms:
  - 赛德克  # a film
  - {text: Seediq Bale, lang: en}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "vocabularies/terms").mkdir(parents=True)
    (tmp_path / "vocabularies/terms/shared.txt").write_text("吴贻弓\n", "utf-8")
    return tmp_path


def preview(
    root: Path,
    text: str,
    *,
    name: str = "list.csv",
    into: str | None = INTO,
    model: str | None = None,
    scale: Scale | None = None,
) -> ImportPreview:
    file = root / name
    file.write_text(text, "utf-8")
    return preview_import(file, root, into, model, a_policy(), scale=scale)


def texts(preview: ImportPreview) -> tuple[list[str], list[str], list[str], list[str]]:
    return (
        [row.text for row in preview.new],
        [row.text for row, _ in preview.changed],
        [row.text for row, _ in preview.duplicates],
        [row.content for row in preview.rejected],
    )


def test_every_row_is_new_changed_there_already_or_left_out(root: Path) -> None:
    (root / INTO).write_text(FILE, "utf-8")
    found = preview(
        root,
        "text,weight,lang,note\n新,5,,brand new\n赛德克,5,,\nSeediq Bale,3,en,\n吴贻弓,,,\n"
        "新,5,,\n赛赛赛赛赛赛赛赛赛赛赛赛赛赛赛赛,4,,\n,4,,\n",
    )
    assert texts(found) == (["新"], ["赛德克"], ["Seediq Bale", "吴贻弓", "新"], ["赛" * 16, "4"])
    assert [where for _, where in found.duplicates] == ["the file", "a list that the file includes", "line 2"]
    assert found.rejected[0].line == 7
    assert "16 characters" in found.rejected[0].why
    save(root, found)
    written = (root / INTO).read_text("utf-8")
    assert "  - {text: 赛德克, weight: 5}  # a film\n" in written
    assert "  - {text: 新, weight: 5, note: brand new}\n" in written
    assert preview(root, "text,weight\n新,5\n").duplicates


def test_a_new_file_is_written_with_the_model_that_was_named(root: Path) -> None:
    save(root, preview(root, "词语|7\n", name="a.txt", model="fun-asr", scale=Scale.VOLCANO))
    assert (root / INTO).read_text("utf-8") == "target_model: fun-asr\nterms:\n  - 词语\n"


def test_without_a_target_the_rows_are_only_looked_at(root: Path) -> None:
    found = preview(root, "阙里\n阙里\n", into=None)
    assert (texts(found)[:3], found.text) == ((["阙里"], [], ["阙里"]), "")
    save(root, found)
    assert not (root / INTO).exists()


def test_a_row_that_contradicts_an_earlier_one_or_a_shared_list_is_left_out(root: Path) -> None:
    (root / INTO).write_text(FILE, "utf-8")
    found = preview(root, "text,weight\n新,5\n新,4\n吴贻弓,5\n")
    assert [(each.line, each.why) for each in found.rejected] == [
        (3, "line 2 has it with weight 5, this one says 4"),
        (4, "a list that the file includes has it with weight 3: edit that list"),
    ]


def test_a_weight_that_the_model_does_not_take_is_left_out(root: Path) -> None:
    assert preview(root, "text,weight\n词语,50\n", model="fun-asr").rejected
    assert not preview(root, "text,weight\n词语,50\n", model="qwen-audio-3.1-asr-flash").rejected


@pytest.mark.parametrize(
    ("into", "model", "why"),
    [
        (INTO, None, "no target model"),
        ("vocabularies/My-Films.yaml", "fun-asr", "1 to 10"),
        ("vocabularies/movies.csv", "fun-asr", "yaml"),
    ],
)
def test_a_target_that_cannot_be_is_refused(root: Path, into: str, model: str | None, why: str) -> None:
    with pytest.raises(VocabsyncError, match=why):
        preview(root, "词语\n", into=into, model=model)


def test_another_model_than_the_files_own_is_refused(root: Path) -> None:
    (root / INTO).write_text(FILE, "utf-8")
    assert preview(root, "新\n", model="fun-asr").new
    with pytest.raises(VocabsyncError, match="declares fun-asr"):
        preview(root, "新\n", model="paraformer-v2")


@pytest.mark.parametrize("wrong", ["terms: [\n", "target_model: fun-asr\ninclude: [terms/absent.txt]\n"])
def test_an_invalid_target_is_left_alone(root: Path, wrong: str) -> None:
    (root / INTO).write_text(wrong, "utf-8")
    with pytest.raises(FilesInvalid):
        preview(root, "新\n")


def test_a_list_that_would_be_too_long_for_the_model_is_not_written(root: Path) -> None:
    found = preview(root, "".join(f"词语{number}\n" for number in range(501)), model="paraformer-v2")
    assert [problem.rule for problem in found.problems] == ["VS138"]
    with pytest.raises(FilesInvalid):
        save(root, found)
    assert not (root / INTO).exists()


def test_a_list_that_cannot_be_read_says_why(root: Path) -> None:
    with pytest.raises(VocabsyncError, match="No such file"):
        preview_import(root / "absent.csv", root, None, None, a_policy())
    with pytest.raises(FilesInvalid):
        preview(root, "[1", name="a.json", into=None)
    with pytest.raises(VocabsyncError, match="8 MiB"):
        preview(root, "x" * (8 * 1024 * 1024 + 1), name="a.txt", into=None)
