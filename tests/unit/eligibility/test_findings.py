"""Three answers, and how they combine."""

import pytest

from eligibility import Finding, Met
from eligibility.findings import all_met, any_met, not_met

YES, NO, UNKNOWN = Met.YES, Met.NO, Met.UNKNOWN


@pytest.mark.parametrize(
    ("mets", "every", "some"),
    [
        pytest.param([YES, YES], YES, YES, id="yes and yes"),
        pytest.param([YES, NO], NO, YES, id="yes and no"),
        pytest.param([NO, YES], NO, YES, id="no and yes"),
        pytest.param([NO, NO], NO, NO, id="no and no"),
        pytest.param([YES, UNKNOWN], UNKNOWN, YES, id="yes and unknown"),
        pytest.param([UNKNOWN, YES], UNKNOWN, YES, id="unknown and yes"),
        pytest.param([NO, UNKNOWN], NO, UNKNOWN, id="no and unknown"),
        pytest.param([UNKNOWN, NO], NO, UNKNOWN, id="unknown and no"),
        pytest.param([UNKNOWN, UNKNOWN], UNKNOWN, UNKNOWN, id="nobody knows"),
        pytest.param([UNKNOWN, YES, NO], NO, YES, id="unknown first does not decide"),
    ],
)
def test_kleene(mets, every, some):
    assert (all_met(mets), any_met(mets)) == (every, some)


@pytest.mark.parametrize(
    ("met", "turned"),
    [
        pytest.param(YES, NO, id="yes"),
        pytest.param(NO, YES, id="no"),
        pytest.param(UNKNOWN, UNKNOWN, id="unknown stays unknown"),
    ],
)
def test_not(met, turned):
    assert not_met(met) is turned


def test_a_finding_keeps_every_reason_inside_it():
    one, two = (Finding(met=YES, kind="k", sentence=text) for text in ("One.", "Two."))
    inner = Finding(met=YES, kind="any_of", sentence="Both.", because=(one, two))
    outer = Finding(met=YES, kind="all_of", sentence="All.", because=(inner, two))

    assert list(outer.reasons()) == [one, two, two]
    assert list(one.reasons()) == [one]
