"""find_services ..."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import event

from search.results import Notice, ReasonKind
from services_catalog.codes import AreaKind, Status, Visibility
from services_catalog.models import Location, Opening, Service
from tests.factories import TODAY
from tests.unit.search.gazetteer import AUTHORITY, FAR, MIDDLE, NORTH, SOUTH

NATIONAL = [(AreaKind.NATIONAL, "")]
ONCE = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("boxing", ["Boxing"], id="a word of the name"),
        pytest.param("zebra", [], id="a word that nothing has"),
        pytest.param("young carer", ["Time out"], id="what a need is called"),
        pytest.param("bereavment", ["Remember"], id="a slip in what a need is called"),
        pytest.param("remembr", ["Remember"], id="a slip in a name"),
        pytest.param("oneill", ["Boxing"], id="an apostrophe in an organisation's name"),
        pytest.param("O\u2019Neill", ["Boxing"], id="a curly apostrophe"),
        pytest.param("cafe", ["Time out"], id="an accent"),
        pytest.param("gloves", ["Boxing"], id="a word of the description"),
    ],
)
def test_finds_by_words(search, make, words, names):
    trust = make.organisation(name="The O'Neill Trust")
    make.service(name="Boxing", organisation=trust, description="Bring gloves.")
    make.service(name="Time out", need=["young_carer"], summary="A caf\u00e9 for carers.")
    make.service(name="Remember", need=["bereavement"])
    search.rebuild()

    assert search.names(words) == names


def test_acronyms_are_never_confused(search, make):
    make.service(name="Quiet hour", need=["neurodiversity"])
    make.service(name="Street team", need=["antisocial_behaviour"])
    search.rebuild()

    assert search.names("ASD") == ["Quiet hour"]
    assert search.names("ASB") == ["Street team"]
    assert search("ASX").understood.corrected == ()


@pytest.mark.parametrize(
    ("home", "names"),
    [
        pytest.param(NORTH, {"Ward", "District", "City", "Country", "Venue", "Unsaid"}, id="there"),
        pytest.param("BS98", {"Ward", "District", "City", "Country", "Venue", "Unsaid"}, id="code"),
        pytest.param(SOUTH, {"City", "Country", "Unsaid"}, id="elsewhere in the city"),
        pytest.param(FAR, {"Country", "Unsaid"}, id="another city"),
    ],
)
def test_home_is_served_or_near_and_not_stated_is_not_lost(search, make, home, names):
    make.service(name="Ward", areas=[(AreaKind.WARD, NORTH)])
    make.service(name="District", areas=[(AreaKind.AREA, "districts/east")])
    make.service(name="City", areas=[(AreaKind.AUTHORITY, AUTHORITY)])
    make.service(name="Country", areas=NATIONAL, delivery=["online"])
    make.service(name="Venue", wards=[MIDDLE])
    make.service(name="Unsaid")
    search.rebuild()

    assert set(search.names(home=home)) == names


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        pytest.param({"areas": [(AreaKind.WARD, NORTH)]}, ReasonKind.SERVES_HOME, id="its ward"),
        pytest.param({"wards": [MIDDLE]}, ReasonKind.NEAR_HOME, id="the next ward"),
        pytest.param({"areas": NATIONAL}, ReasonKind.SERVES_HOME, id="everywhere"),
        pytest.param(
            {"areas": NATIONAL, "delivery": ["phone"]}, ReasonKind.REMOTE, id="by phone, everywhere"
        ),
        pytest.param({"delivery": ["online"]}, ReasonKind.REMOTE, id="online, no area stated"),
        pytest.param({}, ReasonKind.AREA_NOT_STATED, id="nobody has said"),
    ],
)
def test_says_how_a_home_fits(search, make, facts, kind):
    make.service(**facts)
    search.rebuild()

    assert search.reasons(home=NORTH)[kind] == (NORTH,)


def test_what_is_known_to_fit_stands_above_what_is_not(search, make):
    make.service(name="A unsaid", lowest_age=None, highest_age=None)
    make.service(name="B near", wards=[NORTH])
    search.rebuild()

    assert search.names(home=NORTH, age=14) == ["B near", "A unsaid"]


@pytest.mark.parametrize(
    ("age", "names"),
    [
        pytest.param(10, {"Unsaid", "To sixteen"}, id="too young"),
        pytest.param(11, {"Teens", "Unsaid", "To sixteen"}, id="the lowest age counts"),
        pytest.param(18, {"Teens", "Unsaid"}, id="the highest age counts"),
        pytest.param(25, {"Unsaid"}, id="too old"),
    ],
)
def test_age_both_ends_inclusive_and_unknown_never_lost(search, make, age, names):
    make.service(name="Teens", lowest_age=11, highest_age=18)
    make.service(name="Unsaid", lowest_age=None, highest_age=None)
    make.service(name="To sixteen", lowest_age=None, highest_age=16)
    search.rebuild()

    assert set(search.names(age=age)) == names


def test_age_and_place_are_read_from_words(search, make):
    make.service(name="Boxing", wards=[SOUTH])
    make.service(name="Far boxing", wards=[FAR])
    make.service(name="Old boxing", lowest_age=20, wards=[SOUTH])
    search.rebuild()

    found = search("boxing BS99 14 year old")

    assert [result.service.name for result in found.results] == ["Boxing"]
    assert (found.understood.home, found.understood.age) == ("BS99", 14)


def test_what_was_chosen_goes_before_what_was_typed(search, make):
    make.service(name="Boxing", wards=[NORTH])
    search.rebuild()

    found = search("boxing BS99 30", home=NORTH, age=14)

    assert found.total == 1
    assert (found.understood.home, found.understood.age) == ("", None)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        pytest.param({"need": ("trauma",)}, {"A"}, id="a need"),
        pytest.param({"need": ("trauma", "sleep")}, {"A", "B"}, id="either need"),
        pytest.param({"level": ("unknown",)}, {"A", "C"}, id="a level that nobody has said"),
        pytest.param({"access": ("self", "family")}, {"A", "B"}, id="either way in"),
        pytest.param({"access": ("unknown",)}, {"C"}, id="a way in that nobody has said"),
        pytest.param({"access": ("step_free", "quiet_space")}, {"B"}, id="every provision"),
        pytest.param({"access": ("self", "step_free")}, {"A"}, id="a way in and a provision"),
        pytest.param({"language": ("so",)}, {"A"}, id="a language"),
        pytest.param({"space": ("has_places",)}, {"B"}, id="space said lately"),
        pytest.param({"space": ("not_confirmed",)}, {"A", "C"}, id="space said long ago"),
        pytest.param({"freshness": ("overdue",)}, {"C"}, id="a check that is due"),
        pytest.param({"day": ("tue",)}, {"A", "B"}, id="a day"),
        pytest.param({"evening": True}, {"B"}, id="evenings"),
        pytest.param({"day": ("tue",), "evening": True}, set(), id="an evening of that day"),
        pytest.param({"day": ("wed", "tue"), "evening": True}, {"B"}, id="of either day"),
        pytest.param({"need": ("no such code",)}, set(), id="a code that is none"),
    ],
)
def test_filters(search, make, asked, names):
    fill(make)
    search.rebuild()

    assert set(search.names(**asked)) == names


def fill(make):
    lately, once = TODAY - timedelta(days=30), TODAY - timedelta(days=31)
    first = make.service(
        name="A", need=["trauma"], route=["self"], access=["step_free"], language=["so", "en"]
    )
    first.space, first.space_said_on = "full", once
    first.openings = [Opening(weekday=1, opens=time(10), closes=time(18))]
    second = make.service(
        name="B",
        need=["sleep"],
        level=["targeted"],
        route=["family"],
        access=["step_free", "quiet_space"],
    )
    second.space, second.space_said_on = "has_places", lately
    second.openings = [
        Opening(weekday=1, opens=time(10), closes=time(12)),
        Opening(weekday=2, opens=time(17), closes=time(19)),
    ]
    make.service(name="C", verified_on=TODAY - timedelta(days=184))


def test_counts_what_each_choice_would_leave(search, make):
    fill(make)
    search.rebuild()

    facets = search(need=("trauma",), day=("tue",)).facets

    assert facets["need"] == {"trauma": 1, "sleep": 1}
    assert facets["day"] == {"tue": 1}
    assert facets["evening"] == {}
    assert facets["language"] == {"so": 1, "en": 1}


@pytest.mark.parametrize(
    ("asked", "evening", "day"),
    [
        pytest.param({}, {"yes": 1}, {"tue": 2, "wed": 1}, id="nothing chosen"),
        pytest.param({"evening": True}, {"yes": 1}, {"wed": 1}, id="evenings chosen"),
        pytest.param({"day": ("tue",)}, {}, {"tue": 2, "wed": 1}, id="a day without an evening"),
        pytest.param({"day": ("wed",)}, {"yes": 1}, {"tue": 2, "wed": 1}, id="a day with one"),
    ],
)
def test_counts_evenings_of_the_days_chosen(search, make, asked, evening, day):
    fill(make)
    search.rebuild()

    facets = search(**asked).facets

    assert (facets["evening"], facets["day"]) == (evening, day)


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param({"visibility": Visibility.PROFESSIONALS}, id="kept for professionals"),
        pytest.param({"status": Status.DRAFT}, id="a draft"),
        pytest.param({"status": Status.ENDED}, id="ended"),
        pytest.param({"verified_on": ONCE}, id="long overdue"),
    ],
)
def test_what_is_hidden_leaves_no_trace(search, make, hidden):
    make.service(name="Boxing")
    make.service(name="Xanadoo boxing", need=["trauma"], language=["so"], **hidden)
    search.rebuild()

    found = search("boxing")

    assert (found.total, [r.service.name for r in found.results]) == (1, ["Boxing"])
    assert (found.facets["need"], found.facets["language"]) == ({}, {"unknown": 1})
    assert search("xanadoe").understood.corrected == ()


def test_people_who_work_with_children_see_more(search, make):
    make.service(name="Boxing", visibility=Visibility.PROFESSIONALS)
    search.rebuild()

    assert search.as_professional().names("boxing") == ["Boxing"]


def test_another_partnership_s_services_are_not_found(search, make):
    theirs = make.partnership(name="Another Partnership", host="another.example.org")
    make.service(name="Boxing", organisation=make.organisation(partnership=theirs))
    search.rebuild()

    assert search("boxing").total == 0


def test_a_hidden_address_leaves_no_trace_of_its_place(search, make):
    service = make.service(name="Refuge", areas=[(AreaKind.AUTHORITY, AUTHORITY)])
    service.locations = [
        Location(name="Safe House", ward_code=MIDDLE, postcode="BS98 1AA", address_shown=False)
    ]
    search.rebuild()

    assert search(home=SOUTH).results[0].reasons[0].kind is ReasonKind.SERVES_HOME
    [document] = documents(search)
    assert not {term for term in document.terms if term.startswith("near:")}
    assert document.fields["place"].strip(" .") == ""


def documents(search):
    from search.documents import document_for  # noqa: PLC0415  beside its one use
    from tests.unit.search.gazetteer import TOWN  # noqa: PLC0415

    return [
        document_for(service, today=TODAY, gazetteer=TOWN, criteria=())
        for service in search.session.query(Service)
    ]


def test_every_result_says_why(search, make):
    make.service(name="Boxing", need=["trauma"], wards=[NORTH])
    search.rebuild()

    assert search.reasons("boxng", need=("trauma",), age=14, home=NORTH) == {
        ReasonKind.NEED: ("trauma",),
        ReasonKind.OTHER_SPELLING: ("boxing",),
        ReasonKind.AGE: ("14",),
        ReasonKind.NEAR_HOME: (NORTH,),
    }


def test_says_what_was_understood(search, make):
    make.service(name="Boxing")
    search.rebuild()

    understood = search("bereavemnt qwertyuiop gang").understood

    assert understood.corrected == (("bereavemnt", "bereavement"),)
    assert "bereavement" in understood.needs
    assert understood.unread == 1
    assert [typed for typed, _ in understood.kinder] == ["gang"]


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        pytest.param({"words": "boxing " * 40}, Notice.SHORTENED, id="more than is read"),
        pytest.param({"home": "ZZ99"}, Notice.HOME_UNKNOWN, id="no such place"),
    ],
)
def test_says_what_it_did_not_use(search, make, asked, notice):
    make.service(name="Boxing")
    search.rebuild()

    found = search(**asked)

    assert (found.total, found.notices) == (1, (notice,))


@pytest.mark.parametrize(
    ("asked", "relaxed"),
    [
        pytest.param({"need": ("trauma",), "age": 99}, ("age",), id="the age"),
        pytest.param({"need": ("trauma",), "space": ("full",)}, ("space",), id="space"),
        pytest.param({"need": ("sleep",)}, ("need",), id="the only filter"),
        pytest.param({"words": "boxing", "day": ("mon",), "age": 99}, ("day", "age"), id="several"),
        pytest.param({"words": "qwertyuiop"}, ("words",), id="the words"),
        pytest.param({"words": "trauma BS99"}, ("home",), id="a place that was typed"),
    ],
)
def test_where_nothing_fits_shows_what_comes_nearest(search, make, asked, relaxed):
    make.service(name="Boxing", need=["trauma"], areas=[(AreaKind.WARD, NORTH)])
    search.rebuild()

    found = search(**asked)

    assert (found.total, found.relaxed) == (0, relaxed)
    assert [result.service.name for result in found.nearest] == ["Boxing"]


def test_an_empty_catalogue_has_nothing_near_either(search):
    search.rebuild()

    found = search("boxing", age=14)

    assert (found.total, found.nearest, found.relaxed, found.pages) == (0, (), (), 0)


def test_pages_hold_each_result_once(search, make):
    for number in range(45):
        make.service(name=f"Boxing {number:02}")
    search.rebuild()

    pages = [search.names("boxing", page=page) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({name for page in pages for name in page}) == 45
    assert search.names("boxing", page=10**9) == []


def test_a_service_that_has_just_ended_is_not_shown_nor_counted(search, make):
    make.service(name="Boxing")
    make.service(name="Boxing too")
    search.rebuild()
    search.session.query(Service).filter_by(name="Boxing too").one().status = Status.ENDED
    search.session.flush()

    found = search("boxing")

    assert (found.total, [r.service.name for r in found.results]) == (1, ["Boxing"])


def test_without_an_index_the_database_answers_and_says_so(search, make):
    fill(make)
    search.rebuild()
    asked = {"words": "a b c", "day": ("tue",)}
    with_index = search(**asked)

    class Broken(type(search.index)):
        def _current(self):
            return search.index._builds.folder / "nowhere"

    slower = type(search)(
        session=search.session, index=Broken(search.index._builds.folder), reader=search.reader
    )
    without = slower(**asked)

    assert without.notices == (Notice.SLOWER,)
    assert (without.total, without.facets) == (with_index.total, with_index.facets)
    assert [r.service.id for r in without.results] == [r.service.id for r in with_index.results]
    assert [r.reasons for r in without.results] == [r.reasons for r in with_index.results]


@pytest.mark.parametrize("count", [3, 20])
def test_asks_the_database_as_often_for_many_as_for_few(search, make, count):
    for number in range(count):
        make.service(name=f"Boxing {number}", need=["trauma"], wards=[NORTH], areas=NATIONAL)
    search.rebuild()
    asked = []
    event.listen(search.session.get_bind(), "before_cursor_execute", lambda *_: asked.append(1))

    for result in search("boxing", home=NORTH).results:
        _ = (result.service.organisation.name, result.service.locations, result.service.needs)

    assert len(asked) <= 9


def test_asks_once_for_listings_it_has_read_before(search, make):
    make.service(name="Boxing", wards=[NORTH], areas=NATIONAL)
    search.rebuild()
    asked = []
    search("boxing", home=NORTH)
    event.listen(search.session.get_bind(), "before_cursor_execute", lambda *_: asked.append(1))

    found = search("boxing", home=NORTH)

    assert found.results
    assert len(asked) == 1
