"""Floor: the same calls from a bare http.client loop, so that the stand-in is never the brake unseen."""

import http.client
import json
import os
from typing import Any
from urllib.parse import urlsplit

base = urlsplit(os.environ["DASHSCOPE_HTTP_BASE_URL"])
connection = http.client.HTTPConnection(base.hostname or "", base.port)


def call(body: dict[str, object]) -> Any:
    connection.request(
        "POST",
        base.path + "/services/audio/asr/customization",
        json.dumps({"model": "speech-biasing", "input": body}).encode(),
        {"Authorization": "Bearer " + os.environ["DASHSCOPE_API_KEY"], "Content-Type": "application/json"},
    )
    return json.loads(connection.getresponse().read())["output"]


listed, page = [], 0
while rows := call({"action": "list_vocabulary", "page_index": page, "page_size": 100})["vocabulary_list"]:
    listed += rows
    page += 1
for row in listed:
    call({"action": "query_vocabulary", "vocabulary_id": row["vocabulary_id"]})
