"""Who is there for the pages of people and of the demonstration."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import now
from navigator.accounts.models import User
from navigator.outbox.operations import Mail, send
from navigator.simulation.accounts import load_accounts

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
