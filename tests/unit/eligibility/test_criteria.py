"""Each kind of rule: a table of its cases, edges first; and what every kind has in common."""

from dataclasses import fields
from datetime import date

import pytest

from eligibility import CRITERIA, BirthMonth, Fact, Met, PlainNames, Situation
from eligibility.criteria import (
    AgeBetween,
    AnyOf,
    AttendanceAmong,
    CanTravel,
    CareStatusAmong,
    EducationStatusAmong,
    GenderAmong,
    InArea,
    NeedAmong,
    NotUnderstood,
    ParentAgrees,
    ReferredBySector,
    SchoolExclusionAmong,
    SendAmong,
    SendAreaAmong,
    SocialCareAmong,
    StrengthAmong,
    SuspendedThisTerm,
    Tried,
    YoungPersonAgrees,
)
from eligibility.criterion import Criterion, NotACriterion
from eligibility.wording import FACTS

ON = date(2026, 10, 1)
NAMES = PlainNames()
YES, NO, UNKNOWN = Met.YES, Met.NO, Met.UNKNOWN
ELEVEN_TO_17 = AgeBetween(lowest=11, highest=17)
STOCKWOOD = frozenset({"E1"})
OUT_OF_ORDER = "Enter ages from 0 to 120, the lowest first."


def of(*codes):
    return frozenset(codes)


@pytest.mark.parametrize(
    ("known", "met"),
    [
        pytest.param({"age": 10}, NO, id="one below the lowest"),
        pytest.param({"age": 11}, YES, id="the lowest"),
        pytest.param({"age": 17}, YES, id="the highest"),
        pytest.param({"age": 18}, NO, id="one above the highest"),
        pytest.param({}, UNKNOWN, id="not asked"),
        pytest.param({"birth_month": BirthMonth(2015, 9)}, YES, id="11 last month"),
        pytest.param({"birth_month": BirthMonth(2015, 10)}, UNKNOWN, id="11 some day this month"),
        pytest.param({"birth_month": BirthMonth(2015, 11)}, NO, id="11 next month"),
        pytest.param({"birth_month": BirthMonth(2008, 10)}, UNKNOWN, id="18 some day this month"),
        pytest.param({"birth_month": BirthMonth(2008, 9)}, NO, id="18 last month"),
        pytest.param({"birth_month": BirthMonth(2015, 10), "age": 11}, YES, id="the age settles"),
        pytest.param({"school_year": 5}, NO, id="Year 5: 9 or 10"),
        pytest.param({"school_year": 6}, UNKNOWN, id="Year 6: 10 or 11"),
        pytest.param({"school_year": 7}, YES, id="Year 7: 11 or 12"),
        pytest.param({"school_year": 13}, UNKNOWN, id="Year 13: 17 or 18"),
        pytest.param({"age": 14, "school_year": 8}, YES, id="they differ, and both fit"),
        pytest.param({"age": 8, "school_year": 5}, NO, id="they differ, and neither fits"),
        pytest.param({"age": 9, "school_year": 9}, UNKNOWN, id="they differ, and it matters"),
    ],
)
def test_age_between_11_and_17_on_1_october_2026(known, met):
    assert ELEVEN_TO_17.met(Situation(**known), ON) is met


@pytest.mark.parametrize(
    ("rule", "age", "met"),
    [
        pytest.param(AgeBetween(highest=17), 0, YES, id="no lowest: a baby"),
        pytest.param(AgeBetween(highest=17), 18, NO, id="no lowest: above"),
        pytest.param(AgeBetween(lowest=16), 15, NO, id="no highest: below"),
        pytest.param(AgeBetween(lowest=16), 120, YES, id="no highest: the oldest"),
        pytest.param(AgeBetween(lowest=0, highest=0), 0, YES, id="0 is an age, not a gap"),
        pytest.param(AgeBetween(lowest=0, highest=0), 1, NO, id="0 as the highest"),
        pytest.param(AgeBetween(lowest=120, highest=120), 120, YES, id="120 is still an age"),
    ],
)
def test_ages_may_be_open_at_one_end(rule, age, met):
    assert rule.met(Situation(age=age), ON) is met


