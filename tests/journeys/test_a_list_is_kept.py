"""Somebody keeps services on a list, and carries it: as a link, as a page, on paper."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from navigator.accounts.models import BrowserSession
from navigator.web.shortlist import MOST_KEPT
from services_catalog.codes import Status, Visibility
from services_catalog.models import Service
from tests.journeys import sample

NASTY = ["", "x", "%00", "%ff%fe", "1" * 5_000, "%7B%7B1234*9%7D%7D", "%D9%A1" * 32, str(uuid4())]


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
def send(client, ids):
    """``send("add", service=[...])``: post one of the forms of the list."""

    def post(what, **fields):
        page = client.page(f"/services/{ids['bare']}")
        token = page.select_one("input[name=csrf_token]")["value"]
        return client.post(f"/shortlist/{what}", data={"csrf_token": token, **fields})

    return post


def names(page):
    return [a.text for a in page.select(".app-kept h2 a")]


def menu(page):
    return [a.text for a in page.select(".app-nav a")]


def services_in(address):
    return parse_qs(urlsplit(address).query).get("service", [])


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def press(client, form, **more):
    """Send a form of a page as a browser would."""
    fields = {}
    for box in form.select("input[type=hidden]"):
        fields.setdefault(box["name"], []).append(box["value"])
    return client.post(form["action"], data={**fields, **more})


def test_a_service_is_saved_from_its_page_and_stands_on_the_list(client, ids):
    page = client.page(f"/services/{ids['full']}?q=bereavement&age=14")
    sent = press(client, page.select_one("form.app-save"))

    assert sent.status_code == 303
    assert sent.headers["Location"] == (
        f"/services/{ids['full']}?q=bereavement&age=14#save-{ids['full']}"
    )
    again = client.page(sent.headers["Location"])
    assert again.select_one(".app-save button").text.startswith("Saved – remove")
    assert "Your list (1)" in menu(again)
    assert names(client.page("/shortlist")) == ["Example Bereavement Group"]


def test_a_row_of_the_list_says_enough_to_choose_and_ring(client, ids, send):
    send("add", service=ids["full"])
    row = client.page("/shortlist").select_one(".app-kept")

    assert row.select_one("a[href='tel:01174960101']")
    said = " ".join(row.get_text(" ").split())
    for fact in ("11 to 18", "Example Hall", "Waiting list open", "Last checked"):
        assert fact in said


def test_services_stand_in_the_order_of_adding_and_twice_is_once(client, ids, send):
    for each in ("full", "bare", "full"):
        assert send("add", service=ids[each]).status_code == 303

    assert names(client.page("/shortlist")) == ["Example Bereavement Group", "Bare Example"]


def test_a_service_is_taken_off_and_taking_it_off_twice_does_no_harm(client, ids, send):
    send("add", service=[ids["full"], ids["bare"]])
    for _ in range(2):
        assert send("remove", service=ids["full"]).status_code == 303

    assert names(client.page("/shortlist")) == ["Bare Example"]


def test_a_list_that_is_cleared_leaves_nothing_behind(client, ids, send, session):
    send("add", service=ids["full"])
    assert session.scalar(select(BrowserSession))
    page = client.page("/shortlist")
    press(client, page.select_one("form[action='/shortlist/clear']"))

    cleared = client.page("/shortlist")
    assert "You have not saved any services yet." in cleared.main.text
    assert not [words for words in menu(cleared) if words.startswith("Your list")]
    assert session.scalar(select(BrowserSession)) is None


@pytest.mark.parametrize("address", ["/privacy", "/shortlist", "/about-the-data"])
def test_who_has_no_list_gets_no_cookie_and_no_link_to_one(client, ids, address):
    answer = client.get(address)

    assert "Set-Cookie" not in answer.headers
    assert "Your list (" not in answer.text


def test_a_list_belongs_to_one_browser(app, client, ids, send):
    send("add", service=ids["full"])

    assert names(app.test_client().page("/shortlist")) == []


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", ""])
def test_saving_leads_nowhere_but_to_a_page_of_this_website(ids, send, back):
    assert send("add", service=ids["full"], back=back).headers["Location"] == "/shortlist"


@pytest.mark.parametrize("given", [{}, {"service": "x"}, {"service": str(uuid4())}])
def test_what_is_not_there_cannot_be_saved(client, ids, send, given):
    assert send("add", **given).status_code == 404
    assert names(client.page("/shortlist")) == []


def test_what_is_not_for_the_public_cannot_be_saved(ids, send):
    assert send("add", service=ids["secret"]).status_code == 404


def test_a_full_list_says_so_and_loses_nothing(client, ids, clubs, send):
    sent = send("add", service=clubs[:19])
    assert sent.status_code == 303
    full = send("add", service=[ids["full"], ids["bare"]], back=f"/services/{ids['bare']}")
    page = BeautifulSoup(full.text, "html.parser")

    assert full.status_code == 422
    assert (
        "It holds 20 services, so 1 was not saved." in page.select_one(".govuk-error-summary").text
    )
    assert len(names(page)) == MOST_KEPT
    assert page.select_one(".govuk-back-link")["href"] == f"/services/{ids['bare']}"
    assert len(names(client.page("/shortlist"))) == MOST_KEPT


def test_a_service_that_has_ended_is_counted_and_can_be_taken_off(client, ids, send, session):
    send("add", service=[ids["full"], ids["bare"]])
    session.get(Service, session.scalar(select(Service.id).where(Service.source_id == "bare"))
                ).status = Status.ENDED  # fmt: skip
    session.commit()

    page = client.page("/shortlist")
    assert "1 of the services is no longer listed." in page.main.text
    assert names(page) == ["Example Bereavement Group"]
    press(client, page.select_one("form.app-notice"))

    assert "no longer listed" not in client.page("/shortlist").main.text


def test_the_link_to_the_list_holds_ids_of_services_and_nothing_else(client, ids, send):
    client.get("/services?q=bereavement&age=14&home=BS13")
    send("add", service=[ids["full"], ids["bare"]])
    link = client.page("/shortlist").select_one("#share-link")["value"]

    assert link == f"http://localhost/list?service={ids['full']}&service={ids['bare']}"


def test_a_link_shows_those_services_to_anybody_who_can_save_them_all(app, ids):
    stranger = app.test_client()
    page = stranger.page(f"/list?service={ids['bare']}&service={ids['full']}")
    assert names(page) == ["Bare Example", "Example Bereavement Group"]

    sent = press(stranger, page.select_one(".app-carry form"))
    assert sent.headers["Location"] == "/shortlist"
    assert names(stranger.page("/shortlist")) == names(page)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        pytest.param(["secret"], "1 of the services is no longer listed.", id="not for them"),
        pytest.param(["nobody"], "1 of the services is no longer listed.", id="not there"),
        pytest.param(["x"], "1 of the services is no longer listed.", id="no id"),
        pytest.param(
            ["secret", "nobody", "x"], "3 of the services are no longer listed.", id="all of these"
        ),
    ],
)
def test_what_a_link_cannot_show_is_counted(client, ids, others, said):
    known = {**ids, "nobody": str(uuid4())}
    query = "&".join(f"service={known.get(each, each)}" for each in ("full", *others))

    for address in ("/list", "/list/print", "/compare"):
        page = client.page(f"{address}?{query}")
        assert said in page.main.text, address
        assert "Example Bereavement Group" in page.main.text
        assert "For Professionals Alone" not in page.main.text


def test_the_same_service_twice_in_a_link_is_shown_once(client, ids):
    twice = f"service={ids['full']}&service={ids['full'].upper()}"

    assert names(client.page(f"/list?{twice}")) == ["Example Bereavement Group"]


def test_a_link_with_fifty_services_shows_the_first_twenty_and_says_so(client, clubs):
    many = [*clubs, *(str(uuid4()) for _ in range(28))]
    page = client.page("/list?" + "&".join(f"service={each}" for each in many))

    assert len(names(page)) == MOST_KEPT
    assert "A list can hold up to 20 services. 30 more were left out." in page.main.text


@pytest.mark.usefixtures("places")
def test_any_value_in_a_link_gives_a_page(client):
    for value in NASTY:
        for address in ("/list", "/list/print", "/compare"):
            answer = client.get(f"{address}?service={value}&service={value}a&other={value}")
            assert answer.status_code == 200, (address, value[:50])
            assert "11106" not in answer.text


def test_any_value_in_a_form_gives_a_page(client, ids, send):
    for value in NASTY:
        for what, status in (("add", 404), ("remove", 303), ("clear", 303)):
            answer = send(what, service=value, back=value)
            assert answer.status_code == status, (what, value[:50])


def test_the_page_for_the_file_says_what_a_referrer_needs_and_nothing_of_a_child(client, ids):
    page = client.page(f"/list/print?service={ids['full']}&service={ids['refuge']}")
    said = " ".join(page.main.get_text(" ").split())

    for fact in (
        "Example Bereavement Group", "0117 496 0101", "Age: 11 to 18", "Hartcliffe and Withywood",
        "Anyone aged 11 to 18 who has lost someone.", "Ring us, or send a message.",
        "We ring back within 2 working days.", "Waiting list open", "Last checked", "Printed on",
        f"This page is at http://localhost/list?service={ids['full']}", "Notes",
    ):  # fmt: skip
        assert fact in said, fact
    assert "Hidden" not in said
    assert not page.main.select("input, textarea")


def test_the_page_for_the_file_is_reached_without_a_script(client, ids, send):
    send("add", service=[ids["full"], ids["bare"]])
    link = client.page("/shortlist").find("a", string="Print for the file")["href"]

    assert services_in(link) == [ids["full"], ids["bare"]]
    assert client.page(path_of(link)).select(".app-file")


def test_mark_up_of_a_listing_is_text_wherever_it_is_carried(client, kept_ids, day):
    wild = "<script>alert(1)</script>{{ 7*7 }}"
    full = replace(
        sample.full(day), name=wild, how_to_refer=wild, what_happens_next=wild, phone=wild,
        cost_note=wild, led_by=wild, summary=wild,
    )  # fmt: skip
    service = kept_ids(full)["full"]

    for address in (f"/list?service={service}", f"/list/print?service={service}",
                    f"/compare?service={service}", f"/services/{service}/sheet"):  # fmt: skip
        page = client.page(address)
        assert not page.select("main script"), address
        assert wild in page.main.text, address


def test_the_list_of_another_partnership_cannot_be_shown_here(client, ids, session, make):
    other = make.partnership(name="Another Partnership", host="other.example.org")
    theirs = make.service(organisation=make.organisation(partnership=other))
    session.commit()

    page = client.page(f"/list?service={theirs.id}")
    assert names(page) == []
    assert "1 of the services is no longer listed." in page.main.text


def test_what_is_for_professionals_is_left_out_of_the_sample(ids, session):
    secret = session.scalar(select(Service).where(Service.source_id == "secret"))

    assert secret.visibility is Visibility.PROFESSIONALS, "would prove nothing"
