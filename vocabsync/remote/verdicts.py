"""What a symptom means for each action (faults.md section 2), as data. Unknown is the default.

The client names the symptom; retry and store look the verdict up here and decide nothing themselves.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from vocabsync.domain.verdict import ApiAction


class Symptom(StrEnum):
    """How a call ended, as far as it can be seen from outside. The value is the row of the table."""

    NOT_REACHED = "the service could not be reached"
    TIMED_OUT = "no complete answer in time"
    CUT_OFF = "the connection ended without an answer"
    TOO_FAST = "too many requests"
    SLOTS_TAKEN = "all vocabulary slots are taken"
    NO_SUCH_ID = "no such vocabulary"
    REFUSED = "refused"
    UNCLEAR_REFUSAL = "refused in words that nobody knows"
    SERVER_TROUBLE = "server trouble"
    REDIRECTED = "redirected"
    MEANINGLESS = "an answer that means nothing"
    ANSWERED = "answered as expected"


class Verdict(StrEnum):
    """What is known of the call, and whether it may be sent again."""

    DONE = "done"
    ASK_AGAIN = "a read: ask again"
    BACK_OFF = "not executed: send again, later"
    NOT_REACHED = "not executed: send again"
    REFUSED = "not executed, and no use to repeat it"
    ABSENT = "proved: there is no such vocabulary"
    UNKNOWN = "may have been executed, or may yet be"
    UNKNOWN_STOP = "the same, and nothing more may be sent"
    ERROR = "a read without a meaning: an error, never 'empty'"

    @property
    def is_repeatable(self) -> bool:
        """Whether the call may be sent again without looking first."""
        return self in {Verdict.ASK_AGAIN, Verdict.BACK_OFF, Verdict.NOT_REACHED}


class _Row(NamedTuple):
    listing: Verdict
    query: Verdict
    update: Verdict
    delete: Verdict
    create: Verdict


_V = Verdict
_ALWAYS_REFUSED: Final = _Row(_V.REFUSED, _V.REFUSED, _V.REFUSED, _V.REFUSED, _V.REFUSED)
_READS_AGAIN: Final = _Row(_V.ASK_AGAIN, _V.ASK_AGAIN, _V.UNKNOWN, _V.UNKNOWN, _V.UNKNOWN)

_TABLE: Final[dict[Symptom, _Row]] = {
    Symptom.NOT_REACHED: _Row(_V.ASK_AGAIN, _V.ASK_AGAIN, _V.NOT_REACHED, _V.NOT_REACHED, _V.NOT_REACHED),
    Symptom.TIMED_OUT: _READS_AGAIN,
    Symptom.CUT_OFF: _READS_AGAIN,
    Symptom.TOO_FAST: _Row(_V.BACK_OFF, _V.BACK_OFF, _V.BACK_OFF, _V.BACK_OFF, _V.BACK_OFF),
    Symptom.SLOTS_TAKEN: _ALWAYS_REFUSED,
    Symptom.NO_SUCH_ID: _Row(_V.REFUSED, _V.ABSENT, _V.ABSENT, _V.DONE, _V.REFUSED),
    Symptom.REFUSED: _ALWAYS_REFUSED,
    Symptom.UNCLEAR_REFUSAL: _Row(_V.REFUSED, _V.REFUSED, _V.UNKNOWN, _V.UNKNOWN, _V.UNKNOWN),
    Symptom.SERVER_TROUBLE: _READS_AGAIN,
    Symptom.REDIRECTED: _Row(_V.REFUSED, _V.REFUSED, _V.UNKNOWN_STOP, _V.UNKNOWN_STOP, _V.UNKNOWN_STOP),
    Symptom.MEANINGLESS: _Row(_V.ERROR, _V.ERROR, _V.UNKNOWN, _V.UNKNOWN, _V.UNKNOWN),
    Symptom.ANSWERED: _Row(_V.DONE, _V.DONE, _V.DONE, _V.DONE, _V.DONE),
}

_COLUMNS: Final = {
    ApiAction.LIST: 0,
    ApiAction.QUERY: 1,
    ApiAction.UPDATE: 2,
    ApiAction.DELETE: 3,
    ApiAction.CREATE: 4,
}

_RATE: Final = {"Throttling", "Throttling.RateQuota", "Throttling.BurstRate", "LimitRequests"}
_DENIED: Final = {
    "AccessDenied",
    "AccessDenied.Unpurchased",
    "Model.AccessDenied",
    "Workspace.AccessDenied",
    "Endpoint.AccessDenied",
    "AllocationQuota.FreeTierOnly",
}
NO_SUCH_ID_CODE: Final = "BadRequest.ResourceNotExist"
ALLOCATION_CODE: Final = "Throttling.AllocationQuota"

_BY_STATUS_AND_CODE: Final[dict[tuple[int, str], Symptom]] = {
    (400, ALLOCATION_CODE): Symptom.SLOTS_TAKEN,
    (400, NO_SUCH_ID_CODE): Symptom.NO_SUCH_ID,
    (416, NO_SUCH_ID_CODE): Symptom.NO_SUCH_ID,
    **{(429, code): Symptom.TOO_FAST for code in _RATE},
}

KNOWN_REFUSALS: Final[dict[int, frozenset[str]]] = {
    400: frozenset(
        {
            "InvalidParameter",
            "Arrearage",
            "BadRequest.EmptyInput",
            "BadRequest.EmptyModel",
            "BadRequest.IllegalInput",
            "UnsupportedOperation",
        }
    ),
    401: frozenset({"InvalidApiKey", "invalid_api_key", "NOT AUTHORIZED"}),
    403: frozenset(_DENIED),
    404: frozenset({"NotFound", "ModelNotFound", "WorkSpaceNotFound"}),
    409: frozenset({"Conflict"}),
    429: frozenset(
        {
            ALLOCATION_CODE,
            "insufficient_quota",
            "PrepaidBillOverdue",
            "PostpaidBillOverdue",
            "CommodityNotPurchased",
        }
    ),
}
"""Status → codes with which the service is known to refuse for good (service.md section 6)."""


def verdict_on(symptom: Symptom, action: ApiAction) -> Verdict:
    """Look up what a symptom means for an action."""
    return _TABLE[symptom][_COLUMNS[action]]


def symptom_of_refusal(status: int, code: str | None) -> Symptom:
    """Name the symptom of an answer that is not a 200, by status and code. ``code`` is None without an envelope.

    401 and 403 need an envelope only, not a known code: in an envelope it is the service that speaks. Without one it
    may be a proxy that saw the answer of a call that was executed.
    """
    if not 400 <= status < 500:
        return _symptom_outside_4xx(status)
    if code is None:
        return Symptom.UNCLEAR_REFUSAL
    if special := _BY_STATUS_AND_CODE.get((status, code)):
        return special
    is_known = status in {401, 403} or code in KNOWN_REFUSALS.get(status, frozenset())
    return Symptom.REFUSED if is_known else Symptom.UNCLEAR_REFUSAL


def _symptom_outside_4xx(status: int) -> Symptom:
    if status >= 500:
        return Symptom.SERVER_TROUBLE
    return Symptom.REDIRECTED if status >= 300 else Symptom.MEANINGLESS
