"""Five actions × every symptom of faults.md section 2, through the store and back."""

from __future__ import annotations

import gzip
import itertools
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.support.builders import ONE_TERM, a_claim, an_id
from tests.support.service_script import ENDPOINT, KEY, ServiceScript, VirtualClock, refusal
from vocabsync.domain.errors import ServiceFailure, VocabularyAbsent
from vocabsync.domain.verdict import ApiAction, Executed, NotExecuted, Uncertain
from vocabsync.remote.client import ReadingClient
from vocabsync.remote.replies import Failed, Unread
from vocabsync.remote.verdicts import KNOWN_REFUSALS, Symptom, Verdict, symptom_of_refusal, verdict_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.remote.store import StoreWriter

ACTIONS = ("list", "query", "update", "delete", "create")
CALLS: dict[str, Callable[[StoreWriter], object]] = {
    "list": lambda store: store.list_all(),
    "query": lambda store: store.get(an_id()),
    "update": lambda store: store.overwrite_terms(an_id(), ONE_TERM),
    "delete": lambda store: store.delete(an_id()),
    "create": lambda store: store.create(a_claim(), ONE_TERM),
}

# What each action comes to, in the order of ACTIONS, and how many requests it cost.
# reads: error, absent; writes: executed, refused, may retry, unknown, unknown+stop.
READ_AGAIN = ("error×4", "error×4", "unknown×1", "unknown×1", "unknown×1")
HANGS = ("error×2", "error×2", "unknown×1", "unknown×1", "unknown×1")
UNREACHED = ("error×4", "error×4", "may retry×4", "may retry×4", "may retry×1")
REFUSED = ("error×1", "error×1", "refused×1", "refused×1", "refused×1")
UNCLEAR = ("error×1", "error×1", "unknown×1", "unknown×1", "unknown×1")
ABSENT = ("error×1", "absent×1", "refused×1", "executed×1", "refused×1")
STOP = ("error×1", "error×1", "unknown+stop×1", "unknown+stop×1", "unknown+stop×1")


def html(status: int) -> httpx.Response:
    return httpx.Response(status, html="<html><b>no</b></html>")


def body(content: bytes, status: int = 200, **headers: str) -> httpx.Response:
    stream = httpx.ByteStream(content)
    return httpx.Response(status, stream=stream, headers={k.replace("_", "-"): v for k, v in headers.items()})


def document(**fields: Any) -> httpx.Response:
    return httpx.Response(200, json=fields)


