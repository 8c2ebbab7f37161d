"""Services that say the key again, wherever an answer has room for words, in every form that hides it."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final

from tests.attacks.situation import Situation
from tests.support.attack_site import ECHO
from tests.support.canary import CANARY
from tests.support.loopback import answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_KEY: Final = CANARY.encode()
FORMS: Final = {
    "plain": CANARY,
    "base64": b64encode(_KEY).decode(),
    "base64 from the second byte on": b64encode(b"x" + _KEY).decode(),
    "base64 of URLs from the third on": urlsafe_b64encode(b"xy" + _KEY + b"z").decode(),
    "hex": _KEY.hex(),
    "capital hex": _KEY.hex().upper(),
    "URL": "".join(f"%{byte:02X}" for byte in _KEY),
    "escapes of JSON": "".join(f"\\u{ord(character):04x}" for character in CANARY),
    "HTML": "".join(f"&#{ord(character)};" for character in CANARY),
    "reversed": CANARY[::-1],
    "reversed base64": b64encode(_KEY).decode()[::-1],
}


def _output(name: str, value: object = ECHO) -> Callable[[Any], None]:
    return lambda document: document["output"].__setitem__(name, value)


def _each(rows: str, name: str, value: object = ECHO) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        for row in document["output"][rows]:
            row[name] = value

    return edit


_row = partial(_each, "vocabulary_list")
_term = partial(_each, "vocabulary")


def _another_row(document: Any) -> None:
    rows = document["output"]["vocabulary_list"]
    rows += [{"vocabulary_id": f"vocab-{ECHO}-{'a' * 32}", "status": ECHO}] if rows else []


IGNORED: Final[dict[str, tuple[str, Callable[[Any], None]]]] = {
    "an unknown field of a page": ("list", _output("extra")),
    "the name of an unknown field": ("list", _row(ECHO, "x")),
    "the request ID of a page": ("list", lambda document: document.__setitem__("request_id", ECHO)),
    "an unknown field of a vocabulary": ("query", _output("extra", {ECHO: [ECHO]})),
    "an unknown field of a create": ("create", _output("extra")),
    "the request ID of an update": ("update", lambda document: document.__setitem__("request_id", ECHO)),
    "the output of an update": ("update", _output(ECHO, ECHO)),
    "the usage of a delete": ("delete", lambda document: document.__setitem__("usage", {ECHO: ECHO})),
}
"""Where nobody looks, or where words are only shown: everything goes on."""

READ: Final[dict[str, tuple[str, Callable[[Any], None]]]] = {
    "a status in the list": ("list", _row("status")),
    "a time in the list": ("list", _row("gmt_modified")),
    "an ID in the list": ("list", _another_row),
    "a target model": ("query", _output("target_model")),
    "a status": ("query", _output("status")),
    "a time": ("query", _output("gmt_create")),
    "a term": ("query", _term("text")),
    "a term among words": ("query", _term("text", f"key: {ECHO}, 词")),
    "a language": ("query", _term("lang")),
    "an unknown field of a term": ("query", _term("translation")),
    "the name of a term's field": ("query", _term(ECHO, 1)),
}
"""What plans, backups and files are made from: such an account is not read."""

CREATED: Final[dict[str, tuple[str, Callable[[Any], None]]]] = {
    "the ID of what was created": ("create", _output("vocabulary_id")),
    "an ID around the key": ("create", _output("vocabulary_id", f"vocab-{ECHO}-{'a' * 32}")),
}
"""No ID of ours, so the fate of the create is unknown, until the list shows what it did."""


def _bad(place: str, said: str) -> str:
    """Give the body of a refusal; what has a name is said there, the rest stays as documented."""
    words = {"code": "InvalidParameter", "message": "no", "request_id": "r", place: ECHO}
    return json.dumps({"error": words} if place == "nested" else words).replace(ECHO, said)


COMMANDS: Final = ("plan -vv --out plan.json", "apply --auto-approve --format json", "pull --all")
REFUSED: Final = ("code", "message", "msg", "request_id", "nested", "unknown")
HEADERS: Final = ("x-request-id", "Location", "Retry-After", "Content-Type", "Set-Cookie", "WWW-Authenticate")


def situations() -> Iterator[Situation]:
    rotating = cycle([name for name in FORMS if name != "plain"])
    for places, codes in ((IGNORED, (0, 0, 0)), (READ, (1, 1, 1)), (CREATED, (0, 0, 0))):
        for place, (action, edit) in places.items():
            for number, form in enumerate(("plain", next(rotating), next(rotating))):
                yield Situation(
                    name=f"{place}, {form}",
                    runs=dict(zip(COMMANDS, codes, strict=True)),
                    says="the API key among its words" if codes[0] else "",
                    edits={f"{action}_vocabulary": edit},
                    echo=FORMS[form],
                    is_slow=number > 1,
                )
    for action, place in zip(cycle(["list", "create", "update", "delete", "query"]), REFUSED * 3, strict=False):
        yield _in_a_refusal(action, place, next(rotating))
    for place in HEADERS:
        for form in ("plain", next(rotating)):
            headers = f"{place}: {FORMS[form]}\r\n"
            yield Situation(
                name=f"a header {place}, {form}",
                runs={"plan -vv": 1, "apply --auto-approve --format json": 1},
                spoils={"list_vocabulary": answer(b"{}", status="302 Found", headers=headers)},
                says="redirect",
            )


def _in_a_refusal(action: str, place: str, form: str) -> Situation:
    body = _bad(place, FORMS[form].replace("\\", "\\\\") if "\\" in FORMS[form] else FORMS[form])
    return Situation(
        name=f"{place} of a refusal to {action}, {form}",
        runs={"apply --auto-approve --format markdown -v": 1 if action in {"list", "query"} else 5},
        spoils={f"{action}_vocabulary": answer(body.encode(), status="400 Bad")},
        says="InvalidParameter" if place != "code" else "key removed",
    )
