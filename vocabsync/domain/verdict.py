"""What is known of a call that was sent: executed, not executed, or uncertain. Uncertain is the default."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from vocabsync.domain.identifiers import VocabularyId


class ApiAction(StrEnum):
    """The five actions of the API (service.md section 2)."""

    CREATE = "create_vocabulary"
    LIST = "list_vocabulary"
    QUERY = "query_vocabulary"
    UPDATE = "update_vocabulary"
    DELETE = "delete_vocabulary"


@frozen(kw_only=True)
class ServiceProblem:
    """What went wrong with one call, in chosen fields: never a header, never a body, never the key.

    ``symptom`` is our own short sentence ("no answer within 30 s", "HTTP 400"); ``code``, ``message`` and
    ``request_id``
    are the service's words, cut to 300 characters and still foreign text.
    """

    action: ApiAction
    symptom: str
    status: int | None = None
    code: str | None = None
    message: str | None = None
    request_id: str | None = None
    host: str | None = None


@frozen
class Executed:
    """The service said it did it. ``vocabulary_id`` is the new ID after a create."""

    request_id: str | None
    vocabulary_id: VocabularyId | None = None


@frozen
class NotExecuted:
    """Proved: nothing happened. ``may_retry`` tells a passing obstacle from a refusal."""

    problem: ServiceProblem
    may_retry: bool = False


@frozen
class Uncertain:
    """It may have happened or not, or may still happen. ``stop`` says that nothing more may be sent (a redirect)."""

    problem: ServiceProblem
    stop: bool = False


WriteAnswer: TypeAlias = Executed | NotExecuted | Uncertain
