"""``flask partnership set``: whose catalogue this is, and whom its people ring."""

from datetime import datetime, time

import click
from flask.cli import AppGroup

from base.refusals import Invalid
from navigator.db import session
from services_catalog.partnerships import PartnershipFacts, put_partnership


def _hour(_: click.Context, __: click.Parameter, written: str | None) -> time | None:
    if written is None:
        return None
    try:
        return datetime.strptime(written, "%H:%M").time()  # noqa: DTZ007  an hour has no zone
    except ValueError:
        raise click.BadParameter(f"{written!r} is not an hour. Write it like 08:30.") from None


partnership_commands = AppGroup("partnership", help="Set up a partnership.")


@partnership_commands.command("set")
@click.option("--name", prompt=True, help="What it is called.")
@click.option("--place", prompt=True, help="The place it is for, such as Bristol.")
@click.option("--front-door-name", prompt=True, help="The team that takes concerns about a child.")
@click.option("--front-door-phone", prompt=True, help="Its number.")
@click.option("--front-door-hours", prompt=True, help="When it answers, in plain words.")
@click.option("--out-of-hours-phone", prompt=True, help="The number at other times.")
@click.option("--front-door-opens", callback=_hour, help="From Monday to Friday, like 08:30.")
@click.option("--front-door-closes", callback=_hour, help="From Monday to Friday, like 17:00.")
@click.option("--adults-name", default="", help="The team that takes concerns about an adult.")
@click.option("--adults-phone", default="", help="Its number.")
@click.option("--host", help="The host name it answers to; any that no other has, unless given.")
def set_command(
    *, host: str | None, front_door_opens: time | None, front_door_closes: time | None, **facts: str
) -> None:
    """Add the partnership that answers at a host name, or change it."""
    current = session()
    told = PartnershipFacts(
        **facts, front_door_opens=front_door_opens, front_door_closes=front_door_closes
    )
    try:
        partnership = put_partnership(current, told, host=host)
    except Invalid as refused:
        raise click.ClickException(str(refused)) from None
    current.commit()
    click.echo(f"{partnership.name} answers at {partnership.host or 'every other host name'}.")
