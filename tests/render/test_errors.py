"""Every kind of expected failure, whole: what happened, where, why, and what to do next."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.render.plan_samples import HOSTILE
from tests.support.builders import an_id
from vocabsync.domain.errors import (
    ConfigurationError,
    NeedsPerson,
    ServiceFailure,
    StateDamaged,
    UnstableListing,
    VocabsyncError,
    VocabularyAbsent,
    WorldMoved,
)
from vocabsync.domain.verdict import ApiAction, ServiceProblem
from vocabsync.render.errors import render_error
from vocabsync.render.palette import COLOURED
from vocabsync.render.service_problems import meaning_of

HOST = "dashscope.aliyuncs.com"


def a_problem(
    status: int | None = 400, code: str | None = None, message: str | None = None, symptom: str = ""
) -> ServiceProblem:
    return ServiceProblem(
        action=ApiAction.CREATE,
        symptom=symptom or f"HTTP {status}",
        status=status,
        code=code,
        message=message,
        request_id="0b6f3c1e-77d2-9a41",
        host=HOST,
    )


SLOTS_REMEDY = (
    "delete a vocabulary that nobody needs, or have the quota raised by a ticket and set `limits: {vocabularies: …}`"
)
KEY_REMEDY = "check DASHSCOPE_API_KEY against the region of this environment, and DASHSCOPE_WORKSPACE_ID if it is set"

CATALOGUE: dict[str, tuple[VocabsyncError, str]] = {
    "a plain problem": (
        VocabsyncError(
            "the plan file cannot be read", where="plan.json", why="No such file", next_step="mend the path"
        ),
        """\
        error: the plan file cannot be read
          where:   plan.json
          why:     No such file
          next:    mend the path
        """,
    ),
    "a setting": (
        ConfigurationError("DASHSCOPE_API_KEY is not set", next_step="export it, or use --env local"),
        """\
        error: DASHSCOPE_API_KEY is not set
          next:    export it, or use --env local
        """,
    ),
    "a damaged ledger": (
        StateDamaged("the ledger is not JSON", where="vocabsync.lock", next_step="restore it from git"),
        """\
        error: the ledger is not JSON
          where:   vocabsync.lock
          next:    restore it from git
        """,
    ),
    "a listing that never agrees": (
        UnstableListing("the listing changed five times in a row", next_step="run the command again"),
        """\
        error: the listing changed five times in a row
          next:    run the command again
        """,
    ),
    "the world moved": (
        WorldMoved(
            "this is not the plan that was approved",
            moves=("movies fun-asr: 3 terms added remotely", "people fun-asr: no longer declared"),
            next_step="review a new plan",
        ),
        """\
        error: this is not the plan that was approved
          moved:   movies fun-asr: 3 terms added remotely
                   people fun-asr: no longer declared
          next:    review a new plan
        """,
    ),
    "a person has to decide": (
        NeedsPerson("2 vocabularies would go, 1 may", next_step="add --allow deletes"),
        """\
        error: 2 vocabularies would go, 1 may
          next:    add --allow deletes
        """,
    ),
    "an absent vocabulary": (
        VocabularyAbsent(a_problem(400, "BadRequest.ResourceNotExist", "not exist"), an_id()),
        f"""\
        error: the service has no vocabulary {an_id()}
          where:   {HOST}
          answer:  HTTP 400 BadRequest.ResourceNotExist: not exist
          request: 0b6f3c1e-77d2-9a41
          means:   no vocabulary of this account has this ID
          next:    check that the key belongs to the account that made it
        """,
    ),
    "all slots taken": (
        ServiceFailure(
            a_problem(400, "Throttling.AllocationQuota", "Free allocated quota exceeded."),
            what="the create was refused",
        ),
        f"""\
        error: the create was refused
          where:   {HOST}
          answer:  HTTP 400 Throttling.AllocationQuota: Free allocated quota exceeded.
          request: 0b6f3c1e-77d2-9a41
          means:   all vocabulary slots of this account are taken; this is not throttling, and waiting does not help
          next:    {SLOTS_REMEDY}
        """,
    ),
    "a key of another region": (
        ServiceFailure(a_problem(401, "InvalidApiKey", "Invalid API-key provided."), what="the listing was refused"),
        f"""\
        error: the listing was refused
          where:   {HOST}
          answer:  HTTP 401 InvalidApiKey: Invalid API-key provided.
          request: 0b6f3c1e-77d2-9a41
          means:   the key is wrong, or it is a key of the other region: a key works in one region only
          next:    {KEY_REMEDY}
        """,
    ),
    "no answer, with a next step of its own": (
        ServiceFailure(
            a_problem(None, symptom="no answer within 30 s"), what="the query failed", next_step="try later"
        ),
        f"""\
        error: the query failed
          where:   {HOST}
          answer:  no answer within 30 s
          request: 0b6f3c1e-77d2-9a41
          next:    try later
        """,
    ),
}


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_failure_says_what_where_why_and_what_next(name: str) -> None:
    error, text = CATALOGUE[name]

    assert render_error(error) == dedent(text)


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, "Throttling.AllocationQuota", "slots"),
        (429, "Throttling.AllocationQuota", "billing"),
        (429, "insufficient_quota", "billing"),
        (429, "PrepaidBillOverdue", "billing"),
        (429, "PostpaidBillOverdue", "billing"),
        (429, "CommodityNotPurchased", "billing"),
        (429, "Throttling.RateQuota", "too many requests"),
        (416, "BadRequest.ResourceNotExist", "no vocabulary of this account"),
        (400, "InvalidParameter", "does not say which"),
        (400, "Arrearage", "overdue"),
        (400, "BadRequest.EmptyInput", "not what the service expects"),
        (400, "BadRequest.EmptyModel", "not what the service expects"),
        (400, "BadRequest.IllegalInput", "not what the service expects"),
        (400, "UnsupportedOperation", "not what the service expects"),
        (401, "invalid_api_key", "other region"),
        (401, "NOT AUTHORIZED", "workspace does not fit"),
        (403, "AccessDenied.Unpurchased", "may not manage"),
        (404, "WorkSpaceNotFound", "workspace does not fit"),
        (302, None, "redirect"),
        (500, "InternalError", "in trouble"),
        (503, None, "in trouble"),
    ],
)
def test_an_answer_is_explained_by_status_and_code(status: int, code: str | None, words: str) -> None:
    meaning = meaning_of(a_problem(status, code))

    assert meaning is not None
    assert words in meaning.means
    assert meaning.remedy


@pytest.mark.parametrize(("status", "code"), [(None, None), (None, "Throttling.AllocationQuota"), (418, "Teapot")])
def test_what_nobody_knows_is_not_explained(status: int | None, code: str | None) -> None:
    assert meaning_of(a_problem(status, code)) is None


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_services_words_begin_no_line_and_do_nothing(hostile: str) -> None:
    problem = a_problem(400, hostile, hostile)
    shown = render_error(ServiceFailure(problem, what=hostile, why=hostile, next_step=hostile))

    lines = shown.splitlines()
    assert all(line.startswith(("error: ", "  ")) for line in lines)
    assert all(line.isprintable() and not line.lstrip().startswith(("::", "##[")) for line in lines)


def test_an_error_without_words_still_says_something() -> None:
    assert render_error(VocabsyncError("")) == "error: something went wrong\n"


def test_colour_is_never_the_only_sign() -> None:
    shown = render_error(VocabsyncError("no"), palette=COLOURED)

    assert shown == "\x1b[1;31merror: \x1b[0mno\n"
