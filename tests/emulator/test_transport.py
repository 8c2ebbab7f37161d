"""The door in process, as environment ``local`` opens it, and the key of one request as each door sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.support.standin import BALE, FILM, PATH, a_world
from vocabsync.emulator.storage import StoreDamaged
from vocabsync.emulator.transport import StandInTransport

if TYPE_CHECKING:
    from pathlib import Path


def _call(transport: StandInTransport, action: str, *, key: str | None = None, **fields: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with httpx.Client(transport=transport, base_url="http://localhost") as client:
        document = {"model": "speech-biasing", "input": {"action": action, **fields}}
        return client.post(PATH, json=document, headers=headers)


def _create(transport: StandInTransport, terms: int = 1) -> httpx.Response:
    vocabulary = [{"text": f"term {number}", "weight": 4} for number in range(terms)]
    return _call(transport, "create_vocabulary", target_model="fun-asr", prefix="movies", vocabulary=vocabulary)


def test_the_local_door_needs_no_key_and_keeps_its_store(tmp_path: Path) -> None:
    path = tmp_path / "standin.db"
    assert _create(StandInTransport.at(path, quota=10, term_limits={})).status_code == 200
    rows = _call(StandInTransport.at(path, quota=10, term_limits={}), "list_vocabulary").json()["output"]
    assert len(rows["vocabulary_list"]) == 1


def test_looking_through_the_local_door_makes_no_store(tmp_path: Path) -> None:
    transport = StandInTransport.at(tmp_path / "standin.db", quota=10, term_limits={})
    assert _call(transport, "list_vocabulary").json()["output"] == {"vocabulary_list": []}
    assert list(tmp_path.iterdir()) == []


def test_the_quotas_of_the_local_door_are_the_configured_ones(tmp_path: Path) -> None:
    transport = StandInTransport.at(tmp_path / "standin.db", quota=1, term_limits={"fun-asr": 2})
    assert _create(transport, terms=3).json()["code"] == "InvalidParameter"
    assert _create(transport, terms=2).status_code == 200
    assert _create(transport).json()["code"] == "Throttling.AllocationQuota"


def test_the_local_door_keeps_two_regions_apart(tmp_path: Path) -> None:
    _create(StandInTransport.at(tmp_path / "standin.db", quota=10, term_limits={}, region="ap-southeast-1"))
    transport = StandInTransport.at(tmp_path / "standin.db", quota=10, term_limits={})
    assert _call(transport, "list_vocabulary").json()["output"] == {"vocabulary_list": []}


def test_a_damaged_store_is_told_when_the_local_door_opens(tmp_path: Path) -> None:
    (tmp_path / "standin.db").write_bytes(b"garbage, and enough of it to be no empty file" * 30)
    with pytest.raises(StoreDamaged):
        StandInTransport.at(tmp_path / "standin.db", quota=10, term_limits={})


def test_without_a_key_of_its_own_the_door_asks_for_one() -> None:
    transport = StandInTransport(a_world().standin)
    assert _call(transport, "list_vocabulary").status_code == 401
    assert _call(transport, "list_vocabulary", key="sk-x").status_code == 200


def test_content_comes_back_through_the_door_as_it_was_sent() -> None:
    transport = StandInTransport(a_world().standin, key="sk-x")
    created = _call(
        transport, "create_vocabulary", target_model="fun-asr", prefix="movies", vocabulary=[FILM, BALE]
    ).json()
    queried = _call(transport, "query_vocabulary", vocabulary_id=created["output"]["vocabulary_id"]).json()
    assert queried["output"]["vocabulary"] == [FILM, BALE]
