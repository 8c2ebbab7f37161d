"""Tricks to make the key go elsewhere. A repository chooses a region; the person's environment a base URL."""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.support.builders import ONE_TERM, a_claim, an_id
from tests.support.canary import CANARY, traces_of
from tests.support.loopback import answer, listening
from tests.support.service_script import ENDPOINT, GOOD_OUTPUTS, VirtualClock
from vocabsync.domain.errors import ConfigurationError, VocabsyncError
from vocabsync.domain.verdict import Uncertain
from vocabsync.remote.api_key import ApiKey
from vocabsync.remote.client import CallLimits, OriginBound
from vocabsync.remote.regions import Endpoint, endpoint_for
from vocabsync.remote.store import open_writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback import Script

KEY = ApiKey(CANARY)


@pytest.fixture
def trick(record_property: Callable[[str, object], None]) -> None:
    """Count the test as a trick for the figures; only tests that pass are counted."""
    record_property("host", 1)


GOOD = "https://dashscope.aliyuncs.com/api/v1"

REFUSED_BASE_URLS = [
    "http://dashscope.aliyuncs.com/api/v1",
    "http://evil.example/api/v1",
    "http://localhost.evil.example/api/v1",
    "http://127.0.0.1.evil.example/api/v1",
    "http://127.0.0.1@evil.example/api/v1",
    "http://evil.example#127.0.0.1",
    "http://evil.example?127.0.0.1",
    "http://127.1/api/v1",
    "http://0x7f000001/api/v1",
    "http://2130706433/api/v1",
    "http://017700000001/api/v1",
    "http://127.0.0.256/api/v1",
    "http://0.0.0.0/api/v1",
    "http://[::ffff:127.0.0.1]/api/v1",
    "http://[::]/api/v1",
    "http://[fe80::1%25eth0]/api/v1",
    "http://169.254.169.254/api/v1",
    "http://10.0.0.1/api/v1",
    "https://user@dashscope.aliyuncs.com/api/v1",
    "https://user:password@dashscope.aliyuncs.com/api/v1",
    "https://dashscope.aliyuncs.com@evil.example/api/v1",
    "https://dashscope.aliyuncs.com:443@evil.example/api/v1",
    "https://dashscope.aliyuncs.com%40evil.example/api/v1",
    "https://evil.example#@dashscope.aliyuncs.com/api/v1",
    "https://evil.example?@dashscope.aliyuncs.com/api/v1",
    "https://evil.example\\@dashscope.aliyuncs.com/api/v1",
    "https://evil.example;@dashscope.aliyuncs.com/api/v1",
    "https://dashscope.aliyuncs.com/api/v1#x",
    "https://dashscope.aliyuncs.com/api/v1?x=y",
    "https://dashscope.aliyuncs.com/api/v1;x",
    "https://dashscope.aliyuncs.com/api/../../v1",
    "https://dashscope.aliyuncs.com/./api/v1",
    "https://dashscope.aliyuncs.com/%2e%2e/v1",
    "https://dashscope.aliyuncs.com//evil.example/v1",
    "https:/dashscope.aliyuncs.com/api/v1",
    "https:dashscope.aliyuncs.com/api/v1",
    "https:///dashscope.aliyuncs.com/api/v1",
    "//dashscope.aliyuncs.com/api/v1",
    "dashscope.aliyuncs.com/api/v1",
    "ftp://dashscope.aliyuncs.com/api/v1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "unix:///run/socket",
    "https+insecure://dashscope.aliyuncs.com/api/v1",
    "https://dashscope.aliyuncs.com:0/api/v1",
    "https://dashscope.aliyuncs.com:65536/api/v1",
    "https://dashscope.aliyuncs.com:443:80/api/v1",
    "https://dashscope.aliyuncs.com:/api/v1",
    "https://dashscope.aliyuncs.com:https/api/v1",
    "https://dashscope.aliyuncs.com:４４３/api/v1",
    "https://dashscope.aliyuncs.com./api/v1",
    "https://.dashscope.aliyuncs.com/api/v1",
    "https://dashscope..aliyuncs.com/api/v1",
    "https://-dashscope.aliyuncs.com/api/v1",
    "https://*.aliyuncs.com/api/v1",
    "https://dashscope.aliyuncs。com/api/v1",
    "https://dashscоpe.aliyuncs.com/api/v1",
    "https://ｄashscope.aliyuncs.com/api/v1",
    "https://xn--dashscpe-s9a.aliyuncs.com/api/v1",
    "https://dashscope.XN--ALIYUNC-9Z.com/api/v1",
    "https://dash\u200bscope.aliyuncs.com/api/v1",
    "https://dashscope.aliyuncs.com/api/v1\r\nHost: evil.example",
    "https://dashscope.aliyuncs.com/api/v1\n.evil.example",
    "https://dashscope\t.aliyuncs.com/api/v1",
    "https://dashscope.aliyuncs.com /api/v1",
    "https://dashscope.aliyuncs.com\x00.evil.example/api/v1",
    "https://dashscope.aliyuncs.com/api/v1\x7f",
    "https://" + "a" * 64 + ".example/api/v1",
    "https://[::1/api/v1",
    "https://::1/api/v1",
    "https://1.2.3/api/v1",
    "https://1.2.3.4.5/api/v1",
    "https://evil.0x1/api/v1",
    "https://dashscope-intl.aliyuncs.com/api/v1",
    "${DASHSCOPE_HTTP_BASE_URL}",
    "https://{WorkspaceId}.cn-beijing.maas.aliyuncs.com/api/v1",
    "https://",
    "https://:443",
    "http://",
]

