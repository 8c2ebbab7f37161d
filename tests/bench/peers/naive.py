"""Peer: the same libraries, naively: round trip, a model for each term, one call after another, DeepDiff on all."""

import os
import sys
from pathlib import Path
from typing import Any

import httpx
from deepdiff import DeepDiff
from pydantic import BaseModel
from ruamel.yaml import YAML


class Term(BaseModel):
    text: str
    weight: int = 4
    lang: str | None = None


def call(body: dict[str, object]) -> Any:
    answer = httpx.post(
        os.environ["DASHSCOPE_HTTP_BASE_URL"] + "/services/audio/asr/customization",
        json={"model": "speech-biasing", "input": body},
        headers={"Authorization": "Bearer " + os.environ["DASHSCOPE_API_KEY"]},
        timeout=60,
    )
    return answer.json()["output"]


listed: list[Any] = []
page = 0
while rows := call({"action": "list_vocabulary", "page_index": page, "page_size": 100})["vocabulary_list"]:
    listed += rows
    page += 1
changed = 0
for row in listed:
    held = call({"action": "query_vocabulary", "vocabulary_id": row["vocabulary_id"]})["vocabulary"]
    path = Path(sys.argv[1]) / f"{row['vocabulary_id'].split('-')[1]}.yaml"
    data = YAML().load(path.read_bytes())
    terms = [Term.model_validate(each if isinstance(each, dict) else {"text": each}) for each in data["terms"]]
    wanted = {f"{term.text} {term.lang}": term.weight for term in terms}
    theirs = {f"{term['text']} {term.get('lang')}": term["weight"] for term in held}
    changed += len(DeepDiff(theirs, wanted, threshold_to_diff_deeper=0).tree)
print("differences:", changed)
