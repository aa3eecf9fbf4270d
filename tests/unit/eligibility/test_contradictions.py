"""What is pointed out, and what is left alone."""

from datetime import date

import pytest

from eligibility import BirthMonth, Situation, contradictions
from eligibility.codes import Attendance, CareStatus, EducationStatus, SchoolExclusion, Send

ON = date(2026, 5, 4)
HOME_EDUCATED = EducationStatus.HOME_EDUCATED


@pytest.mark.parametrize(
    ("situation", "said"),
    [
        pytest.param(Situation(age=14, school_year=5), "do not go together", id="age and year"),
        pytest.param(
            Situation(age=6, education=EducationStatus.POST_16), "left school", id="6 and post-16"
        ),
        pytest.param(
            Situation(school_year=9, education=EducationStatus.NEET), "left school", id="Y9 NEET"
        ),
        pytest.param(
            Situation(age=18, education=EducationStatus.MISSING_EDUCATION),
            "only children",
            id="an adult missing education",
        ),
        pytest.param(
            Situation(age=14, care=CareStatus.CARE_LEAVER), "care leavers", id="too young a leaver"
        ),
        pytest.param(Situation(age=26, send=Send.EHCP), "over 25", id="a plan after 25"),
        pytest.param(
            Situation(education=HOME_EDUCATED, suspensions=1), "suspended", id="no school suspends"
        ),
        pytest.param(
            Situation(education=HOME_EDUCATED, attendance=Attendance.BAND_BELOW_50),
            "attendance",
            id="no school to attend",
        ),
        pytest.param(
            Situation(education=HOME_EDUCATED, exclusion=SchoolExclusion.AT_RISK),
            "exclude them",
            id="no school to exclude",
        ),
    ],
)
def test_what_hardly_goes_together_is_pointed_out(situation, said):
    [found] = contradictions(situation, on=ON)

    assert said in found
    assert "Check" in found


@pytest.mark.parametrize(
    "situation",
    [
        pytest.param(Situation(), id="nothing known"),
        pytest.param(Situation(education=EducationStatus.POST_16), id="no age given"),
        pytest.param(Situation(age=15, education=EducationStatus.POST_16), id="15 in Year 11"),
        pytest.param(Situation(age=17, education=EducationStatus.MISSING_EDUCATION), id="17"),
        pytest.param(Situation(education=EducationStatus.MISSING_EDUCATION), id="CME, no age"),
        pytest.param(Situation(age=15, care=CareStatus.CARE_LEAVER), id="a leaver of 15"),
        pytest.param(Situation(care=CareStatus.CARE_LEAVER), id="a leaver of unknown age"),
        pytest.param(Situation(age=25, send=Send.EHCP), id="a plan at 25"),
        pytest.param(Situation(send=Send.EHCP), id="a plan at an unknown age"),
        pytest.param(Situation(education=HOME_EDUCATED, suspensions=0), id="never suspended"),
        pytest.param(
            Situation(education=HOME_EDUCATED, exclusion=SchoolExclusion.PERMANENT),
            id="excluded, then taught at home",
        ),
        pytest.param(
            Situation(
                education=EducationStatus.ON_ROLL,
                suspensions=2,
                attendance=Attendance.BAND_BELOW_50,
                exclusion=SchoolExclusion.AT_RISK,
            ),
            id="much at once at school",
        ),
        pytest.param(Situation(age=10, birth_month=BirthMonth(2016, 4), school_year=5), id="agree"),
    ],
)
def test_what_goes_together_is_left_alone(situation):
    assert contradictions(situation, on=ON) == ()
