"""Read what is in the outbox."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from navigator.outbox.models import OutboxMail


def newest_mail(session: Session, *, partnership_id: UUID, limit: int) -> list[OutboxMail]:
    return list(
        session.scalars(
            select(OutboxMail)
            .where(OutboxMail.partnership_id == partnership_id)
            .order_by(OutboxMail.made_at.desc(), OutboxMail.id)
            .limit(limit)
        )
    )
