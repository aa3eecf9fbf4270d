"""
The tables of the record.

Moments and ids are kept as text: a row is then the same, byte for byte, on both databases, and
what was digested is what is stored. Triggers of the migration refuse every change to a row, and
every deletion but that of a segment whose expiry has been recorded.
"""

from sqlalchemy import BigInteger, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base

# SQLite numbers the rows of an INTEGER key alone.
Sequence = BigInteger().with_variant(Integer(), "sqlite")


class AuditEntry(Base):
    """
    One act or read. Nothing of its content is here: which record it was, never what it said.

    ``number`` counts from 1 without a gap. ``at`` is UTC, ISO 8601 with microseconds. ``owner_id``
    is the organisation whose record it was, and ``organisation_id`` the one that was acted for.
    ``facts`` are codes alone, as canonical JSON. ``digest`` covers everything above it and
    ``previous``, the digest of the row before; ``key_id`` says by which key.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_owner_id_number", "partnership_id", "owner_id", "number"),
        Index(
            "ix_audit_entry_organisation_id_number", "partnership_id", "organisation_id", "number"
        ),
        Index("ix_audit_entry_at", "at"),
        Index("ix_audit_entry_object_id", "object_id"),
    )

    number: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=False)
    at: Mapped[str]
    partnership_id: Mapped[str]
    user_id: Mapped[str]
    organisation_id: Mapped[str]
    act: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[str]
    owner_id: Mapped[str]
    address: Mapped[str]
    allowed: Mapped[str]
    request_id: Mapped[str]
    facts: Mapped[str]
    key_id: Mapped[str]
    previous: Mapped[str]
    digest: Mapped[str]


class AuditHead(Base):
    """The one row that says where the chain ends: who adds holds it until they commit."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Sequence)
    digest: Mapped[str]


class AuditSeal(Base):
    """
    A segment of the chain that was verified and closed, from ``first`` to ``last`` inclusive.

    ``before`` and ``after`` are the digests at its two ends, so that the chain holds when its rows
    are gone. ``expired_at`` is empty as long as they are there.
    """

    __tablename__ = "audit_seal"

    first: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Sequence)
    before: Mapped[str]
    after: Mapped[str]
    sealed_at: Mapped[str]
    key_id: Mapped[str]
    digest: Mapped[str]
    expired_at: Mapped[str] = mapped_column(default="")
