"""find_steps: what is next above and below a service."""

from datetime import date

import pytest
from sqlalchemy import event, update

from eligibility import Level
from search.steps import MOST, Seeker, Whom, find_steps
from services_catalog.codes import Status, Visibility
from services_catalog.models import Service
from tests.unit.search.gazetteer import AUTHORITY, FAR, MIDDLE, NORTH, SOUTH, TOWN

TARGETED, EARLY, SPECIALIST = Level.TARGETED, Level.EARLY_HELP, Level.SPECIALIST
HOME = TOWN.homes[NORTH]
AT_HOME = Whom(home=HOME, age=14)


@pytest.fixture
def steps(search, make):
    """``steps(whom, **facts)``: from a service with these facts, given once all others are made."""

    def look(whom=AT_HOME, *, search=search, address_shown=True, **facts):
        start = make.service(
            **{"name": "Start", "need": ["trauma", "debt"], "level": ["early_help"]} | facts
        )
        for place in start.locations:
            place.address_shown = address_shown
        search.rebuild()
        seeker = Seeker(
            session=search.session, index=search.index, reader=search.reader, gazetteer=TOWN
        )
        return find_steps(start, whom, seeker)

    return look


@pytest.fixture
def listed(make):
    """``listed("Name", level)``: a service that shares a need with the start."""

    def put(name, level, **facts):
        return make.service(**{"name": name, "level": [level], "need": ["trauma"]} | facts)

    return put


def names(step):
    return [option.service.name for option in step.options]


def test_one_level_up_and_one_down(steps, listed):
    for level in Level:
        listed(f"At {level}", level)

    found = steps()

    assert (found.more.found, names(found.more)) == (TARGETED, ["At targeted"])
    assert (found.less.found, names(found.less)) == (Level.UNIVERSAL, ["At universal"])


def test_a_level_without_a_service_is_skipped_and_said_to_be(steps, listed):
    listed("Far up", "specialist")

    found = steps()

    assert (found.more.wanted, found.more.found) == (TARGETED, SPECIALIST)
    assert found.more.skipped == (TARGETED,)
    assert names(found.more) == ["Far up"]


def test_where_nothing_is_listed_nothing_is_made_up(steps, listed):
    listed("Another need", "targeted", need=["bereavement"])

    found = steps()

    assert (found.more.wanted, found.more.found, found.more.options) == (TARGETED, None, ())
    assert found.more.skipped == (TARGETED, SPECIALIST)


def test_of_several_levels_above_the_highest_and_below_the_lowest(steps, listed):
    for level in Level:
        listed(f"At {level}", level)

    found = steps(level=["early_help", "targeted"])

    assert names(found.more) == ["At specialist"]
    assert names(found.less) == ["At universal"]


@pytest.mark.parametrize(
    ("level", "end"),
    [pytest.param("specialist", "more", id="top"), pytest.param("universal", "less", id="bottom")],
)
def test_the_scale_has_ends(steps, level, end):
    assert getattr(steps(level=[level]), end) is None


@pytest.mark.parametrize(
    "facts",
    [pytest.param({"level": []}, id="level"), pytest.param({"need": []}, id="what it helps with")],
)
def test_without_a_level_or_a_need_nothing_is_next(steps, listed, facts):
    listed("At targeted", "targeted")

    assert steps(**facts) is None


def test_needs_go_before_nearness_and_nearness_before_freshness(steps, listed):
    old = date(2026, 1, 1)
    both = {"need": ["trauma", "debt"]}
    listed("A: not stated", "targeted")
    listed("B: serves the town", "targeted", areas=[("authority", AUTHORITY)], verified_on=old)
    listed("C: near, old", "targeted", wards=[NORTH], verified_on=old)
    listed("D: both needs, old", "targeted", verified_on=old, **both)

    first = names(steps().more)

    assert first == ["D: both needs, old", "C: near, old", "B: serves the town"]
    assert len(first) == MOST


def test_what_was_checked_lately_stands_first_among_equals(steps, listed):
    listed("A: old", "targeted", verified_on=date(2026, 1, 1))
    listed("B: fresh", "targeted")

    assert names(steps().more) == ["B: fresh", "A: old"]


def test_says_which_needs_are_shared(steps, listed):
    listed("Shares two", "targeted", need=["debt", "trauma", "bereavement"])

    [option] = steps().more.options

    assert option.needs == ("debt", "trauma")


