"""One method per action of the API, over one HTTP exchange with a deadline. The only importer of httpx.

Nothing here retries, follows a redirect, reads netrc, keeps a cookie or logs a header: it speaks to httpx's transports
directly, and all of that lives in ``httpx.Client``. Usable from several threads at once.
"""

from __future__ import annotations

import json
import logging
import re
import ssl
import threading
from contextlib import closing
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from vocabsync.domain.errors import ConfigurationError
from vocabsync.domain.frozen import frozen
from vocabsync.domain.verdict import ApiAction, ServiceProblem
from vocabsync.remote import wire
from vocabsync.remote.answers import ReadAnswer, foreign_words, read_answer
from vocabsync.remote.body import BodyUnusable, read_body
from vocabsync.remote.deadline import SecondsLeft, Sending
from vocabsync.remote.pace import Pace
from vocabsync.remote.replies import Answered, Failed, Reply, Unread
from vocabsync.remote.verdicts import Symptom, symptom_of_refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vocabsync.remote.api_key import ApiKey
    from vocabsync.remote.deadline import Clock
    from vocabsync.remote.regions import Endpoint

MAX_IN_FLIGHT: Final = 10
LONGEST_LOCATION: Final = 2000
"""Characters of a redirect's target that are looked at for its host."""

_HEADERS: Final = {
    "Accept": "application/json; charset=utf-8",
    "Accept-Encoding": "gzip",
    "Content-Type": "application/json",
    "User-Agent": "vocabsync",
}
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.PoolTimeout)
_HOST: Final = re.compile(r"[A-Za-z0-9_.:-]+")
_LOG: Final = logging.getLogger(__name__)

Transport: TypeAlias = httpx.BaseTransport
"""The seam: one method, ``handle_request``. The stand-in brings one of its own."""

T = TypeVar("T")


@frozen(kw_only=True)
class CallLimits:
    """Seconds that one request may take: to connect, in all, and in all for an update."""

    connect: float = 5
    call: float = 30
    update: float = 60


@frozen
class _Seen:
    """One exchange, before key and foreign words are taken care of.

    ``answer`` is bytes where a whole body came that nobody has read yet; ``status`` is 0 where no answer came.
    """

    answer: ReadAnswer | bytes
    status: int = 0
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    milliseconds: int = 0

    def read(self, action: ApiAction) -> ReadAnswer:
        return read_answer(action, self.status, self.answer) if isinstance(self.answer, bytes) else self.answer


