"""Mail of referrals while the mail server is away, says nothing, or says what makes no sense."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from navigator.outbox import smtp
from navigator.outbox.delivery import deliver_due
from navigator.outbox.models import OutboxMail
from navigator.outbox.smtp import MailServer
from tests.integration.navigator.outbox.test_outbox import (  # noqa: F401  fixtures
    NOW,
    inbox,
    partnership_id,
    put,
    server,
    sessions,
)


class Silent(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        time.sleep(1)


class Garbage(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"\x00\xff\xfe HTTP/1.1 200 \xc3\x28\r\n" * 20)


class Closing(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"220 hello\r\n")


class HalfWay(socketserver.BaseRequestHandler):
    """It greets, and then answers everything with the same."""

    def handle(self) -> None:
        self.request.sendall(b"220 hello\r\n")
        while self.request.recv(1000):
            self.request.sendall(b"999 \xff\r\n")


@contextmanager
def troubled(handler: type[socketserver.BaseRequestHandler]) -> Iterator[MailServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as made:
        made.daemon_threads = True
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}).start()
        port = made.server_address[1]
        yield MailServer.parse(f"smtp+plain://127.0.0.1:{port}", sender="a@example.org")
        made.shutdown()


@pytest.mark.parametrize("handler", [Silent, Garbage, Closing, HalfWay], ids=lambda it: it.__name__)
def test_check_62_whatever_a_mail_server_says_the_mail_waits_and_arrives_later_once(
    sessions, partnership_id, server, inbox, handler, monkeypatch  # noqa: F811
):  # fmt: skip
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    put(sessions, partnership_id)

    with troubled(handler) as bad:
        assert deliver_due(sessions, bad, clock=lambda: NOW) == 0
    with sessions() as session:
        waiting = session.scalars(select(OutboxMail)).one()
        assert (waiting.tries, waiting.sent_at, waiting.held_until) == (1, None, None)
        assert waiting.not_before > NOW

    assert deliver_due(sessions, server, clock=lambda: NOW + timedelta(hours=1)) == 1
    assert len(inbox.taken) == 1
