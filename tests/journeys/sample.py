"""A small catalogue for the journeys: full listings, bare ones and awkward ones. All invented."""

from dataclasses import replace
from datetime import date, time, timedelta

from sqlalchemy import select

from base.actor import Actor
from base.clock import now, today
from eligibility.criteria import (
    AgeBetween,
    CareStatusAmong,
    Exclusion,
    Prerequisite,
    ReferredBySector,
    SpeaksOneOf,
)
from services_catalog.codes import AreaKind, Cost, Space, Status, Visibility
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.listing import (
    ListedArea,
    ListedEvidence,
    ListedLocation,
    ListedOpening,
    ListedOrganisation,
    Listing,
)
from services_catalog.models import Service
from services_catalog.operations import put_listing

HARTCLIFFE = "E05010900"
ORGANISATION = ListedOrganisation(
    source_id="o1",
    name="Example Youth Trust",
    description="We have worked in the south of the city since 1998.",
    phone="0117 496 0200",
    email="hello@example.org",
    url="https://example.org",
)

LONG_PHONE = "0117 496 0103 (the office, all week) or 0117 496 0104 (in the evening)"

RULES = CriteriaChange(
    criteria=(
        AgeBetween(lowest=11, highest=16),
        Exclusion(rule=CareStatusAmong(codes=frozenset({"in_care", "care_leaver"}))),
        SpeaksOneOf(codes=frozenset({"en", "so"})),
    ),
    guidance="We like to meet you first.\n\n- Bring a friend",
    reason="Fewer places this year",
    by="Sam Example",
)

SCHOOLS_ASK = CriteriaChange(
    criteria=(
        AgeBetween(lowest=11, highest=16),
        Prerequisite(rule=ReferredBySector(codes=frozenset({"education"}))),
    ),
    reason="Schools pay for it",
    by="Sam Example",
)

BARE = Listing(feed="sample", source_id="bare", name="Bare Example", organisation=ORGANISATION)
"""Nothing is known of it but its name."""


def full(day: date) -> Listing:
    """Everything is known of it."""
    return Listing(
        feed="sample",
        source_id="full",
        name="Example Bereavement Group",
        organisation=ORGANISATION,
        summary="A weekly group for young people who have lost someone close.",
        description="We meet and talk.\n\n- No waiting room\n- Two youth workers\n\nCome once.",
        led_by="Two youth workers",
        for_whom="Anyone aged 11 to 18 who has lost someone.",
        how_to_refer="Ring us, or send a message.",
        what_happens_next="We ring back within 2 working days.",
        lowest_age=11,
        highest_age=18,
        phone="0117 496 0101",
        email="group@example.org",
        url="https://example.org/group",
        cost=Cost.FREE,
        dose="Once a week, 2 hours",
        length="10 weeks",
        space=Space.WAITING_LIST,
        space_said_on=day,
        wait_weeks=3,
        owner="Example Youth Trust office",
        verified_on=day,
        needs=frozenset({"bereavement", "violence_bereaved", "anxiety_mood"}),
        strengths=frozenset({"trusted_adult"}),
        levels=frozenset({"early_help"}),
        prevention=frozenset({"secondary"}),
        routes=frozenset({"self", "family", "professional"}),
        delivery=frozenset({"location", "online"}),
        open_times=frozenset({"evening"}),
        languages=frozenset({"en", "so"}),
        access=frozenset({"step_free", "interpreter"}),
        areas=(ListedArea(kind=AreaKind.WARD, code=HARTCLIFFE),),
        locations=(
            ListedLocation(
                name="Example Hall", address="1 Example Road, Bristol", postcode="BS13 0AA"
            ),
        ),
        openings=(ListedOpening(weekday=1, opens=time(18), closes=time(20, 30), note="Term time"),),
        evidence=(
            ListedEvidence(scale="eif", level="2", subject="The course it follows", source="EIF"),
            ListedEvidence(scale="nesta", level="not_rated"),
        ),
    )


def refuge(day: date) -> Listing:
    return replace(
        full(day),
        source_id="refuge",
        name="Example Safe House",
        needs=frozenset({"domestic_abuse"}),
        evidence=(),
        locations=(
            ListedLocation(
                name="Hidden Hall", address="9 Hidden Road", postcode="BS1 1AA", address_shown=False
            ),
        ),
    )


def awkward(day: date) -> list[Listing]:
    """One listing for each state that a page must say well."""
    long_word = "Unterstuetzungsangebotsvermittlungsstelle" * 3
    return [
        refuge(day),
        replace(full(day), source_id="closed", name="Example Closed Club", needs=frozenset(),
                status=Status.TEMPORARILY_CLOSED),
        replace(full(day), source_id="overdue", name="Example Overdue Project", needs=frozenset(),
                verified_on=day - timedelta(days=250)),
        replace(full(day), source_id="never", name="Example Never Checked", needs=frozenset(),
                verified_on=None),
        replace(full(day), source_id="long", name=f"Example {long_word}", needs=frozenset(),
                summary="A long line. " * 20, phone=LONG_PHONE, email=f"{long_word}@example.org"),
        replace(full(day), feed="demonstration", source_id="invented", name="Example Invented Club",
                needs=frozenset({"positive_activity"})),
        replace(full(day), source_id="secret", name="Example For Professionals Alone",
                visibility=Visibility.PROFESSIONALS),
    ]  # fmt: skip


def many(day: date, count: int = 45) -> list[Listing]:
    return [
        replace(
            full(day),
            source_id=f"club-{number}",
            name=f"Example Boxing Club {number}",
            summary="Boxing and a hot meal after school.",
            needs=frozenset({"positive_activity", "trusted_adult"}),
            evidence=(),
            levels=frozenset({"universal"}),
        )
        for number in range(count)
    ]


def missing_school(day: date) -> list[Listing]:
    """For one pupil of Year 9: one can probably help, one is to be asked, one is for older ones."""
    wanted = replace(full(day), needs=frozenset({"attendance", "exclusion"}), evidence=())
    return [
        replace(wanted, source_id="back", name="Example Back To School", highest_age=16,
                phone="0117 496 0105"),
        replace(wanted, source_id="workshop", name="Example School Workshop"),
        replace(wanted, source_id="sixth", name="Example Sixth Form Start", lowest_age=16),
    ]  # fmt: skip


def fill(session, partnership_id) -> None:
    """Put the whole sample, and rules for two of its listings. The caller commits."""
    day, actor = today(), Actor(partnership_id=partnership_id)
    for listing in (BARE, full(day), *awkward(day), *many(day), *missing_school(day)):
        put_listing(session, listing, actor=actor, at=now())
    for source_id, rules in (("full", RULES), ("workshop", SCHOOLS_ASK)):
        ruled = session.scalar(select(Service.id).where(Service.source_id == source_id))
        set_criteria(session, ruled, rules, actor=actor, at=now())
