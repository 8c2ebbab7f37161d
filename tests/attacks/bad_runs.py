"""Damaged files of ours, guards and locks, a moved world, interrupts, and bugs of ours; the key in each."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final, NoReturn

from filelock import FileLock

from tests.attacks.situation import Situation
from tests.support.canary import CANARY, every_form_of
from vocabsync.domain.errors import Interrupted
from vocabsync.emulator.standin import StandIn
from vocabsync.ledger.run_lock import hold_run_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.attack_site import AttackSite

DAMAGED: Final = {
    "text": CANARY,
    "cut off": f'{{"format_version": 1, "{CANARY}": {{',
    "a conflict": f"<<<<<<< {CANARY}\n=======\n>>>>>>> {CANARY}\n",
    "of a later version": f'{{"format_version": 99, "key": "{CANARY}"}}',
    "a key twice": f'{{"{CANARY}": 1, "{CANARY}": 2}}',
    "a list": f'["{CANARY}"]',
    "another shape": f'{{"format_version": 1, "environments": {{"default": {{"{CANARY}": "{CANARY}"}}}}}}',
}
SLOW: Final = {"a list", "a key twice"}
STATE: Final = {
    "vocabsync.lock": {"plan -v": 1, "apply --auto-approve": 1},
    ".vocabsync/journal.json": {"apply --auto-approve -vv": 1},
    "plan.json": {"show plan.json --format html": 1, "apply plan.json": 1},
    ".vocabsync/standin.db": {"--env local plan": 1},
}


def situations() -> Iterator[Situation]:
    for file, runs in STATE.items():
        for name, text in DAMAGED.items():
            yield Situation(name=f"{file}: {name}", files={file: text}, runs=runs, is_slow=name in SLOW)
    yield from _refusals()
    yield from _on_the_disk()
    yield from _interrupts()
    yield from _bugs()


def _refusals() -> Iterator[Situation]:
    tombstones = f"removed:\n  - {{prefix: oldfilms, reason: {CANARY}}}\n"
    yield Situation(
        name="a guard that objects",
        files={"vocabsync.yaml": f"{tombstones}guards: {{deletes: 0}}\n"},
        runs={"apply --auto-approve": 4, "plan --detailed-exitcode --format markdown": 2},
        says="a guard objects",
    )
    yield Situation(name="another digest", runs={f"apply --expect sha256:{'0' * 64} -v": 3})
    yield Situation(
        name="a saved plan, and files that moved",
        files={"vocabsync.yaml": tombstones},
        runs={"plan --out plan.json": 0, "apply plan.json -vv": 3},
        between=lambda site: site.write("vocabularies/people.yaml", "target_model: fun-asr\nterms: [x]\n"),
    )
    yield Situation(
        name="a conflict",
        arrange=lambda site: [site.service.hold("people", term) for term in "xy"],
        runs={"plan --format html": 0, "apply --auto-approve --format json": 4, "output": 1},
    )
    yield Situation(
        name="an account without a slot",
        files={"vocabsync.yaml": "prune: false\n"},
        arrange=lambda site: [site.service.hold(f"other{number}", "x") for number in range(8)],
        runs={"plan --format json --out plan.json": 0, "apply --auto-approve": 4},
    )
    yield Situation(
        name="an account that was emptied",
        runs={"apply --auto-approve": 0, "plan -vv": 0, "apply --auto-approve -vv": 4, "output": 1},
        between=_empty_the_account,
    )
    yield Situation(name="nobody to ask", runs={"apply": 64, "dedupe people --keep x": 64})
    yield Situation(name="no list at all", arrange=_remove_lists, runs={"plan": 1, "validate": 1, "output": 1})
    yield Situation(
        name="environments without a choice",
        files={"vocabsync.yaml": "environments: {prod: {}, staging: {api_key_env: DASHSCOPE_API_KEY_STAGING}}\n"},
        runs={"plan": 1, "--env staging plan": 1, "--env nowhere plan": 1},
    )
    yield Situation(
        name="only reviewed plans",
        files={"vocabsync.yaml": f"require_reviewed_plan: true\n{tombstones}"},
        runs={"apply --auto-approve": 4},
    )


def _empty_the_account(site: AttackSite) -> None:
    site.service.standin.close()
    site.service.standin = StandIn()


def _remove_lists(site: AttackSite) -> None:
    for path in site.repository.glob("vocabularies/*"):
        path.unlink()


def _on_the_disk() -> Iterator[Situation]:
    apply = {"apply --auto-approve -vv": 1}
    yield Situation(name="a file for the folder of state", files={".vocabsync": CANARY}, runs=apply)
    yield Situation(
        name="a folder for the ledger", files={"vocabsync.lock/x": CANARY}, runs={"plan": 1, "apply --auto-approve": 1}
    )
    yield Situation(name="a folder for the journal", files={".vocabsync/journal.json/x": CANARY}, runs=apply)
    yield Situation(name="a folder for the lock", files={".vocabsync/run.lock/x": CANARY}, runs=apply)
    yield Situation(
        name="a file for the backups",
        files={".vocabsync/backups": CANARY},
        runs={"apply --auto-approve -vv": 5, "apply --auto-approve --format json": 1},
    )
    yield Situation(
        name="a link for the folder of state",
        arrange=lambda site: (site.repository / ".vocabsync").symlink_to(site.root / "home"),
        runs=apply,
    )
    yield Situation(name="a lock that is held", arrange=_hold_the_lock, runs={"apply --auto-approve -v": 4})
    yield Situation(name="a folder for the plan", runs={"plan --out vocabularies": 1, "show vocabularies": 1})


def _hold_the_lock(site: AttackSite) -> None:
    path = site.write(".vocabsync/holder", CANARY).with_name("run.lock")
    site.lock = FileLock(path)
    site.lock.acquire()
    site.patch.setattr("vocabsync.cli.applying.hold_run_lock", partial(hold_run_lock, patience=0))


def _interrupts() -> Iterator[Situation]:
    ends: dict[str, Callable[[], BaseException]] = {
        "by a key on the keyboard": KeyboardInterrupt,
        "while it waits": partial(Interrupted, f"interrupted at {CANARY}"),
    }
    for name, end in ends.items():
        yield Situation(name=f"interrupted {name}", arrange=partial(_break, fault=end), runs={"plan -vv": 130})


def _bugs() -> Iterator[Situation]:
    faults: dict[str, Callable[[], Exception]] = {
        **{f"that says the key, {form}": partial(RuntimeError, text) for form, text in _some_forms().items()},
        "with the key as bytes": lambda: ValueError(CANARY.encode()),
        "with the key in a tuple": lambda: KeyError(("key", CANARY)),
        "with bytes that are no text": lambda: UnicodeDecodeError("utf-8", CANARY.encode() + b"\xff", 33, 34, "bad"),
        "of several": lambda: ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)]),
        "with a note": lambda: _noted(ValueError("x")),
        "with a cause": lambda: _caused(ValueError("x")),
        "of JSON": lambda: json.JSONDecodeError(CANARY, CANARY, 0),
    }
    level = iter(("", " -v", " -vv") * 20)
    for name, fault in faults.items():
        yield Situation(
            name=f"a bug {name}",
            arrange=partial(_break, fault=fault),
            runs={f"plan{next(level)}": 70},
            says="a bug in vocabsync",
        )
    yield Situation(
        name="a bug, with the key in a file",
        key=None,
        environ={"DASHSCOPE_API_KEY_FILE_PATH": "ROOT/key-file"},
        files={"ROOT/key-file": f"{CANARY}\n"},
        arrange=partial(_break, fault=partial(RuntimeError, CANARY)),
        runs={"plan -vv": 70},
        says="a bug in vocabsync",
    )
    yield Situation(
        name="a bug, and nowhere to report it",
        arrange=partial(_break, fault=partial(RuntimeError, CANARY), temp="nowhere"),
        runs={"plan": 70},
        says="Traceback",
    )


def _some_forms() -> dict[str, str]:
    names = ("plain", "reversed", "hex", "URL", "JSON", "header", "base64, 1 before and 2 after", "HTML, all")
    return {name: every_form_of()[name] for name in names}


def _noted(error: Exception) -> Exception:
    error.add_note(CANARY)
    return error


def _caused(error: Exception) -> Exception:
    error.__cause__ = OSError(2, CANARY, CANARY)
    return error


def _break(site: AttackSite, fault: Callable[[], BaseException], temp: str = "temp") -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        key_in_a_local = CANARY  # a traceback with locals would show it
        raise fault() if key_in_a_local else AssertionError

    site.patch.setattr("vocabsync.operations.plan.plan", fail)
    site.patch.setattr("tempfile.tempdir", str(site.root / temp))
