"""``flask levels``: what a partnership calls the levels of need, and what other words mean."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from flask.cli import AppGroup

from base.actor import Actor
from base.refusals import Refusal
from eligibility import LevelOfNeed
from navigator.db import session
from services_catalog.level_operations import set_levels, set_wordings
from services_catalog.level_queries import NeedLevels, levels_of
from services_catalog.level_table import FIRST_ROW, LEVEL_COLUMNS, WORDING_COLUMNS, check_columns
from services_catalog.queries import partnership_for_host

LARGEST_FILE = 2_000_000
FORMULA_SIGNS = ("=", "+", "-", "@")
"""A spreadsheet would work out a cell that begins so."""

levels_commands = AppGroup("levels", help="Say what the levels of need are called.")

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


class Refused(click.ClickException):
    """Nothing was done, and the message says what to do."""


@levels_commands.command("show")
@click.option(
    "--csv", "table", type=click.Choice(["levels", "wordings"]),
    help="Print a table that can be changed and set.",
)  # fmt: skip
def show(table: str | None) -> None:
    """Say what each level is called and means, and which other words stand for it."""
    found = levels_of(session(), partnership_id=_actor().partnership_id)
    if table == "levels":
        click.echo(_as_csv(LEVEL_COLUMNS, map(_level_row, found.scale.levels)), nl=False)
    elif table == "wordings":
        click.echo(_as_csv(WORDING_COLUMNS, (w.as_row() for w in found.wordings)), nl=False)
    else:
        _say(found)


@levels_commands.command("set")
@file_argument
def set_command(file: Path) -> None:
    """Set the labels and meanings of the four levels from FILE, a table (CSV)."""
    actor, current = _actor(), session()
    rows = _read(file, LEVEL_COLUMNS)
    try:
        set_levels(current, rows, actor=actor)
    except Refusal as refused:
        raise Refused(f"{refused} Nothing was changed.") from None
    current.commit()
    _say(levels_of(current, partnership_id=actor.partnership_id))


@levels_commands.command("wordings")
@file_argument
def wordings_command(file: Path) -> None:
    """Set what the words of providers mean from FILE, a table (CSV): all of them at once."""
    actor, current = _actor(), session()
    rows = _read(file, WORDING_COLUMNS)
    try:
        count = set_wordings(current, rows, actor=actor)
    except Refusal as refused:
        raise Refused(f"{refused} Nothing was changed.") from None
    current.commit()
    click.echo(f"{count} rows are in force." if count else "The table that ships is in force.")


def _actor() -> Actor:
    partnership = partnership_for_host(session(), "")
    if partnership is None:
        raise Refused("There is no partnership yet. Run: flask --app wsgi start")
    return Actor(partnership_id=partnership.id, sees_professional=True)


def _read(file: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    if file.stat().st_size > LARGEST_FILE:
        raise Refused("This file is too large to be a table of levels.")
    try:
        text = file.read_text(encoding="utf-8-sig")
        heading, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    except (UnicodeError, csv.Error):
        raise Refused("This file cannot be read. Save it as CSV in UTF-8.") from None
    named = [name.strip().lower() for name in heading]
    try:
        check_columns(named, columns)
    except Refusal as refused:
        raise Refused(f"{refused} Nothing was changed.") from None
    while rows and not any(rows[-1]):
        rows.pop()
    return [_cells(named, row, number) for number, row in enumerate(rows, FIRST_ROW)]


def _cells(columns: Sequence[str], row: Sequence[str], number: int) -> dict[str, str]:
    if not any(row):
        raise Refused(f"Row {number} is empty. Take it out. Nothing was changed.")
    if len(row) != len(columns):
        raise Refused(
            f"Row {number} has {len(row)} cells, not {len(columns)}. "
            "Put text that holds a comma in quotation marks. Nothing was changed."
        )
    return {column: _bare(cell) for column, cell in zip(columns, row, strict=True)}


def _say(found: NeedLevels) -> None:
    for entry in found.scale.levels:
        official = f" ({entry.official})" if entry.official else ""
        click.echo(f"{entry.step}. {entry.plain}{official} [{entry.level}]: {entry.meaning}")
        for each in found.wordings:
            if each.level is entry.level:
                click.echo(f"   - {each.provider or 'Anyone'}: {each.wording}")
    if not found.has_own_scale:
        click.echo("These labels ship with the product. Check them against your own guidance.")
    if not found.has_own_wordings:
        click.echo("These wordings ship with the product. Ask your providers what they mean.")


def _level_row(entry: LevelOfNeed) -> Mapping[str, str]:
    return {column: getattr(entry, column) for column in LEVEL_COLUMNS}


def _as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_guarded(row[column]) for column in columns] for row in rows)
    return table.getvalue()


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else str(text)


def _bare(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_SIGNS) else text
