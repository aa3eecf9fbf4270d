"""The rules of a service are never rewritten: the database itself refuses, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from eligibility.criteria import AgeBetween
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from tests.factories import NOON

KEPT = "SELECT version, reason FROM criteria_version"


@pytest.fixture
def service(session, make, public):
    made = make.service()
    for lowest in (11, 12):
        change = CriteriaChange(
            criteria=(AgeBetween(lowest=lowest, highest=16),), reason="New", by="Sam Example"
        )
        set_criteria(session, made.id, change, actor=public, at=NOON)
    return made


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("UPDATE criteria_version SET reason = 'Other'", id="change the reason"),
        pytest.param("UPDATE criteria_version SET criteria = '[]'", id="change the rules"),
        pytest.param("UPDATE criteria_version SET version = version + 7", id="change the number"),
        pytest.param("DELETE FROM criteria_version", id="delete all of it"),
        pytest.param("DELETE FROM criteria_version WHERE version = 2", id="delete the newest"),
    ],
)
def test_what_was_set_can_neither_be_changed_nor_deleted(session, service, written):
    with pytest.raises(IntegrityError, match="kept as they are"), session.begin_nested():
        session.execute(text(written))

    assert sorted(session.execute(text(KEPT)).all()) == [(1, "New"), (2, "New")]


def test_a_version_cannot_be_put_in_place_of_another(session, service):
    replacing = {
        "sqlite": "INSERT OR REPLACE INTO criteria_version SELECT * FROM criteria_version",
        "postgresql": "TRUNCATE criteria_version",
    }
    with pytest.raises(IntegrityError, match="kept as they are"), session.begin_nested():
        session.execute(text(replacing[session.get_bind().dialect.name]))

    assert sorted(session.execute(text(KEPT)).all()) == [(1, "New"), (2, "New")]


def test_the_history_goes_with_its_service(session, make, public, service):
    kept = make.service()
    change = CriteriaChange(criteria=(), reason="Other", by="Sam Example")
    set_criteria(session, kept.id, change, actor=public, at=NOON)

    session.execute(text("DELETE FROM service WHERE name = :name"), {"name": service.name})

    assert session.execute(text(KEPT)).all() == [(1, "Other")]
