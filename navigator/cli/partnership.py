"""``flask partnership set``: whose catalogue this is, and whom its people ring."""

import click
from flask.cli import AppGroup

from base.refusals import Invalid
from navigator.db import session
from services_catalog.partnerships import PartnershipFacts, put_partnership

partnership_commands = AppGroup("partnership", help="Set up a partnership.")


@partnership_commands.command("set")
@click.option("--name", prompt=True, help="What it is called.")
@click.option("--place", prompt=True, help="The place it is for, such as Bristol.")
@click.option("--front-door-name", prompt=True, help="The team that takes concerns about a child.")
@click.option("--front-door-phone", prompt=True, help="Its number.")
@click.option("--front-door-hours", prompt=True, help="When it answers, in plain words.")
@click.option("--out-of-hours-phone", prompt=True, help="The number at other times.")
@click.option("--host", help="The host name it answers to; any that no other has, unless given.")
def set_command(*, host: str | None, **facts: str) -> None:
    """Add the partnership that answers at a host name, or change it."""
    current = session()
    try:
        partnership = put_partnership(current, PartnershipFacts(**facts), host=host)
    except Invalid as refused:
        raise click.ClickException(str(refused)) from None
    current.commit()
    click.echo(f"{partnership.name} answers at {partnership.host or 'every other host name'}.")
