"""Updates, deletes, settling, order and files, broken. Each takes the original and gives its replacement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.fake_service import a_problem
from vocabsync.cli.exit_codes import ExitCode
from vocabsync.domain.digest import digest_terms
from vocabsync.domain.errors import ServiceFailure, StateNotSaved, VocabularyAbsent
from vocabsync.domain.outcome import Done, NotAttempted
from vocabsync.domain.verdict import ApiAction


def do_not_query_before(original: Any) -> Any:
    return lambda action, attempt: attempt.run.backups.save(action.remote, attempt.run.name)


def do_not_compare_before(original: Any) -> Any:
    def recheck(action: Any, attempt: Any) -> Any:
        try:
            seen = attempt.run.remote.get(action.remote.id)
        except (VocabularyAbsent, ServiceFailure):
            return original(action, attempt)
        return original(replace(action, before=digest_terms(seen.terms)), attempt)

    return recheck


def save_no_backup(original: Any) -> Any:
    return lambda self, remote, run: ".vocabsync/backups/none.json"


def trust_the_answer_to_an_update(original: Any) -> Any:
    def look(self: Any, doubt: Any, number: int) -> Any:
        return self._accept(replace(self._action.remote, terms=self._action.desired.terms))

    return look


def trust_the_answer_to_a_delete(original: Any) -> Any:
    def look(action: Any, attempt: Any, doubt: Any, number: int) -> Any:
        return VocabularyAbsent(a_problem(ApiAction.DELETE, "HTTP 200"), action.remote.id)

    return look


def send_forty_times(original: Any) -> Any:
    return 40


def update_by_creating(original: Any) -> Any:
    def update_vocabulary(action: Any, run: Any) -> Any:
        run.remote.delete(action.remote.id)
        run.remote.create(action.claim, action.desired.terms)
        return original(action, run)

    return update_vocabulary


def delete_by_prefix(original: Any) -> Any:
    def delete_vocabulary(action: Any, run: Any) -> Any:
        ended = original(action, run)
        for listed in run.remote.list_all():
            if not listed.id.startswith("vocab-movies-"):
                run.remote.delete(listed.id)
        return ended

    return delete_vocabulary


def settle_unseen(original: Any) -> Any:
    def settle(accepted: Any, run: Any) -> None:
        for each in accepted:
            run.progress.put(
                Done(
                    action=each.action,
                    vocabulary_id=each.vocabulary_id,
                    request_id=None,
                    duration=0.0,
                    read_back=each.action.after,
                    status="OK",
                )
            )

    return settle


def run_the_stages_backwards(original: Any) -> Any:
    def carry_out(plan: Any, watch: Any, run: Any) -> None:
        original(replace(plan, stages=tuple(reversed(plan.stages))), watch, run)

    return carry_out


def take_every_outcome_for_good(original: Any) -> Any:
    return lambda outcome: True


def ignore_signals(original: Any) -> Any:
    return lambda self: self._all


def heed_nothing(original: Any) -> Any:
    return lambda self, problem: None


def never_stop(original: Any) -> Any:
    return lambda self, why: None


def exit_zero_on_unknown(original: Any) -> Any:
    return lambda report, plan: ExitCode.DONE


def leave_actions_out_of_the_report(original: Any) -> Any:
    def outcomes(self: Any) -> Any:
        return tuple(outcome for outcome in original(self) if not isinstance(outcome, NotAttempted))

    return outcomes


def rename_without_fsync(original: Any) -> Any:
    def write_durably(path: Any, data: bytes, *, disk: Any) -> None:
        temporary = path.with_name(f".{path.name}.00000000.tmp")
        try:
            disk.remove(temporary)
            disk.write_new(temporary, data)
            disk.replace(temporary, path)
            disk.sync_folder(path.parent)
        except OSError as error:
            raise StateNotSaved(str(error)) from error

    return write_durably


def write_in_place(original: Any) -> Any:
    def write_durably(path: Any, data: bytes, *, disk: Any) -> None:
        try:
            disk.remove(path)
            disk.write_new(path, data)
            disk.sync(path)
            disk.sync_folder(path.parent)
        except OSError as error:
            raise StateNotSaved(str(error)) from error

    return write_durably
