"""The service as it runs for real: gunicorn, in production mode, asked over HTTP."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from navigator import ROOT
from tests.keys import KEYS

HERE, THERE = "here.example.org", "there.example.org"
"""The host names of the two partnerships of one installation."""

SECRET = "a secret of the tests, long enough"  # noqa: S105  it protects nothing
COOKIE = "__Host-navigator"
SECONDS_TO_START = 60
TRACEBACK = "Traceback (most recent call last)"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def leads_to(self) -> str:
        """The path of the address that it redirects to, without host and query."""
        return re.sub(r"^https?://[^/]*", "", self.headers.get("location", "")).partition("?")[0]


@dataclass(slots=True)
class Server:
    port: int
    log: Path
    database_url: str
    process: subprocess.Popen
    line: HTTPConnection = field(init=False)
    asked: int = 0

    def __post_init__(self) -> None:
        self.line = self.new_line()

    def new_line(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
        *,
        host: str = HERE,
    ) -> Answer:
        """
        Ask on a connection that is kept, as from a network address that never asked before.

        So no limit of tries for one address is met: those are tested by themselves.
        """
        self.asked += 1
        whole = {"Host": host, "X-Forwarded-For": self.address()} | dict(headers or {})
        try:
            return self._ask(method, path, whole, body)
        except (HTTPException, ConnectionError):  # it was closed after the answer before
            self.line.close()
            return self._ask(method, path, whole, body)

    def address(self) -> str:
        return f"10.{self.asked >> 16 & 255}.{self.asked >> 8 & 255}.{self.asked & 255}"

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def _ask(self, method, path, headers, body) -> Answer:
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, named, answer.read())


@contextmanager
def running(database_url: str, folder: Path, **settings: str) -> Iterator[Server]:
    """:param settings: more of the environment, such as NAVIGATOR_READ_ONLY="1" """
    taken = socket.create_server(("127.0.0.1", 0))
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as gunicorn does by itself
    log = folder / "server.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "gunicorn"),
                f"--bind=fd://{taken.fileno()}",
                "--workers=1",
                f"--config={ROOT / 'gunicorn.conf.py'}",
                "wsgi:app",
            ],
            cwd=ROOT,
            env=environment(database_url, folder) | settings,
            pass_fds=[taken.fileno()],
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    port = taken.getsockname()[1]
    taken.close()
    server = Server(port, log, database_url, process)
    try:
        wait_for(server)
        yield server
    finally:
        server.line.close()
        process.terminate()
        process.wait(timeout=60)


def environment(database_url: str, folder: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if "NAVIGATOR" not in name}
    return ours | {
        "NAVIGATOR_MODE": "production",
        "NAVIGATOR_INSTANCE": str(folder),
        "NAVIGATOR_DATABASE_URL": database_url,
        "NAVIGATOR_SECRET_KEY": SECRET,
        "NAVIGATOR_KEYS": KEYS,
        "NAVIGATOR_HOSTS": f"{HERE} {THERE}",
        "NAVIGATOR_PUBLIC_ADDRESS": f"https://{HERE}",
        "NAVIGATOR_TRUSTED_PROXIES": "1",
        "NAVIGATOR_LOG_REQUESTS": "1",
    }


def wait_for(server: Server) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.process.poll() is None:
        try:
            if server.ask("GET", "/health/live").status == 200:
                return
        except OSError:
            server.line.close()
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {server.said()}")
