"""Callers that are lost half way keep nobody else from being answered."""

import socket
from contextlib import ExitStack

import pytest

from tests.journeys.trust.server import HERE

UPLOADS = 100
HEAD = (
    f"POST /search HTTP/1.1\r\nHost: {HERE}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 900000\r\n\r\nq="
).encode()


def test_check_38_aborted_uploads_keep_nobody_from_being_answered(asking):
    server = asking.server
    for number in range(UPLOADS):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as upload:
            upload.sendall(HEAD + b"x" * (number * 100))
        if number % 10 == 0:
            assert server.ask("GET", "/health/live").status == 200

    assert server.ask("GET", "/health/ready").status == 200


def test_check_38_connections_that_are_only_kept_open_keep_nobody_from_being_answered(asking):
    """Each had an answer, and may ask again."""
    server = asking.server
    with ExitStack() as opened:
        for _ in range(200):
            line = opened.enter_context(
                socket.create_connection(("127.0.0.1", server.port), timeout=10)
            )
            line.sendall(f"GET /health/live HTTP/1.1\r\nHost: {HERE}\r\n\r\n".encode())
            assert b" 200 " in line.recv(4_000)

        assert server.ask("GET", "/health/live").status == 200


HALF_SENT = {
    "nothing": (b"", b""),
    "half a head": (f"GET / HTTP/1.1\r\nHost: {HERE}\r\n".encode(), b"X-Slow: x\r\n"),
    "half a body": (HEAD, b"x"),
}


@pytest.mark.parametrize(("begun", "more"), HALF_SENT.values(), ids=HALF_SENT)
def test_check_38_slow_callers_keep_nobody_from_being_answered(asking, begun, more):
    server = asking.server
    with ExitStack() as opened:
        lines = []
        for _ in range(200):
            line = socket.create_connection(("127.0.0.1", server.port), timeout=10)
            lines.append(opened.enter_context(line))
            line.sendall(begun)
        for _ in range(5):
            for line in lines:
                line.sendall(more)
            assert server.ask("GET", "/health/live").status == 200
            assert server.ask("GET", "/needs").status == 200
