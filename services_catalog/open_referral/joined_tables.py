"""
Several tables that are one feed: each service with the rows of the others that belong to it.

Open Referral's tables (HSDS 1) and Ohana's are both of this kind. What belongs to what is the
table ``JOINS``; a column whose own table is not there simply adds nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Any

from services_catalog.open_referral.fixes.text import said
from services_catalog.open_referral.json_reading import OnPage, not_noted
from services_catalog.open_referral.reading import FeedFile, Form, Raw
from services_catalog.open_referral.record import Record
from services_catalog.open_referral.shelf import Shelf
from services_catalog.open_referral.unreadable import Unreadable

SERVICES = "services"
SAMPLED = 50
BETWEEN_KEYS = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Rows of ``table`` whose ``column`` holds our ``own`` stand under ``under`` in our row."""

    table: str
    column: str
    own: str
    under: str
    only_one: bool = False
    many_keys: bool = False


def _parts(own_id: str, **tables: str) -> tuple[Join, ...]:
    return tuple(
        Join(table=table, column=own_id, own="id", under=under) for table, under in tables.items()
    )


JOINS: Mapping[str, tuple[Join, ...]] = MappingProxyType(
    {
        SERVICES: (
            Join(
                table="organizations",
                column="id",
                own="organization_id",
                under="organization",
                only_one=True,
            ),
            Join(table="locations", column="id", own="location_id", under="locations"),
            *(
                Join(
                    table="taxonomy",
                    column=column,
                    own="taxonomy_ids",
                    under="taxonomies",
                    many_keys=True,
                )
                for column in ("id", "taxonomy_id")
            ),
            *_parts(
                "service_id",
                services_at_location="service_at_locations",
                services_taxonomy="service_taxonomys",
                eligibility="eligibilitys",
                phones="phones",
                contacts="contacts",
                regular_schedules="regular_schedules",
                languages="languages",
                service_areas="service_areas",
                required_documents="required_documents",
            ),
        ),
        "organizations": _parts("organization_id", phones="phones"),
        "contacts": _parts("contact_id", phones="phones"),
        "services_at_location": (
            Join(
                table="locations",
                column="id",
                own="location_id",
                under="location",
                only_one=True,
            ),
            *_parts(
                "service_at_location_id", phones="phones", regular_schedules="regular_schedules"
            ),
        ),
        "services_taxonomy": (
            Join(table="taxonomy", column="id", own="taxonomy_id", under="taxonomy", only_one=True),
        ),
        "locations": (
            Join(
                table="organizations",
                column="id",
                own="organization_id",
                under="organization",
                only_one=True,
            ),
            *_parts(
                "location_id",
                physical_addresses="physical_addresses",
                addresses="addresses",
                accessibility_for_disabilities="accessibility_for_disabilities",
                phones="phones",
                regular_schedules="regular_schedules",
            ),
        ),
    }
)
KEYS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        table: frozenset(j.column for joins in JOINS.values() for j in joins if j.table == table)
        for table in sorted({join.table for joins in JOINS.values() for join in joins})
    }
)
"""By which columns the rows of a table are looked for."""

OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "service": SERVICES,
        "organization": "organizations",
        "organisations": "organizations",
        "location": "locations",
        "phone": "phones",
        "contact": "contacts",
        "service_at_location": "services_at_location",
        "service_at_locations": "services_at_location",
        "service_taxonomy": "services_taxonomy",
        "physical_address": "physical_addresses",
        "regular_schedule": "regular_schedules",
        "service_area": "service_areas",
        "language": "languages",
        "eligibilities": "eligibility",
        "required_document": "required_documents",
        "taxonomies": "taxonomy",
    }
)
LINK = "_id"
NAMED_BY = frozenset({"id", "taxonomy_id"})
"""Rows that are found by these are named by others, and name nobody themselves."""

DESCRIPTIONS = frozenset({"datapackage", "meta_table_descriptions", "metadata"})


@dataclass(frozen=True, slots=True)
class JoinedTables:
    """``files`` holds them all. The rows of all but the services are shelved when first asked."""

    files: tuple[FeedFile, ...]
    tables: Mapping[str, FeedFile]
    shelf: Shelf = field(default_factory=Shelf)
    loaded: Counter[str] = field(default_factory=Counter)
    without_key: Counter[str] = field(default_factory=Counter)

    @property
    def form(self) -> Form:
        return Form.TABLES

    def records(self, on_page: OnPage = not_noted) -> Iterator[Raw]:  # noqa: ARG002  tables have no pages
        """:raises Unreadable: where a file cannot be read any further"""
        self._load()
        for raw in self.tables[SERVICES].records():
            yield Raw(raw.place, self._whole(SERVICES, _row(raw)))

    def sample(self) -> list[Raw]:
        return list(islice(self.records(), SAMPLED))

    def unlinked(self) -> dict[str, int]:
        return {self.tables[name].name: count for name, count in self.without_key.items() if count}

    def unread(self) -> tuple[str, ...]:
        read = {id(self.tables[name]) for name in self.tables if name in {SERVICES, *KEYS}}
        return tuple(
            file.name
            for file in self.files
            if id(file) not in read and table_name(file) not in DESCRIPTIONS
        )

    def _load(self) -> None:
        """Once: the shelf keeps what it was given."""
        for name, columns in KEYS.items():
            if name in self.tables and name not in self.loaded:
                self.loaded[name] += 1
                for raw in self.tables[name].records():
                    self._shelve(name, _row(raw), columns)

    def _shelve(self, name: str, row: Record, columns: frozenset[str]) -> None:
        """Under every key it has. A blank one links it to nothing."""
        for column in columns:
            self.shelf.put(f"{name}.{column}", said(row.get(column)), row)
        links = [value for column, value in row.items() if column.endswith(LINK)]
        self.without_key[name] += not (columns & NAMED_BY or any(map(said, links)))

    def _whole(self, name: str, row: Record) -> dict[str, Any]:
        whole = dict(row)
        for join in JOINS.get(name, ()):
            if join.table not in self.tables:
                continue
            found = [self._whole(join.table, each) for each in self._rows(join, row)]
            if join.only_one and found:
                whole[join.under] = found[0]
            elif found and not isinstance(whole.get(join.under), dict):
                before = whole.get(join.under)
                whole[join.under] = (before if isinstance(before, list) else []) + found
        return whole

    def _rows(self, join: Join, row: Record) -> Iterator[dict[str, Any]]:
        written = said(row.get(join.own))
        keys = BETWEEN_KEYS.split(written) if join.many_keys else [written]
        for key in keys:
            yield from self.shelf.of(f"{join.table}.{join.column}", key)


def joined_tables(files: tuple[FeedFile, ...]) -> JoinedTables | None:
    """
    Return the tables of one feed; None where the files are not such tables.

    :raises Unreadable: if two of them are the same table
    """
    tables: dict[str, FeedFile] = {}
    repeated: list[tuple[str, str]] = []
    for file in files:
        if file.form is Form.TABLE:
            other = tables.setdefault(table_name(file), file)
            repeated += [(other.name, file.name)] if other is not file else []
    if SERVICES not in tables or not tables.keys() & KEYS.keys():
        return None
    for one, two in repeated:
        raise Unreadable(f"{one} and {two} are the same table of the feed. Give one of them.")
    return JoinedTables(files, tables)


def table_name(file: FeedFile) -> str:
    return OTHER_NAMES.get(file.page.stem, file.page.stem)


def _row(raw: Raw) -> Record:
    return raw.fields if isinstance(raw.fields, dict) else {}
