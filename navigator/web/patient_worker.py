"""
A worker of gunicorn that gives a thread to whole requests alone.

gunicorn's own gives a thread to each connection as it opens: as many callers as there are threads,
each sending a byte now and then, keep everybody else waiting. Here one loop takes in what arrives
from all of them, and only what has arrived is worked on.
"""

import re
import selectors
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from gunicorn.http import get_parser
from gunicorn.workers.gthread import ThreadWorker

LONGEST_HEAD = 32_000
LONGEST_BODY = 1_100_000
"""A body that says it is longer is not waited for: the application refuses it unread."""

MOST_HELD = 64_000_000
"""Bytes of requests that have not arrived whole, over all connections of a worker."""

SECONDS_TO_ARRIVE = 30.0
SECONDS_TO_TAKE = 20
"""Whoever does not take in the answer is not waited for."""

READ_AT_ONCE = 65_536
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

END_OF_HEAD = b"\r\n\r\n"
END_OF_CHUNKS = b"\r\n0\r\n\r\n"
BODY_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*([0-9]{1,12})[ \t]*\r?$")
IN_CHUNKS = re.compile(rb"(?im)^transfer-encoding:.*chunked")


class Connection(Protocol):
    """What of a connection of gunicorn is used here."""

    sock: socket.socket
    parser: Any
    client: Any
    data_ready: bool

    def close(self) -> None: ...


@dataclass(slots=True, eq=False)
class Arriving:
    """A request of which some is here. ``until``: when it is waited for no more."""

    connection: Connection
    until: float
    data: bytearray = field(default_factory=bytearray)

    @property
    def is_too_long(self) -> bool:
        return len(self.data) > LONGEST_HEAD and self.data.find(END_OF_HEAD, 0, LONGEST_HEAD) < 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing more has to arrive before it can be answered."""
        end = self.data.find(END_OF_HEAD)
        if end < 0:
            return False
        head, arrived = bytes(self.data[:end]), len(self.data) - end - len(END_OF_HEAD)
        if IN_CHUNKS.search(head):
            return arrived > LONGEST_BODY or self.data.find(END_OF_CHUNKS, end) >= 0
        found = BODY_LENGTH.search(head)
        wanted = int(found[1]) if found else 0
        return wanted > LONGEST_BODY or arrived >= wanted


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Everything here runs in the one loop; threads get only what is whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  gunicorn's own
        super().__init__(*args, **kwargs)
        self.arriving: dict[Arriving, None] = {}
        self.held = 0

    def enqueue_req(self, conn: Connection) -> None:
        """Wait for a whole request on a connection that is new, or whose last was answered."""
        conn.sock.setblocking(False)  # noqa: FBT003  its own name says it
        conn.sock.setsockopt(
            socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SECONDS_TO_TAKE, 0)
        )
        if conn.parser is None:
            conn.parser = get_parser(self.cfg, conn.sock, conn.client)
        coming = Arriving(conn, time.monotonic() + SECONDS_TO_ARRIVE)
        self.arriving[coming] = None
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._take_in, coming))
        self._keep(coming, conn.parser.unreader.take_buffered())

    def murder_pending(self) -> None:
        """Leave who took too long; a worker that is to stop, also who has not begun."""
        super().murder_pending()
        now = time.monotonic()
        for coming in list(self.arriving):
            if coming.until <= now or not (self.alive or coming.data):
                self._leave(coming)

    def _take_in(self, coming: Arriving, _: object) -> None:
        try:
            data = coming.connection.sock.recv(READ_AT_ONCE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if data:
            self._keep(coming, data)
        else:
            self._leave(coming)

    def _keep(self, coming: Arriving, data: bytes) -> None:
        coming.data += data
        self.held += len(data)
        if coming.is_whole:
            self._hand_over(coming)
        elif coming.is_too_long or self.held > MOST_HELD:
            self._leave(coming, answer=TOO_LONG)

    def _hand_over(self, coming: Arriving) -> None:
        self._forget(coming)
        coming.connection.parser.unreader.unread(bytes(coming.data))
        coming.connection.data_ready = True
        super().enqueue_req(coming.connection)

    def _leave(self, coming: Arriving, *, answer: bytes = b"") -> None:
        self._forget(coming)
        self.nr_conns -= 1
        with suppress(OSError):
            coming.connection.sock.send(answer)
        coming.connection.close()

    def _forget(self, coming: Arriving) -> None:
        self.held -= len(coming.data)
        del self.arriving[coming]
        self.poller.unregister(coming.connection.sock)
