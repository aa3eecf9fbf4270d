"""
Is this installation well? Each check looks at one thing, and says what to do where it is not.

No check changes anything, and none shows a secret. A check that fails itself is a failed check:
the others are still made.
"""

import shutil
import smtplib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, String, cast, func, select, text
from sqlalchemy.orm import Session

from base.clock import london_date
from base.orm import Base
from config import MINIMUM_SECRET_LENGTH, Settings
from navigator.audit.operations import head
from navigator.db import alembic_config
from navigator.outbox.models import OutboxMail
from navigator.outbox.smtp import MailServer, MailServerRefused
from navigator.secrets.columns import EncryptedText, current_ring
from navigator.secrets.key_ring import CannotUnlock
from navigator.upkeep.findings import Checked, failed, ok, warning
from search.index import SearchIndex
from search.repair import check_index

OTHERS, EVERYBODY = 0o077, 0o007
"""The bits of a file's mode that let somebody else in, and anybody at all."""

MOST_APART = timedelta(seconds=5)
MAIL_MAY_WAIT = timedelta(hours=1)
LEAST_ROOM = 500_000_000
SECRET_FILES = ("*.secret", "*.keys", "*.db", "*.db-wal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What is looked at. ``at`` is the moment of this machine's clock."""

    settings: Settings
    engine: Engine
    session: Session
    index: SearchIndex
    at: datetime


Check = Callable[[Patient], Iterator[Checked]]
NO_MORE: Mapping[str, Check] = MappingProxyType({})


def look_at_everything(patient: Patient, also: Mapping[str, Check] = NO_MORE) -> Iterator[Checked]:
    """
    Make every check, in an order in which the first that fails explains those after it.

    :param also: checks of what this room knows nothing of, made last
    """
    for name, check in {**CHECKS, **also}.items():
        try:
            yield from check(patient)
        except Exception as failure:  # noqa: BLE001  whatever it is, the others must be made
            patient.session.rollback()
            yield failed(
                name, f"This could not be checked: {type(failure).__name__}.", "See what is above."
            )


def _settings(patient: Patient) -> Iterator[Checked]:
    settings = patient.settings
    if len(settings.secret_key) < MINIMUM_SECRET_LENGTH:
        yield failed(
            "settings",
            "The secret key is short.",
            f"Set NAVIGATOR_SECRET_KEY to {MINIMUM_SECRET_LENGTH} characters or more.",
        )
    elif not settings.is_production:
        yield warning(
            "settings",
            "This is a demonstration: its accounts and their passwords are public.",
            "For real people, set NAVIGATOR_MODE=production.",
        )
    else:
        yield ok("settings", "They describe a service that is safe to start.")


def _keys(patient: Patient) -> Iterator[Checked]:
    """One value of each locked column is opened, for each key that has locked any."""
    locked = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedText)
    ]
    ring = current_ring()
    for column in locked:
        raw = cast(column, String)
        for sample in patient.session.scalars(select(raw).where(raw.is_not(None)).limit(20)):
            try:
                ring.unlock(sample, purpose=f"{column.table.name}.{column.name}")
            except CannotUnlock as missing:
                yield failed("keys", str(missing), "Put the older key back into the file of keys.")
                return
    yield ok("keys", f"{len(ring.keys)} on the ring; {len(locked)} locked columns can be read.")


def _database(patient: Patient) -> Iterator[Checked]:
    connection = patient.session.connection()
    name = connection.dialect.name
    if name == "sqlite":
        whole = connection.scalar(text("PRAGMA quick_check"))
        guarded = connection.scalar(text("PRAGMA foreign_keys"))
        if whole != "ok":
            yield failed("database", "The file is damaged.", "Bring back a backup: flask restore.")
            return
        if not guarded:
            yield failed("database", "Foreign keys are off.", "Report this: they must be on.")
            return
    yield ok("database", f"{name} answers.")


def _migrations(patient: Patient) -> Iterator[Checked]:
    newest = ScriptDirectory.from_config(alembic_config(patient.engine)).get_current_head()
    current = MigrationContext.configure(patient.session.connection()).get_current_revision()
    if current != newest:
        yield failed(
            "migrations",
            f"The database is at {current or 'nothing'}, and the program at {newest}.",
            "Make a backup, then: flask db upgrade",
        )
    else:
        yield ok("migrations", f"The database is at {current}, the newest.")


def _record_of_acts(patient: Patient) -> Iterator[Checked]:
    number, _ = head(patient.session)
    ends = patient.session.scalar(text("SELECT count(*) FROM audit_head"))
    if not ends:
        yield failed("record of acts", "It has lost its end.", "Run: flask audit verify")
    else:
        yield ok("record of acts", f"{number} rows. “flask audit verify” reads them all.")


