"""``flask safeguarding``: what words alarm here, and what a phrase would raise."""

from itertools import groupby

import click
from flask import current_app
from flask.cli import AppGroup

from config import Settings
from eligibility import Alarm, Category, SafeguardingWords, alarms_in

safeguarding_commands = AppGroup("safeguarding", help="See which words alarm.")


@safeguarding_commands.command("check")
@click.argument("words")
def check(words: str) -> None:
    """Say what WORDS raise, the most urgent first."""
    found = alarms_in(words, table=_table())
    if not found:
        click.echo("These words raise nothing. That never means that a child is safe.")
    for alarm in found:
        click.echo(_line(alarm))


@safeguarding_commands.command("list")
@click.option(
    "--category",
    type=click.Choice([kind.value for kind in Category]),
    help="This kind of harm alone.",
)
def list_command(category: str | None) -> None:
    """List every entry, by kind of harm and how soon to act."""
    alarms = [entry.alarm for entry in _table().entries]
    wanted = [alarm for alarm in alarms if category in {None, alarm.category}]
    for kind, together in groupby(sorted(wanted, key=_kind), key=_kind):
        phrases = [alarm.phrase for alarm in together]
        click.echo(f"{' '.join(kind)} ({len(phrases)})")
        for phrase in phrases:
            click.echo(f"  {phrase}")


def _table() -> SafeguardingWords:
    settings: Settings = current_app.config["NAVIGATOR"]
    return settings.safeguarding_words


def _kind(alarm: Alarm) -> tuple[str, ...]:
    return (alarm.category, alarm.urgency)


def _line(alarm: Alarm) -> str:
    crisis = ", with lines to talk to" if alarm.crisis else ""
    own = ", of whoever typed it" if alarm.own else ""
    return f"{alarm.urgency}: {alarm.category}: {alarm.phrase!r}{crisis}{own}"
