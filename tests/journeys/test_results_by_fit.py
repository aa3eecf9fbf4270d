"""What fits, once somebody has said what is going on."""

from dataclasses import replace

import pytest
from sqlalchemy import event, inspect, select

from base.actor import Actor
from base.clock import now
from navigator.enquiries.models import Enquiry
from services_catalog.criteria_operations import set_criteria
from services_catalog.models import Service
from tests.journeys import sample

PRIVATE = {
    "attendance": "62", "suspensions": "7", "send": "waiting", "care": "in_care", "gender": "male",
    "social_care": "child_protection", "exclusion": "at_risk",
}  # fmt: skip
KEPT_PRIVATE = ("50_to_90", "=62", "=7", "waiting", "in_care", "male", "child_protection", "risk")


@pytest.fixture
def tell(client):
    """``tell(age="14")``: fill in what's going on, and follow to the services."""

    def send(**told):
        token = client.page("/situation").select_one("input[name=csrf_token]")["value"]
        sent = client.post("/situation", data={"csrf_token": token, **told})
        assert sent.status_code == 303, sent.text[:2000]
        return client.page(sent.headers["Location"])

    return send


def words_of(part):
    return " ".join(part.get_text(" ").split())


def group(page, verdict):
    """The names of the services in one group."""
    section = page.select_one(f"section[aria-labelledby={verdict}]")
    return [words_of(name) for name in section.select(".app-row__name")] if section else []


@pytest.fixture
def bereavement(listed, day):
    listed(sample.full(day))


def test_a_service_that_takes_this_age_and_place_can_probably_help(tell, bereavement):
    page = tell(age="14", home="BS13")

    assert group(page, "can_probably_help") == ["Example Bereavement Group"]
    assert "Can probably help (1)" in words_of(page)


def test_a_row_has_what_it_takes_to_ring(tell, bereavement):
    row = tell(age="14", home="BS13").select_one(".app-row")

    assert row.select_one("a[href='tel:01174960101']")
    for said in ("Example Youth Trust", "A weekly group", "Waiting list open", "Last checked",
                 "Example Hall", "It is near"):  # fmt: skip
        assert said in words_of(row), words_of(row)


def test_a_row_says_why_it_stands_there_and_what_its_rules_say(tell, bereavement):
    why = tell(age="14", home="BS13", needs="bereavement").select_one(".app-row .app-why")

    assert "It helps with “Bereavement”." in words_of(why)
    assert "Fits. It is for people aged 11 to 18." in words_of(why)


def test_what_is_not_known_is_asked_in_place_and_the_list_changes(client, tell, bereavement):
    row = tell(age="14").select_one("section[aria-labelledby=ask_first] .app-row")
    assert "Where do they live?" in words_of(row.select_one(".app-what__list"))
    form = next(it for it in row.select("form.app-ask") if it.select_one("input[name=home]"))
    data = {box["name"]: box["value"] for box in form.select("input[type=hidden]")}

    sent = client.post(form["action"], data={**data, "home": "BS13"})
    page = client.page(sent.headers["Location"])

    assert group(page, "can_probably_help") == ["Example Bereavement Group"]
    assert group(page, "ask_first") == []


def test_at_most_two_questions_stand_in_a_row_and_five_behind_it(tell, session, listed, day):
    listed(sample.full(day))
    service = session.scalar(select(Service))
    actor = Actor(partnership_id=service.partnership_id)
    set_criteria(session, service.id, sample.RULES, actor=actor, at=now())
    session.commit()
    listed(sample.BARE)

    row = next(
        row for row in tell(attendance="62").select(".app-row")
        if "Bereavement" in words_of(row.h3)
    )  # fmt: skip

    assert 0 < len(row.select(".app-what__list li")) <= 2
    assert len(row.select(".app-what .app-ask")) <= 5


def test_what_is_not_set_up_is_closed_and_says_why(tell, bereavement):
    page = tell(age="9", home="BS13")

    closed = page.select_one("details.app-closed")
    assert not closed.has_attr("open")
    assert "It is for people aged 11 to 18." in words_of(closed)
    assert closed.select_one("a[href='tel:01174960101']")
    assert group(page, "can_probably_help") == group(page, "ask_first") == []


def test_a_near_miss_is_marked(tell, bereavement):
    near = tell(age="9", home="BS13").select_one(".app-closed__near")

    assert words_of(near) == "Nearly: When they turn 11."


