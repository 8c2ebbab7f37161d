"""One vocabulary of an apply is not as it should be: what the report says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from tests.support.apply_site import ApplySite
from tests.support.builders import a_claim, a_record, a_remote, a_vocabulary, terms_of
from tests.support.fake_service import Mood
from vocabsync.cli.apply_codes import code_of_report
from vocabsync.cli.exit_codes import MEANINGS, ExitCode
from vocabsync.domain.digest import digest_terms
from vocabsync.render.report import render_report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vocabsync.domain.outcome import ApplyReport
    from vocabsync.domain.vocabulary import RemoteVocabulary
    from vocabsync.operations.progress import Progress

    Wrong = Mapping[tuple[str, int], str | Callable[[ApplySite], object]]

OLD, NEW, FOREIGN = terms_of("旧词"), terms_of("新词"), terms_of("外人改")
MOVIES = a_remote(terms=OLD)
OLD_FILMS = a_remote("oldfilms", terms=OLD, number=3)
OLD_MODEL = a_remote(model="paraformer-v2", terms=OLD, number=2)
KEPT = a_remote("medical", terms=OLD, number=6)


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as the terminal shows it, and how the command ends."""

    text: str
    code: int


Report: TypeAlias = "Callable[[], Reported]"


def report_of(site: ApplySite) -> Reported:
    applied = site.apply()
    return reported(applied.report, code_of_report(applied.report, applied.planned.plan))


def reported(report: ApplyReport, code: ExitCode) -> Reported:
    text = render_report(report, "text", exit_code=code, exit_meaning=MEANINGS[code])
    text = re.sub(r"run \d{8}T\d{6}Z-[0-9a-f]{6}", "run 20261124T080000Z-5f2c1a", text)
    # Where a tenth of a second ends is a matter of the machine.
    return Reported(re.sub(r"  0\.\d s", "  0.1 s", text), code)


def going_wrong(site: ApplySite, wrong: Wrong) -> ApplySite:
    for call, happens in wrong.items():
        site.goes_wrong[call] = happens if isinstance(happens, str) else partial(happens, site)
    return site


def creating(wrong: Wrong, *prefixes: str, mood: Mood | None = None) -> Report:
    """Create one vocabulary, or several."""

    def report() -> Reported:
        desired = tuple(a_vocabulary(prefix, terms=NEW) for prefix in prefixes or ("movies",))
        return report_of(going_wrong(ApplySite(desired, mood=mood or Mood()), wrong))

    return report


def updating(wrong: Wrong, mood: Mood | None = None) -> Report:
    return lambda: report_of(
        going_wrong(ApplySite((a_vocabulary(terms=NEW),), mood=mood or Mood()).hold(MOVIES), wrong)
    )


def deleting(wrong: Wrong) -> Report:
    def report() -> Reported:
        site = ApplySite((a_vocabulary("medical", terms=OLD),)).hold(KEPT, OLD_FILMS)
        return report_of(
            going_wrong(site.remember(*(a_record(each, digest_terms(OLD)) for each in (KEPT, OLD_FILMS))), wrong)
        )

    return report


def replacing(wrong: Wrong) -> Report:
    site = ApplySite((a_vocabulary(terms=NEW),)).hold(OLD_MODEL).remember(a_record(OLD_MODEL, digest_terms(OLD)))
    return lambda: report_of(going_wrong(site, wrong))


def fill_the_disk(site: ApplySite, *, folder: str = "") -> None:
    def refuse(_operation: str, path: object) -> None:
        if folder in str(path):
            raise OSError(28, "No space left on device")

    site.disk.before = refuse


def without_room_for(folder: str, report: Callable[[ApplySite], ApplySite]) -> Report:
    def refused() -> Reported:
        site = report(ApplySite((a_vocabulary(terms=NEW),)))
        fill_the_disk(site, folder=folder)
        return report_of(site)

    return refused


def refused_on_a_full_disk() -> Reported:
    site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("movies", "people")))
    site.refuses = {("create", 1): "refused"}
    return report_of(site)


def left_at(call: tuple[str, int], *held: RemoteVocabulary) -> Report:
    """Take the report in the middle of a call, as a second signal does."""

    def report() -> Reported:
        site = ApplySite(tuple(a_vocabulary(prefix, terms=NEW) for prefix in ("movies", "people"))).hold(*held)
        taken: list[Progress] = []
        shown: list[Reported] = []
        site.goes_wrong = {
            call: lambda: shown.append(reported(taken[0].report(interrupted=True), ExitCode.INTERRUPTED))
        }
        site.apply(follow=taken.append)
        return shown[0]

    return report


