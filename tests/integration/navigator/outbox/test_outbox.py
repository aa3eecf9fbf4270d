"""Mail: it leaves if and only if what it tells of was kept, and until it has arrived."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from socket import socket

import pytest
from aiosmtpd.controller import Controller
from alembic import command
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import sessionmaker

from navigator.db import alembic_config, make_engine
from navigator.outbox.delivery import ShownOnAPage, deliver_due
from navigator.outbox.models import OutboxMail
from navigator.outbox.operations import HELD_FOR, MOST_TRIES, Mail, hold_next, send
from navigator.outbox.smtp import MailNotSent, MailServer, MailServerRefused
from navigator.secrets.columns import use_ring
from navigator.secrets.key_ring import KeyRing
from services_catalog.models import Partnership
from tests.databases import postgresql_url
from tests.keys import KEYS

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MAIL = Mail(
    address="ada@example.org", subject="Choose a password", body="Open https://a.example.org/x"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def sessions(request, tmp_path):
    """A database of this test alone: what is sent is really committed."""
    use_ring(KeyRing.parse(KEYS))
    sqlite = request.param == "sqlite"
    engine = make_engine(f"sqlite:///{tmp_path / 'own.db'}" if sqlite else postgresql_url(tmp_path))
    command.upgrade(alembic_config(engine), "head")
    yield sessionmaker(engine)
    engine.dispose()


@pytest.fixture
def partnership_id(sessions):
    with sessions() as session, session.begin():
        partnership = Partnership(
            name="Example", place="Bristol", front_door_name="First Response",
            front_door_phone="0117 496 0001", front_door_hours="always",
            out_of_hours_phone="0117 496 0002",
        )  # fmt: skip
        session.add(partnership)
        session.flush()
        return partnership.id


class Inbox:
    """A real mail server: what it has taken, and how often it refuses first."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.refusals = 0

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd's name
        if self.refusals:
            self.refusals -= 1
            return "451 Try again later"
        self.taken.append(message_from_bytes(envelope.content))
        return "250 Taken"


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def server(inbox):
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield MailServer.parse(f"smtp+plain://127.0.0.1:{port}", sender="navigator@example.org")
    controller.stop()


def put(sessions, partnership_id, mail=MAIL, *, at=NOW):
    with sessions() as session, session.begin():
        return send(session, mail, partnership_id=partnership_id, at=at)


def test_a_mail_arrives_once_and_its_body_is_forgotten(sessions, partnership_id, server, inbox):
    put(sessions, partnership_id)

    sent = [deliver_due(sessions, server, clock=lambda: NOW) for _ in range(2)]

    assert sent == [1, 0]
    [mail] = inbox.taken
    assert (mail["To"], mail["Subject"]) == (MAIL.address, MAIL.subject)
    assert MAIL.body in mail.get_payload()
    with sessions() as session:
        assert session.scalars(select(OutboxMail)).one().body == ""


def test_what_is_rolled_back_is_never_sent(sessions, partnership_id, server, inbox):
    with sessions() as session:
        send(session, MAIL, partnership_id=partnership_id, at=NOW)
        session.rollback()

    assert deliver_due(sessions, server, clock=lambda: NOW) == 0
    assert inbox.taken == []


def test_the_database_does_not_hold_an_address_or_a_link_that_can_be_read(sessions, partnership_id):
    put(sessions, partnership_id)

    with sessions() as session:
        columns = OutboxMail.__table__.c
        row = session.execute(select(cast(columns.address, String), cast(columns.body, String)))
        assert not [text for text in row.one() if "example.org" in text]


def test_check_62_a_server_that_refuses_is_tried_again_later(
    sessions, partnership_id, server, inbox
):
    put(sessions, partnership_id)
    inbox.refusals = 2

    times = [NOW, NOW + timedelta(seconds=59), NOW + timedelta(minutes=1), NOW + timedelta(hours=1)]
    sent = [deliver_due(sessions, server, clock=lambda at=at: at) for at in times]

    assert sent == [0, 0, 0, 1]
    assert len(inbox.taken) == 1


def test_check_62_a_server_that_is_not_there_is_given_up_after_a_day(sessions, partnership_id):
    put(sessions, partnership_id)
    nobody = MailServer.parse("smtp+plain://127.0.0.1:1", sender="a@example.org")
    at = NOW
    for _ in range(MOST_TRIES):
        deliver_due(sessions, nobody, clock=lambda: at)  # noqa: B023  called at once
        at += timedelta(hours=3)

    with sessions() as session:
        mail = session.scalars(select(OutboxMail)).one()
        assert (mail.tries, mail.trouble) == (MOST_TRIES, "unreachable")
        assert mail.given_up_at is not None
        assert hold_next(session, at=at + timedelta(days=9)) is None


