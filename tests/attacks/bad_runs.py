"""Damaged files of ours, guards and locks, a moved world, a network that fails, signals, and bugs; the key in each."""

from __future__ import annotations

import json
import socket
from functools import partial
from typing import TYPE_CHECKING, Final, NoReturn

from filelock import FileLock

from tests.attacks.bad_answers import good
from tests.attacks.situation import Situation
from tests.support.canary import CANARY, every_form_of
from tests.support.loopback import answer
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
    yield from _on_the_network()
    yield from _redirects()
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


def _on_the_network() -> Iterator[Situation]:
    far = {"DASHSCOPE_HTTP_BASE_URL": " "}
    proxies = {
        "that is another origin": "http://127.0.0.1:ELSEWHERE",
        "without a scheme": "127.0.0.1:ELSEWHERE",
        "that is nowhere": "http://127.0.0.1:1",
        "that is the key": CANARY,
        "with the key as its host": f"http://{CANARY}.invalid:1",
        "with the key as its port": f"http://127.0.0.1:{CANARY}",
        "of another kind": f"socks5://127.0.0.1:1/{CANARY}",
    }
    for number, (name, url) in enumerate(proxies.items()):
        variable = ("HTTPS_PROXY", "ALL_PROXY", "https_proxy")[number % 3]
        yield Situation(
            name=f"a proxy {name}",
            environ={**far, variable: url},
            runs={"plan -v": 1, "apply --auto-approve -vv": 1},
        )
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        yield Situation(
            name=f"{variable}, which is not asked for this machine",
            environ={variable: "http://127.0.0.1:ELSEWHERE"},
            runs={"plan": 0, "apply --auto-approve": 0},
        )
    yield Situation(
        name="certificates that are the key",
        environ={**far, "SSL_CERT_FILE": "ROOT/key-file", "HTTPS_PROXY": "http://127.0.0.1:ELSEWHERE"},
        files={"ROOT/key-file": CANARY},
        runs={"plan -vv": 1},
    )
    yield Situation(name="a name that nobody knows", environ=far, arrange=_unknown_names, runs={"plan -vv": 1})
    yield Situation(
        name="a port where nobody is",
        environ={"DASHSCOPE_HTTP_BASE_URL": "https://127.0.0.1:1/api/v1"},
        runs={"plan": 1, "apply --auto-approve": 1},
    )
    yield Situation(
        name="a service that hangs",
        spoils={"list_vocabulary": lambda *_: None},
        arrange=lambda site: site.limit_calls(0.2),
        runs={"plan -vv": 1},
    )
    yield Situation(
        name="a list that never ends",
        spoils={"list_vocabulary": good(f'{{"vocabulary_list": [{{"vocabulary_id": "{CANARY}"}}]}}')},
        runs={"plan -vv": 1, "apply --auto-approve": 1},
    )


def _redirects() -> Iterator[Situation]:
    locations = (
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/api/v1",
        "//127.0.0.1:{port}",
        f"http://127.0.0.1:{{port}}/?{CANARY}",
        f"http://{CANARY}@127.0.0.1:{{port}}/",
    )
    for status, location in zip((301, 302, 303, 307, 308), locations, strict=True):
        for action in ("list", "query", "create", "update", "delete"):
            yield Situation(
                name=f"{status} of {action} to {location.replace(CANARY, 'KEY')}",
                arrange=partial(_redirect, action=action, status=status, location=location),
                runs={"apply --auto-approve -v": 1 if action in {"list", "query"} else 5},
                says="redirect",
                is_slow=action in {"query", "update", "delete"},
            )


def _redirect(site: AttackSite, *, action: str, status: int, location: str) -> None:
    headers = f"Location: {location.format(port=site.elsewhere.port)}\r\n"
    site.service.spoils = {f"{action}_vocabulary": answer(b"", status=f"{status} Elsewhere", headers=headers)}


def _unknown_names(site: AttackSite) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(-2, f"Name or service not known: {CANARY}")

    site.patch.setattr(socket, "getaddrinfo", fail)


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
    def fail(_: object) -> NoReturn:
        key_in_a_local = CANARY  # a traceback with locals would show it
        raise fault() if key_in_a_local else AssertionError

    site.patch.setattr("vocabsync.operations.plan.plan", fail)
    site.patch.setattr("tempfile.tempdir", str(site.root / temp))
