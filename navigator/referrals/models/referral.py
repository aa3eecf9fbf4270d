"""One young person and one service, and each step of what became of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship
from sqlalchemy.orm.attributes import get_history

from base.orm import Base, Identified, Owned
from navigator.accounts.models import User
from navigator.referrals.codes import Basis, NextStep, Side, Status, Urgency
from navigator.referrals.models.agreement import Agreement, Override
from navigator.referrals.models.ties import of, of_a_referral
from navigator.referrals.models.young_people import YoungPerson
from navigator.secrets.columns import EncryptedText
from services_catalog.models import Organisation, Service
from services_catalog.models.columns import code_column


class Referral(Identified, Owned, Base):
    """
    One young person and one service.

    ``status``, holder and next step are written in the same transaction as the ``ReferralEvent``
    that changed them. The holder is one named person as long as it is open. ``service_id`` and
    ``receiver_organisation_id`` are who was asked; ``sender_*`` who asked. ``version`` guards
    against two answers at once. ``urgency`` None: it is not one of the urgent kinds.

    Codes (age, ward, needs, strengths) may be seen before the service says yes; the locked columns
    only as ``seen`` says. ``name_shown_at``: the name was given before that, on purpose.
    ``named_only``: closed to the people of ``ReferralReader``. ``must_not_contact``: somebody must
    not know, so every call, letter and print is stopped. ``bounces``: how many services said no
    to this story, those before it in the line of ``previous_id`` counted. ``story_goes``: an
    agreement or an override names this very service; until then it sees codes alone.
    """

    __tablename__ = "referral"
    __table_args__ = (
        of("young_person", "young_person_id"),
        of("service", "service_id"),
        of("organisation", "sender_organisation_id"),
        of("organisation", "receiver_organisation_id"),
        of("app_user", "sender_id"),
        of("app_user", "holder_id"),
        UniqueConstraint("id", "partnership_id"),
        UniqueConstraint("draft_id", "service_id"),
        Index("ix_referral_sender", "sender_organisation_id", "sender_id", "status"),
        Index("ix_referral_receiver", "receiver_organisation_id", "status", "due_on"),
        Index("ix_referral_holder", "holder_id", "status"),
        Index("ix_referral_due", "partnership_id", "status", "due_on"),
        Index(
            "ix_referral_unplaced",
            "partnership_id",
            "unplaced_at",
            sqlite_where=text("unplaced_at IS NOT NULL"),
            postgresql_where=text("unplaced_at IS NOT NULL"),
        ),
        Index("ix_referral_twice", "partnership_id", "may_be_twice", "status"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    draft_id: Mapped[UUID | None]
    young_person_id: Mapped[UUID] = mapped_column(index=True)
    service_id: Mapped[UUID] = mapped_column(index=True)
    sender_id: Mapped[UUID]
    sender_organisation_id: Mapped[UUID]
    receiver_organisation_id: Mapped[UUID]
    previous_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"), index=True)

    status: Mapped[Status] = mapped_column(code_column(Status))
    status_since: Mapped[datetime]
    holder_id: Mapped[UUID]
    holder_side: Mapped[Side] = mapped_column(code_column(Side))
    next_step: Mapped[NextStep | None] = mapped_column(code_column(NextStep))
    next_by: Mapped[Side | None] = mapped_column(code_column(Side))
    due_on: Mapped[date | None]
    expected_start: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    urgency: Mapped[Urgency | None] = mapped_column(code_column(Urgency))
    age: Mapped[int | None]
    ward_code: Mapped[str | None]
    lsoa_code: Mapped[str | None]
    needs: Mapped[list[str]] = mapped_column(JSON)
    strengths: Mapped[list[str]] = mapped_column(JSON)
    level: Mapped[str | None]
    basis: Mapped[Basis] = mapped_column(code_column(Basis))
    feed_back: Mapped[list[str]] = mapped_column(JSON)

    school: Mapped[str] = mapped_column(EncryptedText("referral.school"))
    wants: Mapped[str] = mapped_column(EncryptedText("referral.wants"))
    going_well: Mapped[str] = mapped_column(EncryptedText("referral.going_well"))
    tried: Mapped[str] = mapped_column(EncryptedText("referral.tried"))
    reach: Mapped[str] = mapped_column(EncryptedText("referral.reach"))
    must_not_know: Mapped[str] = mapped_column(EncryptedText("referral.must_not_know"))
    unsafe: Mapped[str] = mapped_column(EncryptedText("referral.unsafe"))
    call_back: Mapped[str] = mapped_column(EncryptedText("referral.call_back"))
    must_not_contact: Mapped[bool] = mapped_column(default=False)
    meeting_may_be_unsafe: Mapped[bool] = mapped_column(default=False)

    sent_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    name_shown_at: Mapped[datetime | None]
    named_only: Mapped[bool] = mapped_column(default=False)
    story_goes: Mapped[bool] = mapped_column(default=True)
    may_be_twice: Mapped[bool] = mapped_column(default=False)
    holds_place: Mapped[bool] = mapped_column(default=False)
    bounces: Mapped[int] = mapped_column(default=0)
    unplaced_at: Mapped[datetime | None]
    unreviewed: Mapped[bool] = mapped_column(default=False)
    restricted_at: Mapped[datetime | None]
    legal_hold_at: Mapped[datetime | None]
    anonymised_at: Mapped[datetime | None]

    young_person: Mapped[YoungPerson] = relationship(viewonly=True)
    service: Mapped[Service] = relationship(viewonly=True)
    sender: Mapped[User] = relationship(
        viewonly=True,
        foreign_keys="Referral.sender_id",
        primaryjoin="Referral.sender_id == User.id",
    )
    holder: Mapped[User] = relationship(
        viewonly=True,
        foreign_keys="Referral.holder_id",
        primaryjoin="Referral.holder_id == User.id",
    )
    sender_organisation: Mapped[Organisation] = relationship(
        viewonly=True,
        foreign_keys="Referral.sender_organisation_id",
        primaryjoin="Referral.sender_organisation_id == Organisation.id",
    )
    receiver_organisation: Mapped[Organisation] = relationship(
        viewonly=True,
        foreign_keys="Referral.receiver_organisation_id",
        primaryjoin="Referral.receiver_organisation_id == Organisation.id",
    )
    events: Mapped[list["ReferralEvent"]] = relationship(
        viewonly=True, order_by="ReferralEvent.number"
    )
    agreements: Mapped[list[Agreement]] = relationship(viewonly=True, order_by=Agreement.asked_on)
    override: Mapped[Override | None] = relationship(viewonly=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it so


class ReferralEvent(Identified, Base):
    """
    One move, and how things stood after it. Rows are only ever added; ``note`` may be emptied when
    what is said of a person must go.

    ``seconds_before``: how long it had stood in ``from_status``. ``facts`` are codes, dates and
    ids. ``user_id`` is None where a date passed.
    """

    __tablename__ = "referral_event"
    __table_args__ = (of_a_referral(), UniqueConstraint("referral_id", "number"))

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    referral_id: Mapped[UUID]
    number: Mapped[int]
    at: Mapped[datetime]
    move: Mapped[str]
    from_status: Mapped[Status] = mapped_column(code_column(Status))
    to_status: Mapped[Status] = mapped_column(code_column(Status))
    seconds_before: Mapped[int]
    side: Mapped[Side] = mapped_column(code_column(Side))
    user_id: Mapped[UUID | None]
    organisation_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(EncryptedText("referral_event.note"), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    holder_id: Mapped[UUID]


class HistoryRewritten(Exception):
    """Something tried to change what has happened."""


@event.listens_for(ReferralEvent, "before_update")
def _refuse_update(_: Mapper[Any], __: Connection, kept: ReferralEvent) -> None:
    changed = {
        column.key for column in kept.__mapper__.columns if get_history(kept, column.key).added
    }
    if changed - {"note"} or kept.note:
        raise HistoryRewritten(f"Step {kept.number} of a referral cannot be changed.")


class ReferralReader(Base):
    """Somebody to whom a referral is open that is closed to everybody else of its sender's side."""

    __tablename__ = "referral_reader"
    __table_args__ = (of_a_referral(), of("app_user", "user_id", ondelete="CASCADE"))

    referral_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    partnership_id: Mapped[UUID]


class ReasonedLook(Identified, Base):
    """Somebody opened, with a reason, what is not theirs to see by their part in it."""

    __tablename__ = "reasoned_look"
    __table_args__ = (
        of_a_referral(),
        of("app_user", "user_id", ondelete="CASCADE"),
        Index("ix_reasoned_look_user_id_until", "user_id", "until"),
    )

    partnership_id: Mapped[UUID]
    referral_id: Mapped[UUID] = mapped_column(index=True)
    user_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(EncryptedText("reasoned_look.reason"))
    at: Mapped[datetime]
    until: Mapped[datetime]
