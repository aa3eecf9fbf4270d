"""Whether what was said is agreement to a service: by who said it, how old and how able."""

import pytest

from navigator.referrals.agreement import Said, is_agreed
from navigator.referrals.codes import Answer, Capacity, Party

YES, NO, NOT_ASKED = Answer.AGREES, Answer.DOES_NOT, Answer.NOT_ASKED
ABLE, HELPED = Capacity.DECIDES, Capacity.DECIDES_WITH_HELP
NOT_YET, NOT_SURE = Capacity.CANNOT_YET, Capacity.NOT_SURE


def said(own=None, capacity=None, parent=None):
    found = {}
    if own:
        found[Party.YOUNG_PERSON] = Said(answer=own, capacity=capacity)
    if parent:
        found[Party.PARENT] = Said(answer=parent)
    return found


@pytest.mark.parametrize(
    ("given", "age", "agreed"),
    [
        pytest.param(said(), 14, False, id="nobody was asked"),
        pytest.param(said(NOT_ASKED, parent=NOT_ASKED), 14, False, id="neither was asked"),
        pytest.param(said(YES), 15, False, id="15, nobody noted that they can decide"),
        pytest.param(said(YES, ABLE), 12, True, id="12 and noted as able to decide"),
        pytest.param(said(YES, HELPED), 12, True, id="12 and able with help"),
        pytest.param(said(YES, NOT_SURE), 15, False, id="15 and nobody is sure"),
        pytest.param(said(YES, NOT_YET), 15, False, id="15 and not able yet"),
        pytest.param(said(YES), 16, True, id="16 decides"),
        pytest.param(said(YES, NOT_SURE), 16, True, id="16, nobody is sure: presumed able"),
        pytest.param(said(YES, NOT_YET), 16, False, id="16 and noted as not able"),
        pytest.param(said(YES, NOT_YET, YES), 17, True, id="17 not able, a parent agrees"),
        pytest.param(said(parent=YES), 10, True, id="a parent alone, for a child"),
        pytest.param(said(NOT_ASKED, parent=YES), 10, True, id="a parent, the child not asked"),
        pytest.param(said(NO, parent=YES), 10, False, id="the child says no: no"),
        pytest.param(said(NO, NOT_YET, YES), 10, False, id="their no counts at any capacity"),
        pytest.param(said(YES, ABLE, NO), 14, True, id="able to decide, a parent says no"),
        pytest.param(said(YES, NOT_SURE, NO), 14, False, id="nobody sure, a parent says no"),
        pytest.param(said(YES, parent=YES), 14, True, id="both agree"),
        pytest.param(said(parent=YES), 17, True, id="a parent for 17, the young person not asked"),
        pytest.param(said(parent=YES), 18, False, id="a parent cannot agree for an adult"),
        pytest.param(said(YES), 18, True, id="an adult agrees"),
        pytest.param(said(YES, NOT_YET, YES), 18, False, id="an adult not able: no parent's"),
        pytest.param(said(YES), None, False, id="no age: no presumption"),
        pytest.param(said(YES, ABLE), None, True, id="no age, noted as able"),
        pytest.param(said(parent=YES), None, True, id="no age, a parent agrees"),
    ],
)
def test_is_agreed(given, age, agreed):
    assert is_agreed(given, age=age) is agreed