class ReadingClient:
    """List and query, as wire types; no method writes. Has to be closed."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: ApiKey | None,
        clock: Clock,
        *,
        transport: Transport | None = None,
        limits: CallLimits | None = None,
    ) -> None:
        """Build the connections' pool in the calling thread, with TLS for https only."""
        self._endpoint = endpoint
        self._url = httpx.URL(endpoint.base_url + wire.CUSTOMIZATION_PATH)
        self._key = key
        self._clock = clock
        self._limits = limits or CallLimits()
        self._in_flight = threading.BoundedSemaphore(MAX_IN_FLIGHT)
        self._pace = Pace(clock)
        pooled, fresh = (transport, transport) if transport else _transports(endpoint)
        self._pooled = OriginBound(pooled, endpoint, key)
        self._fresh = OriginBound(fresh, endpoint, key)

    def close(self) -> None:
        """Let the connections go."""
        self._pooled.close()
        self._fresh.close()

    def list_page(self, page_index: int, page_size: int) -> Reply[wire.ListedOutput]:
        """Ask for one page of the whole account: the prefix is left out, as no filter can be relied on."""
        return self._call(ApiAction.LIST, {"page_index": page_index, "page_size": page_size}, wire.ListedOutput)

    def query(self, vocabulary_id: str) -> Reply[wire.QueriedOutput] | Unread[wire.QueriedOutput]:
        """Ask for one vocabulary. A good answer is left unread: its bytes take less room than its terms."""
        seen = self._send(ApiAction.QUERY, {"vocabulary_id": vocabulary_id})
        unread = Unread(lambda: self._reply(ApiAction.QUERY, seen, wire.QueriedOutput))
        return unread if seen.status == 200 and isinstance(seen.answer, bytes) else unread.read()

    def problem_of_answer(self, action: ApiAction, symptom: str, request_id: str | None) -> ServiceProblem:
        """Describe an answer whose meaning fails only later, where wire types become values."""
        return ServiceProblem(
            action=action, symptom=symptom, status=200, request_id=request_id, host=self._endpoint.host
        )

    def would_show_key(self, texts: Iterable[str]) -> bool:
        """Whether words of the service hold the key, in any form."""
        return self._key is not None and self._key.forms.are_in("\n".join(texts))

    def _call(self, action: ApiAction, fields: dict[str, Any], shape: type[T]) -> Reply[T]:
        return self._reply(action, self._send(action, fields), shape)

    def _send(self, action: ApiAction, fields: dict[str, Any]) -> _Seen:
        document = {"model": wire.MODEL, "input": {"action": action.value, **fields}}
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        if action is not ApiAction.CREATE:  # an interrupt that ends the wait must not stand between intent and create
            self._pace.take_turn()
        with self._in_flight:
            began = self._clock.monotonic()
            seen = self._exchange(action, body, began)
            return replace(seen, milliseconds=round((self._clock.monotonic() - began) * 1000))

    def _exchange(self, action: ApiAction, body: bytes, began: float) -> _Seen:
        """Send one request and take its whole answer, or name what happened instead."""
        seconds = self._limits.update if action is ApiAction.UPDATE else self._limits.call
        left = SecondsLeft(self._clock, began + seconds)
        sending = Sending()
        request = self._request(body, left, sending)
        transport = self._fresh if action is ApiAction.CREATE else self._pooled
        try:
            response = transport.handle_request(request)
        except httpx.HTTPError as error:
            # An own transport reports each step, so "not sent" is known exactly; another one is judged by the error.
            if isinstance(error, _NEVER_SENT) or sending.is_proved_unsent:
                return _Seen(ReadAnswer(symptom=Symptom.NOT_REACHED, detail=_unreached(error)))
            if isinstance(error, httpx.TimeoutException):
                return _Seen(ReadAnswer(symptom=Symptom.TIMED_OUT, detail=f"no answer within {seconds:g} s"))
            return _Seen(ReadAnswer(symptom=Symptom.CUT_OFF, detail="the connection ended without an answer"))
        with closing(response):
            return _Seen(_read(response, left), response.status_code, response.headers)

    def _request(self, body: bytes, left: SecondsLeft, sending: Sending) -> httpx.Request:
        workspace = self._endpoint.workspace
        return httpx.Request(
            "POST",
            self._url,
            headers=_HEADERS | ({wire.WORKSPACE_HEADER: workspace} if workspace else {}),
            content=body,
            extensions={
                "timeout": {
                    "connect": min(self._limits.connect, float(left)),
                    "pool": self._limits.connect,
                    "read": left,
                    "write": left,
                },
                "trace": sending,
            },
        )

    def _reply(self, action: ApiAction, seen: _Seen, shape: type[T]) -> Reply[T]:
        answer, headers = seen.read(action), seen.headers
        request_id = self._words(answer.request_id or headers.get(wire.REQUEST_ID_HEADER), 100)
        called = f"request {request_id}" if request_id else "no request ID"
        _LOG.debug("%s: %s, %s, %d ms", action.value, answer.detail, called, seen.milliseconds)
        if answer.symptom is Symptom.ANSWERED and isinstance(answer.output, shape):
            return Answered(answer.output, request_id)
        detail = answer.detail
        if answer.symptom is Symptom.REDIRECTED:
            # The key goes first: as part of a host's name it would be cut and in small letters.
            target = self._words(headers.get("location"), LONGEST_LOCATION) or ""
            detail = f"{detail} to {self._words(_host_of(target), 100) or 'nowhere'}, not followed"
        problem = ServiceProblem(
            action=action,
            symptom=detail,
            status=seen.status or None,
            code=self._words(answer.code, 100),
            message=self._words(answer.message, 300),
            request_id=request_id,
            host=self._endpoint.host,
        )
        return Failed(symptom=answer.symptom, problem=problem, retry_after=headers.get("retry-after"))

    def _words(self, text: str | None, longest: int) -> str | None:
        if not text:
            return None
        return foreign_words(text, self._key.remove_from if self._key else str, longest)


class WritingClient(ReadingClient):
    """The other three actions as well. Each method sends exactly one request."""

    def create(self, prefix: str, target_model: str, vocabulary: list[dict[str, Any]]) -> Reply[wire.CreatedOutput]:
        """Send one create, on a connection that no earlier answer can have spoilt."""
        fields = {"target_model": target_model, "prefix": prefix, "vocabulary": vocabulary}
        return self._call(ApiAction.CREATE, fields, wire.CreatedOutput)

    def update(self, vocabulary_id: str, vocabulary: list[dict[str, Any]]) -> Reply[None]:
        """Replace the whole list of one vocabulary."""
        return self._call(ApiAction.UPDATE, {"vocabulary_id": vocabulary_id, "vocabulary": vocabulary}, type(None))

    def delete(self, vocabulary_id: str) -> Reply[None]:
        """Delete one vocabulary."""
        return self._call(ApiAction.DELETE, {"vocabulary_id": vocabulary_id}, type(None))


