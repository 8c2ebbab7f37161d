"""The simulation bites: each broken variant of our own code breaks a promise that it names; a survivor fails here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.simulation.explore import singles
from tests.simulation.invariants import violations
from tests.simulation.world import live_through
from tests.teeth import broken_creates, broken_writes
from vocabsync.cli import apply_codes
from vocabsync.ledger import spare_file
from vocabsync.ledger.backups import BackupFolder
from vocabsync.ledger.journal import JournalFile
from vocabsync.operations import apply, carry_out, delete, progress, update, watch
from vocabsync.operations.brake import Brake
from vocabsync.operations.create import _Creation
from vocabsync.operations.progress import Progress
from vocabsync.operations.update import _Sending
from vocabsync.operations.watch import Watch


class Variant(NamedTuple):
    """Which function is broken how, which promise must be named, and in which stories to look."""

    place: Any
    name: str
    broken: Callable[[Any], Any]
    bites: str
    stories: tuple[str, ...]


VARIANTS = (
    Variant(_Creation, "_unknown", broken_creates.resend_a_lost_create, "I5", ("create",)),
    Variant(_Creation, "_unknown", broken_creates.resend_a_lost_create, "I1", ("create",)),
    Variant(_Creation, "_unknown", broken_creates.go_back_to_the_create_loop, "I5", ("create",)),
    Variant(_Creation, "_unknown", broken_creates.close_the_intent_of_a_lost_create, "I5", ("create_known_machine",)),
    Variant(_Creation, "_not_created", broken_creates.create_again_without_listing, "I5", ("create",)),
    Variant(_Creation, "_not_created", broken_creates.retry_the_full_account, "refusals", ("quota_full",)),
    Variant(watch, "judge", broken_creates.adopt_without_comparing, "refusals", ("create",)),
    Variant(watch, "judge", broken_creates.adopt_another_model, "refusals", ("two_models",)),
    Variant(Watch, "look_before", broken_creates.take_a_failing_listing_for_empty, "I4", ("create",)),
    Variant(Watch, "look_before", broken_creates.do_not_list_before, "I5", ("create",)),
    Variant(Watch, "await_quiet", broken_creates.wait_for_nothing, "I5", ("create",)),
    Variant(apply, "needs_quiet_period", broken_creates.see_no_need_to_wait, "I5", ("create",)),
    Variant(JournalFile, "knows_run", broken_creates.know_every_run, "I5", ("create_known_machine",)),
    Variant(JournalFile, "open", broken_creates.open_no_intent, "I5", ("create_known_machine",)),
    Variant(Progress, "put_twins", broken_creates.keep_twins_secret, "I13", ("create",)),
    Variant(update, "recheck", broken_writes.do_not_query_before, "I9", ("update",)),
    Variant(delete, "recheck", broken_writes.do_not_query_before, "I9", ("delete",)),
    Variant(update, "recheck", broken_writes.do_not_compare_before, "I9", ("update",)),
    Variant(delete, "recheck", broken_writes.do_not_compare_before, "I9", ("delete",)),
    Variant(BackupFolder, "save", broken_writes.save_no_backup, "backups", ("update",)),
    Variant(_Sending, "_look", broken_writes.trust_the_answer_to_an_update, "I13", ("update",)),
    Variant(delete, "_look", broken_writes.trust_the_answer_to_a_delete, "I13", ("delete",)),
    Variant(update, "TRIES", broken_writes.send_forty_times, "I10", ("normalising",)),
    Variant(carry_out, "update_vocabulary", broken_writes.update_by_creating, "I10", ("update",)),
    Variant(carry_out, "delete_vocabulary", broken_writes.delete_by_prefix, "I3", ("delete",)),
    Variant(carry_out, "delete_vocabulary", broken_writes.delete_by_prefix, "I2", ("three",)),
    Variant(carry_out, "settle", broken_writes.settle_unseen, "I13", ("create",)),
    Variant(apply, "carry_out", broken_writes.run_the_stages_backwards, "I8", ("replace",)),
    Variant(progress, "is_verified", broken_writes.take_every_outcome_for_good, "I8", ("replace", "never_ready")),
    Variant(Brake, "why", broken_writes.ignore_signals, "signals", ("update", "replace")),
    Variant(Brake, "heed", broken_writes.heed_nothing, "refusals", ("three",)),
    Variant(Brake, "pull", broken_writes.never_stop, "refusals", ("three",)),
    Variant(apply_codes, "code_of_report", broken_writes.exit_zero_on_unknown, "I13", ("create",)),
    Variant(Progress, "outcomes", broken_writes.leave_actions_out_of_the_report, "I10", ("replace",)),
    Variant(spare_file, "write_durably", broken_writes.rename_without_fsync, "I12", ("update",)),
    Variant(spare_file, "write_durably", broken_writes.write_in_place, "I12", ("update",)),
)


def _bite(variant: Variant) -> str | None:
    """Give the first broken promise of the kind that the variant must break."""
    for story in variant.stories:
        for schedule in singles(story):
            for complaint in violations(live_through(schedule)):
                if complaint.startswith(variant.bites):
                    return f"{complaint} ({schedule})"
    return None


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: f"{variant.broken.__name__}-{variant.bites}")
def test_a_broken_variant_breaks_a_promise(
    variant: Variant, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    monkeypatch.setattr(variant.place, variant.name, variant.broken(getattr(variant.place, variant.name)))

    bite = _bite(variant)

    record_property("tooth", bite is not None)
    assert bite is not None, f"{variant.broken.__name__} survived: no story of {variant.stories} breaks {variant.bites}"


def test_there_are_teeth_enough() -> None:
    assert len({(variant.place, variant.name, variant.broken) for variant in VARIANTS}) >= 25
