"""A vocabulary compared with what its claim declares, once; what was found outlives the contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from vocabsync.domain.diff import diff_terms, same_terms
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from vocabsync.domain.identifiers import Digest
    from vocabsync.domain.plan import TermDiff
    from vocabsync.domain.vocabulary import RemoteVocabulary, Vocabulary


@frozen
class Equal:
    """Both sides hold the same terms. ``digest`` is that of this content, where somebody asked for it."""

    digest: Digest | None = None


@frozen(kw_only=True)
class Difference:
    """The digests of the remote content (``before``) and of the declared one (``after``), and what lies between."""

    before: Digest
    after: Digest
    diff: TermDiff


Comparison: TypeAlias = Equal | Difference


def compare(desired: Vocabulary, remote: RemoteVocabulary) -> Comparison:
    """Compare what the files declare with what the service has, or give what was found when they were compared."""
    if remote.compared is not None:
        return remote.compared
    if same_terms(desired.terms, remote.terms):
        return Equal()
    return Difference(
        before=digest_terms(remote.terms),
        after=digest_terms(desired.terms),
        diff=diff_terms(remote.terms, desired.terms),
    )
