"""
Forty questions as people type them, and the needs one of the first three results must carry.

They were written before ranking was tuned; where one fails, it is search that is to be mended.
"""

import csv
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from base.actor import Actor
from navigator.simulation.catalogue import demonstration_partnership, load_demonstration
from search.database_index import DatabaseIndex
from search.finder import find_services
from search.repair import rebuild_index
from search.request import SearchRequest
from search.results import ReasonKind
from search.whoosh_index import WhooshIndex
from services_catalog.gazetteer_loading import load_geography
from services_catalog.places import load_gazetteer
from tests.factories import NOON, TODAY

FIRST = 3
TABLE = Path(__file__).parents[2] / "judged_questions.csv"
QUESTIONS = [
    pytest.param(row["question"], set(row["needs"].split()), id=row["question"])
    for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
]


@pytest.fixture(scope="module")
def demonstration(engine, tmp_path_factory):
    """The demonstration catalogue, indexed; everything is rolled back when the questions end."""
    with engine.connect() as connection, Session(connection) as session:
        load_geography(session)
        load_demonstration(session, at=NOON)
        reader = Actor(partnership_id=demonstration_partnership(session).id)
        gazetteer = load_gazetteer(session)
        index = WhooshIndex(tmp_path_factory.mktemp("judged") / "index")
        session.flush()
        rebuild_index(session, index, today=TODAY, gazetteer=gazetteer)

        def ask(words, index=index):
            return find_services(
                session,
                index,
                SearchRequest(words=words),
                reader=reader,
                today=TODAY,
                gazetteer=gazetteer,
            )

        ask.slower = DatabaseIndex(session, today=TODAY, gazetteer=gazetteer)
        yield ask


@pytest.mark.parametrize(("question", "needs"), QUESTIONS)
def test_finds_sensible_services_first(demonstration, question, needs):
    first = demonstration(question).results[:FIRST]

    assert any(needs & set(result.service.needs) for result in first), [
        (result.service.name, result.service.needs) for result in first
    ]


def test_forty_questions_are_judged():
    assert len(QUESTIONS) >= 40


@pytest.mark.parametrize(
    "question", ["boxing BS13", "mentor Knowle", "youth club Southmead"], ids=str
)
def test_a_place_in_the_question_is_a_place_in_the_answer(demonstration, question):
    found = demonstration(question)
    near = {
        ReasonKind.SERVES_HOME,
        ReasonKind.NEAR_HOME,
        ReasonKind.REMOTE,
        ReasonKind.AREA_NOT_STATED,
    }

    assert found.understood.home
    assert all(near & {reason.kind for reason in r.reasons} for r in found.results)
    assert {ReasonKind.SERVES_HOME, ReasonKind.NEAR_HOME} & {
        reason.kind for reason in found.results[0].reasons
    }


@pytest.mark.parametrize("question", ["EBSA", "boxing BS13", "friend got stabbed", "14 anxious"])
def test_the_database_alone_answers_the_same(demonstration, question):
    ours, slower = demonstration(question), demonstration(question, index=demonstration.slower)

    assert (ours.total, ours.facets) == (slower.total, slower.facets)
    assert [r.service.id for r in ours.results] == [r.service.id for r in slower.results]
