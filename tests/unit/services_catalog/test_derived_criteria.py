"""derived_criteria ..."""

from datetime import date

import pytest

from eligibility import Level, Met, Situation, Verdict, verdict_of
from eligibility.criteria import (
    AccessProvided,
    AgeBetween,
    Anyone,
    InArea,
    LevelAmong,
    NotUnderstood,
    SpeaksOneOf,
)
from services_catalog.codes import AreaKind
from services_catalog.derived_criteria import derived_criteria
from services_catalog.listing import ListedArea, ListedOrganisation, Listing

WARD = ListedArea(kind=AreaKind.WARD, code="E05000001")
OTHER_WARD = ListedArea(kind=AreaKind.WARD, code="E05000002")
AUTHORITY = ListedArea(kind=AreaKind.AUTHORITY, code="E06000023")
AREA = ListedArea(kind=AreaKind.AREA, code="scheme/south")
NATIONAL = ListedArea(kind=AreaKind.NATIONAL)
TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("ages", "areas", "rules"),
    [
        pytest.param((None, None), (), (), id="nothing said"),
        pytest.param((11, 17), (), (AgeBetween(lowest=11, highest=17),), id="ages"),
        pytest.param((0, None), (), (AgeBetween(lowest=0),), id="no highest age"),
        pytest.param((None, 25), (), (AgeBetween(highest=25),), id="no lowest age"),
        pytest.param(
            (None, None),
            (WARD, OTHER_WARD),
            (InArea(wards=frozenset({"E05000001", "E05000002"})),),
            id="one rule for all areas, since one is enough",
        ),
        pytest.param(
            (11, 17),
            (WARD, AREA, AUTHORITY),
            (
                AgeBetween(lowest=11, highest=17),
                InArea(
                    wards=frozenset({"E05000001"}),
                    areas=frozenset({"scheme/south"}),
                    authorities=frozenset({"E06000023"}),
                ),
            ),
            id="ages and areas of every kind",
        ),
        pytest.param((None, None), (NATIONAL,), (Anyone(),), id="everywhere, any age"),
        pytest.param((None, None), (WARD, NATIONAL), (Anyone(),), id="everywhere beats a ward"),
        pytest.param((11, None), (NATIONAL,), (AgeBetween(lowest=11),), id="everywhere, by age"),
    ],
)
def test_ages_and_areas_become_rules(ages, areas, rules):
    assert derived_criteria(listing(ages, areas)) == rules


@pytest.mark.parametrize(
    ("said", "guidance"),
    [
        pytest.param(
            {"levels": {"targeted"}}, LevelAmong(codes=frozenset({"targeted"})), id="level"
        ),
        pytest.param({"languages": {"so"}}, SpeaksOneOf(codes=frozenset({"so"})), id="language"),
        pytest.param(
            {"access": {"step_free"}}, AccessProvided(codes=frozenset({"step_free"})), id="access"
        ),
    ],
)
def test_what_else_is_stated_becomes_guidance_beside_the_rules(said, guidance):
    rules = derived_criteria(listing((11, 17), (), **said))

    assert rules == (AgeBetween(lowest=11, highest=17), guidance)
    assert guidance.guidance


def test_codes_that_nobody_could_set_make_no_guidance():
    odd = {"levels": {"tier 3"}, "languages": {"klingon"}, "access": {"a ramp"}}

    assert derived_criteria(listing((11, 17), (), **odd)) == (AgeBetween(lowest=11, highest=17),)


def test_guidance_alone_never_says_who_it_is_for():
    said = {"levels": {"targeted"}, "languages": {"so"}, "access": {"step_free"}}
    asked = Situation(
        level=Level.TARGETED, languages=frozenset({"so"}), access_needs=frozenset({"step_free"})
    )

    rules = derived_criteria(listing((None, None), (), **said))

    assert verdict_of(rules, asked, on=TODAY) is Verdict.ASK_FIRST


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        pytest.param({}, Verdict.CAN_PROBABLY_HELP, id="nobody was asked"),
        pytest.param({"level": Level.TARGETED}, Verdict.CAN_PROBABLY_HELP, id="its level"),
        pytest.param({"level": Level.UNIVERSAL}, Verdict.ASK_FIRST, id="another level"),
        pytest.param({"languages": frozenset({"pl"})}, Verdict.ASK_FIRST, id="another language"),
        pytest.param(
            {"access_needs": frozenset({"interpreter"})}, Verdict.ASK_FIRST, id="not said if it can"
        ),
    ],
)
def test_guidance_shuts_nobody_out_and_counts_only_when_asked(asked, verdict):
    said = {"levels": {"targeted"}, "languages": {"so"}, "access": {"step_free"}}
    rules = derived_criteria(listing((11, 17), (), **said))

    assert verdict_of(rules, Situation(age=13, **asked), on=TODAY) is verdict
    assert all(rule.met(Situation(**asked), TODAY) is not Met.NO for rule in rules)


def test_ages_that_make_no_rule_leave_it_open():
    rules = derived_criteria(listing((20, 18), ()))

    assert rules == (NotUnderstood(stored_kind="age_between"),)
    assert verdict_of(rules, Situation(age=19), on=TODAY) is Verdict.ASK_FIRST


def listing(ages, areas, **said):
    return Listing(
        feed="test",
        source_id="one",
        name="Example",
        organisation=ListedOrganisation(source_id="o", name="Example"),
        lowest_age=ages[0],
        highest_age=ages[1],
        areas=areas,
        **{name: frozenset(codes) for name, codes in said.items()},
    )
