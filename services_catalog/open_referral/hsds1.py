"""HSDS 1: Open Referral's tables, each service already joined with the rows that belong to it."""

from collections.abc import Iterator

from services_catalog.listing import Listing
from services_catalog.open_referral.fixes.costs import cost_of
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.statuses import status_of
from services_catalog.open_referral.fixes.summaries import summary_of
from services_catalog.open_referral.fixes.text import line
from services_catalog.open_referral.parts.contacts import addresses_of, phones_of, with_more_numbers
from services_catalog.open_referral.parts.identity import (
    organisation_of,
    required_id,
    required_name,
)
from services_catalog.open_referral.parts.places import (
    access_of,
    areas_of,
    delivery_of,
    locations_of,
    places_of,
    with_places_hidden,
)
from services_catalog.open_referral.parts.schedules import open_times_of, openings_of
from services_catalog.open_referral.parts.terms import languages_of, needs_of, vocabulary_of
from services_catalog.open_referral.parts.texts import (
    ages_of,
    fees_of,
    listed_words,
    text_of,
    with_note,
)
from services_catalog.open_referral.record import Record, first, part, parts, words
from services_catalog.open_referral.taking import Taking

NAME = "hsds1"


def id_of(record: Record) -> str:
    return source_id(first(record, "id"))


def map_record(record: Record, taking: Taking) -> Listing:
    """
    Map one row of the services, with all that belongs to it.

    :raises RecordRefused: if it has no id or no name
    """
    found_id = required_id(record, "id")
    name = required_name(taking, record, "name")
    organisation = organisation_of(
        taking,
        part(record, "organization"),
        sent_id=record.get("organization_id"),
        service_id=found_id,
    )
    url, email = addresses_of(taking, "service", record.get("url"), record.get("email"))
    eligible = tuple(parts(record, "eligibilitys"))
    ages = next(iter(eligible), {})
    lowest, highest = ages_of(taking, ages.get("minimum_age"), ages.get("maximum_age"))
    phones = phones_of(taking, _who_can_be_rung(record))
    locations = locations_of(taking, record)
    openings = openings_of(taking, _schedules(record))
    text = text_of(taking, "description", record.get("description"))
    fees = fees_of(taking, record)
    listing = Listing(
        feed=taking.context.feed,
        source_id=found_id,
        name=name,
        organisation=organisation,
        summary=summary_of(text),
        description=with_more_numbers(_with_what_has_no_field(taking, record, text), phones),
        for_whom=listed_words(eligible, "eligibility"),
        how_to_refer=_how_to_refer(taking, record),
        what_happens_next=with_note("", "Waiting time", line(record.get("wait_time")).value),
        lowest_age=lowest,
        highest_age=highest,
        phone=phones[0].number if phones else "",
        email=email,
        url=url,
        cost=cost_of(fees),
        cost_note=fees,
        status=taking.took("status", status_of(record.get("status"))),
        needs=needs_of(taking, terms_of(record)),
        delivery=delivery_of((), locations),
        open_times=open_times_of(openings),
        languages=languages_of(taking, record),
        access=access_of(record),
        areas=areas_of(taking, parts(record, "service_areas")),
        locations=locations,
        openings=openings,
    )
    return with_places_hidden(taking, listing)


def terms_of(record: Record) -> Iterator[tuple[str, str]]:
    linked = [part(link, "taxonomy") for link in parts(record, "service_taxonomys")]
    for term in (*linked, *parts(record, "taxonomies")):
        named = words(term, "vocabulary")
        if name := line(term.get("name")).value:
            yield vocabulary_of(named, otherwise=named[:80] or "words"), name


def _who_can_be_rung(record: Record) -> Iterator[Record]:
    """The service, then whoever runs it where it is, then the organisation's own numbers."""
    yield record
    yield from parts(record, "service_at_locations")
    yield from parts(record, "contacts")
    yield from places_of(record)
    yield part(record, "organization")


def _schedules(record: Record) -> Iterator[Record]:
    yield from parts(record, "regular_schedules")
    for owner in (*parts(record, "service_at_locations"), *places_of(record)):
        yield from parts(owner, "regular_schedules")


def _how_to_refer(taking: Taking, record: Record) -> str:
    how = text_of(taking, "how_to_refer", record.get("application_process"))
    return with_note(how, "Bring", listed_words(parts(record, "required_documents"), "document"))


def _with_what_has_no_field(taking: Taking, record: Record, text: str) -> str:
    accredited = text_of(taking, "accreditations", record.get("accreditations"))
    text = with_note(text, "Accreditations", accredited)
    return with_note(text, "Interpreters", line(record.get("interpretation_services")).value)
