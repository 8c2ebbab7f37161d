"""Runs in a process of its own: drives the real SDK, one call a line, over JSON on stdin and stdout.

``python sdk_session.py classic`` uses ``VocabularyService``, ``client`` the newer ``dashscope.Client``. Nothing of the
SDK is patched; only its address is set, as its documentation says.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

# The SDK and its libraries may print; what we answer goes out on a stream of its own.
_ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import dashscope  # noqa: E402 - after the streams were sorted


class Classic:
    """``VocabularyService``, the same text in 1.x and 2.x."""

    def __init__(self, url: str, key: str) -> None:
        dashscope.base_http_api_url = url
        from dashscope.audio.asr import VocabularyService  # noqa: PLC0415 - not needed by the other client

        self._service = VocabularyService(api_key=key)

    def create(self, **fields: Any) -> object:
        return self._service.create_vocabulary(**fields)

    def list(self, **fields: Any) -> object:
        return self._service.list_vocabularies(**fields)

    def query(self, vocabulary_id: str) -> object:
        return dict(self._service.query_vocabulary(vocabulary_id))

    def update(self, vocabulary_id: str, vocabulary: object) -> object:
        return self._service.update_vocabulary(vocabulary_id, vocabulary)

    def delete(self, vocabulary_id: str) -> object:
        return self._service.delete_vocabulary(vocabulary_id)


class Client:
    """``dashscope.Client().audio.vocabularies`` of 2.x."""

    def __init__(self, url: str, key: str) -> None:
        self._vocabularies = dashscope.Client(base_url=url, api_key=key, timeout=20).audio.vocabularies

    def create(self, **fields: Any) -> object:
        return self._vocabularies.create(**fields).vocabulary_id

    def list(self, **fields: Any) -> object:
        return self._vocabularies.list(**fields).vocabularies

    def query(self, vocabulary_id: str) -> object:
        return self._vocabularies.get(vocabulary_id).model_dump(mode="json")

    def update(self, vocabulary_id: str, vocabulary: object) -> object:
        self._vocabularies.update(vocabulary_id, vocabulary=vocabulary)
        return None

    def delete(self, vocabulary_id: str) -> object:
        self._vocabularies.delete(vocabulary_id)
        return None


def _carry_out(order: dict[str, Any]) -> dict[str, Any]:
    kind = {"classic": Classic, "client": Client}[sys.argv[1]]
    try:
        value = getattr(kind(order["url"], order["key"]), order["verb"])(**order["fields"])
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises is the result
        facts = {
            name: getattr(error, f"_{name}", getattr(error, name, None))
            for name in ("status_code", "code", "request_id")
        }
        return {"raised": type(error).__name__, **facts}
    return {"value": value}


def main() -> None:
    """Answer one line for each line."""
    for line in sys.stdin:
        print(json.dumps(_carry_out(json.loads(line)), default=str), file=_ANSWERS, flush=True)


if __name__ == "__main__":
    main()