PLACES = [
    ("Serves home", {"areas": [("ward", NORTH)]}),
    ("Serves the area of home", {"areas": [("area", "districts/east")]}),
    ("Serves elsewhere", {"areas": [("ward", SOUTH)]}),
    ("Serves everyone", {"areas": [("national", "")]}),
    ("Far away", {"wards": [FAR]}),
]


@pytest.mark.parametrize(
    ("whom", "facts", "found"),
    [
        pytest.param(
            AT_HOME, {"areas": [("ward", SOUTH)]},
            {"Serves home", "Serves the area of home", "Serves everyone"}, id="home is known",
        ),
        pytest.param(
            Whom(), {"areas": [("ward", SOUTH)]},
            {"Serves elsewhere", "Serves everyone"}, id="the areas of the service",
        ),
        pytest.param(
            Whom(), {"wards": [MIDDLE]},
            {"Serves the area of home", "Serves everyone"}, id="where the service happens",
        ),
        pytest.param(
            Whom(), {"areas": [("authority", AUTHORITY)]},
            {"Serves home", "Serves the area of home", "Serves elsewhere", "Serves everyone"},
            id="a whole authority",
        ),
    ],
)  # fmt: skip
def test_looks_here_alone(steps, listed, monkeypatch, whom, facts, found):
    monkeypatch.setattr("search.steps.MOST", 10)
    for name, place in PLACES:
        listed(name, "targeted", **place)

    assert set(names(steps(whom, **facts).more)) == found


def test_a_private_place_does_not_tell_by_what_stands_next_to_it(steps, listed):
    listed("A: elsewhere", "targeted", areas=[("ward", SOUTH)])
    listed("B: next door", "targeted", areas=[("ward", NORTH)])

    found = steps(Whom(), wards=[NORTH], address_shown=False)

    assert names(found.more) == ["A: elsewhere", "B: next door"]


@pytest.mark.parametrize(
    ("whom", "facts", "found"),
    [
        pytest.param(AT_HOME, {}, ["Any age", "Teens"], id="the age that is known"),
        pytest.param(
            Whom(), {"lowest_age": 0, "highest_age": 5}, ["Any age", "Small"], id="the service's"
        ),
        pytest.param(
            Whom(), {"lowest_age": None, "highest_age": None}, ["Any age", "Small", "Teens"],
            id="nobody has said",
        ),
    ],
)  # fmt: skip
def test_is_for_the_same_ages(steps, listed, whom, facts, found):
    listed("Small", "targeted", lowest_age=0, highest_age=4)
    listed("Teens", "targeted", lowest_age=11, highest_age=18)
    listed("Any age", "targeted", lowest_age=None, highest_age=None)

    assert sorted(names(steps(whom, **facts).more)) == found


def test_shows_only_what_the_reader_may_see(steps, listed, make, search):
    listed("For professionals", "targeted", visibility=Visibility.PROFESSIONALS)
    listed("Closed", "targeted", status=Status.TEMPORARILY_CLOSED)
    other = make.partnership(name="Another Partnership", host="other.example.org")
    listed("Of others", "targeted", organisation=make.organisation(partnership=other))

    assert steps().more.options == ()
    assert names(steps(search=search.as_professional()).more) == ["For professionals"]


def test_what_has_just_ended_is_passed_over_with_its_level(session, search, make, listed):
    start = make.service(need=["trauma"], level=["early_help"])
    ended = listed("Just ended", "targeted").id
    listed("Specialist", "specialist")
    search.rebuild()
    session.execute(update(Service).where(Service.id == ended).values(status=Status.ENDED))
    seeker = Seeker(session=session, index=search.index, reader=search.reader, gazetteer=TOWN)

    found = find_steps(session.merge(start), AT_HOME, seeker)

    assert (found.more.skipped, names(found.more)) == ((TARGETED,), ["Specialist"])


@pytest.mark.parametrize("count", [1, 12])
def test_asks_the_database_as_often_for_many_as_for_few(session, search, make, listed, count):
    start = make.service(need=["trauma"], level=["early_help"])
    for n in range(count):
        listed(f"Up {n}", "targeted")
        listed(f"Down {n}", "universal")
    search.rebuild()
    start = session.merge(start)
    assert start.codes
    seeker = Seeker(session=session, index=search.index, reader=search.reader, gazetteer=TOWN)
    find_steps(start, AT_HOME, seeker)
    asked = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *_: asked.append(1))

    found = find_steps(start, AT_HOME, seeker)

    assert (len(found.more.options), len(asked)) == (min(count, MOST), 2)
