"""Look again right before a vocabulary is overwritten or deleted: unchanged since the plan, and its content saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import StateNotSaved, VocabularyAbsent
from vocabsync.operations.run import UNANSWERED

if TYPE_CHECKING:
    from vocabsync.domain.outcome import NotAttempted, Refused
    from vocabsync.domain.plan import Delete, Update
    from vocabsync.operations.run import Attempt

EDITED = "somebody else changed it since the plan"


def recheck(action: Update | Delete, attempt: Attempt) -> str | Refused | NotAttempted:
    """Query again and save what is there: the backup's path, or why nothing may be sent. Raises VocabularyAbsent."""
    run = attempt.run
    if why := run.brake.why():
        return attempt.not_attempted(why)
    try:
        seen = run.remote.get(action.remote.id)
        if digest_terms(seen.terms) != action.before:
            return attempt.refused(EDITED, moved=True)
        backup = run.backups.save(seen, run.name)
    except VocabularyAbsent:
        raise
    except UNANSWERED as error:
        return attempt.unread(error)
    except StateNotSaved as error:
        return attempt.not_attempted(f"its old content could not be saved first: {error.what}")
    why = run.brake.why()  # the run may have been asked to end, or the key revoked, meanwhile
    return backup if why is None else attempt.not_attempted(why)