def test_killed_while_sending_it_is_sent_again_with_the_same_message_id(
    sessions, partnership_id, server, inbox
):
    put(sessions, partnership_id)

    class Killed(BaseException):
        pass

    class DiesAfterTheServerTookIt:
        def deliver(self, mail):
            server.deliver(mail)
            raise Killed

    with pytest.raises(Killed):
        deliver_due(sessions, DiesAfterTheServerTookIt(), clock=lambda: NOW)
    at_once = deliver_due(sessions, server, clock=lambda: NOW)
    later = deliver_due(sessions, server, clock=lambda: NOW + HELD_FOR)

    assert (at_once, later) == (0, 1)
    assert len({mail["Message-ID"] for mail in inbox.taken}) == 1


def test_check_52_of_many_that_send_at_once_each_mail_is_sent_by_one(
    sessions, partnership_id, server, inbox
):
    for n in range(30):
        put(sessions, partnership_id, Mail(address="a@example.org", subject=str(n), body="."))

    with ThreadPoolExecutor(6) as pool:
        sent = list(pool.map(lambda _: deliver_due(sessions, server, clock=lambda: NOW), range(6)))

    assert sum(sent) == 30
    assert sorted(int(mail["Subject"]) for mail in inbox.taken) == list(range(30))


def test_a_demonstration_sends_nothing_and_keeps_what_it_would_have(sessions, partnership_id):
    put(sessions, partnership_id)

    deliver_due(sessions, ShownOnAPage(), clock=lambda: NOW)

    with sessions() as session:
        mail = session.scalars(select(OutboxMail)).one()
        assert (mail.sent_at, mail.body) == (NOW, MAIL.body)


@pytest.mark.parametrize(
    "field",
    [
        pytest.param({"subject": "Hello\r\nBcc: all@example.org"}, id="a subject of two lines"),
        pytest.param({"address": "a@example.org\nBcc: all@example.org"}, id="an address of two"),
    ],
)
def test_check_26_a_line_break_starts_no_other_header(
    sessions, partnership_id, server, inbox, field
):
    given = {"address": "a@example.org", "subject": "Hello", "body": "."} | field
    put(sessions, partnership_id, Mail(**given))

    deliver_due(sessions, server, clock=lambda: NOW)

    assert [mail["Bcc"] for mail in inbox.taken] in ([None], [])


@pytest.mark.parametrize(
    ("address", "sender", "sentence"),
    [
        pytest.param("ftp://a", "a@example.org", "smtp://", id="another scheme"),
        pytest.param("smtp://", "a@example.org", "smtp://", id="no host"),
        pytest.param("smtp://a:b", "a@example.org", "port", id="no port"),
        pytest.param("smtp://a", "", "NAVIGATOR_MAIL_FROM", id="no sender"),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_refused_in_a_sentence(address, sender, sentence):
    with pytest.raises(MailServerRefused, match=sentence):
        MailServer.parse(address, sender=sender)


def test_the_password_of_the_mail_server_is_never_printed():
    server = MailServer.parse("smtps://u:s%40cret@mail.example.org", sender="a@example.org")

    assert (server.password, "cret" in repr(server)) == ("s@cret", False)


@pytest.mark.parametrize("address", ["no address", "@", "", "a@", "two@@example.org"])
def test_an_address_that_is_none_is_a_trouble_and_not_a_crash(
    sessions, partnership_id, server, address
):
    id_ = put(sessions, partnership_id, Mail(address=address, subject="Hello", body="."))

    deliver_due(sessions, server, clock=lambda: NOW)

    with sessions() as session:
        assert session.get_one(OutboxMail, id_).trouble == "not_an_address"
        assert session.scalar(select(func.count()).where(OutboxMail.sent_at.is_not(None))) == 0


def test_nothing_of_a_mail_is_in_what_is_raised():
    with pytest.raises(MailNotSent) as raised:
        MailServer.parse("smtp+plain://127.0.0.1:1", sender="a@example.org").deliver(
            OutboxMail(address="ada@example.org", subject="x", body="y", message_id="<z@z>")
        )

    assert str(raised.value) == "unreachable"
