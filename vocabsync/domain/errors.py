"""Every failure that is expected, as a tree. An error carries facts and composes its own message.

VocabsyncError            exit 1: a problem, explained
├── FilesInvalid          problems in files of ours, all at once
├── ConfigurationError    settings, environment variables, the key
├── StateDamaged          ledger, journal or saved plan cannot be read: never "empty"
├── StateNotSaved         a file of ours cannot be written: disk full, read-only
├── Interrupted           exit 130 or 143: the run was asked to end
├── ServiceFailure        the service refused, or gave no answer that means anything
│   └── VocabularyAbsent  proved: no vocabulary has this ID
├── UnstableListing       the scans of one listing never agreed
├── WorldMoved            exit 3: not what was planned any more
└── NeedsPerson           exit 4: a guard, a conflict, a lock, a wrong account
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vocabsync.domain.diagnostic import Diagnostic
    from vocabsync.domain.identifiers import VocabularyId
    from vocabsync.domain.verdict import ServiceProblem


RUN_AGAIN: Final = "run the same command again: it finds out by itself what is done already, and does the rest"


class VocabsyncError(Exception):
    """An expected failure: ``what`` happened, ``where``, ``why``, and what to do ``next_step``.

    Each is one plain sentence or empty.
    """

    def __init__(self, what: str, *, where: str = "", why: str = "", next_step: str = "") -> None:
        """Keep the facts; the message is composed when it is asked for."""
        super().__init__(what, where, why, next_step)
        self.what = what
        self.where = where
        self.why = why
        self.next_step = next_step

    def __str__(self) -> str:
        """All four parts, a line each."""
        return "\n".join(
            part
            for part in (f"{self.where}: {self.what}" if self.where else self.what, self.why, self.next_step)
            if part
        )


class FilesInvalid(VocabsyncError):
    """Files of ours cannot be used. Carries all problems, warnings too."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Keep the diagnostics for whoever renders them."""
        super().__init__("the files have problems", next_step="correct them, then run `vocabsync validate`")
        self.diagnostics = diagnostics


class ConfigurationError(VocabsyncError):
    """A setting, an environment variable or the key cannot be used."""


class StateDamaged(VocabsyncError):
    """A file that we wrote earlier cannot be read; it is never taken for empty."""


class StateNotSaved(VocabsyncError):
    """A file of ours could not be written, so what it should remember lives only in this process."""


class Interrupted(VocabsyncError):
    """The run was asked to end while something waited; nothing was sent by whoever raises this."""


class ServiceFailure(VocabsyncError):
    """A call ended in something other than what was asked for. ``problem`` has status, code, message and request ID."""

    def __init__(self, problem: ServiceProblem, *, what: str, why: str = "", next_step: str = "") -> None:
        """Keep the problem beside the sentences."""
        super().__init__(what, where=problem.host or "", why=why, next_step=next_step)
        self.problem = problem


class VocabularyAbsent(ServiceFailure):
    """The service proved that no vocabulary has this ID (400 or 416 ``BadRequest.ResourceNotExist``)."""

    def __init__(self, problem: ServiceProblem, vocabulary_id: VocabularyId) -> None:
        """Name the ID."""
        super().__init__(problem, what=f"the service has no vocabulary {vocabulary_id}")
        self.vocabulary_id = vocabulary_id


class UnstableListing(VocabsyncError):
    """Listing the account gave another answer each time, so absence proves nothing."""


class WorldMoved(VocabsyncError):
    """Files, remote or plan are not what was approved. ``moves`` has a sentence per vocabulary."""

    def __init__(self, what: str, *, moves: tuple[str, ...], next_step: str) -> None:
        """Keep a sentence per vocabulary."""
        super().__init__(what, why="\n".join(moves), next_step=next_step)
        self.moves = moves


class NeedsPerson(VocabsyncError):
    """Nothing is broken, but a person has to decide."""