ACCEPTED_BASE_URLS = {
    "https://dashscope.aliyuncs.com/api/v1": (GOOD, ("https", "dashscope.aliyuncs.com", 443)),
    "https://dashscope.aliyuncs.com/api/v1/": (GOOD, ("https", "dashscope.aliyuncs.com", 443)),
    "  https://DashScope.aliyuncs.com/api/v1\n": (GOOD, ("https", "dashscope.aliyuncs.com", 443)),
    "HTTPS://dashscope.aliyuncs.com:0443/api/v1": (
        "https://dashscope.aliyuncs.com:443/api/v1",
        ("https", "dashscope.aliyuncs.com", 443),
    ),
    "https://gateway.example:8443/a-b/~c_d/v1": (
        "https://gateway.example:8443/a-b/~c_d/v1",
        ("https", "gateway.example", 8443),
    ),
    "https://192.0.2.7/api/v1": ("https://192.0.2.7/api/v1", ("https", "192.0.2.7", 443)),
    "http://127.0.0.1:8080/api/v1": ("http://127.0.0.1:8080/api/v1", ("http", "127.0.0.1", 8080)),
    "http://localhost:8080/api/v1/": ("http://localhost:8080/api/v1", ("http", "localhost", 8080)),
    "http://[::1]:8080/api/v1": ("http://[::1]:8080/api/v1", ("http", "::1", 8080)),
    "http://LOCALHOST": ("http://localhost", ("http", "localhost", 80)),
}


def test_there_are_at_least_sixty_tricks() -> None:
    assert len(set(REFUSED_BASE_URLS)) + len(REDIRECTS) + len(OTHER_ORIGINS) + len(WORKSPACES) + len(REGIONS) >= 100


