"""Where a result by fit stands, and what it says of that."""

import pytest

from eligibility import Level, Place, Situation
from eligibility.criteria import InArea, Route
from search.ranking import Band
from search.results import ReasonKind
from services_catalog.codec import stored_criteria
from services_catalog.codes import AreaKind, Status
from services_catalog.criteria_names import place_of
from services_catalog.models import EvidenceRating, Service
from tests.factories import TODAY
from tests.integration.search.fitting import kinds, living_in, names
from tests.unit.search.gazetteer import AUTHORITY, FAR, MIDDLE, NORTH, SOUTH, TOWN

NATIONAL = [(AreaKind.NATIONAL, "")]


def test_an_outward_code_is_near_what_is_near_it(search, match, make):
    make.service(name="Near", wards=[SOUTH])
    search.rebuild()
    outward = TOWN.homes["BS99"]

    found = match(Situation(home=place_of(outward, TOWN)), home="BS99")

    assert kinds(found.results[0])[ReasonKind.NEAR_HOME] == ("BS99",)


def test_stands_in_the_order_of_the_bands(search, match, make):
    near, there = {"wards": [NORTH]}, {"areas": [(AreaKind.WARD, NORTH)]}
    today = {"space_said_on": TODAY}
    make.service(name="A level less", level=["specialist"], need=["trauma", "sleep"], **near)
    make.service(name="B two needs", need=["trauma", "sleep"])
    make.service(name="C near", need=["trauma"], space="full", **today, **near)
    make.service(name="D serving", need=["trauma"], space="has_places", **today, **there)
    make.service(name="E full", need=["trauma"], space="full", **today, **there)
    make.service(name="F not checked", need=["trauma"], verified_on=None, **there)
    make.service(name="G tested", need=["trauma"], **there)
    make.service(name="H plain", need=["trauma"], **there)
    [tested] = search.session.query(Service).filter(Service.name == "G tested")
    tested.evidence = [EvidenceRating(scale="eif", level="4")]
    search.rebuild()

    found = match(
        living_in(NORTH, age=13, needs=frozenset({"trauma", "sleep"}), level=Level.UNIVERSAL)
    )

    assert names(found.results) == [
        "B two needs",
        "C near",
        "D serving",
        "G tested",
        "H plain",
        "F not checked",
        "E full",
        "A level less",
    ]


def test_words_decide_last(search, match, make):
    make.service(name="A hall", wards=[NORTH], summary="Boxing and more.")
    make.service(name="Boxing, boxing", wards=[NORTH], summary="Boxing alone.")
    make.service(name="Boxing boxing boxing", summary="Boxing.")
    search.rebuild()

    found = match(living_in(NORTH, age=13), "boxing")

    assert names(found.results) == ["Boxing, boxing", "A hall", "Boxing boxing boxing"]


def test_words_weigh_less_than_the_least_of_the_bands(search, match, make):
    make.service(name="Boxing gym")
    make.service(name="Boxing")
    [tested] = search.session.query(Service).filter(Service.name == "Boxing")
    tested.evidence = [EvidenceRating(scale="eif", level="4")]
    search.rebuild()

    assert names(match(words="boxing gym").results) == ["Boxing", "Boxing gym"]


def test_a_need_that_is_said_twice_counts_once(search, match, make):
    make.service(name="Loss", need=["bereavement"])
    make.service(name="Trauma", need=["trauma"], wards=[NORTH])
    search.rebuild()

    found = match(living_in(NORTH, needs=frozenset({"bereavement", "trauma"})), "bereavement")

    assert names(found.results) == ["Trauma", "Loss"]


def test_a_need_that_words_stand_for_counts_too(search, match, make):
    make.service(name="Loss and trauma", need=["bereavement", "trauma"])
    make.service(name="Trauma", need=["trauma"], wards=[NORTH])
    search.rebuild()

    found = match(living_in(NORTH, needs=frozenset({"trauma"})), "bereavement")

    assert names(found.results) == ["Loss and trauma", "Trauma"]


