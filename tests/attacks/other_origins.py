"""Tricks by which a repository or an environment might make the key go elsewhere, and who may hear of the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.attacks.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Iterator

ELSEWHERE: Final = "http://127.0.0.1:ELSEWHERE"
FAR: Final = {"DASHSCOPE_HTTP_BASE_URL": " "}
"""No base URL: the region's own host, to which only a proxy leads from here."""

NOBODY: Final = ""
THE_SERVICE: Final = "the service"

KEYS: Final = {
    "base_url": ELSEWHERE,
    "base_http_api_url": ELSEWHERE,
    "endpoint": ELSEWHERE,
    "host": "127.0.0.1",
    "url": ELSEWHERE,
    "proxy": ELSEWHERE,
    "proxies": f"{{http: '{ELSEWHERE}', https: '{ELSEWHERE}'}}",
    "https_proxy": ELSEWHERE,
    "trust_env": "true",
    "verify": "false",
    "ca_file": "/etc/passwd",
    "headers": f"{{Host: '{ELSEWHERE}'}}",
    "follow_redirects": "true",
    "workspace": "evil",
    "workspace_id": "127.0.0.1:ELSEWHERE/",
    "api_key": "sk-of-the-repository",
    "api_key_file": "/etc/passwd",
    "env": f"{{DASHSCOPE_HTTP_BASE_URL: '{ELSEWHERE}'}}",
}
"""None of them is a key of ours, neither on top, nor in an environment, nor in a list."""

REGIONS: Final = (
    "127.0.0.1:ELSEWHERE",
    f"'{ELSEWHERE}'",
    "evil.example",
    "cn-beijing.evil.example",
    "../cn-beijing",
    "us",
)
API_KEY_VARIABLES: Final = ("HOME", "GITHUB_TOKEN", "DASHSCOPE_API_KEY_a", "dashscope_api_key", "'DASHSCOPE_API_KEY '")
WORKSPACES: Final = ("127.0.0.1:ELSEWHERE/", "127.0.0.1:ELSEWHERE#", "user@127.0.0.1:ELSEWHERE/", "a.b", "ａ", "a\tb")

UNHEEDED: Final = {
    "DASHSCOPE_BASE_URL": ELSEWHERE,
    "DASHSCOPE_REGION": "ap-southeast-1",
    "DASHSCOPE_API_REGION": "ap-southeast-1",
    "DASHSCOPE_WORKSPACE": "evil",
    "DASHSCOPE_HTTP_BASE_URL_EVIL": ELSEWHERE,
    "VOCABSYNC_BASE_URL": ELSEWHERE,
    "VOCABSYNC_HTTP_BASE_URL": ELSEWHERE,
    "VOCABSYNC_PROXY": ELSEWHERE,
    "HTTP_PROXY": ELSEWHERE,
    "http_proxy": ELSEWHERE,
    "HTTPS_PROXY": ELSEWHERE,
    "ALL_PROXY": ELSEWHERE,
    "all_proxy": ELSEWHERE,
    "NETRC": "ROOT/netrc",
    "CURL_HOME": "ROOT/home",
}
"""Variables that say nothing to us where the service is this machine."""

UNREAD: Final = {
    "ROOT/home/.netrc": "machine 127.0.0.1 login evil password evil\n",
    ".env": f"DASHSCOPE_HTTP_BASE_URL={ELSEWHERE}\n",
    "vocabularies/.env": f"DASHSCOPE_HTTP_BASE_URL={ELSEWHERE}\n",
    "ROOT/home/.dashscope/api_key": "sk-of-nobody\n",
    "pip.conf": f"[global]\nproxy = {ELSEWHERE}\n",
    ".curlrc": f"proxy = {ELSEWHERE}\n",
}
"""Files that others read."""

PROXIED: Final = {
    "HTTPS_PROXY": ELSEWHERE,
    "https_proxy": "127.0.0.1:ELSEWHERE",
    "ALL_PROXY": f"{ELSEWHERE}/path?query",
    "all_proxy": "http://user:password@127.0.0.1:ELSEWHERE",
}
"""Proxies are the person's choice: they are told a host, and shown TLS."""

BEIJING: Final = "dashscope.aliyuncs.com:443"
SINGAPORE: Final = "dashscope-intl.aliyuncs.com:443"


@dataclass(frozen=True, slots=True)
class Trick:
    """``hears``: nobody, the service alone, or the host that a proxy is asked for."""

    situation: Situation
    hears: str


def tricks() -> Iterator[Trick]:
    yield from _of_files()
    for name, value in UNHEEDED.items():
        yield Trick(Situation(name=f"{name} set", environ={name: value}, runs={"plan -v": 0}), THE_SERVICE)
    for name, text in UNREAD.items():
        yield Trick(Situation(name=f"{name} there", files={name: text}, runs={"plan": 0}), THE_SERVICE)
    for number, workspace in enumerate(WORKSPACES):
        environ = {**FAR, "HTTPS_PROXY": ELSEWHERE, "DASHSCOPE_WORKSPACE_ID": workspace}
        yield Trick(Situation(name=f"workspace {number}", environ=environ, runs={"plan": 1}, says="workspace"), NOBODY)
    yield from _of_proxies()


def _of_files() -> Iterator[Trick]:
    for key, value in KEYS.items():
        for place, file, text in (
            ("on top", "vocabsync.yaml", f"{key}: {value}\n"),
            ("in an environment", "vocabsync.yaml", f"environments:\n  prod: {{{key}: {value}}}\n"),
            ("in a list", "vocabularies/movies.yaml", f"target_model: fun-asr\n{key}: {value}\nterms: [x]\n"),
        ):
            # A list is read while the service is asked already: only the service may have heard.
            hears = THE_SERVICE if place == "in a list" else NOBODY
            yield Trick(Situation(name=f"{key} {place}", files={file: text}, runs={"plan": 1}, says="VS1"), hears)
    for key, values in {"region": REGIONS, "api_key_env": API_KEY_VARIABLES}.items():
        for value in values:
            files = {"vocabsync.yaml": f"{key}: {value}\n"}
            yield Trick(Situation(name=f"{key}: {value}", files=files, runs={"plan": 1}), NOBODY)


def _of_proxies() -> Iterator[Trick]:
    for name, url in PROXIED.items():
        yield Trick(_far(f"a proxy in {name}", {name: url}), BEIJING)
    beijing = {"HTTPS_PROXY": ELSEWHERE}
    for name in ("DASHSCOPE_REGION", "DASHSCOPE_API_REGION"):
        yield Trick(_far(f"{name} behind a proxy", {**beijing, name: "ap-southeast-1"}), BEIJING)
    yield Trick(_far("DASHSCOPE_BASE_URL behind a proxy", {**beijing, "DASHSCOPE_BASE_URL": ELSEWHERE}), BEIJING)
    yield Trick(_far("the other region", beijing, "region: ap-southeast-1\n"), SINGAPORE)
    yield Trick(
        _far("a workspace", {**beijing, "DASHSCOPE_WORKSPACE_ID": "ws-1"}), "ws-1.cn-beijing.maas.aliyuncs.com:443"
    )
    yield Trick(
        _far("a workspace that looks like a host", {**beijing, "DASHSCOPE_WORKSPACE_ID": "evil-example"}),
        "evil-example.cn-beijing.maas.aliyuncs.com:443",
    )


def _far(name: str, environ: dict[str, str], configuration: str = "") -> Situation:
    files = {"vocabsync.yaml": configuration or "prune: true\n"}
    return Situation(name=name, environ={**FAR, **environ}, files=files, runs={"plan": 1}, says="proxy")
