"""``-vv`` tells every call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.support.workplace import Workplace

CALL = r"(?m)^(\w+_vocabulary): HTTP 200, request [0-9a-f-]+, \d+ ms$"


def test_every_call_is_told_and_only_when_asked_for(workplace: Workplace) -> None:
    applied = workplace.run("apply", "--auto-approve", "-vv")
    assert applied.code == 0
    assert sorted(re.findall(CALL, applied.err)) == sorted(workplace.requests())
    for level in ("-v", "-q"):
        assert re.findall(CALL, workplace.run("plan", level).err) == []


def test_a_call_that_fails_is_told_each_time(workplace: Workplace) -> None:
    workplace.service.misbehave("list:status,status=403,code=AccessDenied")
    told = workplace.run("plan", "-vv")
    assert told.code == 1
    assert re.findall(r"(?m)^list_vocabulary: HTTP 403, request ", told.err)


def test_a_call_that_reached_nobody_is_told_without_a_request_id(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHSCOPE_HTTP_BASE_URL", "http://127.0.0.1:1")
    monkeypatch.setattr("vocabsync.remote.retry.ATTEMPTS", 1)
    told = workplace.run("plan", "-vv")
    assert re.findall(r"(?m)^list_vocabulary: .*, no request ID, \d+ ms$", told.err)
