"""The smallest apply that does everything: an update, a create, a delete, beside what stays and what is foreign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.builders import a_vocabulary, terms_of

if TYPE_CHECKING:
    from tests.support.standin_site import Ran
    from vocabsync.domain.vocabulary import Terms

OLD, PEOPLE, NEWS = terms_of("赛德克巴莱", "悲情城市"), terms_of("吴贻弓", lang="zh"), terms_of("breaking news")
NEW = (*OLD, *NEWS)
BEFORE = (a_vocabulary("movies", terms=OLD), a_vocabulary("people", terms=PEOPLE), a_vocabulary("old", terms=NEWS))
AFTER = (a_vocabulary("movies", terms=NEW), a_vocabulary("people", terms=PEOPLE), a_vocabulary("news", terms=NEWS))
APPROVED = {("update_vocabulary", "movies"), ("create_vocabulary", "news"), ("delete_vocabulary", "old")}
WISHED: dict[str, Terms] = {"movies": NEW, "people": PEOPLE, "news": NEWS, "foreign": terms_of("赛德克巴莱", lang="zh")}
DOCUMENTED = {0, 1, 3, 4, 5}
"""Exit codes that an apply may have, whatever the service does to it."""


def by_prefix(ran: Ran) -> dict[str, Terms]:
    """Name what the account holds; a second vocabulary of one prefix is a failure in itself."""
    named = {each.split("-")[1]: terms for each, terms in ran.account.items()}
    assert len(named) == len(ran.account), ran.account
    return named


def writes_of(ran: Ran) -> list[tuple[str, str]]:
    """Give action and prefix of every write."""
    return [
        (action, subject.split("-")[1] if "-" in subject else subject)
        for action, subject in zip(ran.writes, ran.subjects, strict=True)
    ]
