"""From what was decided to what the service says: rows, terms, times, statuses, and the forms an error takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from vocabsync.emulator.messages import Answer, Moment, answer_json

if TYPE_CHECKING:
    from vocabsync.emulator.account import Kept
    from vocabsync.emulator.refusals import Refusal
    from vocabsync.emulator.settings import Settings

READY: Final = "OK"
NOT_READY: Final = "UNDEPLOYED"
HTML: Final = b"<html><head><title>error</title></head><body><h1>Service error</h1></body></html>"
_ZONES: Final = {"utc+8": timezone(timedelta(hours=8)), "utc": UTC}


def show_kept(kept: Kept, settings: Settings, now: float) -> dict[str, Any]:
    """Give one item of a listing, all its four fields filled."""
    shown = {
        "gmt_create": _time(kept.created, settings),
        "vocabulary_id": kept.id,
        "gmt_modified": _time(kept.modified, settings),
        "status": _status(kept, settings, now),
    }
    return {**shown, "owner_name": "stand-in"} if settings.unknown_fields == "some" else shown


def show_terms(terms: list[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """Give the terms as a query answers them."""
    if settings.absent_lang != "missing":
        absent = None if settings.absent_lang == "null" else ""
        terms = [term if "lang" in term else {**term, "lang": absent} for term in terms]
    if settings.unknown_fields == "some":
        terms = [{**term, "translation": ""} for term in terms]
    return terms


def answer_success(output: dict[str, Any], settings: Settings, moment: Moment) -> Answer:
    """Wrap an output in the envelope."""
    document: dict[str, Any] = {"output": output, "usage": {"count": 1}, "request_id": moment.request_id}
    if settings.unknown_fields == "some":
        document["trace"] = {"stand-in": True}
    return answer_json(200, document).with_header("x-request-id", moment.request_id)


def answer_refusal(refusal: Refusal, settings: Settings, moment: Moment) -> Answer:
    """Answer with an error, in the form the belief has for errors."""
    answer = _in_form(refusal, settings.error_form, moment.request_id)
    for name, value in refusal.headers:
        answer = answer.with_header(name, value)
    return answer.with_header("x-request-id", moment.request_id)


def _in_form(refusal: Refusal, form: str, request_id: str) -> Answer:
    plain = {"code": refusal.code, "message": refusal.message, "request_id": request_id}
    match form:
        case "msg":
            document = {"code": refusal.code, "msg": refusal.message, "requestId": request_id}
            return answer_json(refusal.status, document)
        case "nested":
            error = {"code": refusal.code, "message": refusal.message}
            return answer_json(refusal.status, {"error": error, "request_id": request_id})
        case "html":
            return Answer(refusal.status, HTML, (("content-type", "text/html"),))
        case "empty":
            return Answer(refusal.status, b"")
        case "on-200":
            return answer_json(200, plain)
        case _:
            return answer_json(refusal.status, plain)


def _time(seconds: float, settings: Settings) -> str:
    return datetime.fromtimestamp(seconds, _ZONES[settings.zone]).strftime("%Y-%m-%d %H:%M:%S")


def _status(kept: Kept, settings: Settings, now: float) -> str:
    settled = now >= kept.modified + settings.status_seconds
    match settings.status:
        case "ok-later":
            return READY if settled else settings.status_word
        case "never":
            return NOT_READY
        case "other-word":
            return settings.status_word
        case "ok-then-not":
            return NOT_READY if settled else READY
        case _:
            return READY
