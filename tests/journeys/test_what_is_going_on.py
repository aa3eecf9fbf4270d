"""What's going on, without a name: told in a sentence or step by step, corrected, and cleared."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from base.clock import now
from navigator.accounts.models import BrowserSession
from navigator.web import browser_session
from services_catalog.models import Outcode
from tests.journeys import sample

pytestmark = pytest.mark.usefixtures("places")

SENTENCE = "Y9, Hartcliffe, 62% attendance, suspended twice, waiting for an ADHD assessment"


@pytest.fixture
def page_of(client):
    """``page_of(response)``: what a post that was refused shows."""
    return lambda response: BeautifulSoup(response.text, "html.parser")


@pytest.fixture
def tell(client):
    """``tell(age="14")``: fill in these boxes of the page, and send it as it then is."""

    def send(address="/situation", to="/situation", **typed):
        form = client.page(address).select_one("form.app-situation")
        filled = {**what_stands_in(form), **typed}
        return client.post(to, data={name: value for name, value in filled.items() if value != ""})

    return send


def what_stands_in(form):
    """Every value that a browser would send, by the name of its box; lists where it is several."""
    filled = {}
    for box in form.select("input, select"):
        ticked = box.get("type") != "checkbox" or box.has_attr("checked")
        chosen = box.select_one("option[selected]") if box.name == "select" else box
        if ticked and chosen and chosen.get("value"):
            filled.setdefault(box["name"], []).append(chosen["value"])
    return filled


def told(client):
    return what_stands_in(client.page("/situation").select_one("form.app-situation"))


def later(monkeypatch, minutes):
    moment = now() + timedelta(minutes=minutes)
    monkeypatch.setattr(browser_session, "now", lambda: moment)


def test_a_sentence_becomes_facts_on_the_server_and_none_in_the_address(client, find):
    sent = find(q=SENTENCE)

    assert (sent.status_code, sent.headers["Location"]) == (303, "/services")
    kept = told(client)
    assert kept["school_year"] == ["9"]
    assert kept["home"] == ["Hartcliffe and Withywood"]
    assert kept["attendance"] == ["50_to_90"]
    assert kept["suspensions"] == ["2"]
    assert kept["send"] == ["waiting"]


def test_what_was_told_stands_above_the_results_each_fact_with_its_box(client, found):
    facts = found(q=SENTENCE).select(".app-told__fact")

    said = {fact["href"].partition("#")[2]: fact.get_text(" ", strip=True) for fact in facts}
    assert "Year 9" in said["school_year"]
    assert "Between 50% and 90%" in said["attendance"]
    page = client.page(facts[0]["href"])
    assert {page.select_one(f"#{name}") for name in said}.isdisjoint({None})


def test_a_fact_is_corrected_and_the_rest_stays(client, find, tell):
    find(q=SENTENCE)

    saved = tell(attendance="below_50", suspensions="")

    assert (saved.status_code, saved.headers["Location"]) == (303, "/services")
    kept = told(client)
    assert kept["attendance"] == ["below_50"]
    assert "suspensions" not in kept
    assert kept["school_year"] == ["9"]


def test_a_further_sentence_adds_and_what_is_said_anew_wins(client, find):
    find(q=SENTENCE)
    find(q="aged 15, suspended 3 times")

    kept = told(client)
    assert (kept["age"], kept["suspensions"]) == (["15"], ["3"])
    assert "school_year" not in kept, "an older way to say the age"
    assert kept["attendance"] == ["50_to_90"]


@pytest.mark.usefixtures("catalogue")
def test_words_that_are_no_fact_are_searched_for_and_stay_on_the_server(client, find):
    sent = find(q=f"hot meal, {SENTENCE}")

    assert sent.headers["Location"] == "/services"
    results = client.page("/services")
    assert results.select_one("#q")["value"] == "hot meal"
    assert "Example Boxing Club" in results.select_one(".app-row").text


def test_a_search_that_tells_nothing_private_stays_in_its_address(client, find, session):
    sent = find(q="boxing in Hartcliffe", age="14")

    assert sent.headers["Location"] == "/services?q=boxing+in+Hartcliffe&age=14"
    assert told(client).keys() == {"csrf_token", "back"}
    assert session.query(BrowserSession).count() == 0


def test_the_filters_of_a_search_come_back_with_the_results(client, find, tell):
    sent = find(q=SENTENCE, level="universal")
    assert sent.headers["Location"] == "/services?level=universal"

    more = client.page(sent.headers["Location"]).select_one(".app-told__ways a")["href"]
    saved = tell(address=more, gender="female")

    assert saved.headers["Location"] == "/services?level=universal"


def test_age_and_home_of_an_address_are_filled_in_and_leave_it(client, tell):
    page = "/situation?q=boxing&age=14&home=BS13"
    form = client.page(page).select_one("form.app-situation")
    assert what_stands_in(form)["home"] == ["BS13"]

    saved = tell(address=page, send="ehcp")

    assert saved.headers["Location"] == "/services?q=boxing"
    assert (told(client)["age"], told(client)["home"]) == (["14"], ["BS13"])


def test_a_full_postcode_becomes_its_ward(client, tell):
    tell(home="BS13 0AA", school="bs37 4aa")

    assert told(client)["home"] == ["Hartcliffe and Withywood"]
    assert told(client)["school"] == ["BS37"]


def test_an_outward_code_of_several_wards_still_says_what_is_near(
    client, tell, session, listed, day
):
    wide = {"authority_codes": "E06000023", "ward_codes": f"{sample.HARTCLIFFE} E05099999"}
    session.add(Outcode(code="BS14", **wide, latitude=51.41, longitude=-2.61))
    listed(replace(sample.full(day), areas=()))

    tell(home="BS14")

    assert told(client)["home"] == ["BS14"]
    assert "near BS14" in client.page("/services").select_one(".app-row").text


WRONG = {
    "age": ("-1", "Age must be a whole number"),
    "school_year": ("99", "Enter a school year"),
    "birth_month": ("14/03/2010", "Enter a month of birth"),
    "home": ("Atlantis", "Enter a ward, an area or a postcode"),
    "suspensions": ("often", "Times suspended must be"),
    "languages": ("Klingon", "We do not know one of these languages"),
    "places_not_safe": ("Atlantis", "Enter wards or areas"),
    "send": ("foo", "Choose from the answers"),
    "needs": ("foo", "Choose from the answers"),
}
"""What is typed, and what is said of it."""


def test_wrong_answers_are_explained_and_nothing_typed_is_lost(client, tell, page_of):
    wrong = {box: typed for box, (typed, _) in WRONG.items()}
    sent = tell(tried="club", gp="Hartcliffe", **wrong)
    page = page_of(sent)

    assert sent.status_code == 422
    links = {a["href"].removeprefix("#"): a.text for a in page.select(".govuk-error-summary a")}
    said = {box: page.select_one(f"#{box}-error").text for box in links}
    for box, (_, sentence) in WRONG.items():
        assert sentence in links[box], box
        assert sentence in said[box], box
    kept = what_stands_in(page.select_one("form.app-situation"))
    assert kept["tried"] == ["club"]
    for box, typed in {"gp": "Hartcliffe", **wrong}.items():
        assert box in {"send", "needs"} or kept[box] == [typed]
    assert told(client).keys() == {"csrf_token", "back"}


def test_a_page_left_open_for_long_keeps_its_answers(client, tell, page_of):
    sent = tell(age="14", csrf_token="")

    assert sent.status_code == 422
    assert "This page was open for a long time" in sent.text
    assert page_of(sent).select_one("#age")["value"] == "14"


def test_what_hardly_goes_together_is_pointed_out_and_not_blocked(client, tell):
    saved = tell(age="6", education="post_16")

    assert saved.status_code == 303
    for address in ("/situation", "/services"):
        assert "They are of school age" in client.page(address).select_one(".app-notice").text


@pytest.mark.parametrize(
    ("address", "after"),
    [("/services?q=boxing", "/services?q=boxing"), ("/situation", "/services"), ("/", "/")],
)
def test_it_is_cleared_with_one_tap(client, find, session, address, after):
    find(q=SENTENCE)
    form = client.page(address).select_one("form.app-clear")

    gone = client.post(form["action"], data=what_stands_in(form))

    assert (gone.status_code, gone.headers["Location"]) == (303, after)
    assert told(client).keys() == {"csrf_token", "back"}
    assert session.query(BrowserSession).count() == 0


def test_an_answer_changes_one_fact_and_leads_back_to_its_row(client, find, page_of):
    token = page_of(find(q=SENTENCE)) and told(client)["csrf_token"]
    back = "/services?level=universal#s-1"

    sent = client.post(
        "/situation/answer", data={"csrf_token": token, "back": back, "parent_agrees": "yes"}
    )

    assert (sent.status_code, sent.headers["Location"]) == (303, back)
    assert told(client)["parent_agrees"] == ["yes"]
    assert told(client)["attendance"] == ["50_to_90"]


ELSEWHERE = (
    "https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)", "/\t/x", "",
)  # fmt: skip


def test_an_answer_leads_to_no_other_website(client):
    token = told(client)["csrf_token"]

    for back in ELSEWHERE:
        answer = {"csrf_token": token, "back": back, "age": "14"}
        sent = client.post("/situation/answer", data=answer)
        assert sent.headers["Location"] == "/services", back


def test_an_answer_that_cannot_be_read_is_asked_again_with_all_that_was_told(client, find, page_of):
    find(q=SENTENCE)
    token = told(client)["csrf_token"]
    answer = {"csrf_token": token, "back": "/services?q=boxing#s-1", "school": "Atlantis"}

    sent = client.post("/situation/answer", data=answer)

    assert sent.status_code == 422
    kept = what_stands_in(page_of(sent).select_one("form.app-situation"))
    assert (kept["school"], kept["suspensions"]) == (["Atlantis"], ["2"])
    assert kept["back"] == ["/services?q=boxing"]


def test_danger_in_a_sentence_comes_first_until_it_is_cleared(client, find):
    sent = find(q="Y9, suspended twice, has a knife in school")

    for address in (sent.headers["Location"], "/services?need=bereavement", "/situation", "/"):
        assert client.page(address).select_one("section.app-alarm"), address
    assert "knife" not in sent.headers["Location"]


def test_it_is_gone_after_half_an_hour_without_a_request(client, find, monkeypatch):
    find(q=SENTENCE)

    later(monkeypatch, minutes=31)

    assert told(client).keys() == {"csrf_token", "back"}
    assert "What you told us" not in client.get("/services").text


def test_looking_around_keeps_it(client, find, monkeypatch):
    find(q=SENTENCE)
    for minutes in (20, 40, 60):
        later(monkeypatch, minutes=minutes)
        looked = client.get("/needs")
        assert "Max-Age=1800" in looked.headers["Set-Cookie"]

    assert told(client)["school_year"] == ["9"]


def test_another_browser_sees_nothing_of_it(app, client, find):
    find(q=SENTENCE)

    other = app.test_client()
    assert told(other).keys() == {"csrf_token", "back"}
    assert "What you told us" not in other.get("/services").text


def test_what_another_version_kept_is_forgotten_and_breaks_nothing(client, find, session):
    find(q=SENTENCE)
    kept = session.query(BrowserSession).one()
    kept.facts = {**kept.facts, "situation": {"shoe_size": 5}}
    session.commit()

    assert "What you told us" not in client.page("/services").text
    assert told(client).keys() == {"csrf_token", "back"}
    session.expire_all()
    assert session.query(BrowserSession).count() == 0


@pytest.mark.parametrize("address", ["/services", "/situation", "/"])
def test_a_page_that_says_it_is_stored_nowhere(client, find, address):
    find(q=SENTENCE)

    shown = client.get(address)

    assert "no-store" in shown.headers["Cache-Control"]
    assert "Cookie" in shown.headers["Vary"]


@pytest.mark.parametrize("address", ["/services/compare", "/needs", "/about-the-data"])
def test_who_only_reads_is_given_no_cookie(app, address):
    assert "Set-Cookie" not in app.test_client().get(address).headers


def test_nothing_has_to_be_answered_and_nothing_asks_a_name(client, tell):
    form = client.page("/situation").select_one("form.app-situation")

    assert tell().headers["Location"] == "/services"
    assert form.select("[required]") == []
    names = {box["name"] for box in form.select("input, select")}
    assert names.isdisjoint({"name", "surname", "first_name", "postcode", "dob"})
    assert "Do not type a name" in client.page("/situation").text
