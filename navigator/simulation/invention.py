"""Make one listing of the demonstration from its row, its kind and its organisation."""

from dataclasses import replace
from datetime import date
from random import Random

from navigator.simulation.source_tables import Kind, Provider, Row, kinds, own_words, providers
from navigator.simulation.tested import evidence_of
from navigator.simulation.times import open_times_of, openings_of
from navigator.simulation.trust import assure, claim_space
from navigator.simulation.venues import (
    WHOLE_PLACE,
    access_of,
    areas_of,
    delivery_of,
    locations_of,
    venue_of,
)
from navigator.simulation.wording import ages_of, fill, people, take_turn
from services_catalog.codes import Cost, Status, Visibility
from services_catalog.listing import ListedOpening, ListedOrganisation, Listing

FEED = "demonstration"
SEED = "a demonstration for Bristol"

FIRST_PHONE = 100
FREEPHONES = {"anyhour": "0808 157 0001", "windowseat": "0808 157 0002"}

STATUSES = {"ended": Status.ENDED, "closed": Status.TEMPORARILY_CLOSED}
UNSEEN = frozenset({"hidden", "pros"})
"""Marks of a listing that only people who work with children may see."""

SAYS_LANGUAGES_IN_A_HUNDRED = 75
GIVES_AN_ADDRESS_FOR_MAIL_IN_A_HUNDRED = 85


def invent(row: Row, *, today: date) -> Listing:
    """Return the listing of a row: the same for the same day, whatever else is in the tables."""
    kind, provider = kinds()[row.kind], providers()[row.organisation]
    chance = Random(f"{SEED}: {row.source_id}")  # noqa: S311  invented, not secret
    status = next((STATUSES[m] for m in sorted(row.marks & STATUSES.keys())), Status.LIVE)
    assured = assure(row, provider, today=today, chance=chance)
    claim = claim_space(kind, status, assured, today=today, chance=chance)
    listing = replace(
        _described(row, kind, provider),
        status=status,
        visibility=Visibility.PROFESSIONALS if row.marks & UNSEEN else Visibility.PUBLIC,
        owner=assured.owner,
        verified_on=assured.verified_on,
        verify_by=assured.verify_by,
        space=claim.space,
        space_said_on=claim.said_on,
        wait_weeks=claim.wait_weeks,
        evidence=evidence_of(take_turn(kind.evidence, row.turn), today=today),
        access=access_of(row, kind, provider, chance=chance),
        languages=_often(SAYS_LANGUAGES_IN_A_HUNDRED, provider.languages, chance),
        email=_mail(row, chance),
    )
    return replace(listing, **own_words().get(row.source_id, {}))


def _described(row: Row, kind: Kind, provider: Provider) -> Listing:
    """What the tables alone decide."""
    lowest, highest = ages_of(row.ages)
    openings, dose, length = _session(row, kind)
    cost, cost_note = _cost("?" if "no-cost" in row.marks else take_turn(kind.costs, row.turn, 3))
    return replace(
        _worded(row, kind, provider),
        lowest_age=lowest,
        highest_age=highest,
        cost=cost,
        cost_note=cost_note,
        dose=dose,
        length=length,
        needs=frozenset(kind.needs) | _further_needs(row, kind),
        strengths=frozenset(kind.strengths),
        levels=frozenset(kind.levels),
        prevention=frozenset(kind.prevention),
        routes=frozenset(kind.routes),
        delivery=delivery_of(row, kind),
        areas=areas_of(row, kind, provider),
        locations=locations_of(row, kind, provider),
        openings=openings,
        open_times=open_times_of(openings),
    )


def _worded(row: Row, kind: Kind, provider: Provider) -> Listing:
    """The name of it, and everything that reads as a sentence."""
    venue = venue_of(row, provider)
    who = people(*ages_of(row.ages))

    def say(wordings: list[str], slot: int) -> str:
        place = venue.place if venue else WHOLE_PLACE
        return fill(take_turn(wordings, row.turn, slot), who=who, place=place)

    sentences = [say(wordings, slot) for slot, wordings in enumerate(kind.said, start=1)]
    return Listing(
        feed=FEED,
        source_id=row.source_id,
        name=row.name,
        organisation=_organisation(provider),
        phone=_phone(provider),
        url=f"https://www.example.org/{provider.slug}/{row.source_id}",
        summary=say(kind.summary, 0),
        description=" ".join(filter(None, sentences)),
        led_by=say(kind.led_by, 4),
        for_whom=say(kind.for_whom, 5),
        how_to_refer=say(kind.how, 6),
        what_happens_next=say(kind.next, 7),
        dialect=FEED,
    )


def _organisation(provider: Provider) -> ListedOrganisation:
    return ListedOrganisation(
        source_id=provider.slug,
        name=provider.name,
        kind=provider.kind,
        description=provider.description,
        phone=_phone(provider),
        email=f"hello.{provider.slug}@example.org",
        url=f"https://www.example.org/{provider.slug}",
    )


def _phone(provider: Provider) -> str:
    """A number of its own, in a range set aside for drama: it reaches nobody."""
    return FREEPHONES.get(provider.slug, f"0117 496 0{FIRST_PHONE + provider.number}")


def _session(row: Row, kind: Kind) -> tuple[tuple[ListedOpening, ...], str, str]:
    if "no-times" in row.marks:
        return (), "", ""
    chosen = next((mark.partition(":")[2] for mark in row.marks if "session:" in mark), None)
    times, dose, length = (
        kind.sessions[int(chosen)] if chosen else take_turn(kind.sessions, row.turn, 2)
    )
    return openings_of(times), dose, length


def _cost(told: str) -> tuple[Cost, str]:
    if told == "free":
        return Cost.FREE, ""
    if told == "?":
        return Cost.UNKNOWN, ""
    if told.startswith("varies: "):
        return Cost.VARIES, told.removeprefix("varies: ")
    return Cost.CHARGE, told


def _further_needs(row: Row, kind: Kind) -> frozenset[str]:
    marked = {mark.removeprefix("need:") for mark in row.marks if mark.startswith("need:")}
    return frozenset({take_turn(kind.also, row.turn, 1), *marked})


def _often(share: int, codes: frozenset[str], chance: Random) -> frozenset[str]:
    return codes if chance.randrange(100) < share else frozenset()


def _mail(row: Row, chance: Random) -> str:
    gives = chance.randrange(100) < GIVES_AN_ADDRESS_FOR_MAIL_IN_A_HUNDRED
    return f"{row.source_id}@example.org" if gives else ""
