"""``flask search``: build the index, compare it with the catalogue, try a search."""

from collections.abc import Iterable

import click
from flask import current_app
from flask.cli import AppGroup

from base.actor import Actor
from base.clock import today
from navigator.db import session
from search.finder import find_services
from search.index import Document, IndexUnavailable, SearchIndex
from search.repair import check_index, rebuild_index, repair_index
from search.request import SearchRequest
from search.results import Result, SearchResults
from services_catalog.places import load_gazetteer
from services_catalog.queries import partnership_for_host

SHOWN = 10

search_commands = AppGroup("search", help="Build, check and try the search index.")


@search_commands.command("rebuild")
def rebuild() -> None:
    """Build the index anew beside the old one, which answers until the new one is whole."""
    database = session()
    gazetteer = load_gazetteer(database)
    try:
        count = rebuild_index(
            database, _index(), today=today(), gazetteer=gazetteer, watch=_with_progress
        )
    except IndexUnavailable as problem:
        raise click.ClickException(f"{problem} Wait a minute and try again.") from problem
    click.echo(f"The index holds {count} listings.")


@search_commands.command("check")
@click.option("--repair", is_flag=True, help="Mend what differs.")
def check(*, repair: bool) -> None:
    """Compare the index with the catalogue. Exits with 1 where they differ and are not mended."""
    database = session()
    if not repair:
        drift = check_index(database, _index(), today=today())
        click.echo(f"The index: {drift}.")
        raise SystemExit(1 if drift else 0)
    try:
        drift = repair_index(database, _index(), today=today(), gazetteer=load_gazetteer(database))
    except IndexUnavailable as problem:
        raise click.ClickException(f"{problem} Wait a minute and try again.") from problem
    click.echo(f"The index: {drift}.")
    if drift:
        click.echo("Mended.")


@search_commands.command("query")
@click.argument("words", nargs=-1, required=True)
@click.option("--home", default="", help="A ward code or an outward code.")
@click.option("--age", type=click.IntRange(0, 120))
def query(words: tuple[str, ...], home: str, age: int | None) -> None:
    """Search as a visitor would, and say why each service was found."""
    database = session()
    partnership = partnership_for_host(database, "")
    if partnership is None:
        raise click.ClickException("There is no partnership yet. Run: flask --app wsgi start")
    found = find_services(
        database,
        _index(),
        SearchRequest(words=" ".join(words), home=home, age=age, per_page=SHOWN),
        reader=Actor(partnership_id=partnership.id),
        today=today(),
        gazetteer=load_gazetteer(database),
    )
    _say_understood(found)
    for result in found.results or found.nearest:
        _say(result)


def _index() -> SearchIndex:
    index: SearchIndex = current_app.extensions["search_index"]
    return index


def _with_progress(documents: Iterable[Document], count: int) -> Iterable[Document]:
    with click.progressbar(documents, length=count, label="Indexing") as watched:
        yield from watched


def _say_understood(found: SearchResults) -> None:
    understood = found.understood
    click.echo(f"{found.total} found.")
    if understood.needs:
        click.echo(f"Needs: {', '.join(understood.needs)}.")
    for typed, read_as in understood.corrected:
        click.echo(f'"{typed}" was read as "{read_as}".')
    if found.relaxed:
        click.echo(f"Nothing fits. Nearest without: {', '.join(found.relaxed)}.")
    for notice in found.notices:
        click.echo(f"Notice: {notice}.")


def _say(result: Result) -> None:
    click.echo(f"- {result.service.name} ({result.service.organisation.name})")
    for reason in result.reasons:
        click.echo(f"    {reason.kind}: {', '.join(reason.codes)}")
