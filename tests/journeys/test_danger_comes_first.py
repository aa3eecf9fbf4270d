"""Words and answers that cannot wait: the card, for whom it is, at which hour, and the way out."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from bs4 import BeautifulSoup

from eligibility import shipped_words, words_from
from navigator.web import alarm
from navigator.web.words import label, say

FRONT_DOOR, OUT_OF_HOURS, ADULTS = "tel:01174960001", "tel:01174960002", "tel:01174960003"
CHILDLINE, SAMARITANS, NHS, POLICE = "tel:08001111", "tel:116123", "tel:111", "tel:999"

MONDAY_NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SUNDAY_NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _hours(session, partnership):
    """The partnership has hours that a clock can read, and a team for adults."""
    partnership.front_door_opens, partnership.front_door_closes = time(9), time(17)
    partnership.adults_name, partnership.adults_phone = "Adult Care", "0117 496 0003"
    session.commit()


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """``at(moment)``: what time it is; Monday at noon, if a test does not say."""

    def set_clock(moment):
        monkeypatch.setattr(alarm, "now", lambda: moment)

    set_clock(MONDAY_NOON)
    return set_clock


@pytest.fixture
def tell(client):
    """``tell(level="specialist")``: answer what is going on."""

    def send(**answers):
        token = client.page("/").select_one("input[name=csrf_token]")["value"]
        sent = client.post("/situation", data={"csrf_token": token, **answers})
        assert sent.status_code == 303, sent.text[:2000]

    return send


def card_of(page) -> BeautifulSoup:
    return page.select_one("main section.app-alarm")


def rings(found) -> list[str]:
    return [link["href"] for link in found.select("a[href^='tel:']")]


@pytest.mark.parametrize(
    ("address", "title", "text", "numbers"),
    [
        pytest.param(
            "/services?q=being+attacked+outside", "now", "now_child",
            [POLICE, FRONT_DOOR, OUT_OF_HOURS], id="danger now",
        ),
        pytest.param(
            "/services?q=being+attacked&age=19", "now", "now_adult",
            [POLICE, ADULTS, OUT_OF_HOURS], id="an adult in danger now",
        ),
        pytest.param(
            "/services?q=they+are+chasing+me", "now_you", "now_you",
            [POLICE, FRONT_DOOR, OUT_OF_HOURS, CHILDLINE], id="whoever types, in danger now",
        ),
        pytest.param(
            "/services?q=always+hungry", "today", "today_child",
            [FRONT_DOOR, OUT_OF_HOURS], id="a child, today",
        ),
        pytest.param(
            "/services?q=forced+marriage&age=18", "today", "today_adult",
            [ADULTS, OUT_OF_HOURS], id="an adult, today",
        ),
        pytest.param(
            "/services?q=my+dad+hits+me", "today", "today_you",
            [FRONT_DOOR, OUT_OF_HOURS, CHILDLINE], id="whoever types, today",
        ),
        pytest.param(
            "/services?q=she+is+suicidal", "today", "today_child",
            [NHS, CHILDLINE, SAMARITANS, FRONT_DOOR, OUT_OF_HOURS], id="a crisis of a child",
        ),
        pytest.param(
            "/services?q=suicidal&age=20", "today", "today_adult",
            [NHS, SAMARITANS, ADULTS, OUT_OF_HOURS], id="a crisis of an adult",
        ),
        pytest.param(
            "/services?q=step+up", "specialist", "specialist_child",
            [FRONT_DOOR, OUT_OF_HOURS], id="specialist help",
        ),
        pytest.param(
            "/services?q=going+to+stab&age=x", "now", "now_child",
            [POLICE, FRONT_DOOR, OUT_OF_HOURS], id="on the form, where the age is wrong",
        ),
    ],
)  # fmt: skip
def test_each_has_a_card_of_its_own(client, address, title, text, numbers):
    sent = client.get(address)
    card = card_of(BeautifulSoup(sent.text, "html.parser"))

    assert card.h2.text == label("alarm_title", title)
    assert label("alarm_text", text) in card.text
    assert rings(card) == numbers
    assert say("alarm.tells_nobody") in card.text


def test_learning_and_grief_have_none(client):
    for words in ("knife crime workshop", "suicide bereavement", "exploitation training for staff"):
        assert card_of(client.page(f"/services?q={words}")) is None, words


def test_the_card_comes_first_and_hides_no_result(client, catalogue):
    page = client.page("/services?q=suicidal+bereavement")

    assert card_of(page).sourceline < page.select_one("[role=status]").sourceline
    assert page.select(".app-row")


@pytest.mark.parametrize(
    ("moment", "numbers"),
    [
        pytest.param(MONDAY_NOON, [FRONT_DOOR, OUT_OF_HOURS], id="open"),
        pytest.param(SUNDAY_NOON, [OUT_OF_HOURS, FRONT_DOOR], id="closed"),
    ],
)
def test_the_number_that_answers_at_this_hour_comes_first(client, at, moment, numbers):
    at(moment)

    assert rings(card_of(client.page("/services?q=neglect"))) == numbers


def test_hours_in_words_alone_show_both_numbers(client, at, session, partnership):
    partnership.front_door_opens = partnership.front_door_closes = None
    session.commit()
    at(SUNDAY_NOON)

    assert rings(card_of(client.page("/services?q=neglect"))) == [FRONT_DOOR, OUT_OF_HOURS]


def test_where_no_team_for_adults_is_known_the_council_is_rung(client, session, partnership):
    partnership.adults_name = partnership.adults_phone = ""
    session.commit()

    card = card_of(client.page("/services?q=neglect&age=19"))

    assert say("alarm.no_adults_team") in card.text


def test_a_missing_child_is_not_waited_for(client):
    card = card_of(client.page("/services?q=gone+missing"))

    assert label("alarm_advice", "missing") in card.text


@pytest.mark.parametrize(
    "answer", [{"level": "specialist"}, {"social_care": "child_protection"}], ids=str
)
def test_an_answer_that_means_specialist_help_has_a_calmer_card(client, tell, answer):
    tell(**answer)

    for address in ("/situation", "/services"):
        assert card_of(client.page(address)).h2.text == label("alarm_title", "specialist"), address


def test_a_young_person_who_asks_is_spoken_to(client, tell):
    tell(sector="young_person", level="specialist")

    assert label("alarm_text", "specialist_you") in card_of(client.page("/services")).text


def test_the_age_of_a_situation_makes_it_the_card_of_an_adult(client, tell):
    tell(age="18")

    assert rings(card_of(client.page("/services?q=neglect"))) == [ADULTS, OUT_OF_HOURS]


def test_a_sentence_that_goes_to_the_server_still_raises_its_card(client, find):
    sent = find(q="Year 9, suspended twice, he is carrying drugs for someone")
    assert "drugs" not in sent.headers["Location"]

    assert card_of(client.page(sent.headers["Location"]))


def stop(client, **typed):
    form = card_of(client.page("/services?q=she+is+suicidal")).select_one("form")
    token = form.select_one("input[name=csrf_token]")["value"]
    return client.post(form["action"], data={"csrf_token": token, **typed})


def test_stopping_forgets_what_was_told_and_shows_whom_to_ring(client, tell):
    tell(level="specialist", age="14")

    sent = stop(client)

    assert (sent.status_code, sent.headers["Location"]) == (303, "/stop")
    page = client.page("/stop")
    assert {POLICE, FRONT_DOOR, ADULTS, NHS, CHILDLINE, SAMARITANS} <= set(rings(page.main))
    assert page.select("main a[href='/']")
    assert not page.select("main form")
    assert card_of(client.page("/services")) is None


def test_stopping_with_an_old_form_shows_whom_to_ring_all_the_same(client, tell):
    tell(level="specialist")

    sent = client.post("/stop", data={"csrf_token": "too old"})

    page = BeautifulSoup(sent.text, "html.parser")
    assert sent.status_code == 422
    assert POLICE in rings(page.main)
    assert page.select_one("main form").button.text == say("stop.clear")
    assert card_of(client.page("/services"))


def test_a_partnership_may_have_words_of_its_own(app, client, settings):
    table = words_from('[missing]\nnow = ["did a runner"]', before=shipped_words())
    app.config["NAVIGATOR"] = replace(settings, safeguarding_words=table)

    assert card_of(client.page("/services?q=did+a+runner"))
