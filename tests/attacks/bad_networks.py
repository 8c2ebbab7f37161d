"""Proxies, names, certificates and redirects: the key in what they say, and other origins that listen."""

from __future__ import annotations

import socket
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from tests.attacks.bad_answers import good
from tests.attacks.situation import Situation
from tests.support.canary import CANARY
from tests.support.loopback import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.attack_site import AttackSite


def situations() -> Iterator[Situation]:
    yield from _on_the_network()
    yield from _redirects()


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
