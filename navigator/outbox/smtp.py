"""Hand a mail to a mail server."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from navigator.outbox.models import OutboxMail

TIMEOUT_SECONDS = 20
SUBMISSION, OVER_TLS, PLAIN = 587, 465, 25

REFUSED, UNREACHABLE, NOT_AN_ADDRESS = "refused", "unreachable", "not_an_address"


class MailNotSent(Exception):
    """It did not arrive. ``trouble`` is one of the codes above; nothing of the mail is in it."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class MailServerRefused(Exception):
    """The address of the mail server cannot be used. The message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """
    ``scheme`` is smtp (with STARTTLS, port 587), smtps (TLS at once, port 465) or smtp+plain
    (no encryption, port 25: for a server on this machine alone).
    """

    scheme: str
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, address: str, *, sender: str) -> "MailServer":
        """
        Read ``smtp://user:password@host:port``.

        :raises MailServerRefused: saying what is wrong, without the password
        """
        ports = {"smtp": SUBMISSION, "smtps": OVER_TLS, "smtp+plain": PLAIN}
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            raise MailServerRefused("The port of the mail server is no number.") from None
        if parts.scheme not in ports or not parts.hostname:
            raise MailServerRefused("Write the mail server as smtp://user:password@host:587.")
        if "@" not in sender:
            raise MailServerRefused("Say which address mail comes from: NAVIGATOR_MAIL_FROM.")
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=port or ports[parts.scheme],
            sender=sender,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def greet(self) -> None:
        """
        Say hello and sign in, and send nothing.

        :raises OSError, smtplib.SMTPException: where the server does not take that
        """
        with self._connect() as server:
            if self.user:
                server.login(self.user, self.password)
            server.noop()

    def deliver(self, mail: OutboxMail) -> None:
        """:raises MailNotSent: where the server did not take it"""
        try:
            with self._connect() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(_message(mail, self.sender))
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as refused:
            raise MailNotSent(REFUSED) from refused
        except (OSError, smtplib.SMTPException) as failure:
            raise MailNotSent(UNREACHABLE) from failure

    def _connect(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        if self.scheme == "smtp":
            server.starttls(context=ssl.create_default_context())
        return server


def _message(mail: OutboxMail, sender: str) -> EmailMessage:
    message = EmailMessage()
    try:
        message["From"], message["To"] = sender, Address(addr_spec=mail.address)
        message["Subject"] = mail.subject
        message["Message-ID"] = mail.message_id
        message["Date"] = mail.made_at
        message["Auto-Submitted"] = "auto-generated"
    except (ValueError, IndexError, MessageError) as wrong:
        raise MailNotSent(NOT_AN_ADDRESS) from wrong
    message.set_content(mail.body)
    return message
