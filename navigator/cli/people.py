"""``flask people invite``: let in the first person who can invite others."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session
from werkzeug.routing import MapAdapter

from base.actor import Actor
from base.clock import now
from base.refusals import Refusal
from config import Settings
from navigator.accounts import people
from navigator.accounts.permissions import GIVEN, Permission, Role
from navigator.accounts.tokens import Invited
from navigator.audit.operations import Act, record
from navigator.db import session
from services_catalog.codes import OrganisationKind
from services_catalog.models import Organisation, Partnership
from services_catalog.organisations import add_organisation
from services_catalog.queries import partnership_for_host

FIRST_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""What the first needs: to look after every organisation, and the people of their own."""

KINDS = [kind.value for kind in OrganisationKind if kind is not OrganisationKind.UNKNOWN]
FROM_HERE = {"by": "command"}

people_commands = AppGroup("people", help="Let the first people in.")


@people_commands.command("invite")
@click.option("--name", prompt=True, help="Whom to invite.")
@click.option("--email", prompt=True, help="Their e-mail address.")
@click.option("--organisation", prompt=True, help="Where they work; it is added if it is new.")
@click.option("--kind", type=click.Choice(KINDS), default=OrganisationKind.COUNCIL.value,
              show_default=True, help="What a new organisation is.")  # fmt: skip
@click.option("--role", "roles", type=click.Choice([role.value for role in GIVEN]), multiple=True,
              default=[role.value for role in FIRST_ROLES], show_default=True,
              help="What they do there. Give it again for each one more.")  # fmt: skip
@click.option("--host", default="", help="The host name of the partnership, if it has its own.")
def invite_command(
    *, name: str, email: str, organisation: str, kind: str, roles: tuple[str, ...], host: str
) -> None:
    """
    Print a link that lets somebody in: once, within two days. Hand it to them yourself.

    Nobody sees their password: they choose it on the page that the link opens.
    """
    current = session()
    partnership = _partnership(current, host)
    actor = Actor(partnership_id=partnership.id, roles=frozenset({Role.COORDINATOR}))
    try:
        place = add_organisation(
            current, name=organisation, kind=OrganisationKind(kind), actor=actor
        )
        invited = Invited(email=email, name=name, organisation_id=place.id, roles=roles)
        raw = people.invite(current, place, invited, actor=actor, at=now())
    except Refusal as refused:
        raise click.ClickException(str(refused)) from None
    _record(current, place)
    current.commit()
    click.echo(_link(partnership, raw))


def _partnership(current: Session, host: str) -> Partnership:
    found = partnership_for_host(current, host.lower())
    if found is None:
        raise click.ClickException("There is no partnership yet. Run: flask partnership set")
    if host and found.host != host.lower():
        raise click.ClickException(f"No partnership has the host name {host}.")
    return found


def _record(current: Session, place: Organisation) -> None:
    """Whoever looks after the organisation sees that this was done here, and not on a page."""
    act = Act(
        act=Permission.INVITE_PEOPLE,
        at=now(),
        partnership_id=place.partnership_id,
        object_kind="organisation",
        object_id=place.id,
        owner_id=place.id,
        facts=FROM_HERE,
    )
    record(current, [act])


def _link(partnership: Partnership, raw: str) -> str:
    settings: Settings = current_app.config["NAVIGATOR"]
    pages: MapAdapter = current_app.url_map.bind("")
    path = pages.build("invitation.show", {"token": raw})
    return f"{settings.address_for(partnership.host)}{path}"
