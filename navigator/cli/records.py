"""``flask records``: the map of data, and all that is held on one person."""

import json
from dataclasses import asdict

import click
from flask.cli import AppGroup

from base.actor import Actor
from base.clock import now
from base.refusals import NotFound
from navigator.accounts.permissions import Role
from navigator.audit.operations import Act, record
from navigator.db import session
from navigator.records.gathering import gather
from navigator.records.printed import printed_map
from navigator.records.requests import person_of_reference
from navigator.records.retention import Keep, keeps_of, set_keep
from navigator.referrals.references import read_reference
from services_catalog.models import Partnership
from services_catalog.queries import partnership_for_host

records_commands = AppGroup("records", help="What is held on somebody.")


@records_commands.command("map")
def map_command() -> None:
    """Print the tables of docs/dpia.md: what is held, how long, and who sees what."""
    click.echo(printed_map())


@records_commands.command("keeps")
@click.argument("what", type=click.Choice([keep.value for keep in Keep]), required=False)
@click.argument("length", type=click.IntRange(1, 1200), required=False)
@click.option("--host", default="", help="The host name of the partnership, if it has its own.")
def keeps_command(*, what: str | None, length: int | None, host: str) -> None:
    """
    Say how long records are kept, or set WHAT to LENGTH.

    years_from_birth is in years, everything else in months.
    """
    current, partnership = session(), _partnership(host)
    if what and length:
        set_keep(current, partnership.id, Keep(what), length)
        current.commit()
    for keep, given in keeps_of(current, partnership.id).items():
        click.echo(f"{keep.value}: {given}")


@records_commands.command("gather")
@click.argument("reference")
@click.option("--host", default="", help="The host name of the partnership, if it has its own.")
def gather_command(*, reference: str, host: str) -> None:
    """
    Print, as JSON, all that is held on the young person of a referral. It is put on the record.

    Look through it before any of it is handed on: it may tell of other people.
    """
    current, partnership = session(), _partnership(host)
    reader = Actor(partnership_id=partnership.id, roles=frozenset({Role.COORDINATOR}))
    try:
        person = person_of_reference(current, read_reference(reference) or "", reader=reader)
    except NotFound as refused:
        raise click.ClickException(str(refused)) from None
    gathered = gather(current, person)
    act = Act(
        act="gather_records",
        at=now(),
        partnership_id=partnership.id,
        object_kind="young_person",
        object_id=person.id,
        facts={"by": "command"},
    )
    told = {
        "items": [asdict(item) for item in gathered.items],
        "looks": [asdict(look) for look in gathered.looks],
    }
    record(current, [act])
    current.commit()
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))


def _partnership(host: str) -> Partnership:
    found = partnership_for_host(session(), host.lower())
    if found is None:
        raise click.ClickException("There is no partnership yet. Run: flask partnership set")
    return found
