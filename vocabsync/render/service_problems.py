"""What the service's answers mean here, for people: its own words are foreign text and sometimes misleading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from vocabsync.domain.verdict import ServiceProblem


@frozen
class Meaning:
    """What an answer means, and what to do about it."""

    means: str
    remedy: str = ""


_ALL_SLOTS = Meaning(
    "all vocabulary slots of this account are taken; this is not throttling, and waiting does not help",
    "delete a vocabulary that nobody needs, or have the quota raised by a ticket and set `limits: {vocabularies: …}`",
)
_WRONG_KEY = Meaning(
    "the key is wrong, or it is a key of the other region: a key works in one region only",
    "check DASHSCOPE_API_KEY against the region of this environment, and DASHSCOPE_WORKSPACE_ID if it is set",
)
_WRONG_WORKSPACE = Meaning("the workspace does not fit the key", "check or unset DASHSCOPE_WORKSPACE_ID")
_BILLING = Meaning(
    "a matter of billing, not of speed: waiting does not help",
    "settle the bills of the account, then run the command again",
)
_OVERDUE = Meaning("a payment of this account is overdue", "settle the bill, then run the command again")
_ABSENT = Meaning("no vocabulary of this account has this ID", "check that the key belongs to the account that made it")
_TERMS = Meaning(
    "the service refused a prefix, a term or a model, and does not say which",
    "run `vocabsync validate`; rules that only the service knows may have changed",
)
_OUR_REQUEST = Meaning("the request was not what the service expects", "this is a bug of vocabsync; please report it")
_DENIED = Meaning(
    "this key may not manage vocabularies: the service is not enabled, or the workspace is a restricted one",
    "enable Model Studio for the account, or use a key of the primary workspace",
)
_TOO_FAST = Meaning(
    "too many requests: the limit of 600 a minute is shared by everybody who uses the account",
    "wait a minute, then run the command again",
)
_TROUBLE = Meaning("the service is in trouble", "try again later; if it lasts, tell the service's support")
_REDIRECT = Meaning(
    "the service answered with a redirect, which is never followed: the key would go to another host",
    "check DASHSCOPE_HTTP_BASE_URL and the network in between",
)

_NO_ANSWER = "check the network, the proxy and DASHSCOPE_HTTP_BASE_URL if it is set, then run the command again"
_NO_SENSE = (
    "run the command again; if it stays so, look for a proxy that answers instead, or tell the service's support"
)
_NOBODY_KNOWS = "run the command again; if it stays so, ask the service's support about this answer"

_BY_STATUS_AND_CODE = {
    (400, "Throttling.AllocationQuota"): _ALL_SLOTS,
    (401, "NOT AUTHORIZED"): _WRONG_WORKSPACE,
    (429, "Throttling.AllocationQuota"): _BILLING,
    (429, "insufficient_quota"): _BILLING,
    (429, "PrepaidBillOverdue"): _BILLING,
    (429, "PostpaidBillOverdue"): _BILLING,
    (429, "CommodityNotPurchased"): _BILLING,
}
_BY_CODE = {
    "Arrearage": _OVERDUE,
    "BadRequest.ResourceNotExist": _ABSENT,
    "InvalidParameter": _TERMS,
    "BadRequest.EmptyInput": _OUR_REQUEST,
    "BadRequest.EmptyModel": _OUR_REQUEST,
    "BadRequest.IllegalInput": _OUR_REQUEST,
    "UnsupportedOperation": _OUR_REQUEST,
    "WorkSpaceNotFound": _WRONG_WORKSPACE,
}
_BY_STATUS = {401: _WRONG_KEY, 403: _DENIED, 429: _TOO_FAST}


def meaning_of(problem: ServiceProblem) -> Meaning | None:
    """Explain an answer by status and code, never by its message; None where nothing is known."""
    status, code = problem.status, problem.code or ""
    if status is None:
        return None
    known = _BY_STATUS_AND_CODE.get((status, code)) or _BY_CODE.get(code) or _BY_STATUS.get(status)
    if known is not None:
        return known
    if 300 <= status < 400:
        return _REDIRECT
    return _TROUBLE if status >= 500 else None


def known_answers() -> tuple[tuple[str, str, Meaning], ...]:
    """Give every answer that is explained, for the documentation: status and code, "any" where one of them decides."""
    exact = [(str(status), code, meaning) for (status, code), meaning in _BY_STATUS_AND_CODE.items()]
    codes = [("any", code, meaning) for code, meaning in _BY_CODE.items()]
    statuses = [(str(status), "any other", meaning) for status, meaning in _BY_STATUS.items()]
    return (*exact, *codes, *statuses, ("3xx", "any", _REDIRECT), ("5xx", "any other", _TROUBLE))


def remedy_of(problem: ServiceProblem) -> str:
    """Say what to do about an answer, also about one that nobody knows."""
    meaning = meaning_of(problem)
    if meaning is not None:
        return meaning.remedy
    return _NO_ANSWER if problem.status is None else _NO_SENSE if problem.status == 200 else _NOBODY_KNOWS


def say_problem(problem: ServiceProblem) -> str:
    """Name an answer in one line: our symptom, then status and code and the service's own message, which is foreign."""
    status = f"HTTP {problem.status}" if problem.status is not None else ""
    facts = [part for part in (status, problem.code) if part and part not in problem.symptom]
    words = [problem.symptom, *facts]
    named = " ".join(word for word in words if word)
    return f"{named}: {problem.message}" if problem.message else named
