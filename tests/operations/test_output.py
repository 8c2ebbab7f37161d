"""The ID map: whole, or refused as a whole."""

from __future__ import annotations

import pytest

from tests.support.asking import Account
from tests.support.builders import a_claim, a_remote, a_vocabulary, an_id
from tests.support.memory_ports import MemoryHistory, MemoryLedger, StandingClock, files_of
from tests.support.world import a_ledger, recorded
from vocabsync.domain.errors import VocabsyncError
from vocabsync.domain.evidence import LedgerState
from vocabsync.domain.vocabulary import RemoteVocabulary, Vocabulary
from vocabsync.operations.output import output
from vocabsync.operations.plan import PlanPorts

DECLARED = (a_vocabulary("movies"), a_vocabulary("people"), a_vocabulary("people", "paraformer-v2"))
REMOTE = (
    a_remote("movies", number=1),
    a_remote("people", number=2),
    a_remote("people", "paraformer-v2", number=3),
)


def ports(
    *remote: RemoteVocabulary, declared: tuple[Vocabulary, ...] = DECLARED, ledger: LedgerState | None = None
) -> PlanPorts:
    return PlanPorts(
        files=files_of(*declared),
        remote=Account(*remote),
        ledger=MemoryLedger(ledger or LedgerState()),
        history=MemoryHistory(),
        clock=StandingClock(),
    )


def test_every_declared_claim_gets_its_one_id() -> None:
    assert output(ports(*REMOTE)) == {
        a_claim("movies"): an_id("movies", 1),
        a_claim("people"): an_id("people", 2),
        a_claim("people", "paraformer-v2"): an_id("people", 3),
    }


def test_of_several_the_one_that_the_ledger_names_is_given() -> None:
    twin = a_remote("movies", number=9)

    assert output(ports(*REMOTE, twin, ledger=a_ledger(recorded(twin))))[a_claim("movies")] == twin.id


def test_vocabularies_that_nobody_declares_are_not_given() -> None:
    assert a_claim("other") not in output(ports(*REMOTE, a_remote("other", number=7)))


@pytest.mark.parametrize(
    ("remote", "complaint"),
    [
        (REMOTE[1:], "movies fun-asr: the service has no vocabulary for it"),
        (
            (*REMOTE, a_remote("movies", number=9)),
            f"movies fun-asr: several vocabularies answer to it: {an_id('movies', 1)}, {an_id('movies', 9)}",
        ),
        (
            (a_remote("movies", number=1, status="UNDEPLOYED"), *REMOTE[1:]),
            f"movies fun-asr: {an_id('movies', 1)} has the status UNDEPLOYED, and only OK is used at recognition",
        ),
    ],
    ids=["missing", "ambiguous", "not OK"],
)
def test_one_id_that_cannot_be_given_refuses_the_whole_map(
    remote: tuple[RemoteVocabulary, ...], complaint: str
) -> None:
    with pytest.raises(VocabsyncError) as caught:
        output(ports(*remote))

    assert caught.value.why == complaint
    assert "so none is printed" in caught.value.what


def test_all_complaints_come_at_once() -> None:
    with pytest.raises(VocabsyncError) as caught:
        output(ports())

    assert len(caught.value.why.splitlines()) == 3