class OriginBound(Transport):
    """Adds the key to requests for one origin, and lets no other request out. Nothing else reads the key."""

    def __init__(self, inner: Transport, endpoint: Endpoint, key: ApiKey | None) -> None:
        """Wrap a transport."""
        self._inner = inner
        self._origin = endpoint.origin
        self._key = key

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request with the key, if it goes where the key may go."""
        url = request.url
        origin = (url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80))
        if origin != self._origin:
            raise httpx.UnsupportedProtocol("a request for another origin than the configured one")
        if self._key is not None:
            request.headers["Authorization"] = self._key.authorization()
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the wrapped transport."""
        self._inner.close()


def _transports(endpoint: Endpoint) -> tuple[Transport, Transport]:
    """Build the pooled transport, and the one that opens a new connection each time; they share one TLS context."""
    proxy = _proxy_for(endpoint)
    verify = _tls_context() if endpoint.origin[0] == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    pooled = httpx.Limits(max_connections=MAX_IN_FLIGHT, max_keepalive_connections=MAX_IN_FLIGHT)
    fresh = httpx.Limits(max_connections=MAX_IN_FLIGHT, max_keepalive_connections=0)
    try:
        return (
            httpx.HTTPTransport(verify=verify, trust_env=False, limits=pooled, proxy=proxy),
            httpx.HTTPTransport(verify=verify, trust_env=False, limits=fresh, proxy=proxy),
        )
    except ImportError:
        raise _unusable_proxy() from None


def _tls_context() -> ssl.SSLContext:
    """Trust what httpx trusts, or what ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name; costs 20 ms, so it is shared."""
    try:
        return httpx.create_ssl_context()
    except OSError:
        raise ConfigurationError(
            "the CA certificates that the environment names cannot be read",
            where="SSL_CERT_FILE or SSL_CERT_DIR",
            why="the file or folder is missing, or holds no certificates in PEM form",
            next_step="correct or unset the variable",
        ) from None


def _proxy_for(endpoint: Endpoint) -> httpx.Proxy | None:
    """Find the proxy that the person's environment names for this host; none on this machine."""
    scheme, host, _ = endpoint.origin
    if endpoint.is_loopback or proxy_bypass(host):
        return None
    proxies = getproxies()
    url = proxies.get(scheme) or proxies.get("all")
    if not url:
        return None
    try:
        proxy = httpx.Proxy(url if "://" in url else f"http://{url}")
    except (ValueError, httpx.InvalidURL):
        raise _unusable_proxy() from None
    if _HOST.fullmatch(proxy.url.host) is None:
        raise _unusable_proxy()
    return proxy


def _unusable_proxy() -> ConfigurationError:
    return ConfigurationError(
        "the proxy that the environment names cannot be used",
        where="HTTPS_PROXY or ALL_PROXY",
        why="it must be http://HOST:PORT or https://HOST:PORT",
        next_step="correct or unset the variable, or name the service's host in NO_PROXY",
    )


def _read(response: httpx.Response, left: SecondsLeft) -> ReadAnswer | bytes:
    """Take the answer to its end. A redirect is not read, as nothing in it is for us."""
    status, headers = response.status_code, response.headers
    if 300 <= status < 400:
        return ReadAnswer(symptom=Symptom.REDIRECTED, detail=f"HTTP {status}, a redirect")
    try:
        return read_body(
            cast("httpx.SyncByteStream", response.stream),  # a transport that is not asynchronous gives no other
            encoding=headers.get("content-encoding", ""),
            announced=headers.get("content-length"),
            left=left,
        )
    except (httpx.TimeoutException, TimeoutError):
        symptom, complaint = Symptom.TIMED_OUT, "but the answer did not end in time"
    except httpx.HTTPError:
        symptom, complaint = Symptom.MEANINGLESS, "cut short"
    except BodyUnusable as unusable:
        symptom, complaint = Symptom.MEANINGLESS, str(unusable)
    detail = f"HTTP {status}, {complaint}"
    return ReadAnswer(symptom=symptom if status == 200 else symptom_of_refusal(status, None), detail=detail)


def _unreached(error: httpx.HTTPError) -> str:
    """Say in our own words what stood in the way; a library's message may repeat a proxy's URL."""
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return "no connection in time"
        case httpx.ProxyError():
            return "the proxy refused the connection"
        case _ if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return "its TLS certificate is not trusted here"
        case _ if "getaddrinfo" in str(error) or "Name or service" in str(error) or "nodename" in str(error):
            return "its name is not known here"
        case _:
            return "the connection was refused or cut"


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
