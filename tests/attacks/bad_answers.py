"""Every symptom of a call (faults.md section 2) at each of the five actions, with the key wherever there is room."""

from __future__ import annotations

import gzip
import json
import socket
import struct
from typing import TYPE_CHECKING

from tests.attacks.situation import Situation
from tests.support.canary import CANARY
from tests.support.loopback import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.loopback import Script

ECHO_HEADERS = f"x-request-id: {CANARY}\r\nRetry-After: {CANARY}\r\nX-Echo: {CANARY}\r\nContent-Type: text/html\r\n"
READS = ("list_vocabulary", "query_vocabulary")
WRITES = ("create_vocabulary", "update_vocabulary", "delete_vocabulary")


def refusal(status: int, code: str) -> Script:
    body = json.dumps({"code": code, "message": f"Bearer {CANARY} is not liked", "request_id": CANARY, "key": CANARY})
    return answer(body.encode(), status=f"{status} {CANARY}", headers=ECHO_HEADERS)


def page(status: int, body: str) -> Script:
    return answer(body.encode(), status=f"{status} {CANARY}", headers=ECHO_HEADERS)


def good(output: str) -> Script:
    return page(200, f'{{"output": {output}, "request_id": "{CANARY}"}}')


def close(connection: socket.socket, _: bytes) -> None:
    connection.close()


def reset(connection: socket.socket, _: bytes) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def close_in_the_headers(connection: socket.socket, _: bytes) -> None:
    connection.sendall(f"HTTP/1.1 200 OK\r\nX-Echo: {CANARY}".encode())
    connection.close()


def cut_short(connection: socket.socket, request: bytes) -> None:
    answer(f'{{"output": {{"a": "{CANARY}'.encode(), length=5000)(connection, request)
    connection.close()


def no_http(connection: socket.socket, _: bytes) -> None:
    connection.sendall(f"{CANARY} is no HTTP\r\n\r\n".encode())
    connection.close()


HTML = f"<html><title>{CANARY}</title><a href='https://elsewhere.invalid/?{CANARY}'>key</a></html>"
SYMPTOMS: dict[str, Script] = {
    "closed without an answer": close,
    "reset without an answer": reset,
    "closed inside the headers": close_in_the_headers,
    "an answer that is no HTTP": no_http,
    "429 with a rate code": refusal(429, "Throttling.RateQuota"),
    "429 of billing": refusal(429, "PrepaidBillOverdue"),
    "400 all slots taken": refusal(400, "Throttling.AllocationQuota"),
    "400 no such ID": refusal(400, "BadRequest.ResourceNotExist"),
    "401": refusal(401, "InvalidApiKey"),
    "403": refusal(403, "AccessDenied"),
    "404": refusal(404, "ModelNotFound"),
    "409": refusal(409, "Conflict"),
    "400 with the key as code": refusal(400, CANARY),
    "400 without an envelope": page(400, HTML),
    "500": refusal(500, "InternalError"),
    "503 with a page": page(503, HTML),
    "307 with the key in the location": answer(
        b"", status="307 X", headers=f"Location: https://{CANARY}@127.0.0.1:1/{CANARY}?{CANARY}#{CANARY}\r\n"
    ),
    "302 to the key as a host": answer(b"", status="302 X", headers=f"Location: https://{CANARY}.invalid/\r\n"),
    "200 with an error inside": page(200, json.dumps({"code": "InvalidParameter", "message": CANARY})),
    "200 without an output": page(200, json.dumps({"request_id": CANARY, CANARY: CANARY})),
    "200 with a task ID only": good(f'{{"task_status": "PENDING", "task_id": "{CANARY}"}}'),
    "200 that is not JSON": page(200, f'{{"output": {CANARY}'),
    "200 cut short": cut_short,
    "200 with a key twice": good(f'{{"{CANARY}": 1, "{CANARY}": 2}}'),
    "200 with NaN": good(f'{{"{CANARY}": NaN}}'),
    "200 nested too deep": good("[" * 9000 + f'"{CANARY}"' + "]" * 9000),
    "200 as a broken gzip": answer(
        gzip.compress(CANARY.encode())[:-4] + CANARY.encode(), headers="Content-Encoding: gzip\r\n"
    ),
    "200 with other types": good(json.dumps({"vocabulary_id": [CANARY], "vocabulary_list": CANARY, "vocabulary": 7})),
    "200 as a page": page(200, HTML),
    "200 and empty": page(200, ""),
}

SLOW = {"429 of billing", "404", "409", "closed inside the headers"}


def situations() -> Iterator[Situation]:
    for symptom, script in SYMPTOMS.items():
        for level, action in zip(("", " -v", " -vv", "", " -vv"), (*READS, *WRITES), strict=True):
            # A read that fails ends the run; a write that is refused or unknown leaves it partly applied.
            code = 1 if action in READS else 5
            yield Situation(
                name=f"{action.partition('_')[0]}: {symptom}{level}",
                runs={f"apply --auto-approve{level}": code},
                spoils={action: script},
                is_slow=symptom in SLOW,
            )
