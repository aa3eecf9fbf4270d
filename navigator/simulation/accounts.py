"""
People to try the demonstration as, in two partnerships: all invented, and their names say so.

Their password and the secrets of their codes are public. So none of them is ever made where the
service is in production, and a production service does not start on a database that holds any.
"""

import base64
import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from base.refusals import NotAllowed
from navigator.accounts import passwords
from navigator.accounts.models import User
from navigator.accounts.people import add_roles
from navigator.accounts.permissions import Role, needs_second_factor
from navigator.accounts.safeguarding_team import set_in_team
from navigator.accounts.totp import STEP_SECONDS, STEPS
from navigator.simulation.advice_hours import give_hours
from navigator.simulation.catalogue import demonstration_partnership
from navigator.simulation.invention import FEED
from navigator.simulation.second_partnership import load_second_partnership
from navigator.simulation.source_tables import FOLDER, providers
from services_catalog.codes import OrganisationKind
from services_catalog.models import Organisation, Partnership

PASSWORD = "puddle violin marmalade fog"  # noqa: S105  shown on a page of the demonstration
FIRST, SECOND = "first", "second"
PREVENTION_TEAM = "prevention-team"
PREVENTION_TEAM_NAME = "Tarrowmead Council Prevention Team"


class DemonstrationOnly(NotAllowed):
    """People whose passwords everybody knows have no place among real ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """One place that somebody has. Somebody who belongs to two organisations has two."""

    partnership: str
    organisation: str
    name: str
    email: str
    roles: tuple[str, ...]
    is_in_team: bool


def load_accounts(session: Session, *, at: datetime, is_production: bool) -> int:
    """
    Make the accounts that are missing, in both partnerships; return how many were.

    What somebody has changed since stays as they have changed it.

    :raises DemonstrationOnly: in production
    """
    if is_production:
        raise DemonstrationOnly(
            "Demonstration accounts are not made in production: everybody knows their password."
        )
    partnerships = {
        FIRST: demonstration_partnership(session),
        SECOND: load_second_partnership(session, at=at),
    }
    known = _known_emails(session)
    missing = [each for each in invented_people() if each.email not in known]
    return _make(session, missing, partnerships, at=at) if missing else 0


def refuse_in_production(session: Session) -> None:
    """:raises DemonstrationOnly: if the database holds an account of the demonstration"""
    if _known_emails(session):
        raise DemonstrationOnly(
            "This database holds demonstration accounts, and everybody knows their password. "
            "Start production on a new database."
        )


@cache
def invented_people() -> tuple[InventedPerson, ...]:
    table = (FOLDER / "accounts.csv").read_text(encoding="utf-8")
    return tuple(
        InventedPerson(
            partnership=row["partnership"],
            organisation=row["organisation"],
            name=row["name"],
            email=row["email"],
            roles=tuple(row["roles"].split()),
            is_in_team=row["team"] == "yes",
        )
        for row in csv.DictReader(table.splitlines())
    )


def demonstration_users(session: Session, *, partnership_id: UUID) -> list[User]:
    """The accounts of one partnership that are still there, in the order of the table."""
    emails = list(dict.fromkeys(each.email for each in invented_people()))
    users = session.scalars(
        select(User)
        .where(User.partnership_id == partnership_id, User.email.in_(emails))
        .options(selectinload(User.memberships))
    )
    return sorted(users, key=lambda user: emails.index(user.email))


def secret_of(email: str) -> str:
    """The secret of somebody's codes. It is always the same, so that a page can show the codes."""
    return base64.b32encode(
        hashlib.sha256(f"demonstration: {email}".encode()).digest()[:20]
    ).decode()


def code_now(user: User, *, at: datetime) -> str:
    """The code that works next; empty where it was used, and the next is not taken yet."""
    now = int(at.timestamp()) // STEP_SECONDS
    step = max(now, user.totp_step + 1)
    return pyotp.TOTP(secret_of(user.email)).generate_otp(step) if step <= now + STEPS[-1] else ""


def _known_emails(session: Session) -> set[str]:
    emails = {each.email for each in invented_people()}
    return set(session.scalars(select(User.email).where(User.email.in_(emails))))


def _make(
    session: Session,
    missing: Iterable[InventedPerson],
    partnerships: Mapping[str, Partnership],
    *,
    at: datetime,
) -> int:
    """One hash for all: it takes a tenth of a second, and their password is no secret."""
    password_hash = passwords.hashed(PASSWORD)
    users: dict[str, User] = {}
    for each in missing:
        partnership = partnerships[each.partnership]
        if each.email not in users:
            users[each.email] = User(
                partnership_id=partnership.id,
                email=each.email,
                name=each.name,
                password_hash=password_hash,
                created_at=at,
            )
            session.add(users[each.email])
            session.flush()
        organisation = _organisation(session, each.organisation, partnership)
        _let_belong(session, users[each.email], organisation, each, at=at)
    return len(users)


def _let_belong(
    session: Session,
    user: User,
    organisation: Organisation,
    invented: InventedPerson,
    *,
    at: datetime,
) -> None:
    add_roles(session, user, organisation.id, invented.roles, at=at)
    set_in_team(user, organisation.id, is_in=invented.is_in_team)
    if Role.ADVISER in invented.roles:
        give_hours(session, user)
    if needs_second_factor(invented.roles):
        user.totp_secret, user.totp_confirmed_at = secret_of(user.email), at


def _organisation(session: Session, slug: str, partnership: Partnership) -> Organisation:
    found = session.scalar(
        select(Organisation).where(
            Organisation.partnership_id == partnership.id,
            Organisation.feed == FEED,
            Organisation.source_id == slug,
        )
    )
    if found is None:
        name, kind = _name_and_kind(slug)
        found = Organisation(
            partnership_id=partnership.id, name=name, kind=kind, feed=FEED, source_id=slug
        )
        session.add(found)
        session.flush()
    return found


def _name_and_kind(slug: str) -> tuple[str, OrganisationKind]:
    if slug == PREVENTION_TEAM:
        return PREVENTION_TEAM_NAME, OrganisationKind.COUNCIL
    return providers()[slug].name, providers()[slug].kind
