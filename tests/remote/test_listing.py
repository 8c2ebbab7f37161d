from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.support.builders import an_id
from tests.support.service_script import ServiceScript, good, refusal
from vocabsync.domain.errors import ServiceFailure, UnstableListing
from vocabsync.domain.vocabulary import ListedVocabulary
from vocabsync.remote.listing import MAX_PAGES, list_completely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Page = tuple[ListedVocabulary, ...]


def rows(numbers: Iterable[int]) -> Page:
    return tuple(
        ListedVocabulary(id=an_id("movies", number), status="OK", created="", modified="") for number in numbers
    )


class Account:
    """Answers page requests; counts them."""

    def __init__(self, page_of: Callable[[int, int, int], Page]) -> None:
        self.page_of = page_of
        self.asked: list[tuple[int, int]] = []
        self.scans = 0
        self.told: list[str] = []

    def fetch(self, index: int, size: int) -> Page:
        self.scans += index == 0
        self.asked.append((index, size))
        return self.page_of(self.scans, index, size)

    def list_completely(self, monotonic: Callable[[], float] = lambda: 0.0) -> Page:
        return list_completely(self.fetch, lambda row: self.told.append(row.id), monotonic)


def paged(count: int, cap: int = 100) -> Account:
    return Account(lambda _, index, size: rows(range(count))[index * min(size, cap) :][: min(size, cap)])


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 2), (10, 2), (100, 2)])
def test_an_ordinary_account_costs_one_walk_that_ends_with_an_empty_page(count: int, pages: int) -> None:
    account = paged(count)
    assert account.list_completely() == rows(range(count))
    assert account.asked == [(index, 100) for index in range(pages)]


@pytest.mark.parametrize(("count", "cap", "pages"), [(101, 100, 3), (25, 10, 4), (11, 10, 3)])
def test_more_than_two_pages_need_a_second_walk_that_agrees(count: int, cap: int, pages: int) -> None:
    account = paged(count, cap)
    assert account.list_completely() == rows(range(count))
    assert len(account.asked) == 2 * pages
    assert account.told == [row.id for row in rows(range(count))]


def test_a_service_that_always_shows_its_first_page_is_walked_twice_and_believed() -> None:
    account = Account(lambda _scan, _index, _size: rows(range(7)))
    assert account.list_completely() == rows(range(7))
    assert account.asked == [(0, 100), (1, 100)] * 2


def test_the_same_full_page_again_and_again_proves_nothing() -> None:
    account = Account(lambda _scan, _index, _size: rows(range(100)))
    with pytest.raises(UnstableListing, match="same full page"):
        account.list_completely()


def test_walks_that_disagree_are_repeated_until_two_in_a_row_agree() -> None:
    def page(scan: int, index: int, _: int) -> Page:
        return rows(range(1 + min(scan, 3)))[index : index + 1]

    account = Account(page)
    assert account.list_completely() == rows(range(4))
    assert account.scans == 4
    assert account.told == [row.id for row in rows(range(4))]


def test_walks_that_never_agree_stop_after_five() -> None:
    account = Account(lambda scan, index, _size: rows([scan * 10 + index]) if index < 3 else ())
    with pytest.raises(UnstableListing, match="it was read 5 times"):
        account.list_completely()
    assert account.scans == 5


def test_an_order_that_changes_between_pages_is_no_disagreement() -> None:
    account = Account(lambda scan, index, _size: rows([[0, 1, 2], [2, 0, 1]][scan % 2][index : index + 1]))
    assert {row.id for row in account.list_completely()} == {row.id for row in rows(range(3))}
    assert account.scans == 2


def test_an_id_shown_twice_counts_once() -> None:
    account = Account(lambda _scan, index, _size: () if index else rows([1, 2, 1]))
    assert account.list_completely() == rows([1, 2])
    assert account.told == [row.id for row in rows([1, 2])]


def test_a_service_that_never_stops_inventing_ids_is_stopped() -> None:
    numbers = itertools.count()
    account = Account(lambda _scan, _index, _size: rows([next(numbers)]))
    with pytest.raises(UnstableListing, match="pages"):
        account.list_completely()
    assert len(account.asked) == MAX_PAGES


def test_a_listing_that_takes_longer_than_five_minutes_is_stopped() -> None:
    seconds = itertools.count(step=29)
    account = paged(1000, cap=1)
    with pytest.raises(UnstableListing, match="minutes"):
        account.list_completely(lambda: float(next(seconds)))
    assert len(account.asked) < 12


def test_each_id_is_told_before_the_next_page_is_asked_for() -> None:
    asked_when_told: list[int] = []
    account = paged(3, cap=1)
    list_completely(account.fetch, lambda _: asked_when_told.append(len(account.asked)), lambda: 0.0)
    assert asked_when_told == [1, 2, 3]


def test_a_refused_second_page_is_an_error_and_not_the_end() -> None:
    script = ServiceScript([good("list_vocabulary"), refusal(401, "InvalidApiKey")])
    with pytest.raises(ServiceFailure, match="could not be listed: HTTP 401"):
        script.reader().list_all()


def test_the_whole_account_is_asked_for_and_never_a_prefix() -> None:
    script = ServiceScript()
    assert [listed.id for listed in script.reader().list_all()] == [an_id()]
    assert script.inputs == [
        {"action": "list_vocabulary", "page_index": 0, "page_size": 100},
        {"action": "list_vocabulary", "page_index": 1, "page_size": 100},
    ]
