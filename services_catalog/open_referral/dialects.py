"""Every dialect that can be read. To add one: write its module, and a row here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from services_catalog.listing import Listing
from services_catalog.open_referral import (
    hsds1,
    hsds3,
    ohana,
    oruk1,
    oruk3,
    outpost,
    outpost_csv,
    template,
)
from services_catalog.open_referral.columns_table import template_columns
from services_catalog.open_referral.reading import Form, Raw
from services_catalog.open_referral.record import Record
from services_catalog.open_referral.shelf import Shelf
from services_catalog.open_referral.taking import Taking

ORUK1_SIGNS = frozenset(
    {
        *("deliverable_type", "attending_type", "attending_access", "eligibilitys"),
        *("regular_schedules", "service_taxonomys", "fundings"),
        "pc_attendingAccess_additionalInfo",
    }
)
ORUK3_SIGNS = frozenset(
    {
        *("organization", "organization_id", "status", "minimum_age", "maximum_age"),
        *("service_areas", "service_at_locations", "schedules", "assured_date"),
    }
)
SERVICE = hsds3.SERVICE
Rows = Callable[[], Iterator[Raw]]
Terms = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The names that the first records of a feed use between them."""

    names: frozenset[str]
    form: Form

    @property
    def is_json(self) -> bool:
        return self.form in {Form.JSON, Form.LINES}


def every_record(rows: Rows) -> Iterator[Raw]:
    return rows()


def a_service(_: Record) -> str:
    return SERVICE


def as_it_is(record: Record, _: Shelf) -> Record:
    return record


def not_shelved(_: str, __: Record) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """
    How to tell a dialect, and how to read it.

    ``id_of`` gives the id that ``map_record`` will; empty where there is none. ``terms_of`` gives
    the categories and audiences, each with its vocabulary. The rest is for dialects that spread a
    service: ``gathered`` puts its rows together; ``kind_of`` tells other records from services,
    ``shelved_under`` the key to put one by, and ``completed`` a service with what was put by.
    ``columns`` are those of a table that are known.
    """

    name: str
    label: str
    recognises: Callable[[Sample], bool]
    id_of: Callable[[Record], str]
    map_record: Callable[[Record, Taking], Listing]
    terms_of: Callable[[Record], Terms]
    gathered: Callable[[Rows], Iterator[Raw]] = every_record
    kind_of: Callable[[Record], str] = a_service
    shelved_under: Callable[[str, Record], str] = not_shelved
    completed: Callable[[Record, Shelf], Record] = as_it_is
    columns: frozenset[str] | None = None


def _is_template(sample: Sample) -> bool:
    return sample.form is Form.TABLE and "name" in sample.names


def _is_outpost_csv(sample: Sample) -> bool:
    return sample.form is Form.TABLE and sample.names >= outpost_csv.SIGNS


def _is_ohana(sample: Sample) -> bool:
    return sample.form is Form.TABLES and bool(sample.names & ohana.SIGNS)


def _is_hsds1(sample: Sample) -> bool:
    return sample.form is Form.TABLES


def _is_outpost(sample: Sample) -> bool:
    return _is_service(sample) and bool(sample.names & outpost.SIGNS)


def _is_oruk1(sample: Sample) -> bool:
    return _is_service(sample) and bool(sample.names & ORUK1_SIGNS)


def _is_hsds3(sample: Sample) -> bool:
    return _is_oruk3(sample) and bool(sample.names & hsds3.SIGNS)


def _is_oruk3(sample: Sample) -> bool:
    return _is_service(sample) and bool(sample.names & ORUK3_SIGNS)


def _is_service(sample: Sample) -> bool:
    return sample.is_json and "name" in sample.names


ALL = (
    Dialect(
        name=outpost_csv.NAME,
        label="Outpost's table for bringing services in",
        recognises=_is_outpost_csv,
        id_of=outpost_csv.id_of,
        map_record=outpost_csv.map_record,
        terms_of=outpost_csv.terms_of,
        gathered=outpost_csv.gathered,
        columns=outpost_csv.COLUMNS,
    ),
    Dialect(
        name=template.NAME,
        label="our table (catalogue template)",
        recognises=_is_template,
        id_of=template.id_of,
        map_record=template.map_record,
        terms_of=template.terms_of,
        columns=frozenset(column.name for column in template_columns()),
    ),
    Dialect(
        name=ohana.NAME,
        label="Ohana's tables",
        recognises=_is_ohana,
        id_of=ohana.id_of,
        map_record=ohana.map_record,
        terms_of=ohana.terms_of,
    ),
    Dialect(
        name=hsds1.NAME,
        label="Open Referral's tables (HSDS 1)",
        recognises=_is_hsds1,
        id_of=hsds1.id_of,
        map_record=hsds1.map_record,
        terms_of=hsds1.terms_of,
    ),
    Dialect(
        name=outpost.NAME,
        label="Outpost",
        recognises=_is_outpost,
        id_of=outpost.id_of,
        map_record=outpost.map_record,
        terms_of=outpost.terms_of,
    ),
    Dialect(
        name=oruk1.NAME,
        label="Open Referral UK 1.0",
        recognises=_is_oruk1,
        id_of=oruk1.id_of,
        map_record=oruk1.map_record,
        terms_of=oruk1.terms_of,
    ),
    Dialect(
        name=hsds3.NAME,
        label="HSDS 3.0",
        recognises=_is_hsds3,
        id_of=oruk3.id_of,
        map_record=hsds3.map_record,
        terms_of=oruk3.terms_of,
        kind_of=hsds3.kind_of,
        shelved_under=hsds3.shelved_under,
        completed=hsds3.completed,
    ),
    Dialect(
        name=oruk3.NAME,
        label="Open Referral UK 3.0",
        recognises=_is_oruk3,
        id_of=oruk3.id_of,
        map_record=oruk3.map_record,
        terms_of=oruk3.terms_of,
        kind_of=hsds3.kind_of,
        shelved_under=hsds3.shelved_under,
        completed=hsds3.completed,
    ),
)
"""In the order in which they are asked whether a feed is theirs: the surest signs first."""

DIALECTS: Mapping[str, Dialect] = MappingProxyType({dialect.name: dialect for dialect in ALL})


def recognised(sample: Sample) -> Dialect | None:
    return next((dialect for dialect in ALL if dialect.recognises(sample)), None)
