"""difference and sentence ..."""

import pytest

from eligibility import Situation
from eligibility.criteria import AgeBetween, CanTravel
from services_catalog.criteria_preview import Difference, Placed, difference, sentence
from tests.factories import TODAY

TEENS = AgeBetween(lowest=11, highest=17)
OLDER = AgeBetween(lowest=14, highest=19)
PEOPLE = [
    Placed(situation=Situation(age=age), place=place)
    for age, place in [(11, "BS13"), (12, "BS13"), (13, "BS4"), (15, "BS4"), (18, "BS3")]
]


def test_counts_both_ways_and_where():
    assert difference([TEENS], [OLDER], PEOPLE, on=TODAY) == Difference(
        total=5, turned_away=3, no_longer_turned_away=1, most_from=("BS13",)
    )
    assert difference([OLDER], [TEENS], PEOPLE, on=TODAY) == Difference(
        total=5, turned_away=1, no_longer_turned_away=3, most_from=("BS3",)
    )


def test_counts_who_has_to_ask_first():
    assert difference([TEENS], [TEENS, CanTravel()], PEOPLE, on=TODAY).ask_first == 4
    assert difference([TEENS, CanTravel()], [TEENS], PEOPLE, on=TODAY).no_longer_ask_first == 4


@pytest.mark.parametrize(
    ("places", "named"),
    [
        pytest.param({"A": 3, "B": 2}, ("A",), id="one has more than half"),
        pytest.param({"A": 2, "B": 2}, ("A", "B"), id="two that are alike"),
        pytest.param({"C": 3, "B": 3, "A": 2, "D": 1, "E": 1}, ("B", "C"), id="two of several"),
        pytest.param({"A": 2, "B": 2, "C": 2}, ("A", "B", "C"), id="three that are alike"),
        pytest.param({"A": 1, "B": 1, "C": 1, "D": 1}, (), id="four that are alike"),
        pytest.param({"A": 2, "B": 2, "C": 1, "D": 1, "E": 1, "F": 1}, (), id="spread widely"),
        pytest.param({"": 5, "A": 1}, (), id="not known where"),
        pytest.param({}, (), id="nobody"),
    ],
)
def test_names_the_few_places_where_most_of_them_are(places, named):
    people = [
        Placed(situation=Situation(age=11), place=place)
        for place, count in places.items()
        for _ in range(count)
    ]

    assert difference([TEENS], [OLDER], people, on=TODAY).most_from == named


@pytest.mark.parametrize(
    ("found", "said"),
    [
        pytest.param(
            Difference(total=1200, turned_away=14, no_longer_turned_away=3, most_from=("BS13",)),
            "Of 1,200 logged searches: 14 more would be turned away, most from BS13; "
            "3 would no longer be turned away.",
            id="both ways",
        ),
        pytest.param(
            Difference(total=5, ask_first=2, no_longer_ask_first=1),
            "Of 5 logged searches: 2 more would be told to ask first; "
            "1 would no longer need to ask first.",
            id="asking first",
        ),
        pytest.param(
            Difference(total=9, turned_away=6, most_from=("A", "B", "C")),
            "Of 9 logged searches: 6 more would be turned away, most from A, B and C.",
            id="three places",
        ),
        pytest.param(
            Difference(total=0), "Of 0 logged searches: nothing would change.", id="nothing"
        ),
    ],
)
def test_says_so_in_a_sentence(found, said):
    assert sentence(found, "logged searches") == said
