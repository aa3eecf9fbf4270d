"""Ohana's tables: each service joined with its place, which belongs to its organisation."""

import re
from collections.abc import Iterator

from services_catalog.codes import Delivery
from services_catalog.listing import Listing
from services_catalog.open_referral.fixes.access import access_in
from services_catalog.open_referral.fixes.costs import cost_of
from services_catalog.open_referral.fixes.flags import flag
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.languages import language
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
    areas_of,
    delivery_of,
    locations_of,
    places_of,
    with_places_hidden,
)
from services_catalog.open_referral.parts.schedules import open_times_of, openings_of
from services_catalog.open_referral.parts.terms import needs_of
from services_catalog.open_referral.parts.texts import listed_words, text_of, with_note
from services_catalog.open_referral.record import Record, first, part, parts, words
from services_catalog.open_referral.taking import Taking

NAME = "ohana"
SIGNS = frozenset({"audience", "accepted_payments", "keywords", "funding_sources"})
KEYWORDS = "ohana"
"""The vocabulary of words that each directory chooses for itself."""

TAXONOMY = "openeligibility"
"""Ohana's own taxonomy, which its table of terms is taken from."""

COMMAS = re.compile(r"\s*[,;]\s*(?![^(]*\))")
"""Between the words of a list, but not inside brackets."""


def id_of(record: Record) -> str:
    return source_id(first(record, "id"))


def map_record(record: Record, taking: Taking) -> Listing:
    """
    Map one row of the services, with all that belongs to it.

    :raises RecordRefused: if it has no id or no name
    """
    found_id = required_id(record, "id")
    name = required_name(taking, record, "name")
    place = next(parts(record, "locations"), {})
    organisation = organisation_of(
        taking,
        part(place, "organization"),
        sent_id=place.get("organization_id"),
        service_id=found_id,
    )
    url, email = addresses_of(
        taking, "service", first(record, "website") or place.get("website"), record.get("email")
    )
    phones = phones_of(taking, (record, *places_of(record), part(place, "organization")))
    locations = locations_of(taking, record)
    openings = openings_of(taking, _schedules(record))
    text = text_of(taking, "description", record.get("description"))
    fees = text_of(taking, "cost_note", record.get("fees"))
    listing = Listing(
        feed=taking.context.feed,
        source_id=found_id,
        name=name,
        organisation=organisation,
        summary=summary_of(text),
        description=with_more_numbers(_with_what_has_no_field(record, place, text), phones),
        for_whom=_for_whom(taking, record),
        how_to_refer=_how_to_refer(taking, record),
        what_happens_next=with_note("", "Waiting time", line(record.get("wait_time")).value),
        phone=phones[0].number if phones else "",
        email=email,
        url=url,
        cost=cost_of(fees),
        cost_note=fees,
        status=taking.took("status", status_of(record.get("status"))),
        needs=needs_of(taking, terms_of(record)),
        delivery=delivery_of(_stated_deliveries(place), locations),
        open_times=open_times_of(openings),
        languages=_languages(taking, record, place),
        access=access_in(words(place, "accessibility").replace(",", ".")),
        areas=areas_of(taking, ({"name": each} for each in _listed(record, "service_areas"))),
        locations=locations,
        openings=openings,
    )
    return with_places_hidden(taking, listing)


def terms_of(record: Record) -> Iterator[tuple[str, str]]:
    for term in parts(record, "taxonomies"):
        if name := line(term.get("name")).value:
            yield TAXONOMY, name
    for keyword in _listed(record, "keywords"):
        yield KEYWORDS, keyword


def _schedules(record: Record) -> Iterator[Record]:
    """The service's own times; where it has none, those of its place."""
    own = tuple(parts(record, "regular_schedules"))
    places = (each for place in places_of(record) for each in parts(place, "regular_schedules"))
    yield from own or places


def _listed(record: Record, name: str) -> list[str]:
    return [word for word in COMMAS.split(line(record.get(name)).value) if word]


def _languages(taking: Taking, record: Record, place: Record) -> frozenset[str]:
    spoken = (*_listed(record, "languages"), *_listed(place, "languages"))
    found = (taking.took("languages", language(each)) for each in dict.fromkeys(spoken))
    return frozenset(code for code in found if code)


def _stated_deliveries(place: Record) -> frozenset[str]:
    virtual = flag(place.get("virtual")) is True
    return frozenset({str(Delivery.ONLINE)}) if virtual else frozenset()


def _for_whom(taking: Taking, record: Record) -> str:
    said = [text_of(taking, "for_whom", record.get(name)) for name in ("audience", "eligibility")]
    worth = [text for text in said if text and text.rstrip(".").casefold() != "none"]
    return "\n\n".join(dict.fromkeys(worth))


def _how_to_refer(taking: Taking, record: Record) -> str:
    how = text_of(taking, "how_to_refer", record.get("application_process"))
    return with_note(how, "Bring", listed_words([record], "required_documents"))


def _with_what_has_no_field(record: Record, place: Record, text: str) -> str:
    text = with_note(text, "Getting there", line(place.get("transportation")).value)
    return with_note(text, "Interpreters", line(record.get("interpretation_services")).value)