def test_nothing_that_fits_is_said_kindly_with_a_number_to_ring(tell, bereavement):
    page = tell(age="60", home="BS13")

    assert "No service is sure to fit" in words_of(page)
    assert "Ring First Response on" in words_of(page.select_one(".app-none"))


def test_another_level_of_help_is_a_reason_to_ring_and_not_to_leave_out(tell, bereavement):
    page = tell(age="14", home="BS13", level="universal")

    assert group(page, "ask_first") == ["Example Bereavement Group"]
    said = words_of(page.select_one(".app-what__ring"))
    assert "It is usually for more help than you said." in said
    assert "Ring and ask: 0117 496 0101" in said


def test_the_filters_of_the_search_keep_working(client, tell, listed, day):
    listed(sample.full(day), *sample.many(day, count=3))
    tell(age="14", home="BS13")

    page = client.page("/services?level=early_help")

    assert group(page, "can_probably_help") == ["Example Bereavement Group"]
    assert page.select_one(".app-tags__list")


def test_pages_run_through_what_may_fit_and_hold_each_once(client, tell, listed, day):
    listed(*sample.many(day, count=22))
    tell(age="14", home="BS13")

    pages = [client.page(f"/services?page={number}") for number in (1, 2, 3)]

    names = [name for page in pages for name in group(page, "can_probably_help")]
    assert len(names) == len(set(names)) == 22
    assert [len(group(page, "can_probably_help")) for page in pages] == [8, 8, 6]
    assert all("Can probably help (22)" in words_of(page) for page in pages)


def test_a_page_past_the_last_leads_to_the_last(client, tell, bereavement):
    tell(age="14")

    assert client.get("/services?page=9").headers["Location"] == "/services"


def test_a_service_leads_back_to_what_fits(client, tell, bereavement):
    service = client.page(tell(age="14").select_one(".app-row h3 a")["href"])

    assert service.select_one(".govuk-back-link")["href"] == "/services"


def test_the_order_is_stated(tell, bereavement):
    page = words_of(tell(age="14"))

    assert "How this list is ordered" in page
    assert "This never hides a service" in page


def test_no_address_on_the_page_holds_what_was_told(tell, listed, day):
    listed(sample.full(day), sample.BARE, *sample.many(day, count=12))

    page = tell(age="14", home="BS13", **PRIVATE)

    targets = [it["href"] for it in page.select("[href]")]
    targets += [it["action"] for it in page.select("form")]
    targets += [it["value"] for it in page.select("input[name=back], #share-link")]
    assert len(targets) > 30, "would prove little"
    assert [(it, told) for it in targets for told in KEPT_PRIVATE if told in it] == []
    assert "says nothing of what you told us" in words_of(page)


def test_no_browser_or_proxy_stores_the_page(client, tell, bereavement):
    tell(age="14")

    assert client.get("/services").headers["Cache-Control"] == "no-store, private"


def test_only_age_ward_and_needs_are_counted(session, tell, bereavement):
    tell(age="14", home="BS13", needs="bereavement", **PRIVATE)

    [kept] = session.scalars(select(Enquiry))
    assert (kept.age, kept.home, kept.needs) == (14, sample.HARTCLIFFE, ["bereavement"])
    row = " ".join(str(getattr(kept, c.key)) for c in inspect(Enquiry).columns if c.key != "id")
    for told in ("50_to_90", "waiting", "in_care", "male", "child_protection", "at_risk"):
        assert told not in row


def test_a_search_by_words_offers_to_say_what_is_going_on(client, bereavement):
    page = client.page("/services?q=bereavement")

    [link] = page.select(".app-start a")
    assert link["href"].startswith("/situation")
    assert page.select(".app-row__name")


def test_what_hardly_goes_together_is_pointed_out_and_stops_nothing(tell, bereavement):
    page = tell(age="6", education="post_16")

    assert "Check both." in words_of(page)


@pytest.mark.parametrize("count", [3, 22])
def test_asks_the_database_as_often_for_many_as_for_few(client, tell, listed, session, day, count):
    listed(*(replace(each, phone="") for each in sample.many(day, count=count)))
    tell(age="14")
    asked = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *_: asked.append(_[2]))

    client.page("/services")

    assert len(asked) <= MOST_QUERIES, asked


MOST_QUERIES = 16
