"""Every expected failure is provoked, and its whole text is on the page ``docs/errors.md``."""

from __future__ import annotations

import os
import re
import sys

import pytest

from tests.errors.catalogue import PAGE, REPORTS, Told, provoke_all, write_page
from tests.errors.raise_sites import find_raise_sites, find_reasons
from vocabsync.domain.errors import FilesInvalid, ServiceFailure, VocabsyncError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the texts quote what Linux says about files")

INTERNAL = r"\[Errno|\bNone\b|has no attribute|int\(\)|\w+(?:Error|Exception)\b|__|\bmapping\b|<\w+ object"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Told, ...]]:
    return provoke_all(tmp_path_factory.mktemp("failures"))


@pytest.fixture(scope="module")
def entries(told: dict[str, tuple[Told, ...]]) -> list[Told]:
    return [each for chapter in told.values() for each in chapter]


def test_the_page_shows_the_whole_text_of_every_failure(told: dict[str, tuple[Told, ...]]) -> None:
    page = PAGE.read_text("utf-8")
    fresh = write_page(told, page)
    if os.environ.get("VOCABSYNC_UPDATE_GOLDEN"):
        PAGE.write_text(fresh, "utf-8")
        return
    assert page == fresh, "look at the difference; `make golden` writes the page anew"


def test_every_place_that_raises_a_failure_has_an_entry(entries: list[Told]) -> None:
    places = {place for each in entries for place in each.places}
    missing = [
        str(site)
        for site in find_raise_sites()
        if not any(path == site.path and site.first <= line <= site.last for path, line in places)
    ]
    assert missing == [], "add what provokes it to a table in tests/errors/"


def test_every_title_stands_for_one_failure(entries: list[Told]) -> None:
    titles = [each.title for each in entries]
    texts = [each.text for each in entries if isinstance(each.failure, VocabsyncError)]
    assert sorted(set(titles)) == sorted(titles)
    assert len(texts) > 100


def test_every_failure_says_what_to_do_next(entries: list[Told]) -> None:
    plain = [each for each in entries if not isinstance(each.failure, FilesInvalid)]
    silent = [each.title for each in plain if not re.search(r"^(?:  next:|next:|try:) +\S", each.text, re.MULTILINE)]
    assert silent == []


def test_no_failure_speaks_of_our_insides(entries: list[Told]) -> None:
    ours = [each for each in entries if not isinstance(each.failure, ServiceFailure)]
    assert [each.title for each in ours if re.search(INTERNAL, each.text)] == []


def test_no_part_of_a_message_is_empty(entries: list[Told]) -> None:
    plain = [each for each in entries if not isinstance(each.failure, FilesInvalid)]
    assert [each.title for each in plain if re.search(r":\s*$|``|''|\(\)", each.text, re.MULTILINE)] == []


def test_every_reason_of_an_outcome_is_in_a_report(told: dict[str, tuple[Told, ...]]) -> None:
    reports = "\n".join(each.text for chapter in REPORTS for each in told[chapter])
    missing = [reason for reason in find_reasons() if reason not in reports]
    assert missing == [], "add what leads to it to a table in tests/errors/outcome_failures.py"
    assert len(find_reasons()) > 25


def test_a_place_that_raises_and_is_not_provoked_would_be_missed() -> None:
    sites = [site.says for site in find_raise_sites()]
    assert len(sites) > 100
    assert any(says.startswith("raise _unusable(") for says in sites)
    assert any(says.startswith("damaged(") for says in sites)