def test_says_why_in_the_order_of_the_bands(search, match, make):
    make.service(
        name="Boxing",
        need=["trauma", "sleep"],
        strength=["hopes_plans"],
        wards=[NORTH],
        space="waiting_list",
        space_said_on=TODAY,
        wait_weeks=3,
    )
    search.rebuild()

    [result] = match(
        living_in(
            NORTH, needs=frozenset({"trauma", "money"}), strengths=frozenset({"hopes_plans"})
        ),
        "boxng",
        need=("sleep",),
    ).results

    assert [(reason.kind, reason.codes) for reason in result.reasons] == [
        (ReasonKind.NEED, ("trauma", "sleep")),
        (ReasonKind.STRENGTH, ("hopes_plans",)),
        (ReasonKind.NEAR_HOME, (NORTH,)),
        (ReasonKind.SPACE, ("waiting_list",)),
        (ReasonKind.WAIT, ("short",)),
        (ReasonKind.FRESHNESS, ("current",)),
        (ReasonKind.TESTED, ("unknown",)),
        (ReasonKind.OTHER_SPELLING, ("boxing",)),
    ]
    assert len(Band) == 9, "a new band needs a reason"


def test_closed_for_now_stands_for_space(search, match, make):
    make.service(status=Status.TEMPORARILY_CLOSED, space="has_places", space_said_on=TODAY)
    search.rebuild()

    assert kinds(match().results[0])[ReasonKind.SPACE] == ("closed",)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        pytest.param({"wards": [MIDDLE]}, ReasonKind.NEAR_HOME, id="near"),
        pytest.param({"areas": [(AreaKind.WARD, NORTH)]}, ReasonKind.SERVES_HOME, id="serves"),
        pytest.param({"areas": NATIONAL}, ReasonKind.SERVES_HOME, id="everywhere"),
        pytest.param(
            {"areas": NATIONAL, "delivery": ["phone"]}, ReasonKind.REMOTE, id="by phone, everywhere"
        ),
        pytest.param({"delivery": ["online"]}, ReasonKind.REMOTE, id="online, no area stated"),
        pytest.param({}, ReasonKind.AREA_NOT_STATED, id="nobody has said"),
        pytest.param({"wards": [SOUTH]}, ReasonKind.ELSEWHERE, id="a place further away"),
    ],
)
def test_says_how_near_it_is(search, match, make, facts, kind):
    make.service(**facts)
    search.rebuild()

    assert kinds(match(living_in(NORTH)).results[0])[kind] == (NORTH,)


def test_home_school_and_gp_are_three_ways_to_be_near(search, match, make):
    make.service(name="By the school", wards=[SOUTH])
    make.service(name="For the GP's ward", areas=[(AreaKind.WARD, MIDDLE)])
    make.service(name="Nowhere said")
    search.rebuild()
    south, middle = (place_of(TOWN.homes[ward], TOWN) for ward in (SOUTH, MIDDLE))

    found = match(living_in(FAR, age=13, school=south, gp=middle))

    assert names(found.results) == ["By the school", "Nowhere said"]
    assert kinds(found.results[0])[ReasonKind.NEAR_SCHOOL] == (SOUTH,)
    assert kinds(found.closed[0])[ReasonKind.SERVES_GP] == (MIDDLE,)


def test_a_school_inside_lets_in_a_child_from_across_the_border(search, match, make, kept):
    both = frozenset({Route.HOME, Route.SCHOOL})
    rule = InArea(routes=both, authorities=frozenset({AUTHORITY}))
    service = make.service(name="Two ways", areas=[(AreaKind.AUTHORITY, AUTHORITY)])
    kept(service, stored_criteria([rule]))
    search.rebuild()

    assert match(living_in(FAR)).total == 0, "out of sight without the school"
    found = match(living_in(FAR, school=place_of(TOWN.homes[SOUTH], TOWN)))

    assert names(found.results) == ["Two ways"]
    assert kinds(found.results[0])[ReasonKind.SERVES_SCHOOL] == (SOUTH,)


