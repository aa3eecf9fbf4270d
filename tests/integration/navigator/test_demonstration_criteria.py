"""set_demonstration_criteria, and what the demonstration then answers to its situations."""

from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from base.actor import Actor
from eligibility import Situation, Verdict, assess, verdict_of
from eligibility.codes import Attendance, Send
from eligibility.criteria import Anyone
from navigator.simulation.catalogue import demonstration_partnership, load_demonstration
from navigator.simulation.criteria import BY, invented_rules
from navigator.simulation.situations import situations
from services_catalog.criteria_names import place_of
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.criteria_queries import criteria_by_service
from services_catalog.gazetteer_loading import load_geography
from services_catalog.models import CriteriaVersion, Service
from services_catalog.places import load_gazetteer
from tests.factories import NOON, TODAY

ENOUGH = 3
AGES = {5, 13, 17, 25}
CAN, ASK, NOT = Verdict.CAN_PROBABLY_HELP, Verdict.ASK_FIRST, Verdict.NOT_SET_UP


@pytest.fixture(scope="module")
def loaded(engine):
    """The demonstration and the actor of its partnership; rolled back when all tests are done."""
    with engine.connect() as connection, Session(connection) as session:
        load_geography(session)
        load_demonstration(session, at=NOON)
        yield session, Actor(partnership_id=demonstration_partnership(session).id)


@pytest.fixture
def demonstration(loaded):
    """As it was loaded: what a test changes is taken back."""
    session, actor = loaded
    with session.begin_nested() as step:
        yield session, actor
        step.rollback()
    session.expire_all()


def rules_by_name(session, actor):
    services = session.scalars(select(Service)).all()
    kept = criteria_by_service(session, services, reader=actor)
    return {service.source_id: kept[service.id] for service in services}


def test_sets_its_rules_once_and_says_who_invented_them(demonstration):
    session, actor = demonstration
    load_demonstration(session, at=NOON)

    kept = rules_by_name(session, actor)
    assert {name for name, rules in kept.items() if rules.is_set} == set(invented_rules())
    assert session.scalar(select(func.max(CriteriaVersion.version))) == 1
    assert set(session.scalars(select(CriteriaVersion.changed_by))) == {BY}
    assert not any(rules.unread for rules in kept.values())


def test_rules_that_somebody_else_has_set_stay(demonstration):
    session, actor = demonstration
    mentors = select(Service.id).where(Service.source_id == "wingbeat-mentoring")
    change = CriteriaChange(criteria=(Anyone(),), reason="For all.", by="Somebody else")
    set_criteria(session, session.scalar(mentors), change, actor=actor, at=NOON)

    load_demonstration(session, at=NOON)

    kept = rules_by_name(session, actor)["wingbeat-mentoring"]
    assert (kept.criteria, kept.version) == ((Anyone(),), 2)


def test_every_imagined_situation_sees_all_three_verdicts(demonstration):
    session, actor = demonstration
    every = [kept.criteria for kept in rules_by_name(session, actor).values()]
    asked = [it for it in situations(load_gazetteer(session)) if it.situation.age in AGES]

    for placed in asked:
        counts = Counter(verdict_of(rules, placed.situation, on=TODAY) for rules in every)
        assert min(counts[verdict] for verdict in Verdict) >= ENOUGH, (placed, counts)


def test_a_year_9_in_hartcliffe_sees_help_questions_and_near_misses(demonstration):
    session, actor = demonstration
    places = load_gazetteer(session)
    [ward] = [it.code for it in places.wards.values() if it.name.startswith("Hartcliffe")]
    situation = Situation(
        school_year=9,
        home=place_of(places.homes[ward], places),
        attendance=Attendance.BAND_50_TO_90,
        suspensions=2,
        send=Send.WAITING,
        needs=frozenset({"neurodiversity"}),
    )

    kept = rules_by_name(session, actor)
    found = {name: assess(it.criteria, situation, on=TODAY) for name, it in kept.items()}

    assert {"waiting-well", "attendance-workers", "second-bell-five-days"} <= those(found, CAN)
    assert {"tidewheel-in-school", "neem-tree-girls"} <= those(found, ASK)
    assert {"neem-tree-family-workers", "ladderway-first-rung"} <= those(found, NOT)
    assert sum(it.near_miss is not None for it in found.values()) >= ENOUGH
    assert all(it.questions for name, it in found.items() if name.startswith("tidewheel-in-"))


def those(found, verdict):
    return {name for name, assessment in found.items() if assessment.verdict is verdict}
