"""``gazetteer import``: wards and postcodes for places that do not ship."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from navigator.db import session
from services_catalog.postcode_directory import (
    DirectoryCounts,
    DirectoryUnreadable,
    Told,
    import_postcode_directory,
    read_names,
)

ALL_TAKEN, SOME_REFUSED, UNREADABLE = 0, 1, 2

gazetteer_commands = AppGroup("gazetteer", help="Bring in wards and postcodes.")


@gazetteer_commands.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--authority",
    "authorities",
    multiple=True,
    metavar="CODE",
    help="Take this local authority alone (its ONS code). Give it again for each one more.",
)
@click.option(
    "--names",
    "name_lists",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A list of ward or authority names that came with the directory. Give it again for more.",
)
@click.pass_context
def import_command(
    context: click.Context, path: Path, authorities: tuple[str, ...], name_lists: tuple[Path, ...]
) -> None:
    """
    Bring in an ONS Postcode Directory: one CSV file.

    Ends with 0 if every row was taken, 1 if some were refused, 2 if it cannot be read.
    """
    database = session()
    try:
        names = {code: name for names in name_lists for code, name in read_names(names).items()}
        with _progress(path) as tell:
            counts = import_postcode_directory(
                database,
                path,
                authorities=frozenset(authorities) or None,
                names=names,
                progress=tell,
            )
    except DirectoryUnreadable as unreadable:
        database.rollback()
        click.echo(f"{unreadable} Nothing was changed.", err=True)
        context.exit(UNREADABLE)
    database.commit()
    for line in _lines(counts):
        click.echo(line)
    context.exit(SOME_REFUSED if counts.refused else ALL_TAKEN)


@contextmanager
def _progress(path: Path) -> Iterator[Told]:
    """Show how much of the file has been read; what is told is how many bytes that is."""
    size = path.stat().st_size if path.is_file() else 0
    with click.progressbar(length=size, label=path.name) as bar:
        yield lambda position: bar.update(position - bar.pos)
        bar.update(size - bar.pos)


def _lines(counts: DirectoryCounts) -> Iterator[str]:
    yield f"{counts.taken:,} postcodes taken, {counts.left_out:,} left out."
    yield f"{counts.wards:,} wards added, {counts.outcodes:,} outward codes brought up to date."
    for reason, count in sorted(counts.refused.items()):
        first = counts.first_refused[reason]
        yield f"{count:,} refused: {reason} (the first is line {first:,})."
    if counts.taken:
        yield "Now run `flask --app wsgi search rebuild`, so that search knows these places."
