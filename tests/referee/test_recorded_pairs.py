"""The requests and answers of the vendor's documentation, in their order, key by key."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.standin import a_world, read_reply
from vocabsync.emulator.settings import read_settings

PAIRS = json.loads((Path(__file__).parent / "recorded_pairs.json").read_text(encoding="utf-8"))


def test_every_documented_request_gets_its_documented_answer() -> None:
    world = a_world()
    vocabulary_id = ""
    for pair in PAIRS:
        sent = json.dumps(pair["sent"], ensure_ascii=False).replace('"ID"', f'"{vocabulary_id}"')
        reply = read_reply(world.send(sent.encode()))
        document = reply.document
        vocabulary_id = document.get("output", {}).get("vocabulary_id", vocabulary_id)
        expected = json.dumps(pair["answered"], ensure_ascii=False).replace('"ID"', f'"{vocabulary_id}"')
        assert document == json.loads(expected.replace('"REQUEST"', f'"{document["request_id"]}"'))
        assert reply.status == pair.get("status", 200)


def test_the_odd_answer_of_old_pages_can_be_had() -> None:
    world = a_world()
    world.standin.settings = read_settings({"create_answer": "task-id"})
    reply = read_reply(world.send(json.dumps(PAIRS[0]["sent"]).encode()))
    assert reply.output == {"task_status": "PENDING", "task_id": reply.document["request_id"]}