def _index(patient: Patient) -> Iterator[Checked]:
    drift = check_index(patient.session, patient.index, today=london_date(patient.at))
    if drift.unusable:
        yield warning(
            "search index",
            "It cannot be opened: search reads the database, and is slow.",
            "Run: flask search check --repair",
        )
    elif drift:
        yield warning("search index", f"It is behind: {drift}.", "Run: flask search check --repair")
    else:
        yield ok("search index", "It equals the database.")


def _mail(patient: Patient) -> Iterator[Checked]:
    settings = patient.settings
    if not settings.mail_server:
        if settings.is_production:
            yield warning(
                "mail", "No mail server is set: mail waits.", "Set NAVIGATOR_MAIL_SERVER."
            )
        else:
            yield ok("mail", "A demonstration sends none: it can be read on a page.")
        return
    try:
        server = MailServer.parse(settings.mail_server, sender=settings.mail_from)
        server.greet()
    except MailServerRefused as refused:
        yield failed("mail", str(refused), "Change NAVIGATOR_MAIL_SERVER or NAVIGATOR_MAIL_FROM.")
    except (OSError, smtplib.SMTPException) as failure:
        yield failed(
            "mail",
            f"The mail server does not answer: {type(failure).__name__}.",
            "Check NAVIGATOR_MAIL_SERVER, and that this machine may reach it.",
        )
    else:
        yield ok("mail", "The mail server answers.")


def _outbox(patient: Patient) -> Iterator[Checked]:
    waiting = OutboxMail.sent_at.is_(None) & OutboxMail.given_up_at.is_(None)
    late = patient.session.scalar(
        select(func.count()).where(waiting, OutboxMail.made_at < patient.at - MAIL_MAY_WAIT)
    )
    given_up = patient.session.scalar(
        select(func.count()).where(OutboxMail.given_up_at.is_not(None))
    )
    if late:
        yield warning(
            "outbox",
            f"{late} mails have waited for more than an hour.",
            "Keep “flask jobs run” running, and look at the mail server.",
        )
    elif given_up:
        yield warning("outbox", f"{given_up} mails were given up.", "Look at their addresses.")
    else:
        yield ok("outbox", "No mail is late.")


def _clock(patient: Patient) -> Iterator[Checked]:
    ZoneInfo("Europe/London")  # raises where this machine knows no time zones
    if patient.session.connection().dialect.name == "postgresql":
        theirs: datetime = patient.session.scalars(select(func.clock_timestamp())).one()
        if abs(theirs - patient.at) > MOST_APART:
            yield failed(
                "clock",
                f"This machine and the database are {abs(theirs - patient.at)} apart.",
                "Let both keep their time by NTP.",
            )
            return
    yield ok("clock", f"{patient.at:%Y-%m-%d %H:%M} UTC.")


def _files(patient: Patient) -> Iterator[Checked]:
    folder = patient.settings.instance
    if folder.stat().st_mode & OTHERS and (found := _open_to_others(folder)):
        yield failed(
            "files",
            f"Others on this machine may read: {', '.join(found)}.",
            "Run: chmod 700 on the folder of the instance.",
        )
    elif _is_everybodys(patient.settings.keys_file):
        yield failed(
            "files",
            "Everybody on this machine may read the file of keys.",
            "Run chmod o= on it. Whoever may have read it has the keys: make a new one.",
        )
    else:
        yield ok("files", "Nobody else on this machine may read them.")
    yield from _room(folder)


def _is_everybodys(file: Path | None) -> bool:
    """A group may read the keys: that of whoever serves, and of whoever makes backups."""
    return file is not None and bool(file.stat().st_mode & EVERYBODY)


def _open_to_others(folder: Path) -> list[str]:
    return [
        path.name
        for pattern in SECRET_FILES
        for path in sorted(folder.glob(pattern))
        if path.stat().st_mode & OTHERS
    ]


def _room(folder: Path) -> Iterator[Checked]:
    free = shutil.disk_usage(folder).free
    if free < LEAST_ROOM:
        yield warning("disk", f"{free // 1_000_000} MB are left.", "Make room, or add some.")
    else:
        yield ok("disk", f"{free // 1_000_000_000} GB are left.")


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "settings": _settings,
        "files": _files,
        "database": _database,
        "migrations": _migrations,
        "keys": _keys,
        "record of acts": _record_of_acts,
        "search index": _index,
        "outbox": _outbox,
        "mail": _mail,
        "clock": _clock,
    }
)
