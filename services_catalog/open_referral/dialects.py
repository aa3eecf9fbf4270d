"""Every dialect that can be read. To add one: write its module, and a row here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from services_catalog.listing import Listing
from services_catalog.open_referral import oruk1, oruk3, template
from services_catalog.open_referral.record import Record
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
OTHER_SIGNS = frozenset({"organisation", "min_age", "target_directories", "send_needs"})
"""Of Outpost's own answers, which borrow names from both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The names that the first records of a feed use between them."""

    names: frozenset[str]
    is_table: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """``id_of`` gives the id that ``map_record`` will; empty where there is none."""

    name: str
    label: str
    recognises: Callable[[Sample], bool]
    id_of: Callable[[Record], str]
    map_record: Callable[[Record, Taking], Listing]


def _is_template(sample: Sample) -> bool:
    return sample.is_table and "name" in sample.names


def _is_oruk1(sample: Sample) -> bool:
    return _is_service(sample) and bool(sample.names & ORUK1_SIGNS)


def _is_oruk3(sample: Sample) -> bool:
    return _is_service(sample) and bool(sample.names & ORUK3_SIGNS)


def _is_service(sample: Sample) -> bool:
    return not sample.is_table and "name" in sample.names and not sample.names & OTHER_SIGNS


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        dialect.name: dialect
        for dialect in (
            Dialect(
                name=template.NAME,
                label="our table (catalogue template)",
                recognises=_is_template,
                id_of=template.id_of,
                map_record=template.map_record,
            ),
            Dialect(
                name=oruk1.NAME,
                label="Open Referral UK 1.0",
                recognises=_is_oruk1,
                id_of=oruk1.id_of,
                map_record=oruk1.map_record,
            ),
            Dialect(
                name=oruk3.NAME,
                label="Open Referral UK 3.0",
                recognises=_is_oruk3,
                id_of=oruk3.id_of,
                map_record=oruk3.map_record,
            ),
        )
    }
)
"""In the order in which they are asked whether a feed is theirs: the surest signs first."""


def recognised(sample: Sample) -> Dialect | None:
    return next((dialect for dialect in DIALECTS.values() if dialect.recognises(sample)), None)
