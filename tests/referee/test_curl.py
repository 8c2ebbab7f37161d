"""The curl commands of the vendor's documentation, word for word but for the host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from vocabsync.emulator.running import RunningStandIn, serve_in_background
from vocabsync.emulator.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "https://dashscope.aliyuncs.com/api/v1"
CREATE = """curl -X POST https://dashscope.aliyuncs.com/api/v1/services/audio/asr/customization \\
-H "Authorization: Bearer $DASHSCOPE_API_KEY" \\
-H "Content-Type: application/json" \\
-d '{
    "model": "speech-biasing",
    "input": {
        "action": "create_vocabulary",
        "target_model": "paraformer-realtime-v2",
        "prefix": "testpfx",
        "vocabulary": [
            {"text": "吴贻弓", "weight": 4, "lang": "zh"},
            {"text": "阙里人家", "weight": 4, "lang": "zh"}
        ]
    }
}'"""
LIST = """curl -X POST https://dashscope.aliyuncs.com/api/v1/services/audio/asr/customization \\
-H "Authorization: Bearer $DASHSCOPE_API_KEY" \\
-H "Content-Type: application/json" \\
-d '{
    "model": "speech-biasing",
    "input": {
        "action": "list_vocabulary",
        "prefix": null,
        "page_index": 0,
        "page_size": 10
    }
}'"""
QUERY = """curl -X POST https://dashscope.aliyuncs.com/api/v1/services/audio/asr/customization \\
-H "Authorization: Bearer $DASHSCOPE_API_KEY" \\
-H "Content-Type: application/json" \\
-d '{
    "model": "speech-biasing",
    "input": {
        "action": "query_vocabulary",
        "vocabulary_id": "vocab-testpfx-xxx"
    }
}'"""
UPDATE = """curl -X POST https://dashscope.aliyuncs.com/api/v1/services/audio/asr/customization \\
-H "Authorization: Bearer $DASHSCOPE_API_KEY" \\
-H "Content-Type: application/json" \\
-d '{
    "model": "speech-biasing",
    "input": {
        "action": "update_vocabulary",
        "vocabulary_id": "vocab-testpfx-xxx",
        "vocabulary": [
            {"text": "吴贻弓", "weight": 4, "lang": "zh"}
        ]
    }
}'"""
DELETE = QUERY.replace("query_vocabulary", "delete_vocabulary")


@pytest.fixture
def standin() -> Iterator[RunningStandIn]:
    with serve_in_background(StandIn()) as running:
        yield running


def _run(standin: RunningStandIn, command: str, vocabulary_id: str = "vocab-testpfx-xxx") -> Any:
    """Run a documented command; only the host is another, and the masked ID of the pages is filled in."""
    environment = {**os.environ, **standin.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    changed = command.replace(HOST, standin.url).replace("vocab-testpfx-xxx", vocabulary_id)
    run = subprocess.run(["sh", "-c", changed], env=environment, capture_output=True, check=True, timeout=30)
    return json.loads(run.stdout)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_documented_curl_commands_work_with_only_the_host_changed(standin: RunningStandIn) -> None:
    vocabulary_id = _run(standin, CREATE)["output"]["vocabulary_id"]
    assert vocabulary_id.startswith("vocab-testpfx-")
    assert [row["vocabulary_id"] for row in _run(standin, LIST)["output"]["vocabulary_list"]] == [vocabulary_id]
    assert len(_run(standin, QUERY, vocabulary_id)["output"]["vocabulary"]) == 2
    assert _run(standin, UPDATE, vocabulary_id)["output"] == {}
    assert len(_run(standin, QUERY, vocabulary_id)["output"]["vocabulary"]) == 1
    assert _run(standin, DELETE, vocabulary_id)["output"] == {}
    assert _run(standin, LIST)["output"]["vocabulary_list"] == []


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_masked_id_of_the_pages_does_not_exist(standin: RunningStandIn) -> None:
    assert _run(standin, QUERY)["code"] == "BadRequest.ResourceNotExist"


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_a_body_so_large_that_curl_asks_first_is_taken(standin: RunningStandIn) -> None:
    terms = ", ".join(f'{{"text": "term {number}", "weight": 4}}' for number in range(2_000))
    large = CREATE.replace('{"text": "吴贻弓", "weight": 4, "lang": "zh"}', terms)
    large = large.replace("paraformer-realtime-v2", "fun-asr").replace("-X POST", '-X POST -H "Expect: 100-continue"')
    assert _run(standin, large)["output"]["vocabulary_id"]
