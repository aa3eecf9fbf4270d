"""Who is there for the pages of people and of the demonstration."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import now
from navigator.accounts.models import User
from navigator.outbox.operations import Mail, send
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.drafting import start
from navigator.simulation.accounts import load_accounts

WRITTEN = Content(
    name="Zoë Wyn",
    birth_date="2012-03-04",
    wants="To box. He is in a gang, and he is going to hurt someone. " * 10,
    needs=("bereavement", "attendance"),
    strengths=("trusted_adult",),
    reach="Text first.",
    must_not_know="A brother",
    must_not_contact=True,
    call_back="07700 900123",
    basis="public_task",
)
"""Much of a referral, with a label and with words that alarm."""

LINK = f"http://127.0.0.1:5000/invitation/{'a-long-secret-' * 4}"


def people_there(session: Session, name: str) -> dict[str, str]:
    """
    Put the people of the demonstration there, and a mail that was not sent.

    Return the ids of somebody who is signed in, and of the organisation that they look after.
    """
    person = session.scalars(select(User).where(User.name == name)).one()
    load_accounts(session, at=now(), is_production=False)
    mail = Mail(address="a.rather.long.name@example.org", subject="A link", body=f"Open it: {LINK}")
    send(session, mail, partnership_id=person.partnership_id, at=now())
    session.commit()
    return {"person": str(person.id), "school": str(person.memberships[0].organisation_id)}


def draft_there(session: Session, name: str, service_ids: list[UUID]) -> dict[str, str]:
    """Let somebody who is signed in have a referral that is not sent yet; return its id."""
    person = session.scalars(select(User).where(User.name == name)).one()
    overridden = ForService(
        young_person=Asked(answer="not_asked", why="Not there."),
        override_reason="risk_of_harm",
        override_why="They may be hurt.",
    )
    content = replace(WRITTEN, services={str(service_ids[0]): overridden})
    actor = Actor(
        partnership_id=person.partnership_id,
        user_id=person.id,
        organisation_id=person.memberships[0].organisation_id,
    )
    made = start(session, service_ids, content, actor=actor, at=now())
    session.commit()
    return {"draft": str(made.id)}
