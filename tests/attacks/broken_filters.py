"""What keeps the key in its header, each part of it broken once: the search for the canary has to notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests.support.canary import CANARY
from vocabsync.cli.bug_report import report_bug
from vocabsync.cli.plan_view import save_document
from vocabsync.remote.answers import foreign_words
from vocabsync.remote.client import OriginBound

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

_handle: Final = OriginBound.handle_request


@dataclass(frozen=True, slots=True)
class Broken:
    """Replacements by name, and the situation in which a leak must be found at a place that begins so."""

    situation: str
    place: str
    patches: Mapping[str, object]


def _with_a_second_header(self: OriginBound, request: httpx.Request) -> httpx.Response:
    request.headers["X-Key"] = CANARY
    return _handle(self, request)


def _unfiltered(_: Any, text: str) -> str:
    return text


def _nothing(*_: object) -> None:
    return None


_FILTER: Final = {"vocabsync.cli.redaction.Redaction.__call__": _unfiltered}

BROKEN: Final = {
    "streams are not filtered": Broken("vocabsync plan --KEY", "stderr", _FILTER),
    "a result is not filtered": Broken("the reason of a tombstone, which a plan shows", "stdout", _FILTER),
    "words of the service are kept as they are": Broken(
        "create: 401 -vv",
        "stdout",
        {
            **_FILTER,
            "vocabsync.remote.client.foreign_words": lambda text, _, longest: foreign_words(text, str, longest),
        },
    ),
    "words are clipped before the key is removed": Broken(
        "create: 401 -vv",
        "stdout",
        {"vocabsync.remote.client.foreign_words": lambda text, _, __: text[:36]},
    ),
    "the host of a redirect is read before the key is removed": Broken(
        "list: 302 to the key as a host",
        "stderr",
        {"vocabsync.remote.client._host_of": lambda _: CANARY.partition("/")[0].lower()},
    ),
    "a list with the key is planned": Broken(
        "a term of ours, plain", "a body", {"vocabsync.cli.key_watch.refuse_key": _nothing}
    ),
    "a list with the key is imported": Broken(
        "a term to import, plain", "repository/vocabularies/new.yaml", {"vocabsync.cli.key_watch.refuse_key": _nothing}
    ),
    "an account with the key is read": Broken(
        "a term, plain", "repository/", {"vocabsync.remote.client.ReadingClient.would_show_key": _nothing}
    ),
    "a plan is saved as it is": Broken(
        "the reason of a tombstone, which a plan shows",
        "repository/plan.json",
        {"vocabsync.cli.commands.plan.save_document": lambda plan, target, _: save_document(plan, target, str)},
    ),
    "a bug is reported as it is": Broken(
        "a bug that says the key, plain",
        "temp/",
        {"vocabsync.cli.bug_report.report_bug": lambda error, _: report_bug(error, str)},
    ),
    "a key from a file is learnt late": Broken(
        "a bug, with the key in a file", "temp/", {"vocabsync.remote.api_key.peek_at_key_file": lambda _: ""}
    ),
    "a second header": Broken(
        "list: 401", "a body", {"vocabsync.remote.client.OriginBound.handle_request": _with_a_second_header}
    ),
}
