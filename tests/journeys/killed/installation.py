"""The service as it runs for real, web and jobs, killed at any moment and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from navigator import ROOT
from tests.journeys.trust.server import COOKIE, HERE, environment
from tests.journeys.trust.world import form_token

PROGRAMS = Path(sys.executable).parent
SECONDS_TO_START = 60


WEB, JOBS = "web", "jobs"
READY = "Waiting for work."


class Installation:
    """
    One gunicorn and one ``flask jobs run``. The socket is ours: who asks while nothing serves waits
    until something does.
    """

    def __init__(self, database_url: str, folder: Path, **settings: str) -> None:
        self._environment = environment(database_url, folder) | settings
        self._log = (folder / "killed.log").open("ab")
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port = self._socket.getsockname()[1]
        self._running: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        """Start what is not running; return once all of it has begun its work."""
        ready = self.said().count(READY)
        new = {WEB, JOBS} - set(self._running)
        for which in new:
            self._running[which] = self._start(which)
        self._wait(lambda: Browser(self.port, "").get("/health/live") == 200)
        if JOBS in new:
            self._wait(lambda: self.said().count(READY) > ready)

    def kill(self, *which: str) -> None:
        """Nothing is ended in order: neither these processes nor theirs get to do anything more."""
        for each in which:
            os.killpg(self._running[each].pid, signal.SIGKILL)
        for each in which:
            self._running.pop(each).wait(timeout=10)

    def end(self) -> None:
        self.kill(*self._running)
        self._socket.close()
        self._log.close()

    def said(self) -> str:
        return Path(self._log.name).read_text("utf-8", "replace")

    def _start(self, which: str) -> subprocess.Popen:
        web = [f"--bind=fd://{self._socket.fileno()}", "--workers=1", "wsgi:app"]
        program = {
            WEB: ["gunicorn", f"--config={ROOT / 'gunicorn.conf.py'}", *web],
            JOBS: ["flask", "--app", "wsgi", "jobs", "run"],
        }[which]
        return subprocess.Popen(
            [str(PROGRAMS / program[0]), *program[1:]],
            cwd=ROOT,
            env=self._environment,
            pass_fds=[self._socket.fileno()] if which == WEB else [],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that its workers are killed with it
        )

    def _wait(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            try:
                if is_so():
                    return
            except (OSError, HTTPException):
                pass
            time.sleep(0.02)
        raise AssertionError(f"it did not start: {self.said()[-3000:]}")


class Browser:
    """Somebody who is signed in, on a connection of their own for each thing they do."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie
        self._token = form_token(cookie) if cookie else ""

    def get(self, path: str) -> int:
        return self._ask("GET", path, None)

    def post(self, path: str, **boxes: object) -> int:
        return self._ask("POST", path, urlencode({"csrf_token": self._token, **boxes}))

    def _ask(self, method: str, path: str, body: str | None) -> int:
        line = HTTPConnection("127.0.0.1", self._port, timeout=SECONDS_TO_START)
        try:
            line.request(method, path, body, self._headers())
            answer = line.getresponse()
            answer.read()
            return answer.status
        finally:
            line.close()

    def _headers(self) -> dict[str, str]:
        return {
            "Host": HERE,
            "X-Forwarded-For": "192.0.2.1",
            "Cookie": f"{COOKIE}={self._cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