SYMPTOMS: dict[str, tuple[Callable[[], httpx.Response | Exception], tuple[str, ...]]] = {
    "name not resolved": (lambda: httpx.ConnectError("[Errno -2] Name or service not known"), UNREACHED),
    "connection refused": (lambda: httpx.ConnectError("[Errno 111] Connection refused"), UNREACHED),
    "no connection in time": (lambda: httpx.ConnectTimeout("timed out"), UNREACHED),
    "TLS handshake failed": (lambda: httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"), UNREACHED),
    "proxy handshake failed": (lambda: httpx.ProxyError("407 Proxy Authentication Required"), UNREACHED),
    "failed while sending": (lambda: httpx.WriteError("broken pipe"), READ_AGAIN),
    "time-out while sending": (lambda: httpx.WriteTimeout("timed out"), HANGS),
    "read time-out": (lambda: httpx.ReadTimeout("timed out"), HANGS),
    "reset without an answer": (lambda: httpx.ReadError("[Errno 104] Connection reset by peer"), READ_AGAIN),
    "closed without an answer": (lambda: httpx.RemoteProtocolError("Server disconnected"), READ_AGAIN),
    **{
        f"429 {code}": (partial(refusal, 429, code), UNREACHED)
        for code in ("Throttling", "Throttling.RateQuota", "Throttling.BurstRate", "LimitRequests")
    },
    "429 without an envelope": (lambda: html(429), UNCLEAR),
    "429 with an unknown code": (lambda: refusal(429, "Throttling.Other"), UNCLEAR),
    "400, all slots taken": (lambda: refusal(400, "Throttling.AllocationQuota"), REFUSED),
    "400, no such ID": (lambda: refusal(400, "BadRequest.ResourceNotExist"), ABSENT),
    "416, no such ID": (lambda: refusal(416, "BadRequest.ResourceNotExist"), ABSENT),
    "404 with the code of another status": (lambda: refusal(404, "BadRequest.ResourceNotExist"), UNCLEAR),
    **{
        f"{status} {code}": (partial(refusal, status, code), REFUSED)
        for status, codes in KNOWN_REFUSALS.items()
        for code in sorted(codes)
    },
    "401 with a new code": (lambda: refusal(401, "KeyAsleep"), REFUSED),
    "403 with a new code": (lambda: refusal(403, "Denied.Today"), REFUSED),
    "403 of a proxy": (lambda: html(403), UNCLEAR),
    "400 with an unknown code": (lambda: refusal(400, "SomethingNew"), UNCLEAR),
    "400 with the envelope nested": (
        lambda: httpx.Response(400, json={"error": {"code": "InvalidParameter", "message": "m"}}),
        REFUSED,
    ),
    "400 with msg and requestId": (
        lambda: httpx.Response(400, json={"code": "Arrearage", "msg": "m", "requestId": "r"}),
        REFUSED,
    ),
    "404 without an envelope": (lambda: html(404), UNCLEAR),
    "400, empty": (lambda: body(b"", 400), UNCLEAR),
    "400 with a number as code": (lambda: httpx.Response(400, json={"code": 7, "message": "m"}), UNCLEAR),
    "408": (lambda: refusal(408, "RequestTimeOut"), UNCLEAR),
    **{
        f"{status} {code}": (partial(refusal, status, code), READ_AGAIN)
        for status, code in itertools.product(
            (500, 503), ("InternalError", "InternalError.Timeout", "SystemError", "RequestTimeOut", "ModelUnavailable")
        )
    },
    "500 with the code of a refusal": (lambda: refusal(500, "BadRequest.ResourceNotExist"), READ_AGAIN),
    "502, HTML": (lambda: html(502), READ_AGAIN),
    "504, empty": (lambda: body(b"", 504), READ_AGAIN),
    **{
        f"{status} to another host": (
            partial(httpx.Response, status, headers={"location": "https://elsewhere.example/"}),
            STOP,
        )
        for status in (301, 302, 303, 307, 308)
    },
    "300": (lambda: httpx.Response(300), STOP),
    "304": (lambda: httpx.Response(304), STOP),
    "399": (lambda: httpx.Response(399), STOP),
    "302 to nonsense": (lambda: httpx.Response(302, headers={"location": "https://[::1"}), STOP),
    "200 with an error body": (lambda: document(code="InternalError", message="no", request_id="r"), UNCLEAR),
    "200 with an error beside an output": (lambda: document(code="Busy", message="no", output={}), UNCLEAR),
    "200 with an error inside the output": (lambda: document(output={"code": "Busy", "message": "no"}), UNCLEAR),
    "200 with a nested error": (lambda: document(error={"code": "Busy", "message": "no"}, output={}), UNCLEAR),
    "200 with a number as code": (lambda: document(code=500, output={}), UNCLEAR),
    "200 with a rate code": (lambda: document(code="Throttling.RateQuota", message="slow"), UNCLEAR),
    "200 with the code of no such ID": (lambda: document(code="BadRequest.ResourceNotExist", message="m"), UNCLEAR),
    "200 without an output": (lambda: document(request_id="r"), UNCLEAR),
    "200, output null": (lambda: document(output=None), UNCLEAR),
    "200, output a list": (lambda: document(output=[]), UNCLEAR),
    "200, not JSON": (lambda: body(b'{"output": {}'), UNCLEAR),
    "200, equal keys": (lambda: body(b'{"output": {}, "output": {"vocabulary_list": []}}'), UNCLEAR),
    "200, NaN": (lambda: body(b'{"output": {"vocabulary_list": [], "x": NaN}}'), UNCLEAR),
    "200, Infinity": (lambda: body(b'{"output": {}, "usage": -Infinity}'), UNCLEAR),
    "200, too deep": (lambda: body(b'{"output": ' + b"[" * 200_000), UNCLEAR),
    "200, too many items": (lambda: body(b'{"output": {"x": [' + b"0," * 3_000_001 + b"0]}}"), UNCLEAR),
    "200, half a character": (lambda: body(b'{"output": {"x": "\\ud800"}}'), UNCLEAR),
    "200, not UTF-8": (lambda: body('{"output": {"x": "赛"}}'.encode("gbk")), UNCLEAR),
    "200, UTF-16": (lambda: body('{"output": {}}'.encode("utf-16")), UNCLEAR),
    "200, a number of 5000 digits": (lambda: body(b'{"output": {"x": ' + b"9" * 5000 + b"}}"), UNCLEAR),
    "200, a list": (lambda: body(b"[]"), UNCLEAR),
    "200, null": (lambda: body(b"null"), UNCLEAR),
    "200, HTML": (lambda: html(200), UNCLEAR),
    "200, empty": (lambda: body(b""), UNCLEAR),
    "200, cut short": (lambda: body(b'{"output": {}}', content_length="99"), UNCLEAR),
    "200, too big": (lambda: body(b" " * (32 * 1024**2 + 1)), UNCLEAR),
    "200, a bomb": (lambda: body(bomb(), content_encoding="gzip"), UNCLEAR),
    "200, not the gzip it says": (lambda: body(b'{"output": {}}', content_encoding="gzip"), UNCLEAR),
    "200, half a gzip": (lambda: body(gzip.compress(b'{"output": {}}')[:-9], content_encoding="gzip"), UNCLEAR),
    "200, two gzips": (lambda: body(gzip.compress(b'{"output": {}}') * 2, content_encoding="gzip"), UNCLEAR),
    "200, an unknown encoding": (lambda: body(b'{"output": {}}', content_encoding="br"), UNCLEAR),
    "200, gzip within gzip": (lambda: body(bomb(), content_encoding="gzip, gzip"), UNCLEAR),
    "204": (lambda: httpx.Response(204), UNCLEAR),
    "299": (lambda: httpx.Response(299), UNCLEAR),
    "201": (lambda: httpx.Response(201, json={"output": {}}), UNCLEAR),
}


def bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(b" " * (64 * 1024**2)) + packer.flush()


# These have a meaning for update and delete, whose output is {}, and none for the others.
SHAPES = {
    "a task ID only": {"task_id": "t-1", "task_status": "PENDING"},
    "the wanted key null": {"vocabulary_id": None, "vocabulary_list": None, "vocabulary": None},
    "the wanted key of another type": {"vocabulary_id": 7, "vocabulary_list": {}, "vocabulary": "x"},
    "rows of another type": {"vocabulary_id": ["x"], "vocabulary_list": ["x"], "target_model": "m", "vocabulary": 1},
    "an ID of another prefix": {"vocabulary_id": an_id("other"), "vocabulary_list": [{}], "vocabulary": []},
    "an ID of another product": {"vocabulary_id": "5c1f0a6be2d94f7f8a3b9d0e64127c88", "target_model": "m"},
    "an empty object": {},
}


def observe(action: str, script: ServiceScript) -> str:
    try:
        answer = CALLS[action](script.writer())
    except VocabularyAbsent:
        told = "absent"
    except ServiceFailure as failure:
        told = "error" if failure.problem.host == "dashscope.aliyuncs.com" else "error of nobody"
    else:
        match answer:
            case Executed():
                told = "executed"
            case NotExecuted(may_retry=may_retry):
                told = "may retry" if may_retry else "refused"
            case Uncertain(stop=stop):
                told = "unknown+stop" if stop else "unknown"
            case _:
                told = f"{answer!r}"
    return f"{told}×{len(script.requests)}"


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("symptom", SYMPTOMS)
def test_every_symptom_of_every_action_comes_to_what_the_table_says(symptom: str, action: str) -> None:
    make, expected = SYMPTOMS[symptom]
    script = ServiceScript(make for _ in range(20))
    assert observe(action, script) == expected[ACTIONS.index(action)]


@pytest.mark.parametrize("action", ["list", "query", "create"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_200_without_what_was_asked_for_is_an_error_or_unknown_and_never_empty(shape: str, action: str) -> None:
    script = ServiceScript([httpx.Response(200, json={"output": SHAPES[shape], "request_id": "r"})])
    assert observe(action, script) == ("unknown×1" if action == "create" else "error×1")


@pytest.mark.parametrize("action", ACTIONS)
def test_an_answer_as_documented_is_done(action: str) -> None:
    script = ServiceScript()
    result = CALLS[action](script.writer())
    if action in {"update", "delete", "create"}:
        assert isinstance(result, Executed)
        assert result.request_id == "r-1"
    assert set(script.actions) == {f"{action}_vocabulary"}


@pytest.mark.parametrize(
    ("first", "last", "symptom"),
    [(201, 299, Symptom.MEANINGLESS), (300, 399, Symptom.REDIRECTED), (500, 599, Symptom.SERVER_TROUBLE)],
)
def test_outside_400_to_499_the_status_alone_says_what_happened(first: int, last: int, symptom: Symptom) -> None:
    for status, code in itertools.product((first, last), (None, "InvalidParameter")):
        assert symptom_of_refusal(status, code) is symptom


def test_every_symptom_has_a_row_and_every_action_a_column() -> None:
    for symptom, action in itertools.product(Symptom, ApiAction):
        verdict = verdict_on(symptom, action)
        if action in {ApiAction.LIST, ApiAction.QUERY}:
            assert verdict not in {Verdict.UNKNOWN, Verdict.UNKNOWN_STOP, Verdict.NOT_REACHED}
        else:
            assert verdict not in {Verdict.ASK_AGAIN, Verdict.ERROR}


def test_every_symptom_is_met_by_the_table_above() -> None:
    # ANSWERED is met by the test of good answers.
    assert set(Symptom) - {Symptom.ANSWERED} == {_symptom_seen(make) for make, _ in SYMPTOMS.values()}


def _symptom_seen(make: Callable[[], httpx.Response | Exception]) -> Symptom:
    client = ReadingClient(ENDPOINT, KEY, VirtualClock(), transport=httpx.MockTransport(ServiceScript([make])))
    reply = client.query(an_id())
    reply = reply.read() if isinstance(reply, Unread) else reply
    assert isinstance(reply, Failed)
    return reply.symptom
