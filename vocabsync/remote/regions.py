"""Where the service is: a closed list of regions, and the checks of a base URL from the person's environment."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from vocabsync.domain.errors import ConfigurationError
from vocabsync.domain.frozen import frozen

REGIONS: Final = {"cn-beijing": "dashscope.aliyuncs.com", "ap-southeast-1": "dashscope-intl.aliyuncs.com"}
"""Region → shared host. No other region offers vocabularies (service.md section 1)."""

BASE_URL_VARIABLE: Final = "DASHSCOPE_HTTP_BASE_URL"
WORKSPACE_VARIABLE: Final = "DASHSCOPE_WORKSPACE_ID"

_WORKSPACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
# Every sign of a base URL is named here, so user info, query, fragment, escapes, blanks, backslashes and all that is
# not ASCII have no place in it.
_BASE_URL = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{_LABEL}(?:\.{_LABEL})*|\[::1\])(?::(?P<port>[0-9]{{1,5}}))?(?P<path>(?:/[\w.~-]+)*)/?",
    re.ASCII | re.IGNORECASE,
)
_LIKE_A_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)


@frozen
class Endpoint:
    """Where the requests of one run go. ``host`` is for people; ``workspace`` becomes a header, if there is one."""

    base_url: str
    host: str
    workspace: str | None = None

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: the one place that may see the key."""
        return origin_of(self.base_url)

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine: no proxy then."""
        return _is_loopback(self.origin[1])


def origin_of(url: str) -> tuple[str, str, int]:
    """Give scheme, host and port of a URL, with the scheme's own port where none is named."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def endpoint_for(region: str, base_url: str | None, workspace: str | None) -> Endpoint:
    """Choose the endpoint: the base URL of the person's environment, else the workspace's host, else the region's.

    Raises ConfigurationError.
    """
    if region not in REGIONS:
        raise ConfigurationError(
            "the region is not one that offers vocabularies",
            next_step=f"write region: {' or region: '.join(REGIONS)} in vocabsync.yaml",
        )
    workspace = _check_workspace(workspace.strip()) if workspace and workspace.strip() else None
    if base_url and base_url.strip():
        return _endpoint_of_base_url(base_url.strip(), region, workspace)
    host = f"{workspace}.{region}.maas.aliyuncs.com" if workspace else REGIONS[region]
    return Endpoint(f"https://{host}/api/v1", host, workspace)


def _check_workspace(workspace: str) -> str:
    if _WORKSPACE.fullmatch(workspace) is None:
        raise ConfigurationError(
            "the workspace ID cannot be used",
            where=WORKSPACE_VARIABLE,
            why="it has at most 64 ASCII letters, digits, - and _, and begins with a letter or digit",
            next_step="copy it from the Model Studio console",
        )
    return workspace


def _endpoint_of_base_url(base_url: str, region: str, workspace: str | None) -> Endpoint:
    match = _BASE_URL.fullmatch(base_url)
    if match is None:
        raise _unusable("it must be https://HOST[:PORT]/PATH in plain ASCII, without user, query or fragment")
    scheme, host, path = match["scheme"].lower(), match["host"].lower(), match["path"]
    if match["port"] and not 0 < int(match["port"]) < 65536:
        raise _unusable("its port is not between 1 and 65535")
    if any(label.startswith("xn--") for label in host.split(".")):
        raise _unusable("international host names are not accepted, as some look like others")
    if _LIKE_A_NUMBER.fullmatch(host.rpartition(".")[2]) and not _is_ipv4(host):
        raise _unusable("its host looks like a numeric address, and is not a plain one such as 192.0.2.7")
    if any(segment in {".", ".."} for segment in path.split("/")):
        raise _unusable("its path contains . or ..")
    if scheme == "http" and not _is_loopback(host):
        raise _unusable("http is for this machine only (localhost, 127.0.0.1, [::1]); anywhere else it must be https")
    for other, shared_host in REGIONS.items():
        if host == shared_host and other != region:
            raise _unusable(f"it is the host of {other}, but vocabsync.yaml says {region}")
    authority = f"{host}:{int(match['port'])}" if match["port"] else host
    return Endpoint(f"{scheme}://{authority}{path}", authority, workspace)


def _unusable(why: str) -> ConfigurationError:
    return ConfigurationError(
        "the base URL cannot be used",
        where=BASE_URL_VARIABLE,
        why=why,
        next_step="write it like https://dashscope.aliyuncs.com/api/v1, or unset it",
    )


def _is_ipv4(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "::1", "[::1]"} or (_is_ipv4(host) and ipaddress.IPv4Address(host).is_loopback)
