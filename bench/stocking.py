"""The generated listings in a database of ours with its index, and in a table for Datasette."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from base.actor import Actor
from bench.listings import FACET_VALUES, documents
from config import Settings
from navigator import create_app
from navigator.db import gather_statistics
from search.index import Document
from search.repair import rebuild_index
from search.whoosh_index import WhooshIndex
from services_catalog.codes import Access, AreaKind, Route, Space
from services_catalog.listing import ListedArea, ListedLocation, ListedOrganisation, Listing
from services_catalog.models import Partnership
from services_catalog.operations import put_listing
from services_catalog.places import load_gazetteer
from services_catalog.reference import needs

NOW = datetime.now(UTC)
PEER_COLUMNS = ("name", "needs", "summary", "organisation", "place", "description")


def stock(count: int, folder: Path) -> None:
    settings = Settings.from_environment({"NAVIGATOR_INSTANCE": str(folder)}, root=folder)
    app = create_app(settings)
    with app.app_context():
        app.test_cli_runner().invoke(args=["db", "upgrade"], catch_exceptions=False)
        with app.extensions["sessions"]() as session:
            partnership = Partnership(
                name="Measured Partnership",
                place="Nowhere",
                front_door_name="Front Door",
                front_door_phone="0117 496 0001",
                front_door_hours="Always",
                out_of_hours_phone="0117 496 0002",
            )
            session.add(partnership)
            session.flush()
            actor = Actor(partnership_id=partnership.id)
            for listing in listings(count):
                put_listing(session, listing, actor=actor, at=NOW)
            session.commit()
            gather_statistics(session)
            session.commit()
            rebuild_index(
                session,
                WhooshIndex(settings.index_folder),
                today=NOW.date(),
                gazetteer=load_gazetteer(session),
            )
    peer(count, folder / "peer.db")


def listings(count: int) -> Iterator[Listing]:
    """The generated documents as whole listings, with the parts a real one has."""
    codes = tuple(needs())
    for document in documents(count):
        facets = {
            name: [t.partition(":")[2] for t in document.terms if t.startswith(f"{name}:")]
            for name in FACET_VALUES
        }
        yield _listing(document, facets, codes)


def _listing(document: Document, facets: dict[str, list[str]], codes: tuple[str, ...]) -> Listing:
    number = document.id.int
    access = set(facets["access"])
    return Listing(
        feed="measured",
        source_id=str(number),
        name=document.fields["name"],
        organisation=ListedOrganisation(
            source_id=str(number % 900), name=document.fields["organisation"]
        ),
        summary=document.fields["summary"],
        description=document.fields["description"],
        needs=frozenset(codes[int(n[1:]) % len(codes)] for n in facets["need"]),
        levels=frozenset(facets["level"]) - {"unknown"},
        routes=frozenset(access & set(Route)),
        access=frozenset(access & set(Access)),
        languages=frozenset(facets["language"]) - {"unknown"},
        lowest_age=8 + number % 6,
        highest_age=15 + number % 10,
        phone=f"0117 496 {number % 1000:04d}",
        space=Space(facets["space"][0]),
        space_said_on=NOW.date(),
        verified_on=NOW.date(),
        areas=(ListedArea(kind=AreaKind.NATIONAL),),
        locations=(ListedLocation(name=document.fields["place"]),),
        document="{}",
    )


def peer(count: int, path: Path) -> None:
    """One table with the same texts, the facets as columns, and full-text search over it."""
    database = sqlite3.connect(path)
    facets = tuple(FACET_VALUES)
    columns = (*PEER_COLUMNS, *facets)
    database.execute(f"CREATE TABLE listing (id INTEGER PRIMARY KEY, {', '.join(columns)})")
    marks = ", ".join("?" * (len(columns) + 1))
    database.executemany(
        f"INSERT INTO listing VALUES ({marks})",
        [
            (
                document.id.int,
                *(document.fields[name] for name in PEER_COLUMNS),
                *(_coded(document, facet) for facet in facets),
            )
            for document in documents(count)
        ],
    )
    texts = ", ".join(PEER_COLUMNS)
    database.executescript(
        f"""
        CREATE VIRTUAL TABLE listing_fts USING fts5({texts}, content='listing', content_rowid='id',
                                                    tokenize='porter unicode61');
        INSERT INTO listing_fts (rowid, {texts}) SELECT id, {texts} FROM listing;
        """
    )
    database.commit()
    database.close()


def _coded(document: Document, facet: str) -> str:
    return ",".join(
        sorted(t.partition(":")[2] for t in document.terms if t.startswith(f"{facet}:"))
    )
