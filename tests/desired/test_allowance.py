from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.repository import brief, open_folder, write_files
from vocabsync.desired.caps import Caps
from vocabsync.desired.configuration import inspect_configuration
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.desired.safe_open import Allowance
from vocabsync.operations.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

FILMS = "target_model: fun-asr\nterms: [赛德克巴莱]\n"
LITTLE = Caps(bytes_of_all=10)


def test_a_file_is_not_read_once_the_files_before_it_used_up_what_a_run_may_read(tmp_path: Path) -> None:
    folder = open_folder(tmp_path, {"vocabularies/a.yaml": FILMS, "vocabularies/b.yaml": FILMS}, caps=LITTLE)
    assert brief(validate([folder])) == ["vocabularies/b.yaml VS103"]


def test_an_included_list_counts_too(tmp_path: Path) -> None:
    files = {
        "vocabularies/a.yaml": f"{FILMS}include: [terms/a.txt]\n",
        "vocabularies/terms/a.txt": "吴贻弓\n",
    }
    assert brief(validate([open_folder(tmp_path, files, caps=LITTLE)])) == ["vocabularies/terms/a.txt VS103"]


def test_environments_that_are_read_in_one_run_share_what_it_may_read(tmp_path: Path) -> None:
    configured = "environments: {prod: {}, staging: {region: ap-southeast-1}}\n"
    files = {"vocabsync.yaml": configured, "vocabularies/a.yaml": FILMS}
    write_files(tmp_path, files)
    configuration = inspect_configuration(None, tmp_path, caps=LITTLE)
    environments = [configuration.for_environment(name) for name in configuration.environments]
    allowance = Allowance(LITTLE, 1)
    alone = [VocabularyFolder(configuration, each) for each in environments]
    together = [VocabularyFolder(configuration, each, allowance=allowance) for each in environments]
    assert brief(validate(alone)) == []
    assert brief(validate(together)) == ["vocabularies/a.yaml VS103"]
