"""Situations and rules for Hypothesis to draw: few codes, so that they often meet."""

import os
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from eligibility import UNSURE, BirthMonth, Level, Place, Situation
from eligibility.codes import (
    Attendance,
    CareStatus,
    EducationStatus,
    Gender,
    SchoolExclusion,
    Sector,
    Send,
    SendArea,
    SocialCare,
    TriedStep,
)
from eligibility.criteria import (
    AccessProvided,
    AgeBetween,
    AllOf,
    AnyOf,
    Anyone,
    AttendanceAmong,
    CanTravel,
    CareStatusAmong,
    Discretion,
    EducationStatusAmong,
    Exclusion,
    GenderAmong,
    InArea,
    LevelAmong,
    NeedAmong,
    Not,
    NotUnderstood,
    ParentAgrees,
    Prerequisite,
    ReferredBySector,
    Route,
    SchoolExclusionAmong,
    SendAmong,
    SendAreaAmong,
    SocialCareAmong,
    SpeaksOneOf,
    StrengthAmong,
    SuspendedThisTerm,
    Tried,
    YoungPersonAgrees,
)

SMALL, FULL = 50, 10_000
law = settings(
    max_examples=FULL if os.environ.get("NAVIGATOR_PROOF") else SMALL,
    deadline=None,
    derandomize=not os.environ.get("NAVIGATOR_PROOF"),
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

CODES = ("alpha", "bravo", "charlie")
WARDS = ("ward_one", "ward_two", "ward_three")
AUTHORITIES = ("here", "there")
AREAS = ("scheme/north", "scheme/south")


def some(codes):
    return st.frozensets(st.sampled_from(list(codes)), min_size=1)


def maybe(strategy):
    return st.none() | strategy


def any_of(codes):
    return st.frozensets(st.sampled_from(list(codes)))


days = st.dates(date(2020, 1, 1), date(2032, 12, 31)) | st.sampled_from(
    [date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2026, 8, 31)]
)
births = st.dates(date(1998, 1, 1), date(2022, 12, 31)) | st.sampled_from(
    [date(2008, 2, 29), date(2012, 2, 29), date(2014, 8, 31), date(2014, 9, 1)]
)
ages = st.integers(0, 26)
birth_months = st.builds(BirthMonth, st.integers(1998, 2022), st.integers(1, 12))
places = st.builds(
    Place,
    ward=maybe(st.sampled_from(WARDS)),
    authority=maybe(st.sampled_from(AUTHORITIES)),
    areas=maybe(any_of(AREAS)),
)

FIELDS = {
    "age": ages,
    "birth_month": birth_months,
    "school_year": st.integers(-1, 14),
    "home": places,
    "school": places,
    "gp": places,
    "needs": any_of(CODES),
    "strengths": any_of(CODES),
    "level": st.sampled_from([*Level, UNSURE]),
    "education": st.sampled_from(EducationStatus),
    "attendance": st.sampled_from(Attendance),
    "suspensions": st.integers(0, 4),
    "exclusion": st.sampled_from(SchoolExclusion),
    "send": st.sampled_from(Send),
    "send_areas": any_of(SendArea),
    "care": st.sampled_from(CareStatus),
    "social_care": st.sampled_from(SocialCare),
    "languages": any_of(CODES),
    "access_needs": any_of(CODES),
    "gender": st.sampled_from(Gender),
    "tried": any_of(TriedStep),
    "sector": st.sampled_from(Sector),
    "young_person_agrees": st.booleans(),
    "parent_agrees": st.booleans(),
    "can_travel": st.booleans(),
    "places_not_safe": any_of(WARDS),
}
situations = st.builds(Situation, **{name: maybe(drawn) for name, drawn in FIELDS.items()})


@st.composite
def age_rules(draw):
    ends = sorted([draw(ages), draw(ages)])
    kept = draw(st.sampled_from([(0, 1), (0,), (1,)]))
    return AgeBetween(lowest=ends[0] if 0 in kept else None, highest=ends[1] if 1 in kept else None)


area_rules = st.builds(
    InArea,
    routes=some(Route),
    wards=some(WARDS),
    authorities=any_of(AUTHORITIES),
    areas=any_of(AREAS),
) | st.builds(InArea, routes=some(Route), authorities=some(AUTHORITIES))

plain_leaves = st.one_of(
    age_rules(),
    area_rules,
    st.builds(NeedAmong, codes=some(CODES)),
    st.builds(StrengthAmong, codes=some(CODES)),
    st.builds(EducationStatusAmong, codes=some(EducationStatus)),
    st.builds(AttendanceAmong, codes=some(Attendance)),
    st.builds(SuspendedThisTerm, at_least=st.integers(1, 4)),
    st.builds(SchoolExclusionAmong, codes=some(SchoolExclusion)),
    st.builds(SendAmong, codes=some(Send)),
    st.builds(SendAreaAmong, codes=some(SendArea)),
    st.builds(CareStatusAmong, codes=some(CareStatus)),
    st.builds(SocialCareAmong, codes=some(SocialCare)),
    st.builds(GenderAmong, codes=some(Gender)),
    st.builds(Tried, codes=some(TriedStep)),
    st.builds(ReferredBySector, codes=some(Sector)),
    st.just(YoungPersonAgrees()),
    st.just(ParentAgrees()),
    st.just(CanTravel()),
    st.just(NotUnderstood(stored_kind="from_the_future")),
)
guidance = st.one_of(
    st.builds(LevelAmong, codes=some(Level)),
    st.builds(SpeaksOneOf, codes=some(CODES)),
    st.builds(AccessProvided, codes=some(CODES)),
)


def groups_of(inside):
    parts = st.lists(inside, min_size=1, max_size=3).map(tuple)
    return st.builds(AllOf, parts=parts) | st.builds(AnyOf, parts=parts)


plain_rules = st.recursive(
    plain_leaves, lambda inside: groups_of(inside) | st.builds(Not, rule=inside), max_leaves=4
)
meant_rules = st.builds(Exclusion, rule=plain_rules) | st.builds(Prerequisite, rule=plain_rules)
single_rules = st.one_of(
    plain_rules,
    meant_rules,
    st.builds(Discretion, rule=plain_rules | meant_rules),
    guidance,
    st.just(Anyone()),
)
rules = single_rules | groups_of(single_rules)

near_leaves = st.one_of(
    age_rules(),
    area_rules,
    st.builds(Tried, codes=some(TriedStep)),
    st.builds(ReferredBySector, codes=some(Sector)),
    st.sampled_from([YoungPersonAgrees(), ParentAgrees(), CanTravel()]),
)
"""Rules that a small change may turn, and below situations in which all they look at is known."""

near_rules = st.one_of(
    near_leaves,
    st.builds(Prerequisite, rule=near_leaves),
    st.builds(Exclusion, rule=near_leaves),
    groups_of(near_leaves),
)
KNOWN_PLACES = st.builds(
    Place,
    ward=st.sampled_from(WARDS),
    authority=st.sampled_from(AUTHORITIES),
    areas=any_of(AREAS),
)
known_situations = st.builds(
    Situation,
    **{name: FIELDS[name] for name in ("tried", "sector", "young_person_agrees", "parent_agrees")},
    **dict.fromkeys(("home", "school", "gp"), KNOWN_PLACES),
    age=ages,
    can_travel=st.booleans(),
)

criteria = st.lists(rules, max_size=4).map(tuple)
