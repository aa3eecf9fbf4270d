"""``catalogue import``, ``template``, ``mappings``: bring listings in and say what they mean."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from base import clock
from base.actor import Actor
from base.refusals import Invalid
from navigator.db import session
from services_catalog.feeds import feeds_held
from services_catalog.level_queries import crosswalk_of
from services_catalog.open_referral.columns_table import read_column_table
from services_catalog.open_referral.dialects import DIALECTS
from services_catalog.open_referral.feed import AUTO, Feed, open_feed
from services_catalog.open_referral.importing import apply_plan
from services_catalog.open_referral.known_places import KnownPlaces
from services_catalog.open_referral.local_mappings import (
    Decision,
    Term,
    mapping_of,
    save_decisions,
)
from services_catalog.open_referral.mapping_desk import remap, undecided_terms
from services_catalog.open_referral.mapping_table import mapping_csv, read_decisions
from services_catalog.open_referral.plan import Plan, check_shrink, plan_import
from services_catalog.open_referral.report import ExitCode, ImportReport
from services_catalog.open_referral.taking import Context
from services_catalog.open_referral.template_file import template_csv
from services_catalog.operations import Put
from services_catalog.queries import partnership_for_host

AFTER_IMPORT = "after_import"
"""``app.extensions[AFTER_IMPORT]()`` is called once listings have changed, where it is set."""

catalogue_commands = AppGroup("catalogue", help="Bring listings in from feeds and tables.")


class Stopped(click.ClickException):
    """Nothing was done, and the message says what to do."""

    exit_code = ExitCode.UNCHANGED


MOST_PERCENT = 100


def percent(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    """``20%`` or ``20``."""
    if value is None:
        return None
    text = value.strip().removesuffix("%").strip()
    if not text.isascii() or not text.isdecimal() or int(text[:4]) > MOST_PERCENT:
        raise click.BadParameter("give a whole number from 0 to 100, such as 20%.")
    return int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How an import is to be done."""

    dry_run: bool
    retire_missing: bool
    limit_change: int | None
    is_sure: bool


@catalogue_commands.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--source", help="Name of the feed; the name of the file or folder unless given.")
@click.option("--dialect", type=click.Choice([AUTO, *DIALECTS]), default=AUTO, show_default=True)
@click.option("--columns", type=click.Path(path_type=Path), help="Whose column is which of ours.")
@click.option("--report", type=click.File("w", encoding="utf-8"), help="Write all of it as JSON.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--retire-missing", is_flag=True, help="End listings that the feed no longer sends.")
@click.option("--limit-change", callback=percent, help="Stop if more than this is missing, as 20%.")
@click.option("--yes", "is_sure", is_flag=True, help="Change it without asking.")
def import_command(
    path: Path,
    *,
    source: str | None,
    dialect: str,
    columns: Path | None,
    report: TextIO | None,
    **wishes: Any,  # noqa: ANN401  click gives each option its type
) -> None:
    """
    Bring in the services of a feed: a file, a folder of pages or of tables, or a zip of these.

    Ends with 0 if every record was taken, 1 if some were refused, 2 if nothing was done.
    """
    try:
        table = read_column_table(columns) if columns else None
        feed = open_feed(path, dialect=dialect, columns=table)
        done = _import(feed, source or path.resolve().stem, Wishes(**wishes))
    except Invalid as refused:
        raise Stopped(str(refused)) from None
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
    write_new(path, template_csv())
    click.echo(f"Wrote {path.name}. What each column means is in docs/feeds.md.")


@catalogue_commands.command("mappings")
@click.argument("source")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write a table.")
@click.option("--apply", "table", type=click.Path(path_type=Path), help="Take this table's needs.")
def mappings_command(source: str, *, out: Path | None, table: Path | None) -> None:
    """
    List what the feed SOURCE calls things and no need covers; take decisions from a table.

    The table has the columns vocabulary, term and needs: codes with spaces between them, or none.
    """
    current = session()
    actor = actor_of(current)
    feeds = feeds_held(current, actor=actor)
    if source not in feeds:
        raise Stopped(f"Nothing came from {source}. The feeds are: {', '.join(feeds) or 'none'}.")
    try:
        if table is not None:
            click.echo(_decide(current, source, read_decisions(table), actor))
    except Invalid as refused:
        raise Stopped(str(refused)) from None
    terms = undecided_terms(
        current, source, actor=actor, needs_for=mapping_of(current, actor=actor)
    )
    if out is not None:
        write_new(out, mapping_csv(terms))
        click.echo(f"Wrote {out.name}. Fill in needs, then give it back with --apply.")
    click.echo("\n".join(_listed(source, terms)))