@pytest.mark.usefixtures("trick")
@pytest.mark.parametrize("base_url", REFUSED_BASE_URLS)
def test_a_base_url_with_a_trick_in_it_is_refused(base_url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        endpoint_for("cn-beijing", base_url, None)
    assert caught.value.where == "DASHSCOPE_HTTP_BASE_URL"
    assert "evil" not in str(caught.value)
    assert "password" not in str(caught.value)


@pytest.mark.parametrize("base_url", ACCEPTED_BASE_URLS)
def test_a_plain_base_url_is_taken_and_means_one_origin(base_url: str) -> None:
    expected, origin = ACCEPTED_BASE_URLS[base_url]
    endpoint = endpoint_for("cn-beijing", base_url, None)
    assert endpoint.base_url == expected
    assert endpoint.origin == origin
    assert endpoint.is_loopback == (base_url.lower().startswith("http://"))


REGIONS = [
    "",
    "cn-hangzhou",
    "CN-BEIJING",
    "cn-beijing ",
    "cn-beijing.evil.example",
    "evil.example/",
    "../cn-beijing",
    "cn-beijing\n",
    "us-east-1",
    "local",
]


@pytest.mark.usefixtures("trick")
@pytest.mark.parametrize("region", REGIONS)
def test_a_region_is_one_of_two_words(region: str) -> None:
    with pytest.raises(ConfigurationError, match="region"):
        endpoint_for(region, None, "ws-1")


@pytest.mark.parametrize(
    ("region", "workspace", "host"),
    [
        ("cn-beijing", None, "dashscope.aliyuncs.com"),
        ("ap-southeast-1", None, "dashscope-intl.aliyuncs.com"),
        ("cn-beijing", "  ", "dashscope.aliyuncs.com"),
        ("cn-beijing", "llm-Ab_9", "llm-Ab_9.cn-beijing.maas.aliyuncs.com"),
        ("ap-southeast-1", "w" * 64, "w" * 64 + ".ap-southeast-1.maas.aliyuncs.com"),
    ],
)
def test_hosts_are_compiled_in(region: str, workspace: str | None, host: str) -> None:
    endpoint = endpoint_for(region, None, workspace)
    assert endpoint.base_url == f"https://{host}/api/v1"
    assert endpoint.host == host
    assert endpoint.workspace == (workspace if workspace and workspace.strip() else None)


WORKSPACES = [
    "evil.example/",
    "evil.example#",
    "evil.example?",
    "evil@",
    "user:password@evil.example/",
    "a.b",
    "-a",
    "_a",
    "a b",
    "a\r\nX-Header: b",
    "é",
    "a" * 65,
    "{WorkspaceId}",
    "..",
    "a%2fb",
    "a\\b",
]


@pytest.mark.usefixtures("trick")
@pytest.mark.parametrize("workspace", WORKSPACES)
@pytest.mark.parametrize("base_url", [None, "http://127.0.0.1:9/api/v1"])
def test_a_workspace_cannot_carry_a_host_or_a_header(workspace: str, base_url: str | None) -> None:
    with pytest.raises(ConfigurationError, match="workspace"):
        endpoint_for("cn-beijing", base_url, workspace)


OTHER_ORIGINS = [
    "http://dashscope.aliyuncs.com/api/v1",
    "https://dashscope.aliyuncs.com:8443/api/v1",
    "https://dashscope.aliyuncs.com:80/api/v1",
    "https://dashscope-intl.aliyuncs.com/api/v1",
    "https://dashscope.aliyuncs.com.evil.example/api/v1",
    "https://evil.example/dashscope.aliyuncs.com",
    "https://dashscope.aliyuncs.com@evil.example/",
    "https://evil.example\\.dashscope.aliyuncs.com/",
]


@pytest.mark.usefixtures("trick")
@pytest.mark.parametrize("url", OTHER_ORIGINS)
def test_the_transport_lets_no_request_out_to_another_origin(url: str) -> None:
    seen: list[httpx.Request] = []

    def record(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    transport = OriginBound(httpx.MockTransport(record), ENDPOINT, KEY)
    with pytest.raises((httpx.UnsupportedProtocol, httpx.InvalidURL)):
        transport.handle_request(httpx.Request("POST", url))
    assert seen == []


def test_the_default_port_and_the_named_one_are_one_origin() -> None:
    transport = OriginBound(httpx.MockTransport(lambda request: httpx.Response(200, request=request)), ENDPOINT, KEY)
    request = httpx.Request("POST", "https://DASHSCOPE.aliyuncs.com:443/api/v1")
    assert transport.handle_request(request).status_code == 200
    assert request.headers["authorization"] == KEY.authorization()


def redirect_to(status: int, location: str, port: int) -> Script:
    headers = f"Location: {location.replace('PORT', str(port))}\r\n"
    return answer(b"", status=f"{status} Elsewhere", headers=headers)


REDIRECTS: dict[str, Callable[[int], Script]] = {
    f"{status} to {form}": partial(redirect_to, status, location)
    for status in (301, 302, 303, 307, 308)
    for form, location in {
        "another port": "http://127.0.0.1:PORT/api/v1",
        "another name": "http://localhost:PORT/api/v1",
        "no scheme": "//127.0.0.1:PORT/api/v1",
        "a key in the query": f"http://127.0.0.1:PORT/?key={CANARY}",
    }.items()
}


@pytest.mark.usefixtures("trick")
@pytest.mark.parametrize("redirect", REDIRECTS)
def test_a_redirect_is_never_followed_and_other_origins_hear_nothing(redirect: str) -> None:
    with listening(answer(b"{}")) as elsewhere, listening(REDIRECTS[redirect](elsewhere.port)) as service:
        endpoint = endpoint_for("cn-beijing", f"http://127.0.0.1:{service.port}/api/v1", None)
        with open_writer(endpoint, KEY, VirtualClock(), limits=CallLimits()) as store:
            created = store.create(a_claim(), ONE_TERM)
            assert isinstance(created, Uncertain)
            assert created.stop
            with pytest.raises(VocabsyncError, match=r"a redirect to .*, not followed") as caught:
                store.list_all()
            assert not traces_of(str(caught.value) + repr(created))
        assert elsewhere.heard == []
        assert service.everything.lower().count("authorization: bearer ") == 2


ECHOES: dict[str, Callable[[str], dict[str, Any]]] = {
    "as message": lambda secret: {"code": "InvalidParameter", "message": f"bad header {secret}", "request_id": "r"},
    "as code": lambda secret: {"code": secret, "message": "m", "request_id": "r"},
    "as request ID": lambda secret: {"code": "Arrearage", "message": "m", "request_id": secret},
    "nested": lambda secret: {"error": {"code": "InvalidParameter", "message": secret}},
    "across the clip": lambda secret: {"code": "InvalidParameter", "message": "x" * 290 + secret},
    "in base64": lambda secret: {"code": "X", "message": b64encode(secret.encode()).decode()},
    "reversed": lambda secret: {"code": "X", "message": secret[::-1]},
}


@pytest.mark.parametrize("echo", ECHOES)
@pytest.mark.parametrize("status", [200, 400, 401, 429, 500])
def test_a_service_that_echoes_the_key_does_not_get_it_into_an_error(echo: str, status: int) -> None:
    body = ECHOES[echo](CANARY)
    transport = httpx.MockTransport(
        lambda _: httpx.Response(status, json=body, headers={"x-request-id": CANARY, "retry-after": CANARY})
    )
    with open_writer(ENDPOINT, KEY, VirtualClock(), transport=transport) as store:
        outcomes = [
            store.create(a_claim(), ONE_TERM),
            store.overwrite_terms(an_id(), ONE_TERM),
            store.delete(an_id()),
        ]
        with pytest.raises(VocabsyncError) as caught:
            store.get(an_id())
    told = repr(outcomes) + str(caught.value) + repr(caught.value) + repr(vars(caught.value))
    assert not traces_of(told)
    assert "canary" not in told


def test_the_words_of_the_service_are_made_inert_and_clipped() -> None:
    message = "\x1b[31mred\r\n::error::\u202e" + "词" * 400
    transport = httpx.MockTransport(lambda _: httpx.Response(400, json={"code": "a\nb", "message": message}))
    with open_writer(ENDPOINT, KEY, VirtualClock(), transport=transport) as store:
        answered = store.delete(an_id())
    assert isinstance(answered, Uncertain)
    assert answered.problem.code == "a\\u{a}b"
    assert answered.problem.message is not None
    assert answered.problem.message.startswith("\\u{1b}[31mred\\u{d}\\u{a}::error::\\u{202e}词")
    assert len(answered.problem.message) == 300


def test_an_endpoint_of_the_stand_in_needs_no_key() -> None:
    def check(request: httpx.Request) -> httpx.Response:
        assert "authorization" not in request.headers
        return httpx.Response(200, json={"output": GOOD_OUTPUTS["query_vocabulary"]})

    endpoint = Endpoint("http://127.0.0.1/api/v1", "the stand-in")
    with open_writer(endpoint, None, VirtualClock(), transport=httpx.MockTransport(check)) as store:
        assert store.get(an_id()).term_count == 1
