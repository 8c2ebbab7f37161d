"""The wire format (service.md sections 1 and 2): its constants, and shapes that read answers forgivingly.

Fields that nobody knows never break a shape; a missing or mistyped field that a decision needs always does. Nothing
of ours is imported here, so that the stand-in can share the format without sharing a belief.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from pydantic import BeforeValidator, Strict

from vocabsync.domain.frozen import frozen

# The request line and its headers.
CUSTOMIZATION_PATH: Final = "/services/audio/asr/customization"
"""Behind the base, which ends in ``/api/v1``."""
WORKSPACE_HEADER: Final = "X-DashScope-WorkSpace"
REQUEST_ID_HEADER: Final = "x-request-id"
"""Stands in where a body carries no request ID."""

# The request body: {"model": MODEL, "input": {"action": …, …}}.
MODEL: Final = "speech-biasing"
CREATE: Final = "create_vocabulary"
LIST: Final = "list_vocabulary"
QUERY: Final = "query_vocabulary"
UPDATE: Final = "update_vocabulary"
DELETE: Final = "delete_vocabulary"
ACTIONS: Final = (CREATE, LIST, QUERY, UPDATE, DELETE)

DEFAULT_PAGE_SIZE: Final = 10
"""What the service takes where ``page_size`` is left out. ``page_index`` counts from 0."""

KEYS_OF_ERRORS: Final = {
    "code": ("code",),
    "message": ("message", "msg"),
    "request_id": ("request_id", "requestId"),
}
"""Spellings of an error's fields (section 6), the usual one first; ``{"error": {…}}`` may wrap them."""

KEYS_OF_TERMS: Final = frozenset({"text", "weight", "lang"})
"""All that a term may carry; anything else would be dropped by an update."""

KEYS_OF_SUCCESS: Final = {CREATE: "vocabulary_id", LIST: "vocabulary_list", QUERY: "vocabulary"}
"""The key in ``output`` without which an answer of this action means nothing; the other two answer ``{}``."""


def _as_text(value: object) -> object:
    """Take null for a text that is not there."""
    return "" if value is None else value


_Text: TypeAlias = Annotated[str, Strict()]
_TextOrNothing: TypeAlias = Annotated[str, Strict(), BeforeValidator(_as_text)]


@frozen
class CreatedOutput:
    """``output`` of a create. A task ID instead is no answer at all (section 2)."""

    vocabulary_id: _Text


@frozen(kw_only=True)
class ListedRow:
    """One item of ``vocabulary_list``: neither model nor terms. A missing status is the empty, unready one."""

    vocabulary_id: _Text
    status: _TextOrNothing = ""
    gmt_create: _TextOrNothing = ""
    gmt_modified: _TextOrNothing = ""


@frozen
class ListedOutput:
    """``output`` of one page; an absent list is an error, never an empty page."""

    vocabulary_list: list[ListedRow]


@frozen(kw_only=True)
class QueriedOutput:
    """``output`` of a query: no ID, no prefix. The rows of ``vocabulary`` are read in bulk by ``translation``."""

    target_model: _Text
    vocabulary: list[Any]
    status: _TextOrNothing = ""
    gmt_create: _TextOrNothing = ""
    gmt_modified: _TextOrNothing = ""
