"""``catalogue import`` and ``catalogue template``: bring listings in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from base import clock
from base.actor import Actor
from navigator.db import session
from services_catalog.open_referral.columns_table import read_column_table
from services_catalog.open_referral.dialects import DIALECTS
from services_catalog.open_referral.feed import AUTO, Feed, open_feed
from services_catalog.open_referral.importing import import_feed
from services_catalog.open_referral.known_places import KnownPlaces
from services_catalog.open_referral.report import ExitCode, ImportReport
from services_catalog.open_referral.taking import Context
from services_catalog.open_referral.template_file import template_csv
from services_catalog.open_referral.unreadable import Unreadable
from services_catalog.queries import partnership_for_host
from services_catalog.reference import needs_for

AFTER_IMPORT = "after_import"
"""``app.extensions[AFTER_IMPORT]()`` is called once listings have changed, where it is set."""

catalogue_commands = AppGroup("catalogue", help="Bring listings in from feeds and tables.")


class Stopped(click.ClickException):
    """Nothing was done, and the message says what to do."""

    exit_code = ExitCode.UNREADABLE


@catalogue_commands.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--source", help="Name of the feed; the name of the file or folder unless given.")
@click.option("--dialect", type=click.Choice([AUTO, *DIALECTS]), default=AUTO, show_default=True)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--report", type=click.File("w", encoding="utf-8"), help="Write all of it as JSON.")
@click.option("--columns", type=click.Path(path_type=Path), help="Whose column is which of ours.")
def import_command(
    path: Path,
    *,
    source: str | None,
    dialect: str,
    dry_run: bool,
    report: TextIO | None,
    columns: Path | None,
) -> None:
    """
    Bring in the services of a feed: a file, or a folder of pages.

    Ends with 0 if every record was taken, 1 if some were refused, 2 if the feed cannot be read.
    """
    try:
        table = read_column_table(columns) if columns else None
        feed = open_feed(path, dialect=dialect, columns=table)
        done = _import(feed, source=source or path.resolve().stem, dry_run=dry_run)
    except Unreadable as unreadable:
        raise Stopped(str(unreadable)) from None
    click.echo("\n".join(done.lines()))
    if report is not None:
        json.dump(done.as_json(), report, ensure_ascii=False, indent=2)
    raise SystemExit(done.exit_code)


@catalogue_commands.command("template")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), required=False)
def template_command(path: Path | None) -> None:
    """Write the empty table to PATH, or to the screen."""
    if path is None:
        click.echo(template_csv().removeprefix("\ufeff"), nl=False)
        return
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(template_csv())
    except FileExistsError:
        raise Stopped(f"{path.name} is there already. Give another name, or move it.") from None
    except OSError as error:
        raise Stopped(f"{path.name} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {path.name}. What each column means is in docs/feeds.md.")


def _import(feed: Feed, *, source: str, dry_run: bool) -> ImportReport:
    current = session()
    actor = _actor(current)
    context = Context(
        feed=source, on=clock.today(), places=KnownPlaces(current), needs_for=needs_for
    )
    finish = current.rollback if dry_run else current.commit
    with click.progressbar(length=feed.records, label=f"Importing {source}") as bar:
        report = import_feed(
            current,
            feed,
            context=context,
            actor=actor,
            at=clock.now(),
            after_batch=_in_turn(finish, bar.update),
        )
    report.dry_run = dry_run
    if not dry_run and report.has_changes:
        current_app.extensions.get(AFTER_IMPORT, _nothing)()
    return report


def _actor(current: Session) -> Actor:
    partnership = partnership_for_host(current, "")
    if partnership is None:
        raise Stopped("There is no partnership yet. Run make run once, or set one up.")
    return Actor(partnership_id=partnership.id, sees_professional=True)


def _in_turn(finish: Callable[[], None], show: Callable[[int], None]) -> Callable[[int], None]:
    def after_batch(records: int) -> None:
        finish()
        show(records)

    return after_batch


def _nothing() -> None:
    """An app without a search index has nothing to do after an import."""
