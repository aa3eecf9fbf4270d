"""Programs that act for the people of the cast."""

import pytest

from tests.integration.navigator.referrals.api.programs import BOTH, Program, whole


@pytest.fixture
def program(app, session):
    return lambda person, scopes=BOTH: Program.of(app, session, person, scopes)


@pytest.fixture
def teacher(program, cast):
    return program(cast.teacher)


@pytest.fixture
def worker(program, cast):
    return program(cast.worker)


@pytest.fixture
def sent(teacher, cast):
    """One that a program has just sent."""
    answer = teacher.send(whole(cast.service))
    assert answer.status_code == 201, answer.text
    return answer.json["referrals"][0]
