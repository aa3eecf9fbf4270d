"""A listing: one service, everything said of it, and where that came from."""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.orm import Base, Identified, Owned
from services_catalog.codes import AreaKind, Cost, Freshness, Scheme, Space, Status, Visibility
from services_catalog.freshness import freshness_on, space_on
from services_catalog.models.columns import code_column
from services_catalog.models.evidence import EvidenceRating
from services_catalog.models.organisations import Organisation


def of_a_service() -> ForeignKeyConstraint:
    """Tie a part to its service *and* to the service's partnership: the database checks both."""
    return ForeignKeyConstraint(
        ["service_id", "partnership_id"],
        ["service.id", "service.partnership_id"],
        ondelete="CASCADE",
    )


class Service(Identified, Owned, Base):
    """
    Something a young person can go to.

    Ages are whole years, both ends inclusive; None is an end that nobody has stated. Text is
    plain: paragraphs are separated by an empty line, list items start with "- ".
    ``revision`` rises with every change; the search index holds the one it was built from.
    """

    __tablename__ = "service"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "partnership_id"],
            ["organisation.id", "organisation.partnership_id"],
        ),
        UniqueConstraint("id", "partnership_id"),
        UniqueConstraint("partnership_id", "feed", "source_id"),
        Index("ix_service_partnership_id_status", "partnership_id", "status"),
    )

    organisation_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    led_by: Mapped[str] = mapped_column(default="")
    for_whom: Mapped[str] = mapped_column(default="")
    how_to_refer: Mapped[str] = mapped_column(default="")
    what_happens_next: Mapped[str] = mapped_column(default="")
    lowest_age: Mapped[int | None]
    highest_age: Mapped[int | None]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    cost: Mapped[Cost] = mapped_column(code_column(Cost), default=Cost.UNKNOWN)
    cost_note: Mapped[str] = mapped_column(default="")
    dose: Mapped[str] = mapped_column(default="")
    length: Mapped[str] = mapped_column(default="")
    space: Mapped[Space] = mapped_column(code_column(Space), default=Space.NOT_CONFIRMED)
    space_said_on: Mapped[date | None]
    wait_weeks: Mapped[int | None]
    owner: Mapped[str] = mapped_column(default="")
    verified_on: Mapped[date | None]
    verify_by: Mapped[date | None]
    status: Mapped[Status] = mapped_column(code_column(Status), default=Status.LIVE)
    visibility: Mapped[Visibility] = mapped_column(
        code_column(Visibility), default=Visibility.PUBLIC
    )
    feed: Mapped[str]
    source_id: Mapped[str]
    digest: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(back_populates="services")
    codes: Mapped[list["ServiceCode"]] = relationship(
        cascade="all, delete-orphan", order_by="ServiceCode.code"
    )
    areas: Mapped[list["AreaServed"]] = relationship(
        cascade="all, delete-orphan", order_by="AreaServed.code"
    )
    locations: Mapped[list["Location"]] = relationship(
        cascade="all, delete-orphan", order_by="Location.position"
    )
    openings: Mapped[list["Opening"]] = relationship(
        cascade="all, delete-orphan", order_by="Opening.position"
    )
    evidence: Mapped[list[EvidenceRating]] = relationship(
        cascade="all, delete-orphan", order_by=EvidenceRating.scale
    )
    source: Mapped["SourceDocument | None"] = relationship(
        cascade="all, delete-orphan", single_parent=True
    )

    def coded(self, scheme: Scheme) -> tuple[str, ...]:
        """Every code of one scheme, in order. Empty means that nobody has said."""
        return tuple(code.code for code in self.codes if code.scheme is scheme)

    def set_codes(self, scheme: Scheme, codes: Iterable[str]) -> None:
        wanted = set(codes)
        kept = [c for c in self.codes if c.scheme is not scheme or c.code in wanted]
        new = wanted - {c.code for c in kept if c.scheme is scheme}
        self.codes = kept + [ServiceCode(scheme=scheme, code=code) for code in sorted(new)]

    @property
    def needs(self) -> tuple[str, ...]:
        return self.coded(Scheme.NEED)

    @property
    def levels(self) -> tuple[str, ...]:
        return self.coded(Scheme.LEVEL)

    @property
    def languages(self) -> tuple[str, ...]:
        return self.coded(Scheme.LANGUAGE)

    @property
    def access(self) -> tuple[str, ...]:
        return self.coded(Scheme.ACCESS)

    @property
    def is_live(self) -> bool:
        return self.status is Status.LIVE

    @property
    def is_open_access(self) -> bool:
        return "open_access" in self.coded(Scheme.ROUTE)

    @property
    def hides_its_addresses(self) -> bool:
        """True where it is delivered somewhere, and nobody may be told where."""
        return bool(self.locations) and not any(place.address_shown for place in self.locations)

    def space_on(self, day: date) -> Space:
        return space_on(day, space=self.space, said_on=self.space_said_on)

    def freshness_on(self, day: date) -> Freshness:
        return freshness_on(day, verified_on=self.verified_on, verify_by=self.verify_by)


class ServiceCode(Base):
    """One code of one scheme: a need it addresses, a level, a language, and so on."""

    __tablename__ = "service_code"
    __table_args__ = (of_a_service(), Index("ix_service_code_scheme_code", "scheme", "code"))

    service_id: Mapped[UUID] = mapped_column(primary_key=True)
    scheme: Mapped[Scheme] = mapped_column(code_column(Scheme), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    partnership_id: Mapped[UUID] = mapped_column(index=True)


class AreaServed(Base):
    """
    Where people must live to use it: an area served, not a place it happens at.

    No row at all means that nobody has said.
    """

    __tablename__ = "area_served"
    __table_args__ = (of_a_service(),)

    service_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[AreaKind] = mapped_column(code_column(AreaKind), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True, default="")
    partnership_id: Mapped[UUID] = mapped_column(index=True)


class Location(Identified, Base):
    """
    A place where the service happens. Its address is shown only where ``address_shown``.

    Latitude and longitude are degrees (WGS 84), and None where nobody knows the point.
    """

    __tablename__ = "location"
    __table_args__ = (of_a_service(),)

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    service_id: Mapped[UUID] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    ward_code: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    address_shown: Mapped[bool] = mapped_column(default=True)


class Opening(Identified, Base):
    """
    One regular time. ``weekday`` is 0 for Monday to 6 for Sunday; None where only prose is known.

    Times are local (Europe/London); None where the day is known and the hour is not.
    """

    __tablename__ = "opening"
    __table_args__ = (of_a_service(),)

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    service_id: Mapped[UUID] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
    weekday: Mapped[int | None]
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    note: Mapped[str] = mapped_column(default="")


class SourceDocument(Identified, Base):
    """What the feed sent, word for word: kept so that it can be mapped again, never shown."""

    __tablename__ = "source_document"
    __table_args__ = (of_a_service(), UniqueConstraint("service_id"))

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    service_id: Mapped[UUID]
    dialect: Mapped[str]
    document: Mapped[str]
    received_at: Mapped[datetime]
