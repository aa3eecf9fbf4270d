"""``flask keys``: make a key, say which are in use, and lock everything with the newest."""

import click
from flask.cli import AppGroup

from base.orm import Base
from navigator.db import session
from navigator.secrets.columns import current_ring, lock_anew
from navigator.secrets.key_ring import CannotUnlock, KeyRingRefused, new_key

keys_commands = AppGroup("keys", help="The keys that lock personal data.")


@keys_commands.command("make")
@click.argument("key_id")
def make_command(key_id: str) -> None:
    """Print a new line for the file of keys. Put it first, and keep the older ones below it."""
    try:
        click.echo(new_key(key_id))
    except KeyRingRefused as refused:
        raise click.ClickException(str(refused)) from None


@keys_commands.command("list")
def list_command() -> None:
    """Say which keys are on the ring, without showing any."""
    ring = current_ring()
    for key_id in ring.keys:
        use = "locks and unlocks" if key_id == ring.current else "unlocks what it locked before"
        click.echo(f"{key_id}: {use}")


@keys_commands.command("rotate")
def rotate_command() -> None:
    """
    Lock with the first key everything that another one has locked.

    It can be stopped and run again at any moment. A key may leave the file when this says that
    nothing was left to do, and no row of the record of acts that it signed is still kept.
    """
    try:
        done = lock_anew(session(), Base, progress=_show)
    except CannotUnlock as missing:
        raise click.ClickException(str(missing)) from None
    click.echo(f"{done} values were locked anew with {current_ring().current}.")


def _show(column: str, done: int, total: int) -> None:
    click.echo(f"{column}: {done} of {total}", err=True)
