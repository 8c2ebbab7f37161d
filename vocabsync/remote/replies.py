"""What one request came to: an answer as documented, or a symptom and its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.domain.verdict import ServiceProblem
    from vocabsync.remote.verdicts import Symptom

T = TypeVar("T")


@frozen
class Answered(Generic[T]):
    """The service answered as documented."""

    output: T
    request_id: str | None


@frozen(kw_only=True)
class Failed:
    """Anything else. ``retry_after`` is the header as it came, for ``retry`` to make sense of."""

    symptom: Symptom
    problem: ServiceProblem
    retry_after: str | None = None


@frozen
class Unread(Generic[T]):
    """An answer that came whole with status 200, still as bytes: ``read`` says what it is, and costs CPU alone."""

    read: Callable[[], Reply[T]]


Reply: TypeAlias = Answered[T] | Failed
