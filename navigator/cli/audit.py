"""``flask audit``: prove that the record of acts is whole, keep its head, let old rows go."""

from datetime import datetime

import click
from flask.cli import AppGroup

from base.clock import LONDON, now
from base.refusals import Refusal
from navigator.audit import sealing
from navigator.audit.application_role import give_privileges
from navigator.audit.operations import head
from navigator.audit.verification import verify
from navigator.db import session

FAULTY = 1

audit_commands = AppGroup("audit", help="The record of acts: verify it, seal it.")

DAY = click.DateTime(formats=["%Y-%m-%d"])


@audit_commands.command("head")
def head_command() -> None:
    """Print where the record ends. Keep it elsewhere: it shows later if rows were lost."""
    number, digest = head(session())
    click.echo(f"{number}:{digest}")


@audit_commands.command("verify")
@click.option("--head", "kept", help="An earlier output of “flask audit head”.")
@click.pass_context
def verify_command(context: click.Context, kept: str | None) -> None:
    """Read every row and say whether all are as they were written."""
    found = verify(session(), kept=_kept(kept), progress=_show)
    if found.fault is not None:
        click.echo(f"Row {found.fault.number}: {found.fault.sentence}", err=True)
        context.exit(FAULTY)
    click.echo(f"{found.rows} rows, up to number {found.last}, are as they were written.")
    click.echo(f"The head is {found.last}:{found.digest}")


@audit_commands.command("seal")
@click.option("--before", type=DAY, required=True, help="Seal what is older than this day.")
def seal_command(before: datetime) -> None:
    """Verify the record, then close its older part."""
    current = session()
    try:
        made = sealing.seal(current, before=_midnight(before), at=now())
    except Refusal as refused:
        raise click.ClickException(str(refused)) from None
    current.commit()
    if made is None:
        click.echo("There is nothing to seal.")
    else:
        click.echo(f"Rows {made.first} to {made.last} are sealed.")


@audit_commands.command("expire")
@click.option("--before", type=DAY, required=True, help="Delete sealed rows older than this day.")
def expire_command(before: datetime) -> None:
    """Delete the rows of sealed segments that are older. Their seals stay, and the chain holds."""
    gone = sealing.expire(session(), before=_midnight(before), at=now())
    click.echo(f"{gone} rows deleted.")


@audit_commands.command("role")
@click.argument("role")
def role_command(role: str) -> None:
    """PostgreSQL: give ROLE what the application needs, and no way to change the record."""
    current = session()
    try:
        give_privileges(current, role)
    except Refusal as refused:
        raise click.ClickException(str(refused)) from None
    current.commit()
    click.echo(f"{role} may add to the record of acts, and not change it.")


def _kept(written: str | None) -> tuple[int, str] | None:
    if not written:
        return None
    number, colon, digest = written.strip().partition(":")
    if not (colon and number.isdecimal() and digest):
        raise click.ClickException("Give the head as “flask audit head” printed it.")
    return int(number), digest


def _midnight(day: datetime) -> datetime:
    return day.replace(tzinfo=LONDON)


def _show(rows: int) -> None:
    click.echo(f"\r{rows} rows …", err=True, nl=False)
