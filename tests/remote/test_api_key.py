from __future__ import annotations

import copy
import json
import os
import pickle
from typing import TYPE_CHECKING

import pytest

from tests.support.canary import CANARY, traces_of
from vocabsync.domain.errors import ConfigurationError
from vocabsync.remote.api_key import ApiKey, read_api_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VARIABLE = "DASHSCOPE_API_KEY"
FILE_VARIABLE = "DASHSCOPE_API_KEY_FILE_PATH"

LEAKS: dict[str, Callable[[ApiKey], object]] = {
    "str": str,
    "format": lambda key: f"{key}",
    "percent": lambda key: "%s" % key,  # noqa: UP031 - the old way is one of the leaks
    "pickle": pickle.dumps,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "json": json.dumps,
    "vars": vars,
    "a part of a text": "key: {}".format,
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_key_cannot_be_turned_into_anything(leak: str) -> None:
    with pytest.raises(TypeError) as caught:
        LEAKS[leak](ApiKey(CANARY))
    assert not traces_of(str(caught.value))


def test_a_key_shows_itself_as_a_type_only() -> None:
    assert repr(ApiKey(CANARY)) == "<ApiKey>"
    assert not traces_of(repr([ApiKey(CANARY)]) + repr(ApiKey(CANARY).forms))


def test_the_mask_command_names_the_key_for_the_runner() -> None:
    assert ApiKey("sk-100%sure").mask_command() == "::add-mask::sk-100%25sure"


@pytest.mark.parametrize("blank", ["", " ", "\n", "\r\n", "\t"])
def test_white_space_around_a_key_is_trimmed(blank: str) -> None:
    assert read_api_key({VARIABLE: f"{blank}{CANARY}{blank}"}, VARIABLE).authorization() == f"Bearer {CANARY}"


UNUSABLE = {
    "a line end inside": f"{CANARY}\n{CANARY}",
    "CR LF and a header": f"{CANARY}\r\nX-Evil: yes",
    "a blank inside": f"{CANARY} x",
    "a tab inside": f"{CANARY}\tx",
    "a whole header": f"Authorization: Bearer {CANARY}",
    "Bearer before it": f"Bearer {CANARY}",
    "not ASCII": f"{CANARY}é",
    "full-width": f"ｓｋ{CANARY}",
    "a zero-width space": f"{CANARY}\u200b",
    "a lone surrogate": f"{CANARY}\udcff",
    "NUL": f"{CANARY}\x00",
    "escape": f"\x1b[31m{CANARY}",
    "delete": f"{CANARY}\x7f",
    "too long": CANARY * 400,
    "a coding plan's": f"sk-sp-{CANARY}",
}


@pytest.mark.parametrize("name", UNUSABLE)
@pytest.mark.parametrize("source", ["variable", "file"])
def test_an_unusable_key_is_refused_without_an_echo(name: str, source: str, tmp_path: Path) -> None:
    environ = {VARIABLE: UNUSABLE[name]}
    if source == "file":
        file = tmp_path / "key"
        file.write_bytes(UNUSABLE[name].encode("utf-8", errors="surrogateescape"))
        environ = {FILE_VARIABLE: str(file)}
    with pytest.raises(ConfigurationError) as caught:
        read_api_key(environ, VARIABLE)
    assert not traces_of(str(caught.value))
    assert "canary" not in str(caught.value)
    assert caught.value.next_step


def test_a_coding_plan_key_is_explained() -> None:
    with pytest.raises(ConfigurationError, match="coding plan"):
        read_api_key({VARIABLE: "sk-sp-0123456789"}, VARIABLE)


def test_the_file_counts_where_the_variable_is_missing_or_blank(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{CANARY}\n")
    for environ in ({}, {VARIABLE: ""}, {VARIABLE: " \n"}):
        key = read_api_key({**environ, FILE_VARIABLE: str(file)}, VARIABLE)
        assert key.authorization() == f"Bearer {CANARY}"
    other = read_api_key({VARIABLE: "sk-from-the-variable", FILE_VARIABLE: str(file)}, VARIABLE)
    assert other.authorization() == "Bearer sk-from-the-variable"


def test_the_file_is_for_the_default_variable_only(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(CANARY)
    with pytest.raises(ConfigurationError, match="DASHSCOPE_API_KEY_STAGING is not set"):
        read_api_key({FILE_VARIABLE: str(file)}, "DASHSCOPE_API_KEY_STAGING")


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "large", "empty", "device", "NUL in its name"])
def test_a_key_file_that_is_no_small_regular_file_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "large":
            path.write_text(CANARY * 1000)
        case "empty":
            path.write_text("\n")
        case _:
            assert not path.exists()
    name = {"device": "/dev/zero", "NUL in its name": f"{path}\x00"}.get(kind, str(path))
    with pytest.raises(ConfigurationError) as caught:
        read_api_key({FILE_VARIABLE: name}, VARIABLE)
    assert caught.value.where == FILE_VARIABLE
    assert not traces_of(str(caught.value))


@pytest.mark.parametrize(
    "variable", ["PATH", "GITHUB_TOKEN", "dashscope_api_key", "DASHSCOPE_API_KEY_", "DASHSCOPE_API_KEYS", "X\n"]
)
def test_a_repository_cannot_name_any_variable_it_likes(variable: str) -> None:
    with pytest.raises(ConfigurationError, match="variable"):
        read_api_key({variable: CANARY}, variable)


def test_no_key_at_all_names_the_way_without_one() -> None:
    with pytest.raises(ConfigurationError, match="--env local plan"):
        read_api_key({}, VARIABLE)
