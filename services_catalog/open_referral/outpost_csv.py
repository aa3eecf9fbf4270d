"""Outpost's table for bringing services in: a row of a service, then rows that add to it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from services_catalog.codes import Status
from services_catalog.listing import Listing
from services_catalog.open_referral import outpost
from services_catalog.open_referral.fixes.dates import day
from services_catalog.open_referral.fixes.flags import flag
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.text import line, said
from services_catalog.open_referral.reading import Raw
from services_catalog.open_referral.record import Record, parts
from services_catalog.open_referral.shelf import Shelf
from services_catalog.open_referral.taking import Reason, RecordRefused, Taking

NAME = "outpost-csv"
ID, REFERENCE, LINKED = "import_id", "import_id_reference", "linked_rows"
SIGNS = frozenset({ID, REFERENCE})
BETWEEN = re.compile(r"\s*;\s*")
COLUMNS = frozenset(
    {
        *(ID, REFERENCE, "name", "description", "organisation", "url", "approved", "visible"),
        *("visible_from", "visible_to", "needs_referral", "min_age", "max_age"),
        *("service_taxonomies", "suitabilities", "send_needs_support", "support_description"),
        *("contact_name", "contact_title", "contact_visible", "contact_email", "contact_phone"),
        *("location_name", "location_latitude", "location_longitude", "location_address_1"),
        *("location_city", "location_postcode", "location_visible", "mask_exact_address"),
        *("preferred_for_post", "location_accessibilities", "free", "cost_option"),
        *("cost_amount", "cost_type", "temporarily_closed", "schedules_opens_at"),
        *("schedules_closes_at", "scheduled_weekday", "links_label", "links_url"),
        *("notes", "labels", "is_local_offer"),
    }
)
"""Read, or left out on purpose: notes and labels are the council's own."""

Rows = Callable[[], Iterator[Raw]]


def gathered(rows: Rows) -> Iterator[Raw]:
    """
    Yield each service with the rows of its file that name it, wherever in the file they stand.

    A row that names no service comes at the end, by itself.
    """
    shelf = Shelf()
    for raw in rows():
        if reference := _reference(raw):
            shelf.put(LINKED, reference, {"place": raw.place.number, "row": raw.fields})
    services: set[str] = set()
    for raw in rows():
        if _reference(raw) or not isinstance(raw.fields, dict):
            continue
        own = _key(raw, ID)
        services.add(own)
        linked = [each["row"] for each in shelf.of(LINKED, own)]
        yield Raw(raw.place, {**raw.fields, LINKED: linked} if linked else raw.fields)
    for raw in rows():
        if (reference := _reference(raw)) and reference not in services:
            yield raw


def id_of(record: Record) -> str:
    """Empty of a row that only adds to a service."""
    return "" if added_to(record) else source_id(record.get(ID))


def map_record(record: Record, taking: Taking) -> Listing:
    """
    Map one service with all its rows.

    :raises RecordRefused: if it has no id or no name, or is a row that adds to no service
    """
    if written := line(added_to(record)).value:
        sentence = f"This row belongs to the service {written[:40]}, which the file does not have."
        raise RecordRefused(Reason.NOT_LINKED, sentence, field=REFERENCE)
    if not source_id(record.get(ID)):
        sentence = "Give it an id that never changes, of at most 255 characters."
        raise RecordRefused(Reason.NO_ID, sentence, field=ID)
    listing = outpost.map_record(as_answered(record), taking)
    return replace(listing, status=_status(record, on=taking.context.on))


def added_to(record: Record) -> str:
    """The id of the service that a row adds to; empty where it is a service itself."""
    own, named = said(record.get(ID)), said(record.get(REFERENCE))
    return named if named != own else ""


def terms_of(record: Record) -> Iterator[tuple[str, str]]:
    return outpost.terms_of(as_answered(record))


def as_answered(record: Record) -> Record:
    """The service as Outpost would answer with it, every row's part in its list."""
    rows = (record, *parts(record, LINKED))
    return {
        "id": record.get(ID),
        "name": record.get("name"),
        "description": record.get("description"),
        "url": record.get("url"),
        "organisation": {"name": record.get("organisation")},
        "min_age": record.get("min_age"),
        "max_age": record.get("max_age"),
        "needs_referral": record.get("needs_referral"),
        "free": record.get("free"),
        "contacts": [_contact(row) for row in rows if said(row.get("contact_phone"))],
        "locations": [_location(row) for row in rows if _has_place(row)],
        "cost_options": [_cost(row) for row in rows if said(row.get("cost_amount"))],
        "regular_schedules": [_times(row) for row in rows if said(row.get("scheduled_weekday"))],
        "links": [
            {"label": row.get("links_label"), "url": row.get("links_url")}
            for row in rows
            if said(row.get("links_url"))
        ],
        "taxonomies": _named(rows, "service_taxonomies"),
        "suitabilities": _named(rows, "suitabilities"),
        "send_needs": _named(rows, "send_needs_support"),
        "local_offer": {"description": record.get("support_description")},
    }


def _contact(row: Record) -> dict[str, object]:
    return {"phone": row.get("contact_phone"), "visible": row.get("contact_visible")}


def _has_place(row: Record) -> bool:
    named = ("location_name", "location_address_1", "location_postcode", "location_latitude")
    return any(said(row.get(name)) for name in named)


def _location(row: Record) -> dict[str, object]:
    return {
        "name": row.get("location_name"),
        "address_1": row.get("location_address_1"),
        "city": row.get("location_city"),
        "postal_code": row.get("location_postcode"),
        "latitude": row.get("location_latitude"),
        "longitude": row.get("location_longitude"),
        "visible": row.get("location_visible"),
        "mask_exact_address": row.get("mask_exact_address"),
        "accessibilities": _named((row,), "location_accessibilities"),
    }


def _cost(row: Record) -> dict[str, object]:
    return {
        "option": row.get("cost_option"),
        "amount": row.get("cost_amount"),
        "cost_type": row.get("cost_type"),
    }


def _times(row: Record) -> dict[str, object]:
    return {
        "weekday": row.get("scheduled_weekday"),
        "opens_at": row.get("schedules_opens_at"),
        "closes_at": row.get("schedules_closes_at"),
    }


def _named(rows: tuple[Record, ...], column: str) -> list[dict[str, object]]:
    """The words of a cell, each as the record that an answer would hold."""
    words = (word for row in rows for word in BETWEEN.split(line(row.get(column)).value))
    return [{"name": word} for word in dict.fromkeys(words) if word]


def _status(record: Record, *, on: date) -> Status:
    """What the council has not approved, or does not show, is a draft until it does."""
    last = day(record.get("visible_to")).value
    if flag(record.get("approved")) is False or flag(record.get("visible")) is False:
        return Status.DRAFT
    if last is not None and last < on:
        return Status.ENDED
    return Status.TEMPORARILY_CLOSED if flag(record.get("temporarily_closed")) else Status.LIVE


def _reference(raw: Raw) -> str:
    """The key of the service that a row adds to; empty where it adds to none."""
    fields = raw.fields if isinstance(raw.fields, dict) else {}
    return _key(raw, REFERENCE) if added_to(fields) else ""


def _key(raw: Raw, column: str) -> str:
    """Ids count within one file."""
    fields = raw.fields if isinstance(raw.fields, dict) else {}
    return f"{raw.place.file}\n{said(fields.get(column))}"
