"""Everything a plan is made from: files read while the service answers, each vocabulary let go once compared."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from vocabsync.domain.errors import FilesInvalid, VocabsyncError
from vocabsync.domain.frozen import frozen
from vocabsync.domain.identifiers import parse_prefix
from vocabsync.operations.read_ahead import ReadAhead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.evidence import LedgerState
    from vocabsync.domain.identifiers import Claim, Prefix, VocabularyId
    from vocabsync.domain.known import Known
    from vocabsync.domain.policy import Policy
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary, Terms, Vocabulary
    from vocabsync.operations.comparing import Comparing
    from vocabsync.operations.ports import AppliedContents, Files, HistoryReader, LedgerStore, RemoteReader


@frozen
class Gathered:
    """What is known, and the warnings of the files (their errors raise)."""

    known: Known
    diagnostics: tuple[Diagnostic, ...]


@frozen
class _Interest:
    """Which vocabularies have to be queried: all under ``prefixes``, and these ``ids``."""

    prefixes: frozenset[Prefix]
    ids: frozenset[VocabularyId]

    def wants(self, listed: ListedVocabulary) -> bool:
        return listed.id in self.ids or parse_prefix(listed.id) in self.prefixes


def gather(
    files: Files,
    remote: RemoteReader,
    ledger: LedgerStore,
    history: HistoryReader,
    *,
    applied: AppliedContents | None = None,
    keep_contents: bool = False,
    meanwhile: Callable[[], None] = lambda: None,
) -> Gathered:
    """Read files, ledger, account and, where something undeclared lies there, git history.

    ``applied`` is what earlier runs on this machine left there, if it remembers. ``keep_contents`` keeps the terms of
    what differs (apply sends and backs them up) and the digests of what is equal (apply writes them to the ledger).
    ``meanwhile`` is called once all files are read, while answers are still on their way.
    Raises FilesInvalid (before any problem of the service), StateDamaged, ServiceFailure, UnstableListing.
    """
    claimed = files.prefixes()
    state = ledger.load()
    interest = _interest(claimed, files.policy, state)
    # Before the files: both want the processor, and the network shall have work. What fails is raised by the listing
    # again, after the problems of the files.
    with suppress(VocabsyncError):
        remote.connect()
    with ReadAhead(remote, interest.wants) as queries:
        from vocabsync.domain.known import Known  # noqa: PLC0415  late: docs/adr/0020
        from vocabsync.operations.comparing import Comparing  # noqa: PLC0415

        comparing = Comparing(queries, state, keep_contents=keep_contents)
        desired, found, diagnostics = _compare_each(files, claimed, comparing, meanwhile)
        account = queries.listing()
        others = queries.take_rest()
        told = history.look_up(
            _undeclared_prefixes(account, frozenset(claimed), interest, files.policy, state),
            _undeclared_claims(desired, found, state),
        )
        proved = queries.query(_proved(account, told.removals, interest))
    known = Known(
        desired=desired,
        listed=account,
        remote=(*found, *others, *proved),
        ledger=state,
        history=told,
        applied=_left_there(found, state, applied),
    )
    return Gathered(known, diagnostics)


def _interest(claimed: Iterable[Prefix], policy: Policy, state: LedgerState) -> _Interest:
    tombstoned = (removal.prefix for removal in policy.removed)
    return _Interest(
        prefixes=frozenset(chain(claimed, tombstoned)),
        ids=frozenset(
            record.vocabulary_id for record in state.records.values() if record.claim.prefix not in policy.elsewhere
        ),
    )


def _compare_each(
    files: Files, claimed: tuple[Prefix, ...], comparing: Comparing, meanwhile: Callable[[], None]
) -> tuple[tuple[Vocabulary, ...], tuple[RemoteVocabulary, ...], tuple[Diagnostic, ...]]:
    """Read one file after the other and compare it with what lies under its prefix.

    Once a file has an error or the service fails, the rest is read for its problems alone: they come first.
    """
    diagnostics: list[Diagnostic] = []
    for prefix in claimed:
        loaded = files.load(prefix)
        diagnostics += loaded.diagnostics
        if not _has_errors(diagnostics):
            comparing.add(prefix, loaded.vocabularies)
    diagnostics += files.finish()
    if _has_errors(diagnostics):
        raise FilesInvalid(tuple(diagnostics))
    meanwhile()
    return *comparing.finish(), tuple(diagnostics)


def _has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.is_error for diagnostic in diagnostics)


def _undeclared_prefixes(
    account: Iterable[ListedVocabulary],
    claimed: frozenset[Prefix],
    interest: _Interest,
    policy: Policy,
    state: LedgerState,
) -> frozenset[Prefix]:
    """Prefixes on the service that no file claims, where git has to tell whether they were ours or protected.

    Without a tombstone or a record only git can prove them ours (nothing is pruned without ``prune``). Of the others it
    may know more of protection: a tombstone remembers none, and the ledger not that it was lifted since.
    """
    undeclared = ((listed, parse_prefix(listed.id)) for listed in account)
    return frozenset(
        prefix
        for listed, prefix in undeclared
        if prefix is not None
        and prefix not in claimed
        and prefix not in policy.elsewhere
        and (
            prefix in interest.prefixes
            or _is_protected(listed.id, state)
            or (policy.prune and not interest.wants(listed))
        )
    )


def _is_protected(vocabulary_id: VocabularyId, state: LedgerState) -> bool:
    record = state.names(vocabulary_id)
    return record is not None and record.protect


def _undeclared_claims(
    desired: Iterable[Vocabulary], found: Iterable[RemoteVocabulary], state: LedgerState
) -> frozenset[Claim]:
    declared = {vocabulary.claim for vocabulary in desired}
    return frozenset(
        remote.claim
        for remote in found
        if remote.claim not in declared and (state.names(remote.id) is None or _is_protected(remote.id, state))
    )


def _left_there(
    found: Iterable[RemoteVocabulary], state: LedgerState, applied: AppliedContents | None
) -> dict[Claim, Terms]:
    """Load what the last apply left, where files and remote both moved since: only there does anybody ask for it."""
    if applied is None:
        return {}
    from vocabsync.domain.drift import asks_for_applied  # noqa: PLC0415  late, as above

    asked = (remote for remote in found if asks_for_applied(remote, state))
    return {remote.claim: terms for remote in asked if (terms := applied.load(remote.id)) is not None}


def _proved(
    account: Iterable[ListedVocabulary], prefixes: Iterable[Prefix], interest: _Interest
) -> list[ListedVocabulary]:
    """Give what only git made interesting, so what was not queried yet."""
    wanted = frozenset(prefixes)
    return [listed for listed in account if parse_prefix(listed.id) in wanted and not interest.wants(listed)]