def foreign_create(site: ApplySite) -> None:
    site.account.create(a_claim(), FOREIGN, by_tool=False)


def foreign_edit(site: ApplySite) -> None:
    for remote in (MOVIES, OLD_FILMS):
        if remote.id in site.account.live:
            site.account.overwrite(remote.id, FOREIGN, by_tool=False)


def foreign_delete(site: ApplySite) -> None:
    site.account.delete(MOVIES.id, by_tool=False)


def stop(site: ApplySite) -> None:
    site.stop.requested = True


ALWAYS = range(1, 9)

CREATES: dict[str, Report] = {
    "Somebody created it meanwhile": creating({("list", 2): foreign_create}),
    "Somebody created one at the same moment": creating({("create", 1): foreign_create}),
    "A create that was refused": creating({("create", 1): "refused"}),
    "The last slot was taken meanwhile": creating({("create", 1): "full"}, "movies", "people"),
    "The key was revoked meanwhile": creating({("create", 1): "revoked"}, "movies", "people"),
    "A create whose answer was lost": creating({("create", 1): "lost_request"}),
    "A create whose answer was lost, and another list is there": creating(
        {("create", 1): "lost_answer"}, mood=Mood(store=lambda _: FOREIGN)
    ),
    "A create whose answer was lost, and the account cannot be read": creating(
        {("create", 1): "lost_answer", ("list", 3): "fail"}, "movies", "people"
    ),
    "A create that was redirected": creating({("create", 1): "redirected"}, "movies", "people"),
    "Before a create the account cannot be read": creating({("list", 2): "fail"}),
    "After a create the account cannot be read": creating({("list", 3): "fail"}),
    "A create of which nothing can be seen": creating({("list", 3): lambda site: site.account.live.clear()}),
    "A create that cannot be read back": creating({("get", 1): "fail"}),
    "An intent that cannot be written": without_room_for("journal", lambda site: site),
    "A create on a disk that fills up": creating({("create", 1): fill_the_disk}, "movies", "people"),
    "A refused create on a disk that fills up": refused_on_a_full_disk,
    "A vocabulary that does not become ready": creating({}, mood=Mood(ready_after=1e9)),
    "A service that stores something else": creating({}, mood=Mood(store=lambda _: FOREIGN)),
    "A run that was interrupted": creating({("create", 1): stop}, "movies", "people"),
    "A run that took too long": creating({("create", 1): lambda site: site.clock.sleep(13 * 60)}, "movies", "people"),
    "A run that had to be left while a create was sent": left_at(("create", 1)),
    "A run that had to be left after a create": left_at(("list", 3)),
}

UPDATES: dict[str, Report] = {
    "Somebody edited it meanwhile": updating({("get", 2): foreign_edit}),
    "Somebody deleted it meanwhile": updating({("get", 2): foreign_delete}),
    "Somebody deleted it right after the update": updating({("get", 3): foreign_delete}),
    "Content that cannot be saved first": without_room_for("backups", lambda site: site.hold(MOVIES)),
    "Before an update it cannot be read": updating({("get", 2): "fail"}),
    "After an update it cannot be read": updating({("get", 3): "fail"}),
    "An update that was refused": updating({("update", 1): "refused"}),
    "An update that was redirected": updating({("update", 1): "redirected"}),
    "A run that had to be left while an update was sent": left_at(("update", 1), MOVIES),
    "An update that has no effect": updating({("update", number): "not_executed" for number in ALWAYS}),
    "An update whose answer was lost, and another list is there": updating(
        {("update", 1): "lost_request", ("get", 4): foreign_edit}
    ),
}

DELETES: dict[str, Report] = {
    "A delete that was refused": deleting({("delete", 1): "refused"}),
    "A delete that was redirected": deleting({("delete", 1): "redirected"}),
    "A delete that has no effect": deleting({("delete", number): "not_executed" for number in ALWAYS}),
    "Somebody edited it right after the delete": deleting({("delete", 1): "lost_request", ("get", 4): foreign_edit}),
    "A replacement that did not come about": replacing({("create", 1): "refused"}),
}
