from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.support.repository import brief, write_files
from vocabsync.desired.configuration import inspect_configuration, read_configuration
from vocabsync.domain.diagnostic import Place, Severity
from vocabsync.domain.errors import ConfigurationError, FilesInvalid
from vocabsync.domain.policy import Consent, Guards, Policy

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.desired.configuration import Configuration

WHOLE = """\
vocabularies: lists
region: ap-southeast-1
api_key_env: DASHSCOPE_API_KEY_TEAM
prune: false
guards: {deletes: 2, removed_terms: 12.5%}
removed:
  - {prefix: oldfilms, reason: merged into movies}
limits: {vocabularies: 20, terms: {fun-asr: 12000}}
rules: {VS203: ignore, VS210: error}
allow: [deletes@9c1d2e3f, 'removed_terms:movies@9c1d2e3f4a']
require_reviewed_plan: true
environments:
  prod: {region: cn-beijing, prune: true}
  staging:
    api_key_env: DASHSCOPE_API_KEY_STAGING
    vocabularies: staging
    guards: {deletes: 9}
    removed: [{prefix: tests, target_model: fun-asr}]
    limits: {vocabularies: 5, terms: {paraformer-v2: 100}}
    require_reviewed_plan: false
"""


def read(root: Path, text: str) -> Configuration:
    write_files(root, {"vocabsync.yaml": text})
    return read_configuration(None, root)


def problems_of(root: Path, text: str) -> list[str]:
    write_files(root, {"vocabsync.yaml": text})
    return [line.removeprefix("vocabsync.yaml:") for line in brief(inspect_configuration(None, root).problems)]


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    environment = read_configuration(None, tmp_path).for_environment(None)
    assert environment.policy == Policy(environment="default", region="cn-beijing")
    assert environment.folder == tmp_path / "vocabularies"
    assert (environment.api_key_env, environment.require_reviewed_plan) == ("DASHSCOPE_API_KEY", False)


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n").for_environment(None).policy.region == "cn-beijing"


def test_an_environment_says_what_differs_and_takes_the_rest_from_above(tmp_path: Path) -> None:
    prod = read(tmp_path, WHOLE).for_environment("prod")
    assert prod.policy == Policy(
        environment="prod",
        region="cn-beijing",
        prune=True,
        guards=Guards(deletes=2, removed_terms=Fraction(1, 8)),
        removed=prod.policy.removed,
        vocabulary_limit=20,
        term_limits=prod.policy.term_limits,
        severities={"VS203": Severity.IGNORE, "VS210": Severity.ERROR},
        allow=(Consent("deletes", None, "9c1d2e3f"), Consent("removed_terms", "movies", "9c1d2e3f4a")),
    )
    assert (prod.folder_name, prod.api_key_env, prod.require_reviewed_plan) == ("lists", "DASHSCOPE_API_KEY_TEAM", True)
    (removal,) = prod.policy.removed
    assert (removal.prefix, removal.reason, removal.place) == (
        "oldfilms",
        "merged into movies",
        Place("vocabsync.yaml", 7, 5),
    )


def test_tombstones_and_limits_of_an_environment_come_on_top(tmp_path: Path) -> None:
    staging = read(tmp_path, WHOLE).for_environment("staging")
    assert [removal.prefix for removal in staging.policy.removed] == ["oldfilms", "tests"]
    assert staging.policy.removed[1].target_model == "fun-asr"
    assert staging.policy.term_limits == {"fun-asr": 12_000, "paraformer-v2": 100}
    assert (staging.policy.vocabulary_limit, staging.require_reviewed_plan) == (5, False)
    assert staging.policy.guards == Guards(deletes=9, removed_terms=Fraction(1, 8))


def test_the_local_environment_is_built_in_and_takes_what_stands_above(tmp_path: Path) -> None:
    local = read(tmp_path, WHOLE).for_environment("local")
    assert local.is_local
    assert (local.policy.environment, local.policy.region, local.policy.vocabulary_limit) == (
        "local",
        "ap-southeast-1",
        20,
    )


