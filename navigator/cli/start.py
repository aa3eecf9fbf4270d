"""``flask start``: everything a newcomer needs, then the server. What ``make run`` calls."""

import os
import sys
from pathlib import Path

import click
from alembic import command
from flask import current_app
from sqlalchemy.orm import Session

from base.clock import now, today
from config import Settings
from navigator.db import alembic_config, gather_statistics, separate_session, session
from navigator.simulation.accounts import DemonstrationOnly, load_accounts, refuse_in_production
from navigator.simulation.catalogue import load_demonstration
from navigator.simulation.referring.loading import load_referrals
from search.repair import repair_index
from search.whoosh_index import WhooshIndex
from services_catalog.gazetteer_loading import load_geography
from services_catalog.places import load_gazetteer
from services_catalog.queries import partnership_for_host

ROOT = Path(__file__).resolve().parents[2]


@click.command("start")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def start(port: int, workers: int) -> None:
    """Migrate, fill an empty demonstration, mend the index, and serve on 127.0.0.1."""
    settings: Settings = current_app.config["NAVIGATOR"]
    prepare(settings)
    click.echo(f"Prevention Navigator is at http://127.0.0.1:{port} (Ctrl+C stops it).")
    sys.stdout.flush()
    os.environ.setdefault("NAVIGATOR_PUBLIC_ADDRESS", f"http://127.0.0.1:{port}")
    server = Path(sys.executable).parent / "gunicorn"
    os.execv(  # noqa: S606  the server takes this process over, so that Ctrl+C reaches it
        server,
        [
            str(server),
            f"--bind=127.0.0.1:{port}",
            f"--workers={workers}",
            f"--config={ROOT / 'gunicorn.conf.py'}",
            "wsgi:app",
        ],
    )


def prepare(settings: Settings) -> None:
    """Bring database, places, demonstration and index up to date; quick where nothing is due."""
    command.upgrade(alembic_config(current_app.extensions["engine"]), "head")
    database = session()
    load_geography(database, progress=click.echo)
    database.commit()
    if settings.is_production:
        _look_at_production(database)
    else:
        load_demonstration(database, at=now())
        load_accounts(database, at=now(), is_production=False)
        load_referrals(database, at=now(), is_production=False)
        database.commit()
    mend_index()


def _look_at_production(database: Session) -> None:
    """:raises ClickException: if people of the demonstration could sign in"""
    try:
        refuse_in_production(database)
    except DemonstrationOnly as refused:
        raise click.ClickException(str(refused)) from None
    if partnership_for_host(database, "") is None:
        click.echo("There is no partnership yet. Set one up: flask --app wsgi partnership set.")


def mend_index() -> None:
    """Make the search index a true copy of the catalogue again, and say what differed."""
    settings: Settings = current_app.config["NAVIGATOR"]
    with separate_session() as own:
        drift = repair_index(
            own, WhooshIndex(settings.index_folder), today=today(), gazetteer=load_gazetteer(own)
        )
        if drift:
            gather_statistics(own)
            own.commit()
    click.echo(f"Search index: {drift}.")
