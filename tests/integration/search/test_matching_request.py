"""What a request and typed words add to a situation."""

from datetime import time

import pytest

from eligibility import Situation
from search.results import ReasonKind
from services_catalog.models import Opening
from tests.integration.search.fitting import THIRTEEN, kinds, living_in, names
from tests.unit.search.gazetteer import MIDDLE, NORTH, SOUTH


@pytest.mark.parametrize(
    ("situation", "asked", "age"),
    [
        pytest.param(Situation(), {"age": 13}, 13, id="of the request"),
        pytest.param(Situation(), {"words": "13 year old"}, 13, id="of the words"),
        pytest.param(Situation(), {"age": 13, "words": "age 17"}, 13, id="a request before words"),
        pytest.param(THIRTEEN, {"age": 20, "words": "age 17"}, 13, id="a situation before both"),
        pytest.param(Situation(school_year=9), {"age": 20}, None, id="said as a school year"),
    ],
)
def test_takes_the_age_that_nothing_surer_says(search, match, make, situation, asked, age):
    make.service(name="Teens", lowest_age=11, highest_age=16)
    search.rebuild()

    found = match(situation, **asked)

    assert found.situation.age == age
    assert names(found.results) == ["Teens"]


@pytest.mark.parametrize(
    ("situation", "asked"),
    [
        pytest.param(Situation(), {"home": NORTH}, id="of the request"),
        pytest.param(Situation(), {"words": "upper example"}, id="of the words"),
        pytest.param(Situation(), {"home": NORTH, "words": "sampleworth"}, id="request first"),
        pytest.param(living_in(NORTH), {"home": SOUTH}, id="of the situation, before the request"),
    ],
)
def test_takes_the_home_that_nothing_surer_says(search, match, make, situation, asked):
    make.service(name="Near", wards=[NORTH])
    search.rebuild()

    found = match(situation, **asked)

    assert found.situation.home.ward == NORTH
    assert kinds(found.results[0])[ReasonKind.NEAR_HOME] == (NORTH,)


def test_says_only_what_it_took_from_the_words(search, match, make):
    make.service()
    search.rebuild()

    assert match(Situation(), "age 13 sampleworth").understood.age == 13
    assert match(Situation(), "age 13 sampleworth").understood.home == MIDDLE
    assert match(living_in(NORTH, age=14), "age 13 sampleworth").understood.age is None
    assert match(living_in(NORTH, age=14), "age 13 sampleworth").understood.home == ""


@pytest.mark.parametrize(
    "filtered",
    [
        pytest.param({"need": ("trauma",)}, id="need"),
        pytest.param({"level": ("targeted",)}, id="level"),
        pytest.param({"access": ("step_free",)}, id="access"),
        pytest.param({"language": ("so",)}, id="language"),
        pytest.param({"freshness": ("current",)}, id="freshness"),
    ],
)
def test_filters_leave_out_what_does_not_match(search, match, make, filtered):
    codes = {name: codes for name, codes in filtered.items() if name != "freshness"}
    make.service(name="Other", verified_on=None)
    make.service(name="Matching", **codes)
    make.service(name="Too old", lowest_age=18, **codes)
    search.rebuild()

    found = match(**filtered)

    assert (names(found.results), names(found.closed)) == (["Matching"], ["Too old"])


def test_facets_count_what_is_not_closed(search, match, make):
    make.service(level=["targeted"])
    make.service(level=["universal"])
    make.service(level=["universal"], lowest_age=18)
    search.rebuild()

    assert match(level=("targeted",)).facets["level"] == {"targeted": 1, "universal": 1}


def test_counts_the_evenings_of_a_day_that_was_asked_for(search, match, make):
    for name, lowest, opens in (("Late", 11, 19), ("Early", 11, 9), ("Late for adults", 18, 19)):
        service = make.service(name=name, lowest_age=lowest, highest_age=25)
        service.openings = [Opening(weekday=1, opens=time(opens), closes=time(opens + 2))]
    search.rebuild()

    found = match(day=("tue",))

    assert (found.facets["day"], found.facets["evening"]) == ({"tue": 2}, {"yes": 1})