def test_with_several_environments_one_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="prod, staging, local"):
        read(tmp_path, WHOLE).for_environment(None)


def test_with_one_environment_its_name_may_be_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, "environments: {prod: {}}\n").for_environment(None).name == "prod"


def test_an_unknown_environment_is_answered_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="Did you mean `staging`"):
        read(tmp_path, WHOLE).for_environment("stagign")


def test_the_file_is_looked_for_in_the_folders_above(tmp_path: Path) -> None:
    write_files(tmp_path, {"vocabsync.yaml": "region: ap-southeast-1\n", "a/b/c.txt": ""})
    configuration = read_configuration(None, tmp_path / "a" / "b")
    assert configuration.root == tmp_path
    assert configuration.for_environment(None).folder == tmp_path / "vocabularies"


def test_a_named_file_that_is_not_there_is_an_error_and_not_the_defaults(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such configuration file"):
        read_configuration(tmp_path / "other.yaml", tmp_path)


def test_a_link_that_leads_nowhere_is_an_error_and_not_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "vocabsync.yaml").symlink_to("gone.yaml")
    with pytest.raises(FilesInvalid):
        read_configuration(None, tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("base_url: https://example.com\n", ["1:1 VS115"]),
        ("endpoint: x\nproxy: x\napi_key: x\nverify: false\n", ["1:1 VS115", "2:1 VS115", "3:1 VS115", "4:1 VS115"]),
        ("region: us-east-1\n", ["1:9 VS118"]),
        ("region: no\n", ["1:9 VS118"]),
        ("api_key_env: HOME\n", ["1:14 VS118"]),
        ("api_key_env: DASHSCOPE_API_KEY_FILE_PATH\n", ["1:14 VS118"]),
        ("vocabularies: ../other\n", ["1:15 VS102"]),
        ("vocabularies: /etc\n", ["1:15 VS102"]),
        ("vocabularies: .\n", ["1:15 VS118"]),
        ("prune: yes\n", ["1:8 VS116"]),
        ("prune:\n", ["1:7 VS116"]),
        ("guards: {removed_terms: 30}\n", ["1:25 VS116"]),
        ("guards: {removed_terms: 130%}\n", ["1:25 VS118"]),
        ("guards: {deletes: 1.0}\n", ["1:19 VS116"]),
        ("rules: {VS131: ignore, VS999: error, VS203: off}\n", ["1:9 VS118", "1:24 VS118", "1:45 VS118"]),
        ("allow: [deletes]\n", ["1:9 VS118"]),
        ("allow: [everything@9c1d2e3f]\n", ["1:9 VS118"]),
        ("allow: [deletes@9c]\n", ["1:9 VS118"]),
        ("limits: {vocabularies: 0}\n", ["1:24 VS118"]),
        ("environments: {local: {}}\n", ["1:16 VS118"]),
        ("environments: {Prod Uction: {}}\n", ["1:16 VS118"]),
        ("environments: {on: {}}\n", ["1:16 VS114"]),
        ("environments: [prod]\n", ["1:15 VS116"]),
        ("- prune\n", ["1:1 VS116"]),
        ("prune: true\nprune: false\n", ["2:1 VS113"]),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert problems_of(tmp_path, text) == expected
    with pytest.raises(FilesInvalid):
        read_configuration(None, tmp_path)


def test_a_wrong_setting_of_one_environment_leaves_all_others_as_they_are(tmp_path: Path) -> None:
    write_files(tmp_path, {"vocabsync.yaml": WHOLE.replace("cn-beijing", "cn-shanghai")})
    configuration = inspect_configuration(None, tmp_path)
    assert brief(configuration.problems) == ["vocabsync.yaml:13:18 VS118"]
    assert configuration.for_environment("prod").policy.region == "ap-southeast-1"
    assert configuration.for_environment("prod").policy.prune
    assert configuration.for_environment("staging").folder_name == "staging"