@pytest.mark.parametrize(
    ("rule", "known", "met"),
    [
        pytest.param(NeedAmong(codes=of("trauma")), {"needs": of("trauma", "x")}, YES, id="need"),
        pytest.param(NeedAmong(codes=of("trauma")), {"needs": of("x")}, NO, id="another need"),
        pytest.param(NeedAmong(codes=of("trauma")), {"needs": of()}, NO, id="no need at all"),
        pytest.param(NeedAmong(codes=of("trauma")), {}, UNKNOWN, id="needs not asked"),
        pytest.param(StrengthAmong(codes=of("a")), {"strengths": of("a")}, YES, id="strength"),
        pytest.param(StrengthAmong(codes=of("a")), {"strengths": of("b")}, NO, id="strength: no"),
        pytest.param(
            EducationStatusAmong(codes=of("neet")), {"education": "neet"}, YES, id="education"
        ),
        pytest.param(
            EducationStatusAmong(codes=of("neet")), {"education": "on_roll"}, NO, id="another"
        ),
        pytest.param(EducationStatusAmong(codes=of("neet")), {}, UNKNOWN, id="education unknown"),
        pytest.param(
            AttendanceAmong(codes=of("below_50")), {"attendance": "below_50"}, YES, id="attendance"
        ),
        pytest.param(
            AttendanceAmong(codes=of("below_50")), {"attendance": "50_to_90"}, NO, id="next band"
        ),
        pytest.param(SuspendedThisTerm(), {"suspensions": 0}, NO, id="never suspended"),
        pytest.param(SuspendedThisTerm(), {"suspensions": 1}, YES, id="suspended once"),
        pytest.param(SuspendedThisTerm(at_least=2), {"suspensions": 1}, NO, id="once is too few"),
        pytest.param(SuspendedThisTerm(at_least=2), {"suspensions": 3}, YES, id="more than twice"),
        pytest.param(SuspendedThisTerm(), {}, UNKNOWN, id="suspensions unknown"),
        pytest.param(
            SchoolExclusionAmong(codes=of("at_risk")), {"exclusion": "at_risk"}, YES, id="exclusion"
        ),
        pytest.param(
            SchoolExclusionAmong(codes=of("at_risk")), {"exclusion": "none"}, NO, id="no exclusion"
        ),
        pytest.param(SendAmong(codes=of("waiting")), {"send": "waiting"}, YES, id="SEND"),
        pytest.param(SendAmong(codes=of("waiting")), {"send": "none"}, NO, id="no SEND"),
        pytest.param(
            SendAreaAmong(codes=of("sensory_physical")),
            {"send_areas": of("sensory_physical")},
            YES,
            id="area of SEND",
        ),
        pytest.param(
            SendAreaAmong(codes=of("sensory_physical")), {"send_areas": of()}, NO, id="no area"
        ),
        pytest.param(CareStatusAmong(codes=of("in_care")), {"care": "in_care"}, YES, id="care"),
        pytest.param(CareStatusAmong(codes=of("in_care")), {"care": "none"}, NO, id="not in care"),
        pytest.param(
            SocialCareAmong(codes=of("early_help")), {"social_care": "early_help"}, YES, id="early"
        ),
        pytest.param(
            SocialCareAmong(codes=of("early_help")), {"social_care": "none"}, NO, id="no worker"
        ),
        pytest.param(GenderAmong(codes=of("female")), {"gender": "female"}, YES, id="a girl"),
        pytest.param(GenderAmong(codes=of("female")), {"gender": "male"}, NO, id="a boy"),
        pytest.param(GenderAmong(codes=of("female")), {}, UNKNOWN, id="gender unknown"),
        pytest.param(Tried(codes=of("club")), {"tried": of("club")}, YES, id="tried"),
        pytest.param(Tried(codes=of("club")), {"tried": of()}, NO, id="nothing tried"),
        pytest.param(
            ReferredBySector(codes=of("police")), {"sector": "police"}, YES, id="the police asks"
        ),
        pytest.param(
            ReferredBySector(codes=of("police")), {"sector": "family"}, NO, id="the family asks"
        ),
        pytest.param(YoungPersonAgrees(), {"young_person_agrees": True}, YES, id="they agree"),
        pytest.param(YoungPersonAgrees(), {"young_person_agrees": False}, NO, id="they do not"),
        pytest.param(YoungPersonAgrees(), {"parent_agrees": True}, UNKNOWN, id="a parent is other"),
        pytest.param(ParentAgrees(), {"parent_agrees": True}, YES, id="a parent agrees"),
        pytest.param(ParentAgrees(), {"parent_agrees": False}, NO, id="a parent does not"),
        pytest.param(CanTravel(), {"can_travel": True}, YES, id="can travel"),
        pytest.param(CanTravel(), {"can_travel": False}, NO, id="cannot travel"),
        pytest.param(CanTravel(), {}, UNKNOWN, id="travel not asked"),
        pytest.param(NotUnderstood(stored_kind="x"), {"age": 12}, UNKNOWN, id="not understood"),
    ],
)
def test_each_kind_of_rule(rule, known, met):
    assert rule.met(Situation(**known), ON) is met


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        pytest.param(of("below_50"), "50% or less", id="the lowest band"),
        pytest.param(of("below_50", "50_to_90"), "90% or less", id="persistently absent"),
        pytest.param(of("below_50", "50_to_90", "90_to_95"), "below 95%", id="all but the best"),
        pytest.param(of("95_or_more", "90_to_95"), "more than 90%", id="the two best"),
        pytest.param(of("95_or_more", "90_to_95", "50_to_90"), "more than 50%", id="the three"),
        pytest.param(of("95_or_more", "below_50"), "50% or less or 95% or more", id="two ends"),
    ],
)
def test_bands_of_attendance_that_touch_are_said_as_one(codes, said):
    who = AttendanceAmong(codes=codes).who(NAMES)

    assert who.replace(", or ", " or ") == f"people whose attendance is {said}"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(AgeBetween, "Enter the lowest age, the highest, or both.", id="no age"),
        pytest.param(lambda: AgeBetween(lowest=18, highest=11), OUT_OF_ORDER, id="ages swapped"),
        pytest.param(lambda: AgeBetween(lowest=-1), OUT_OF_ORDER, id="an age below 0"),
        pytest.param(lambda: AgeBetween(highest=121), OUT_OF_ORDER, id="an age above 120"),
        pytest.param(InArea, "Choose at least one ward, authority or area.", id="no area"),
        pytest.param(
            lambda: InArea(wards=STOCKWOOD, routes=of()),
            "Choose home, school or GP.",
            id="no route",
        ),
        pytest.param(lambda: NeedAmong(codes=of()), "Choose at least one.", id="no need"),
        pytest.param(
            lambda: SendAmong(codes=of("ehcp", "zzz", "aaa")),
            "Not in the list: aaa, zzz.",
            id="unknown codes are named",
        ),
        pytest.param(
            lambda: SuspendedThisTerm(at_least=0),
            "Enter how many suspensions, from 1.",
            id="no suspension",
        ),
        pytest.param(lambda: AnyOf(parts=()), "Put at least one rule in it.", id="an empty group"),
    ],
)
def test_values_that_make_no_rule_are_refused(make, said):
    with pytest.raises(NotACriterion) as refused:
        make()

    assert str(refused.value) == said


def test_the_oldest_age_is_still_an_age():
    assert AgeBetween(lowest=0, highest=120).met(Situation(age=120), ON) is YES


def test_every_kind_is_listed_once_under_its_own_name():
    assert [kind.kind for kind in CRITERIA.values()] == list(CRITERIA)
    assert len(CRITERIA) == 28
    assert NotUnderstood.kind not in CRITERIA


@pytest.mark.parametrize("kind", CRITERIA.values(), ids=CRITERIA)
def test_every_kind_is_a_small_frozen_class(kind):
    assert issubclass(kind, Criterion)
    assert kind.__dataclass_params__.frozen
    assert "__dict__" not in dir(kind)
    assert len(fields(kind)) <= 4


def test_every_fact_has_its_words():
    assert set(FACTS) == set(Fact)
    assert all(words.question.endswith("?") for words in FACTS.values())
    assert all(words.if_no.endswith(".") for words in FACTS.values())
