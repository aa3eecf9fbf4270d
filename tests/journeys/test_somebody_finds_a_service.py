"""From the search box to a number to ring."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from services_catalog.reference import needs
from tests.journeys import sample

pytestmark = pytest.mark.usefixtures("catalogue")


def asked(response):
    """What stands in the address that a search leads to."""
    return parse_qs(urlsplit(response.headers["Location"]).query)


def words_of(page):
    return " ".join(page.get_text(" ").split())


def test_a_search_leads_to_a_service_with_its_number_first(client, found):
    results = found(q="bereavement")
    row = results.select_one(".app-row")

    assert row.select_one("a[href^='tel:']")["href"] == "tel:01174960101"
    service = client.page(row.select_one("h2 a")["href"])

    assert service.h1.get_text(strip=True) == "Example Bereavement Group"
    assert service.select_one("main a[href^='tel:']")["href"] == "tel:01174960101"
    assert service.select_one(".govuk-back-link")["href"] == "/services?q=bereavement"


def test_a_row_says_age_place_space_level_check_and_why(found):
    row = words_of(found(q="bereavement").select_one(".app-row"))

    for said in (
        "11 to 18", "Example Hall", "Waiting list open", "about 3 weeks’ wait",
        "A bit of extra help (Early Help)", "Last checked", "it helps with “Bereavement”",
    ):  # fmt: skip
        assert said in row, row


@pytest.mark.parametrize(
    ("typed", "home"),
    [
        pytest.param({"home": "bs13 0aa"}, sample.HARTCLIFFE, id="a postcode inside"),
        pytest.param({"home": "BS37 4AA"}, "BS37", id="a postcode outside"),
        pytest.param({"q": "boxing BS13 0AA"}, sample.HARTCLIFFE, id="a postcode among the words"),
        pytest.param({"home": "Hartcliffe and Withywood"}, sample.HARTCLIFFE, id="a ward"),
        pytest.param({"home": "bs13"}, "BS13", id="an outward code"),
    ],
)
def test_where_they_live_becomes_a_ward_or_an_outward_code(find, typed, home):
    sent = find(**typed)

    assert asked(sent)["home"] == [home]
    assert "0AA" not in sent.headers["Location"].upper()
    assert "4AA" not in sent.headers["Location"].upper()


@pytest.mark.parametrize(
    "secret",
    [
        "14/03/2010", "14.3.10", "2010-03-14", "14 March 2010", "3rd of May 2011",
        "943 476 5919", "9434765919", "0117 496 0123", "pat@example.org",
    ],
)  # fmt: skip
def test_what_could_say_who_a_child_is_never_reaches_an_address(client, find, secret):
    sent = find(q=f"boxing {secret} please")

    assert asked(sent)["q"] == ["boxing please"]
    assert "We took out a number or a date" in client.get(sent.headers["Location"]).text


def test_a_birth_date_in_an_address_is_not_passed_on(client):
    page = client.get("/services?q=boxing+14/03/2010").text

    assert "14/03/2010" not in page
    assert "We took out a number or a date" in page


def test_a_full_postcode_in_an_address_is_refused_and_kept_in_the_form(client):
    page = client.get("/services?home=BS13+0AA")

    assert page.status_code == 422
    assert "A full postcode must not stand in an address" in page.text


@pytest.mark.parametrize(
    ("typed", "sentence", "box"),
    [
        pytest.param({"age": "-1"}, "Age must be a whole number from 0 to 25", "age", id="below 0"),
        pytest.param({"age": "200"}, "Age must be a whole number", "age", id="too old"),
        pytest.param({"age": "x"}, "Age must be a whole number", "age", id="no number"),
        pytest.param({"home": "BS99 9ZZ"}, "Enter a ward, an area or", "home", id="BS99"),
        pytest.param({"home": "LU7 ONY"}, "Enter a ward, an area or", "home", id="LU7"),
        pytest.param({"home": "Atlantis"}, "Enter a ward, an area or", "home", id="myth"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_explained_and_nothing_typed_is_lost(find, typed, sentence, box):
    sent = find(q="boxing", need="positive_activity", **typed)
    page = BeautifulSoup(sent.text, "html.parser")

    assert sent.status_code == 422
    assert sentence in page.select_one(f".govuk-error-summary a[href='#{box}']").text
    assert page.select_one(f"#{box}")["value"] == typed[box]
    assert page.select_one("#q")["value"] == "boxing"
    assert page.select_one("input[type=hidden][name=need]")["value"] == "positive_activity"


def test_a_form_left_open_for_long_keeps_its_words(client):
    sent = client.post("/search", data={"q": "boxing", "home": "BS13 0AA"})

    assert sent.status_code == 422
    assert "This page was open for a long time" in sent.text
    assert 'value="boxing"' in sent.text
    assert f"/services?q=boxing&amp;home={sample.HARTCLIFFE}" in sent.text


def test_filters_are_kept_in_the_address_and_can_be_taken_back(client):
    page = client.page("/services?q=boxing&need=positive_activity&level=universal&evening=true")
    taken_back = {tag.get_text(" ", strip=True): tag["href"] for tag in page.select(".app-tag")}

    assert taken_back["Remove Something good to do"] == (
        "/services?q=boxing&level=universal&evening=true"
    )
    assert page.select_one("#need-positive_activity").has_attr("checked")
    assert page.select_one(".app-filters__clear")["href"] == "/services?q=boxing"


def test_results_come_in_pages(client):
    first = client.page("/services?q=boxing")
    second = client.page(first.select_one("a[rel=next]")["href"])

    names = [{a.text for a in page.select(".app-row h2 a")} for page in (first, second)]
    assert len(names[0]) == 20
    assert names[1]
    assert names[0].isdisjoint(names[1])


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "²"])
def test_a_page_that_cannot_be_is_the_first(client, page):
    assert client.page(f"/services?q=boxing&page={page}").select_one("[aria-current=page]")


@pytest.mark.parametrize("page", ["3", "1000000000", "9" * 5000])
def test_a_page_past_the_last_leads_to_the_last(client, page):
    moved = client.get(f"/services?q=boxing&page={page}")

    assert (moved.status_code, moved.headers["Location"]) == (302, "/services?q=boxing&page=2")


def test_nothing_found_gives_a_number_to_ring_and_ways_on(client):
    page = client.page("/services?q=boxing&need=bereavement")

    assert page.select_one("[role=status]").get_text(strip=True) == "0 services found"
    none = page.select_one(".app-none")
    assert none.select_one("a[href='tel:01174960001']")
    assert none.select_one("a[href='/services?q=boxing']").text == "clear all filters"
    assert page.select("h2 + p + .app-rows .app-row"), "no nearest alternatives"


def test_danger_is_answered_before_any_result(client):
    page = client.page("/services?q=he+is+going+to+stab+someone")
    alarm = page.select_one("main section.app-alarm")

    assert alarm.select_one("a[href='tel:999']")
    assert alarm.select_one("a[href='tel:01174960001']")
    assert alarm.sourceline < page.select_one("[role=status]").sourceline


def test_thoughts_of_suicide_bring_somebody_to_talk_to_now(client):
    alarm = client.page("/services?q=wants+to+kill+herself").select_one("section.app-alarm")

    assert {"tel:111", "tel:08001111", "tel:116123"} <= {a["href"] for a in alarm.select("a")}


def test_danger_is_answered_although_the_search_has_a_mistake(client):
    answer = client.get("/services?q=wants+to+kill+herself&age=200")

    assert answer.status_code == 422
    assert 'href="tel:08001111"' in answer.text


def test_every_page_of_results_says_that_it_is_no_all_clear(client):
    for address in ("/services", "/services?q=zzzzqqq&need=debt"):
        assert "This list is not an all-clear." in client.get(address).text


def test_the_link_to_share_holds_the_search_and_no_more(client):
    page = client.page("/services?q=boxing&home=BS13&age=14&left_out=yes&fbclid=x")

    assert page.select_one("#share-link")["value"] == (
        "http://localhost/services?q=boxing&age=14&home=BS13"
    )


def test_every_need_is_a_way_in(client):
    links = {a["href"] for a in client.page("/needs").select("main dt a")}

    assert links == {f"/services?need={code}" for code in needs()}
    assert links <= {a["href"] for a in client.page("/").select("main a")}
