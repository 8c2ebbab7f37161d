from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.support.builders import ONE_TERM, a_claim, a_remote, an_id
from tests.support.canary import CANARY, traces_of
from tests.support.service_script import ENDPOINT, ROW, TERM_ROW, ServiceScript, VirtualClock, ok
from vocabsync.domain.errors import ServiceFailure, VocabsyncError, VocabularyAbsent
from vocabsync.domain.identifiers import VocabularyId
from vocabsync.remote.api_key import ApiKey
from vocabsync.remote.client import ReadingClient, WritingClient
from vocabsync.remote.store import StoreReader, open_reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.operations.ports import RemoteReader, RemoteWriter
    from vocabsync.remote.store import StoreWriter

WRITES = {"create", "overwrite_terms", "delete", "update"}


def test_the_reader_and_its_client_have_no_way_to_write() -> None:
    assert not WRITES & set(dir(StoreReader))
    assert not WRITES & set(dir(ReadingClient))
    assert {"create", "delete", "update"} <= set(dir(WritingClient))
    assert type(ServiceScript().reader()) is StoreReader


def test_both_satisfy_the_ports_by_shape() -> None:
    reader: RemoteReader = ServiceScript().reader()
    writer: RemoteWriter = ServiceScript().writer()
    assert reader.get(an_id()).terms == writer.get(an_id()).terms == ONE_TERM


def test_a_query_becomes_a_value_of_the_domain() -> None:
    output = {
        "target_model": "fun-asr",
        "vocabulary": [TERM_ROW],
        "status": "OK",
        "gmt_create": ROW["gmt_create"],
        "gmt_modified": ROW["gmt_create"],
        "news": 1,
    }
    script = ServiceScript([ok(output)])
    assert script.reader().get(an_id()) == a_remote()
    assert script.inputs == [{"action": "query_vocabulary", "vocabulary_id": an_id()}]


def test_terms_that_nobody_understands_are_an_error_with_the_request_id() -> None:
    script = ServiceScript([ok({"target_model": "m", "vocabulary": [{"text": 7}]}, request_id="r-9")])
    with pytest.raises(ServiceFailure, match="a term whose text") as caught:
        script.reader().get(an_id())
    assert caught.value.problem.request_id == "r-9"
    assert not isinstance(caught.value, VocabularyAbsent)


@pytest.mark.parametrize(
    "call",
    [
        lambda store, id_: store.get(id_),
        lambda store, id_: store.overwrite_terms(id_, ONE_TERM),
        lambda store, id_: store.delete(id_),
    ],
)
@pytest.mark.parametrize("odd", ["vocab-my-app-" + "0" * 32, "phrase-1", "", "vocab-MOVIES-" + "0" * 32, "*"])
def test_nothing_is_sent_about_an_id_that_cannot_be_ours(
    odd: str, call: Callable[[StoreWriter, VocabularyId], object]
) -> None:
    script = ServiceScript()
    with pytest.raises(VocabsyncError, match="not the ID"):
        call(script.writer(), VocabularyId(odd))
    assert script.requests == []


def test_what_is_sent_is_what_was_asked_for() -> None:
    script = ServiceScript()
    writer = script.writer()
    writer.create(a_claim(), ONE_TERM)
    writer.overwrite_terms(an_id(), ONE_TERM)
    writer.delete(an_id())
    assert script.inputs == [
        {"action": "create_vocabulary", "target_model": "fun-asr", "prefix": "movies", "vocabulary": [TERM_ROW]},
        {"action": "update_vocabulary", "vocabulary_id": an_id(), "vocabulary": [TERM_ROW]},
        {"action": "delete_vocabulary", "vocabulary_id": an_id()},
    ]
    assert all(list(json.loads(request.content)) == ["model", "input"] for request in script.requests)


def test_the_client_is_built_once_in_the_thread_that_calls_first() -> None:
    threads: set[int] = set()
    script = ServiceScript()

    class Watching(httpx.MockTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            threads.add(threading.get_ident())
            return super().handle_request(request)

    reader = open_reader(ENDPOINT, None, VirtualClock(), transport=Watching(script))
    others = [threading.Thread(target=reader.get, args=(an_id(),)) for _ in range(12)]
    for thread in others:
        thread.start()
    for thread in others:
        thread.join(10)
    assert len(script.requests) == 12
    assert threading.get_ident() not in threads


def test_importing_the_store_brings_no_library() -> None:
    code = (
        "import sys, vocabsync.cli.redaction\n"
        "from vocabsync.remote import api_key, regions, store\n"
        "print(sorted({'httpx', 'pydantic', 'tenacity', 'asyncio', 'click'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "[]\n"


def test_a_whole_read_brings_no_asyncio_and_nothing_that_repeats_calls() -> None:
    code = (
        "import sys\n"
        "from tests.support.service_script import ServiceScript\n"
        "ServiceScript().reader().list_all()\n"
        "print(sorted({'asyncio', 'tenacity'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "[]\n"


def test_the_log_of_calls_has_request_ids_and_neither_bodies_nor_the_key(caplog: pytest.LogCaptureFixture) -> None:
    script = ServiceScript([ok({"target_model": "m", "vocabulary": []}, request_id=f"r\n{CANARY}")])
    with caplog.at_level(logging.DEBUG):
        open_reader(ENDPOINT, ApiKey(CANARY), script.clock, transport=httpx.MockTransport(script)).get(an_id())
    assert [record.getMessage() for record in caplog.records if record.name.startswith("vocabsync")] == [
        "query_vocabulary: HTTP 200, request r\\u{a}[key removed], 0 ms"
    ]
    assert not traces_of(caplog.text)