def test_looks_first_at_what_is_in_the_authority_or_anywhere(search, match, make):
    make.service(name="Other ward", areas=[(AreaKind.WARD, SOUTH)])
    make.service(name="Country", areas=NATIONAL)
    make.service(name="Unsaid")
    make.service(name="Other city", areas=[(AreaKind.AUTHORITY, "E06000902")])
    search.rebuild()

    found = match(living_in(NORTH, age=13))

    assert (names(found.results), names(found.closed)) == (["Country", "Unsaid"], ["Other ward"])
    assert "took" in found.closed[0].assessment.near_miss.sentence


@pytest.mark.parametrize(
    "situation",
    [
        pytest.param(Situation(home=Place()), id="their home"),
        pytest.param(living_in(NORTH, school=Place()), id="their school"),
    ],
)
def test_looks_everywhere_where_a_place_may_be_anywhere(search, match, make, situation):
    make.service(name="Other city", areas=[(AreaKind.AUTHORITY, "E06000902")])
    search.rebuild()

    found = match(situation)

    assert names([*found.results, *found.closed]) == ["Other city"]


def test_a_rule_about_a_place_is_enough_to_be_looked_at_there(search, match, make, kept):
    rule = InArea(wards=frozenset({FAR}))
    kept(make.service(name="Ruled", wards=[SOUTH]), stored_criteria([rule]))
    search.rebuild()

    assert names(match(living_in(FAR)).results) == ["Ruled"]


def test_only_the_authority_may_be_known(search, match, make):
    make.service(name="City", areas=[(AreaKind.AUTHORITY, AUTHORITY)])
    make.service(name="Place", wards=[NORTH])
    search.rebuild()

    found = match(Situation(age=13, home=Place(authority=AUTHORITY), can_travel=False))

    assert names(found.results) == ["City", "Place"]
    assert kinds(found.results[0])[ReasonKind.SERVES_HOME] == (AUTHORITY,)
    assert not {ReasonKind.TOO_FAR} & kinds(found.results[1]).keys(), "near is not known"


def test_who_cannot_travel_is_shown_first_what_is_near_or_comes(search, match, make):
    city = [(AreaKind.AUTHORITY, AUTHORITY)]
    make.service(name="A hall", areas=city, wards=[SOUTH])
    make.service(name="B comes", areas=city, delivery=["outreach"])
    make.service(name="C fetches", areas=city, access=["travel_help"])
    make.service(name="D near", areas=city, wards=[NORTH])
    search.rebuild()

    found = match(living_in(NORTH, age=13, can_travel=False))

    assert names(found.results) == ["D near", "B comes", "C fetches", "A hall"]
    marked = [ReasonKind.TOO_FAR in kinds(result) for result in found.results]
    assert marked == [False, False, False, True]
    for can_travel in (True, None):
        free = match(living_in(NORTH, age=13, can_travel=can_travel))
        assert names(free.results) == ["D near", "A hall", "B comes", "C fetches"]


def test_places_where_they_would_not_feel_safe_sink_and_are_marked_unnamed(search, match, make):
    make.service(name="A there", wards=[NORTH])
    make.service(name="B there and elsewhere", wards=[NORTH, MIDDLE])
    make.service(name="C there and online", wards=[NORTH], delivery=["online"])
    make.service(name="D elsewhere", wards=[MIDDLE])
    search.rebuild()

    found = match(living_in(NORTH, age=13, places_not_safe=frozenset({NORTH})))

    assert names(found.results)[-1] == "A there"
    marked = {
        result.service.name: kinds(result)[ReasonKind.NOT_SAFE]
        for result in found.results
        if ReasonKind.NOT_SAFE in kinds(result)
    }
    assert marked == {"A there": ()}
    assert match(living_in(NORTH, age=13)).results[0].service.name == "A there"
