"""Ten calls at most at once, results in the order asked."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

AT_ONCE = 10
"""Requests in flight at most, listing included (performance.md section 3)."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def new_pool() -> ThreadPoolExecutor:
    """Give a pool in which calls of one run wait for each other's place; its threads start with the work."""
    return ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="call")


def side_by_side(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Call the function for every item, ten at most at once; an error is raised after all have ended."""
    with new_pool() as pool:
        futures: list[Future[Result]] = [pool.submit(function, item) for item in items]
    return [future.result() for future in futures]
