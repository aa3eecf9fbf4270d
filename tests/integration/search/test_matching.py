"""find_matches ..."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from eligibility import Situation, Verdict
from eligibility.criteria import AgeBetween, CareStatusAmong, NeedAmong
from search.index import IndexUnavailable
from search.matching import CLOSED_SHOWN
from search.repair import index_services
from search.results import Notice
from services_catalog.codes import Visibility
from services_catalog.models import Service
from tests.factories import TODAY
from tests.integration.search.fitting import THIRTEEN, living_in, names
from tests.unit.search.gazetteer import NORTH, TOWN

CAN, ASK, CLOSED = Verdict


def test_puts_each_service_where_its_rules_do(search, match, make):
    make.service(name="Teens", lowest_age=11, highest_age=18)
    make.service(name="Unsaid", lowest_age=None, highest_age=None)
    make.service(name="Adults", lowest_age=18, highest_age=25)
    search.rebuild()

    found = match()

    assert (names(found.results), names(found.closed)) == (["Teens", "Unsaid"], ["Adults"])
    assert found.counts == {CAN: 1, ASK: 1, CLOSED: 1}
    assert (found.total, found.pages) == (2, 1)
    assert [each.assessment.verdict for each in found.results] == [CAN, ASK]
    assert found.closed[0].assessment.near_miss.sentence == "When they turn 18."


def test_goes_by_the_rules_that_were_set(search, match, make, rules):
    service = make.service(name="Care leavers", lowest_age=11)
    rules(service, AgeBetween(lowest=11), CareStatusAmong(codes=frozenset({"care_leaver"})))
    search.rebuild()

    assert names(match().results) == ["Care leavers"]
    assert match().counts == {CAN: 0, ASK: 1, CLOSED: 0}
    assert match(Situation(age=13, care="care_leaver")).counts[CAN] == 1
    assert match(Situation(age=13, care="none")).counts == {CAN: 0, ASK: 0, CLOSED: 1}


def test_a_change_of_rules_is_found_as_soon_as_any_edit_is(search, match, make, rules):
    service_id = make.service(name="Club").id
    search.rebuild()
    before = search.index.held()[service_id]
    rules(search.session.get(Service, service_id), AgeBetween(lowest=16))
    index_services(search.session, search.index, [service_id], today=TODAY, gazetteer=TOWN)

    assert search.index.held()[service_id] > before
    assert match().counts == {CAN: 0, ASK: 0, CLOSED: 1}


def test_the_database_is_right_where_the_index_is_behind(search, match, make, rules):
    asks, shuts = (make.service(name=name).id for name in ("A asks", "B shuts"))
    make.service(name="C kept")
    search.rebuild()
    rules(search.session.get(Service, asks), CareStatusAmong(codes=frozenset({"in_care"})))
    rules(search.session.get(Service, shuts), AgeBetween(lowest=16))

    found = match()

    assert (names(found.results), names(found.closed)) == (["C kept", "A asks"], ["B shuts"])
    assert found.counts == {CAN: 1, ASK: 1, CLOSED: 1}


def test_a_rule_that_cannot_be_read_makes_it_ask_first(search, match, make, kept):
    kept(make.service(), [{"kind": "age_between", "lowest": 11}, {"kind": "moon_phase"}])
    search.rebuild()

    assert match().counts == {CAN: 0, ASK: 1, CLOSED: 0}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({}, {"Loss", "Anger", "Boxing"}, id="nothing asked for: all"),
        pytest.param({"needs": {"bereavement"}}, {"Loss"}, id="a need"),
        pytest.param({"needs": {"bereavement"}, "words": "boxing"}, {"Loss", "Boxing"}, id="words"),
        pytest.param({"strengths": {"hopes_plans"}}, {"Anger"}, id="a strength"),
        pytest.param({"words": "boxng"}, {"Boxing"}, id="a slip"),
        pytest.param({"needs": set()}, {"Loss", "Anger", "Boxing"}, id="asked, and none"),
    ],
)
def test_finds_what_has_anything_of_what_was_asked_for(search, match, make, asked, expected):
    make.service(name="Loss", need=["bereavement"])
    make.service(name="Anger", strength=["hopes_plans"])
    make.service(name="Boxing")
    search.rebuild()
    facts = {key: frozenset(codes) for key, codes in asked.items() if key != "words"}

    found = match(Situation(age=13, **facts), asked.get("words", ""))

    assert set(names(found.results)) == expected


def test_shows_the_first_of_those_closed_on_the_first_page_alone(search, match, make):
    for n in range(CLOSED_SHOWN + 2):
        make.service(name=f"Closed {n:02}", lowest_age=18)
    for n in range(3):
        make.service(name=f"Open {n}")
    search.rebuild()

    first = match(Situation(), age=13, per_page=2)
    second = match(Situation(), age=13, per_page=2, page=2)

    assert (len(first.closed), len(second.closed)) == (CLOSED_SHOWN, 0)
    assert (names(first.results), names(second.results)) == (["Open 0", "Open 1"], ["Open 2"])
    assert first.counts == second.counts == {CAN: 3, ASK: 0, CLOSED: CLOSED_SHOWN + 2}
    assert first.pages == 2


@pytest.mark.parametrize(
    ("asked", "situation", "relaxed"),
    [
        pytest.param({"level": ("targeted",)}, THIRTEEN, ("level",), id="a filter"),
        pytest.param({"words": "zebra"}, THIRTEEN, ("words",), id="the words"),
        pytest.param(
            {}, Situation(age=13, needs=frozenset({"sleep"})), ("need",), id="the needs of it"
        ),
        pytest.param(
            {"level": ("targeted",), "words": "zebra"},
            THIRTEEN,
            ("level", "words"),
            id="one after another",
        ),
    ],
)
def test_shows_what_comes_nearest_where_nothing_is_open(
    search, match, make, asked, situation, relaxed
):
    make.service(name="Boxing", level=["universal"])
    make.service(name="Adults", lowest_age=18)
    search.rebuild()

    found = match(situation, **asked)

    assert (found.results, found.total, found.relaxed) == ((), 0, relaxed)
    assert names(found.nearest) == ["Boxing"]
    assert found.nearest[0].assessment.verdict is CAN


def test_nothing_at_all_comes_near_nothing(search, match):
    search.rebuild()

    found = match(words="boxing")

    assert (found.counts, found.nearest, found.relaxed) == ({CAN: 0, ASK: 0, CLOSED: 0}, (), ())


def test_sees_no_more_than_the_reader_may(search, match, make):
    make.service(name="Kept", visibility=Visibility.PROFESSIONALS)
    other = make.partnership(name="Another partnership", host="other.example.org")
    make.service(name="Theirs", organisation=make.organisation(partnership=other))
    make.service(name="Ours")
    search.rebuild()

    assert names(match().results) == ["Ours"]
    professional = replace(search.reader, sees_professional=True)
    assert set(names(match(reader=professional).results)) == {"Kept", "Ours"}


class Broken:
    """An index that cannot be used."""

    def search(self, *_, **__):
        raise IndexUnavailable

    codes = holds = close_spelling = search


def test_the_database_alone_answers_the_same(search, match, make, rules):
    make.service(name="Near", need=["trauma"], wards=[NORTH])
    rules(make.service(name="Ruled", need=["trauma"]), NeedAmong(codes=frozenset({"sleep"})))
    make.service(name="Unsaid", lowest_age=None, highest_age=None, need=["trauma"])
    search.rebuild()
    asked = living_in(NORTH, age=13, needs=frozenset({"trauma"}))

    ours, slower = match(asked, "gym"), match(asked, "gym", index=Broken())

    assert Notice.SLOWER in slower.notices
    assert names(ours.results) == names(slower.results) == ["Near", "Unsaid"]
    assert names(ours.closed) == names(slower.closed) == ["Ruled"]
    assert (ours.counts, ours.facets) == (slower.counts, slower.facets)
    assert [r.reasons for r in ours.results] == [r.reasons for r in slower.results]


def test_asks_the_database_as_often_for_many_as_for_one(search, match, make, rules):
    def questions():
        asked = []
        event.listen(engine, "before_cursor_execute", lambda *_: asked.append(1))
        match()
        return len(asked)

    engine = search.session.get_bind()
    rules(make.service(), AgeBetween(lowest=11))
    search.rebuild()
    match()
    one = questions()
    for _ in range(12):
        rules(make.service(), AgeBetween(lowest=11))
    search.rebuild()
    match()

    assert questions() == one <= 3
