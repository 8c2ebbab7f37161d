"""A complete listing, or an error: the proof of absence that everything else rests on (faults.md section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vocabsync.domain.errors import UnstableListing
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.vocabulary import ListedVocabulary

    Rows = dict[VocabularyId, ListedVocabulary]

PAGE_SIZE: Final = 100
MAX_SCANS: Final = 5
MAX_PAGES: Final = 300
"""In one scan. An account this large does not exist; a service that never stops inventing IDs might."""

LONGEST: Final = 300.0
"""Seconds for the whole listing, however slowly each page comes."""

_PAGES_BELIEVED_AT_ONCE: Final = 2


@frozen
class _Scan:
    """One walk through the pages. ``is_proof`` says that it needs no second opinion."""

    rows: Rows
    is_proof: bool


def list_completely(
    fetch_page: Callable[[int, int], tuple[ListedVocabulary, ...]],
    on_new: Callable[[ListedVocabulary], None],
    monotonic: Callable[[], float],
) -> tuple[ListedVocabulary, ...]:
    """List the account: one walk where that is proof, else walks until two in a row agree.

    ``fetch_page`` takes index and size. ``on_new`` hears of each ID once, as its page arrives. Raises UnstableListing,
    and whatever ``fetch_page`` raises.
    """
    told: set[VocabularyId] = set()

    def announce(row: ListedVocabulary) -> None:
        if row.id not in told:
            told.add(row.id)
            on_new(row)

    end = monotonic() + LONGEST
    earlier: Rows | None = None
    for _ in range(MAX_SCANS):
        scan = _scan(fetch_page, announce, lambda: monotonic() > end)
        if scan.is_proof or (earlier is not None and earlier.keys() == scan.rows.keys()):
            return tuple(scan.rows.values())
        earlier = scan.rows
    raise _unstable(f"it was read {MAX_SCANS} times, and never came out the same twice in a row")


def _scan(
    fetch_page: Callable[[int, int], tuple[ListedVocabulary, ...]],
    announce: Callable[[ListedVocabulary], None],
    is_over: Callable[[], bool],
) -> _Scan:
    rows: Rows = {}
    for index in range(MAX_PAGES):
        if is_over():
            raise _unstable(f"it did not end within {LONGEST / 60:.0f} minutes")
        page = fetch_page(index, PAGE_SIZE)
        if not page:
            return _Scan(rows, is_proof=index + 1 <= _PAGES_BELIEVED_AT_ONCE)
        new = {row.id: row for row in page if row.id not in rows}
        if not new:
            return _Scan(_whole(rows, page), is_proof=False)
        rows |= new
        for row in new.values():
            announce(row)
    raise _unstable(f"it did not end within {MAX_PAGES} pages")


def _whole(rows: Rows, repeated: tuple[ListedVocabulary, ...]) -> Rows:
    """Accept an end by repetition, unless the repeated page is full: then more may lie behind it, never shown."""
    if len(repeated) >= PAGE_SIZE:
        raise _unstable("the service shows the same full page again and again, and nothing behind it")
    return rows


def _unstable(why: str) -> UnstableListing:
    return UnstableListing(
        "the service's list of vocabularies cannot be relied on, so nobody can say which vocabularies are missing",
        why=why,
        next_step="run the command again; if it stays so, tell the service's support",
    )
