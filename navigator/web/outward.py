"""
Calls from this server to addresses that somebody else has named.

Each goes to the address that was checked, so that a name cannot lead elsewhere a moment later.
No redirect is followed, no proxy and no password file of the machine is used, an answer has a size
and a time that it may take, whole, from the first byte to the last.
"""

import io
import socket
import ssl
from contextlib import closing
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from typing import Any

import certifi
from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from navigator.web.outward_addresses import Resolve, Target, resolve_by_system, target_of

MOST_BYTES = 1_000_000
SECONDS = 10.0
REDIRECTS = range(300, 400)
SHORTEST_WAIT = 0.001


class CallFailed(Exception):
    """They did not answer, or with something that is not read: too long, too slow, elsewhere."""


class GuardedAdapter(BaseAdapter):
    """What a session of ``requests`` calls through, where ``guard`` has put it."""

    def __init__(
        self,
        *,
        allow_loopback: bool = False,
        resolve: Resolve = resolve_by_system,
        seconds: float = SECONDS,
    ) -> None:
        super().__init__()
        self.allow_loopback = allow_loopback
        self._resolve = resolve
        self._seconds = seconds

    def check(self, url: str) -> Target:
        """:raises AddressRefused: if it is not called"""
        return target_of(url, allow_loopback=self.allow_loopback, resolve=self._resolve)

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:  # noqa: ANN401
        """
        Call, once.

        :raises AddressRefused: if the address is not called
        :raises CallFailed: if no answer came that is read
        """
        ends = monotonic() + self._seconds
        target = self.check(request.url or "")
        try:
            with closing(_connect(target, ends)) as connected:
                return _ask(request, target, _InTime(connected, ends))
        except (OSError, HTTPException) as failure:
            raise CallFailed(type(failure).__name__) from None

    def close(self) -> None:
        """Nothing is kept open between two calls."""


def guard(session: Session, adapter: GuardedAdapter) -> Session:
    """Let a session call through the adapter and in no other way."""
    session.trust_env = False
    for scheme in list(session.adapters):
        session.mount(scheme, adapter)
    return session


class _InTime:
    """What ``http.client`` takes for a socket: one whose time is over at a moment, all in all."""

    def __init__(self, connected: socket.socket, ends: float) -> None:
        self._connected = connected
        self._ends = ends

    def sendall(self, data: bytes) -> None:
        self._connected.settimeout(_left(self._ends))
        self._connected.sendall(data)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_Heard(self._connected, self._ends))

    def close(self) -> None:
        """Whoever has connected closes; what is read may be read on until then."""


class _Heard(io.RawIOBase):
    """What comes in, however slowly it is sent, until the time is over."""

    def __init__(self, connected: socket.socket, ends: float) -> None:
        self._connected = connected
        self._ends = ends

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  whatever takes bytes
        self._connected.settimeout(_left(self._ends))
        return self._connected.recv_into(buffer)


def _left(ends: float) -> float:
    """:raises TimeoutError: if nothing is left"""
    left = ends - monotonic()
    if left < SHORTEST_WAIT:
        raise TimeoutError
    return left


def _connect(target: Target, ends: float) -> socket.socket:
    plain = socket.create_connection((target.address, target.port), timeout=_left(ends))
    if target.scheme == "http":
        return plain
    try:
        plain.settimeout(_left(ends))
        return _certificates().wrap_socket(plain, server_hostname=target.host)
    except (OSError, ValueError):
        plain.close()
        raise


@cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _ask(request: PreparedRequest, target: Target, connected: _InTime) -> Response:
    line = HTTPConnection(target.host, target.port)
    line.sock = connected
    headers = dict(request.headers) | {
        "Host": target.netloc, "Accept-Encoding": "identity", "Connection": "close"
    }  # fmt: skip
    body = request.body if isinstance(request.body, str | bytes) else None
    line.request(request.method or "GET", target.path, body=body, headers=headers)
    with line.getresponse() as answer:
        return _read(request, answer)


def _read(request: PreparedRequest, answer: HTTPResponse) -> Response:
    if answer.status in REDIRECTS:
        raise CallFailed("redirect")
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise CallFailed("encoding")
    body = answer.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise CallFailed("size")
    response = Response()
    response.status_code = answer.status
    response.headers = CaseInsensitiveDict(answer.headers.items())
    response.encoding = "utf-8"
    response.raw = io.BytesIO(body)
    response.url = request.url or ""
    response.request = request
    return response
