"""One good answer to each action, as bytes: what spoilt ones are made of."""

from __future__ import annotations

import json
from typing import Any

from tests.support.builders import an_id
from tests.support.service_script import GOOD_OUTPUTS, ROW
from tests.support.spoilt_answers import Spoilt

ROWS = [ROW, {**ROW, "vocabulary_id": an_id("people", 7), "status": None}]
TERMS = [{"text": "赛德克巴莱", "weight": 4, "lang": "zh"}, {"weight": 5, "text": "Seediq Bale"}]
OUTPUTS: dict[str, dict[str, Any]] = {
    "list": {"vocabulary_list": ROWS},
    "query": {**GOOD_OUTPUTS["query_vocabulary"], "vocabulary": TERMS, "gmt_create": "2026-03-02 10:15:07"},
    "create": GOOD_OUTPUTS["create_vocabulary"],
    "update": {},
    "delete": {},
}
BODIES = {
    action: json.dumps({"output": output, "usage": {"count": 1}, "request_id": "r-1"}, ensure_ascii=False).encode()
    for action, output in OUTPUTS.items()
}


def swapped(action: str) -> list[Spoilt]:
    """Give the good answers to all other actions."""
    return [Spoilt(f"the answer to {other}", body) for other, body in BODIES.items() if other != action]
