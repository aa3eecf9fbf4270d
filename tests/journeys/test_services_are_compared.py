"""Up to three services side by side."""

import pytest

from eligibility import Situation
from navigator.web.shortlist import MOST_KEPT
from tests.journeys import sample


@pytest.fixture
def ids(kept_ids, day):
    """The ids of the sample, by its source ids."""
    return kept_ids(sample.BARE, sample.full(day), *sample.awkward(day), *sample.many(day, count=1))


@pytest.fixture
def clubs(kept_ids, day):
    """More services than a list holds."""
    found = kept_ids(*sample.many(day, count=MOST_KEPT + 2))
    return [found[f"club-{number}"] for number in range(MOST_KEPT + 2)]


@pytest.fixture
def compared(client, ids):
    """``compared("full", "bare")``: the page that compares these of the sample."""

    def show(*names):
        return client.page("/compare?" + "&".join(f"service={ids[each]}" for each in names))

    return show


def words_of(element):
    return " ".join(element.get_text(" ").split())


def rows(page):
    return {row.th.find(string=True).strip(): row for row in page.select(".app-compare tbody tr")}


def cells(page, title):
    return [words_of(cell) for cell in rows(page)[title].select("td")]


def test_says_of_each_service_what_is_compared(compared):
    page = compared("full", "club-0")

    assert list(rows(page)) == [
        "Who it is for", "How much help", "Helps with", "Cost to the family", "When it is open",
        "Where and how", "Who can get it started", "Space", "Has it been tested?", "Last checked",
        "Number to ring",
    ]  # fmt: skip
    assert [cells(page, title)[0] for title in ("Who it is for", "When it is open", "Space")] == [
        "Example Bereavement Group Age: 11 to 18 For people who live in Hartcliffe and Withywood",
        "Example Bereavement Group Tuesday 6pm to 8:30pm (Term time)",
        cells(page, "Space")[0],
    ]
    assert "about 3 weeks’ wait" in cells(page, "Space")[0]
    assert "Foundations Guidebook (EIF): " in cells(page, "Has it been tested?")[0]
    assert "Nobody has rated this service." in cells(page, "Has it been tested?")[1]
    assert page.select_one(".app-compare a[href='tel:01174960101']")


def test_where_services_differ_is_said_in_words(compared):
    page = compared("full", "club-0")
    marks = {title: row.th.select_one(".app-compare__mark") for title, row in rows(page).items()}
    said = {title: mark.text for title, mark in marks.items() if mark}

    assert said["Helps with"] == "Different"
    assert said["How much help"] == "Different"
    assert said["Cost to the family"] == "The same"
    assert said["Who it is for"] == "The same"


def test_each_value_has_a_header_for_its_row_and_its_column(compared):
    page = compared("full", "bare", "refuge")

    assert len(page.select("thead th[scope=col]")) == 3
    for row in page.select(".app-compare tbody tr"):
        assert row.select_one("th[scope=row]")
        assert len(row.select("td")) == 3


def test_what_nobody_has_said_is_said_to_be_unknown(compared):
    page = compared("full", "bare")

    for title in ("How much help", "Helps with", "When it is open", "Where and how", "Space"):
        assert cells(page, title)[1] == "Bare Example Not known: ask them", title


def test_a_private_address_stays_private(compared):
    page = compared("refuge", "full")

    assert "Address kept private" in cells(page, "Where and how")[0]
    assert "Hidden" not in page.main.text


@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param((), "Choose 2 or 3 services to compare.", id="none"),
        pytest.param(("full",), "There is only one service here.", id="one"),
    ],
)
def test_too_few_to_compare_says_what_to_do(compared, names, said):
    assert said in compared(*names).main.text


@pytest.mark.parametrize("count", [4, 22])
def test_too_many_to_compare_keeps_them_ticked_to_choose_from(client, clubs, count):
    chosen = clubs[:count]
    answer = client.get("/compare?" + "&".join(f"service={each}" for each in chosen))

    assert answer.status_code == 422
    assert "Choose up to 3." in answer.text
    ticked = [f'value="{each}" checked' for each in chosen[:20]]
    assert all(each in answer.text for each in ticked)


def test_a_service_is_taken_out_by_a_link(client, compared, ids):
    page = compared("full", "bare", "refuge")
    remove = page.select("thead a.app-compare__remove")[1]["href"]

    assert remove == f"/compare?service={ids['full']}&service={ids['refuge']}"


def test_a_service_of_the_list_is_added_by_a_link(client, compared, ids):
    token = client.page("/").select_one("input[name=csrf_token]")["value"]
    client.post("/shortlist/add", data={"csrf_token": token, "service": [ids["full"], ids["bare"]]})

    [add] = compared("full").select("main .app-chip")
    assert add.text == "Add Bare Example"
    assert add["href"] == f"/compare?service={ids['full']}&service={ids['bare']}"
    assert compared("full", "bare").select("main .app-chip") == []


def test_the_ticked_services_of_a_list_are_compared(client, ids):
    page = client.page(f"/list?service={ids['full']}&service={ids['bare']}")
    form = page.select_one("form#compare")

    assert (form["method"], form["action"]) == ("get", "/compare")
    boxes = page.select("input[type=checkbox][form=compare]")
    assert [box["value"] for box in boxes if box.has_attr("checked")] == [ids["full"], ids["bare"]]


@pytest.fixture
def of_a_child_of_nine(monkeypatch):
    """Somebody has told what is going on: this young person is 9."""
    monkeypatch.setattr("navigator.web.pages.compare.current_situation", lambda: Situation(age=9))


@pytest.mark.usefixtures("of_a_child_of_nine")
def test_what_was_said_of_a_young_person_is_answered_first_with_reasons(compared):
    page = compared("full", "bare")

    assert next(iter(rows(page))) == "For this young person"
    for_the_group, for_the_bare = cells(page, "For this young person")
    assert "Not set up for this" in for_the_group
    assert "11 to 18" in for_the_group
    assert "Ask first" in for_the_bare


@pytest.mark.usefixtures("of_a_child_of_nine")
def test_nothing_of_a_young_person_stands_in_a_link(compared):
    page = compared("full", "bare")

    assert page.main.select("a[href*='age=']") == []
    assert "9" not in page.select_one("#share-link")["value"].partition("?")[0]


def test_without_a_situation_no_service_is_judged(compared):
    assert "For this young person" not in rows(compared("full", "bare"))