def _decide(current: Session, source: str, decisions: tuple[Decision, ...], actor: Actor) -> str:
    changed = save_decisions(current, decisions, actor=actor)
    done = remap(
        current,
        context=_context(current, source, actor),
        changed=changed,
        actor=actor,
        at=clock.now(),
        after_batch=lambda _: current.commit(),
    )
    current.commit()
    if done.put[Put.CHANGED]:
        after_changes()
    left = f" {done.left:,} were left: import their feed again." if done.left else ""
    return (
        f"Decisions read: {len(decisions):,}, of them new: {len(changed):,}. "
        f"Listings changed: {done.put[Put.CHANGED]:,}.{left}"
    )


def _listed(source: str, terms: Counter[Term]) -> Iterator[str]:
    yield f"{source}: categories and audiences that no need covers: {len(terms):,}"
    for (vocabulary, term), count in sorted(terms.items(), key=lambda each: (-each[1], each[0])):
        yield f"  {count:>6,}  {term}  ({vocabulary})"


def write_new(path: Path, text: str) -> None:
    """
    Write a file that is not there yet.

    :raises Stopped: if it is, or cannot be written
    """
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise Stopped(f"{path.name} is there already. Give another name, or move it.") from None
    except OSError as error:
        raise Stopped(f"{path.name} cannot be written: {error.strerror}.") from None


def actor_of(current: Session) -> Actor:
    partnership = partnership_for_host(current, "")
    if partnership is None:
        raise Stopped("There is no partnership yet. Set one up: flask --app wsgi partnership set.")
    return Actor(partnership_id=partnership.id, sees_professional=True)


def after_changes() -> None:
    """What follows a change of listings: an app without a search index has nothing to do."""
    current_app.extensions.get(AFTER_IMPORT, _nothing)()


def _import(feed: Feed, source: str, wishes: Wishes) -> ImportReport:
    current = session()
    actor = actor_of(current)
    plan = _planned(current, feed, source, actor, retire_missing=wishes.retire_missing)
    click.echo("\n".join(plan.report.difference()))
    if wishes.limit_change is not None:
        check_shrink(plan, at_most=wishes.limit_change)
    plan.report.dry_run = wishes.dry_run
    if wishes.dry_run or not plan.changes_anything:
        return plan.report
    if is_interactive() and not wishes.is_sure and not click.confirm("Change the catalogue so?"):
        raise Stopped("Nothing was changed.")
    return _applied(current, plan, actor)


def _context(current: Session, source: str, actor: Actor) -> Context:
    return Context(
        feed=source,
        on=clock.today(),
        places=KnownPlaces(current),
        needs_for=mapping_of(current, actor=actor),
        levels=crosswalk_of(current, partnership_id=actor.partnership_id),
    )


def _planned(
    current: Session, feed: Feed, source: str, actor: Actor, *, retire_missing: bool
) -> Plan:
    context = _context(current, source, actor)
    with click.progressbar(length=feed.records, label=f"Reading {source}") as bar:
        plan = plan_import(
            current,
            feed,
            context=context,
            actor=actor,
            after_batch=bar.update,
            retire_missing=retire_missing,
        )
    current.rollback()  # nothing was written, and nothing is held while the person decides
    return plan


def _applied(current: Session, plan: Plan, actor: Actor) -> ImportReport:
    length = len(plan.changes) + len(plan.retiring)
    with click.progressbar(length=length, label=f"Changing {plan.report.source}") as bar:
        done = apply_plan(
            current,
            plan,
            actor=actor,
            at=clock.now(),
            after_batch=_in_turn(current.commit, bar.update),
        )
    if done.has_changes:
        after_changes()
    return done


def is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _in_turn(finish: Callable[[], None], show: Callable[[int], None]) -> Callable[[int], None]:
    def after_batch(records: int) -> None:
        finish()
        show(records)

    return after_batch


def _nothing() -> None:
    """For an app that has nothing to do after an import."""
