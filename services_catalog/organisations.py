"""Add an organisation that no feed brings: a school, a team. Callers own the transaction."""

from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import Invalid
from services_catalog.codes import OrganisationKind
from services_catalog.models import Organisation

LOCAL = "local"
"""The feed of what was typed here, and comes from nowhere else."""

LONGEST_NAME = 150


class OrganisationInvalid(Invalid):
    """An organisation has a name and a kind. The message says what to change."""


def add_organisation(
    session: Session, *, name: str, kind: OrganisationKind, actor: Actor
) -> Organisation:
    """
    Return the organisation of this name that was added here, made now where there was none.

    Adding it twice, even at the same moment, makes one.

    :raises OrganisationInvalid: if there is no name, or one that is too long
    """
    check_name(name)
    name = " ".join(name.split())
    source_id = uuid5(NAMESPACE_OID, name.casefold()).hex
    if (found := session.scalar(_local(source_id, actor))) is not None:
        return found
    made = Organisation(
        partnership_id=actor.partnership_id, name=name, kind=kind, feed=LOCAL, source_id=source_id
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # somebody has just added it
        return session.scalars(_local(source_id, actor)).one()
    return made


def check_name(name: str) -> None:
    """:raises OrganisationInvalid: if there is none, or it is too long"""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise OrganisationInvalid(
            f"Enter its name, in {LONGEST_NAME} characters or fewer.", field="name"
        )


def _local(source_id: str, actor: Actor) -> Select[Organisation]:
    return select(Organisation).where(
        Organisation.partnership_id == actor.partnership_id,
        Organisation.feed == LOCAL,
        Organisation.source_id == source_id,
    )
