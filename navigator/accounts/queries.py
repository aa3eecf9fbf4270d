"""Read who there is. Every function takes the reader, or an organisation that is theirs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from base.actor import Actor
from navigator.accounts.models import Membership, SingleUseToken, User
from navigator.accounts.tokens import TokenKind
from services_catalog.codes import OrganisationKind
from services_catalog.models import Organisation, Service

PER_PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedOrganisation:
    id: UUID
    name: str
    kind: OrganisationKind
    people: int
    services: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsPage:
    """``number`` is the page that there is: the last, where a later one was asked for."""

    rows: tuple[CountedOrganisation, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def organisations_named(
    session: Session, words: str, *, reader: Actor, page: int
) -> OrganisationsPage:
    """One page of the organisations of the partnership with these words in their names, by name."""
    theirs = (
        Organisation.partnership_id == reader.partnership_id,
        Organisation.name.icontains(words, autoescape=True),
    )
    total = session.scalar(select(func.count()).select_from(Organisation).where(*theirs)) or 0
    number = min(page, OrganisationsPage(rows=(), total=total, number=1).pages)
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            _people().label("people"),
            _services().label("services"),
        )
        .where(*theirs)
        .order_by(func.lower(Organisation.name), Organisation.id)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    counted = tuple(CountedOrganisation(**row._mapping) for row in rows)  # noqa: SLF001
    return OrganisationsPage(rows=counted, total=total, number=number)


def people_of(session: Session, organisation: Organisation) -> list[User]:
    """Everybody who belongs to it now, by name, with all their memberships."""
    return list(
        session.scalars(
            select(User)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id == organisation.id,
                Membership.ended_at.is_(None),
            )
            .distinct()
            .options(selectinload(User.memberships))
            .order_by(User.name, User.id)
        )
    )


def invitations_of(
    session: Session, organisation: Organisation, *, at: datetime
) -> list[SingleUseToken]:
    """Those that nobody has accepted yet and that still open, the newest first."""
    return list(
        session.scalars(
            select(SingleUseToken)
            .where(
                SingleUseToken.organisation_id == organisation.id,
                SingleUseToken.kind == TokenKind.INVITATION,
                SingleUseToken.used_at.is_(None),
                SingleUseToken.expires_at > at,
            )
            .order_by(SingleUseToken.made_at.desc())
        )
    )


def people_ever_in(session: Session, organisation: Organisation) -> Mapping[UUID, str]:
    """The names of all who belong to it or have belonged to it, in their order."""
    rows = session.execute(
        _ever_in(organisation).with_only_columns(User.id, User.name).order_by(User.name, User.id)
    )
    return {row.id: row.name for row in rows}


def has_left(session: Session, user_id: UUID, organisation: Organisation) -> bool:
    """Whether they belonged to it once. Asked of somebody who does not belong to it now."""
    return session.scalar(_ever_in(organisation).where(User.id == user_id)) is not None


def organisation_names(
    session: Session, ids: Collection[UUID], *, reader: Actor
) -> Mapping[UUID, str]:
    rows = session.execute(
        select(Organisation.id, Organisation.name).where(
            Organisation.partnership_id == reader.partnership_id, Organisation.id.in_(ids)
        )
    )
    return {row.id: row.name for row in rows}


def _ever_in(organisation: Organisation) -> Select[UUID]:
    return (
        select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.organisation_id == organisation.id)
        .distinct()
    )


def _people() -> ColumnElement[int]:
    return (
        select(func.count(Membership.user_id.distinct()))
        .where(Membership.organisation_id == Organisation.id, Membership.ended_at.is_(None))
        .scalar_subquery()
    )


def _services() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Service)
        .where(Service.organisation_id == Organisation.id)
        .scalar_subquery()
    )
