"""HSDS 3.0, of which Open Referral UK 3.0 is a profile: what it has besides, and other records."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from services_catalog.codes import Space
from services_catalog.listing import Listing
from services_catalog.open_referral import oruk3
from services_catalog.open_referral.fixes.dates import past_day
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.numbers import whole_number
from services_catalog.open_referral.fixes.text import line
from services_catalog.open_referral.fixes.web_addresses import web_address
from services_catalog.open_referral.parts.texts import with_note
from services_catalog.open_referral.record import Record, first, part, parts, words
from services_catalog.open_referral.shelf import Shelf
from services_catalog.open_referral.taking import Taking

NAME = "hsds3"
SIGNS = frozenset(
    {
        *("alternate_name", "licenses", "program", "program_id", "required_documents"),
        *("additional_urls", "capacities", "fees_description", "metadata"),
    }
)
SERVICE = "service"
SERVICE_ONLY = frozenset(
    {
        *("status", "fees", "minimum_age", "maximum_age", "service_at_locations", "schedules"),
        *("assured_date", "eligibility_description", "application_process", "organization_id"),
        *("pc_targetAudience", "cost_options", "accreditations"),
    }
)
OTHER_KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "root": frozenset({"version", "openapi_url", "profile"}),
        "service_at_location": frozenset({"location", "location_id"}),
        "taxonomy_term": frozenset({"taxonomy_detail", "term_uri", "taxonomy", "taxonomy_id"}),
        "organization": frozenset(
            {"legal_status", "year_incorporated", "website", "organization_identifiers", "logo"}
        ),
        "location": frozenset({"location_type", "addresses"}),
        "taxonomy": frozenset({"uri", "version"}),
    }
)
"""What else an API answers with, and the names of which any tells that a record is one."""

BED_WORDS = frozenset({"bed", "place", "space", "person", "people", "seat"})


def kind_of(record: Record) -> str:
    """
    What a record is; anything that is not surely something else is a service.

    A service at a location lists its service inside it, or names it, and has no name itself.
    """
    if record.keys() & SERVICE_ONLY and "location" not in record:
        return SERVICE
    for kind, signs in OTHER_KINDS.items():
        if record.keys() & signs and (kind != "root" or "id" not in record):
            return kind
    return SERVICE


def completed(record: Record, shelf: Shelf) -> Record:
    """With the organisation and the places that the feed sends as records of their own."""
    added: dict[str, object] = {}
    if not part(record, "organization"):
        found = shelf.of("organization", source_id(record.get("organization_id")))
        added |= {"organization": found[0]} if found else {}
    if not any(parts(record, "service_at_locations")):
        pairings = shelf.of("service_at_location", source_id(record.get("id")))
        added |= {"service_at_locations": pairings} if pairings else {}
    return {**record, **added} if added else record


def shelved_under(kind: str, record: Record) -> str:
    """The key by which a service finds a record of another kind; empty where none asks for it."""
    if kind == "organization":
        return source_id(record.get("id"))
    if kind == "service_at_location":
        return source_id(first(record, "service_id"))
    return ""


def map_record(record: Record, taking: Taking) -> Listing:
    """
    Map one service, full or as a list shows it.

    :raises RecordRefused: if it has no id or no name
    """
    listing = oruk3.map_record(record, taking)
    addresses = [_address(taking, each) for each in parts(record, "additional_urls")]
    bring = [line(each.get("document")).value for each in parts(record, "required_documents")]
    space, said_on = _space(taking, record)
    return replace(
        listing,
        description=with_note(listing.description, "More", "\n".join(filter(None, addresses))),
        how_to_refer=with_note(listing.how_to_refer, "Bring", "; ".join(filter(None, bring))),
        space=space,
        space_said_on=said_on,
    )


def _address(taking: Taking, record: Record) -> str:
    found = taking.took("additional_urls", web_address(record.get("url")))
    label = line(record.get("label")).value
    return f"{label}: {found}" if found and label else found


def _space(taking: Taking, record: Record) -> tuple[Space, date | None]:
    """Places that are free, where a capacity counts places for people and says when it did."""
    for capacity in parts(record, "capacities"):
        unit = words(part(capacity, "unit"), "name").casefold().rstrip("s")
        free = whole_number(capacity.get("available")).value
        day = taking.took("capacities", past_day(capacity.get("updated"), on=taking.context.on))
        if unit in BED_WORDS and free is not None and day is not None:
            return (Space.HAS_PLACES if free else Space.FULL), day
    return Space.NOT_CONFIRMED, None
