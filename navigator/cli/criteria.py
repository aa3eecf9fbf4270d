"""``flask criteria``: read who a service is for, change it, and try a change before it is made."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask.cli import AppGroup

from base import clock
from base.actor import Actor
from base.refusals import Refusal
from eligibility import Criterion, sentences_of
from navigator.db import session
from navigator.enquiries.situations import logged_situations
from navigator.simulation.situations import situations
from services_catalog.codec import checked_criteria, stored_criteria
from services_catalog.criteria_names import CatalogueNames
from services_catalog.criteria_operations import CriteriaChange, check_codes, set_criteria
from services_catalog.criteria_preview import difference, sentence
from services_catalog.criteria_queries import (
    ServiceCriteria,
    criteria_of,
    criteria_on,
    history,
    owned_service,
)
from services_catalog.level_queries import scale_of
from services_catalog.models import Service
from services_catalog.places import load_gazetteer
from services_catalog.queries import partnership_for_host

PARTS = {"criteria", "guidance"}
LARGEST_FILE = 1_000_000

criteria_commands = AppGroup("criteria", help="Say who a service is for.")

service_argument = click.argument("service_id", type=click.UUID)
file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


class Refused(click.ClickException):
    """Nothing was done, and the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a file says. ``guidance`` is None where the file does not speak of it."""

    criteria: tuple[Criterion, ...]
    guidance: str | None


@criteria_commands.command("show")
@service_argument
@click.option("--json", "as_json", is_flag=True, help="As a file that can be changed and set.")
def show(service_id: UUID, *, as_json: bool) -> None:
    """Say who a service is for, one rule a line."""
    actor = _actor()
    service = _service(service_id, actor)
    found = criteria_of(session(), service, reader=actor)
    if as_json:
        click.echo(_as_file(found))
        return
    click.echo(f"{service.name}: {_origin(found)}")
    _say_rules(found)


@criteria_commands.command("set")
@service_argument
@file_argument
@click.option("--reason", required=True, help="Why the rules change.")
@click.option("--by", required=True, help="Who changes them.")
def set_command(service_id: UUID, file: Path, reason: str, by: str) -> None:
    """Set the rules of a service from FILE. The rules before it are kept."""
    actor = _actor()
    written = _read(file)
    current = session()
    before = criteria_of(current, _service(service_id, actor), reader=actor)
    change = CriteriaChange(
        criteria=written.criteria,
        guidance=before.guidance if written.guidance is None else written.guidance,
        reason=reason,
        by=by,
    )
    try:
        added = set_criteria(current, service_id, change, actor=actor, at=clock.now())
    except Refusal as refused:
        raise Refused(str(refused)) from None
    current.commit()
    click.echo(f"Version {added.version} is in force.")
    _say_sentences(written.criteria)


@criteria_commands.command("history")
@service_argument
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="What applied at the end of that day."
)
def history_command(service_id: UUID, day: datetime | None) -> None:
    """Say what the rules of a service were, when they changed, by whom and why."""
    actor = _actor()
    service = _service(service_id, actor)
    if day is not None:
        _say_day(service, day.date(), actor)
        return
    found = history(session(), service, reader=actor)
    for version in found:
        click.echo(f"{service.name}: {_origin(version)}")
        _say_rules(version)
    if not found:
        click.echo("Nobody has set rules for this service.")


@criteria_commands.command("preview")
@service_argument
@file_argument
def preview(service_id: UUID, file: Path) -> None:
    """Say whom the rules of FILE would turn away or let in. Changes nothing."""
    actor = _actor()
    current = session()
    old = criteria_of(current, _service(service_id, actor), reader=actor).criteria
    new = _read(file).criteria
    gazetteer = load_gazetteer(current)
    try:
        check_codes(new, gazetteer)
    except Refusal as refused:
        raise Refused(str(refused)) from None
    imagined = situations(gazetteer)
    logged = logged_situations(current, gazetteer, reader=actor)
    for people, words in ((imagined, "imagined situations"), (logged, "logged searches")):
        found = difference(old, new, people, on=clock.today())
        click.echo(sentence(found, words))


def _actor() -> Actor:
    partnership = partnership_for_host(session(), "")
    if partnership is None:
        raise Refused("There is no partnership yet. Run: flask --app wsgi start")
    return Actor(partnership_id=partnership.id, sees_professional=True)


def _service(service_id: UUID, actor: Actor) -> Service:
    try:
        return owned_service(session(), service_id, actor=actor)
    except Refusal as refused:
        raise Refused(str(refused)) from None


def _read(file: Path) -> Written:
    """A list of rules, or an object with ``criteria`` and, if it likes, ``guidance``."""
    if file.stat().st_size > LARGEST_FILE:
        raise Refused("This file is too large to hold the rules of one service.")
    try:
        content: Any = json.loads(file.read_bytes())
        json.dumps(content, ensure_ascii=False).encode()  # half a pair of surrogates is no text
    except (ValueError, RecursionError):
        raise Refused("This file is not JSON. Write the rules as a list.") from None
    parts = content if isinstance(content, dict) else {"criteria": content}
    guidance = parts.get("guidance")
    if parts.keys() - PARTS or not isinstance(guidance, str | None):
        raise Refused('Write {"criteria": [...], "guidance": "..."} and nothing else.')
    try:
        return Written(criteria=checked_criteria(parts.get("criteria")), guidance=guidance)
    except Refusal as refused:
        raise Refused(str(refused)) from None


def _as_file(found: ServiceCriteria) -> str:
    try:
        stored = stored_criteria(found.criteria)
    except Refusal as refused:
        raise Refused(str(refused)) from None
    return json.dumps({"criteria": stored, "guidance": found.guidance}, indent=2)


def _say_day(service: Service, day: date, actor: Actor) -> None:
    found = criteria_on(session(), service, day, reader=actor)
    if found is None:
        click.echo("Nobody had set rules by that day. What its entry said applied.")
        return
    click.echo(f"{service.name} on {_day(day)}: {_origin(found)}")
    _say_rules(found)


def _origin(found: ServiceCriteria) -> str:
    if found.changed_at is None:
        return "nobody has set rules. These come from what its entry says."
    day = _day(clock.london_date(found.changed_at))
    return f"version {found.version}, set on {day} by {found.changed_by}. Why: {found.reason}"


def _say_rules(found: ServiceCriteria) -> None:
    _say_sentences(found.criteria)
    if found.unread:
        click.echo(f"Not understood: {', '.join(kind or 'no kind' for kind in found.unread)}.")
    if found.guidance:
        click.echo(f"Guidance, shown and never checked: {found.guidance}")


def _say_sentences(criteria: tuple[Criterion, ...]) -> None:
    names = CatalogueNames(
        gazetteer=load_gazetteer(session()),
        levels=scale_of(session(), partnership_id=_actor().partnership_id),
    )
    for rule in sentences_of(criteria, names=names):
        click.echo(f"- {rule}")
    if not criteria:
        click.echo("- No rules.")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
