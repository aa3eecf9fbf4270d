"""``flask doctor``, ``flask backup`` and ``flask restore``."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import click
from flask import current_app
from flask.cli import with_appcontext

from base.clock import now
from config import Settings
from navigator.db import session
from navigator.simulation.accounts import DemonstrationOnly, refuse_in_production
from navigator.upkeep.backup import BackupDamaged, BackupRefused, Manifest, back_up, read_manifest
from navigator.upkeep.backup import restore as bring_back
from navigator.upkeep.doctor import Check, Patient, look_at_everything
from navigator.upkeep.findings import Checked, State, failed, ok

MARKS = {State.OK: "ok     ", State.WARNING: "look   ", State.FAILED: "FAILED "}
UNWELL = 1


def _accounts(patient: Patient) -> Iterator[Checked]:
    """People whose password everybody knows have no place among real ones."""
    if patient.settings.is_production:
        try:
            refuse_in_production(patient.session)
        except DemonstrationOnly:
            yield failed(
                "accounts",
                "Some are those of the demonstration: everybody knows their password.",
                "Stop the service. Set NAVIGATOR_DATABASE_URL to a new, empty database.",
            )
            return
    yield ok("accounts", "None has a public password, but in a demonstration.")


ALSO: Mapping[str, Check] = MappingProxyType({"accounts": _accounts})


@click.command("doctor")
@click.pass_context
@with_appcontext
def doctor(context: click.Context) -> None:
    """Say whether this installation is well, and what to do where it is not."""
    patient = Patient(
        settings=current_app.config["NAVIGATOR"],
        engine=current_app.extensions["engine"],
        session=session(),
        index=current_app.extensions["search_index"],
        at=now(),
    )
    unwell = False
    for checked in look_at_everything(patient, ALSO):
        click.echo(f"{MARKS[checked.state]}{checked.name}: {checked.sentence}")
        if checked.remedy:
            click.echo(f"         → {checked.remedy}")
        unwell = unwell or checked.state is State.FAILED
    context.exit(UNWELL if unwell else 0)


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only say whether the backup in FOLDER is whole.")
@with_appcontext
def backup(folder: Path, *, check: bool) -> None:
    """
    Copy the database into FOLDER, which must be new. The service can go on meanwhile.

    The keys are not copied: keep them apart. Without them what is locked stays locked.
    """
    try:
        engine = current_app.extensions["engine"]
        made = read_manifest(folder) if check else back_up(engine, folder, at=now())
    except (BackupDamaged, BackupRefused) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(_told(made))


@click.command("restore")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@with_appcontext
def restore(folder: Path) -> None:
    """
    Bring the backup in FOLDER back into the configured database, which must be empty or not there.

    Every table is compared with what the backup says of it. The search index follows by itself.
    """
    settings: Settings = current_app.config["NAVIGATOR"]
    current_app.extensions["engine"].dispose()
    try:
        made = bring_back(folder, settings.database_url)
    except (BackupDamaged, BackupRefused) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{_told(made)} All of it is back as it was.")


def _told(made: Manifest) -> str:
    return f"{made.rows} rows in {len(made.tables)} tables, as of {made.made_at}."


COMMANDS = (doctor, backup, restore)
