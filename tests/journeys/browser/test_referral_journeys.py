"""A referral from its mail to its end, through the pages of everybody who has a part in it."""

from datetime import timedelta

import pyotp
import pytest

from base.clock import today
from tests import factories
from tests.factories import PASSWORD
from tests.journeys.browser.cast_there import CAST, CLUBS, SECRET, YES, referral_there
from tests.journeys.browser.looks import barriers
from tests.journeys.browser.visitors import NAME, send

PHONE = {"width": 360, "java_script_enabled": False, "is_mobile": True, "has_touch": True}


@pytest.fixture
def taken(served):
    """The address of a referral that the club has said yes to."""
    with served.app.app_context(), served.app.extensions["sessions"]() as own:
        factories.use(own)
        made = referral_there(own, NAME, YES)
        own.commit()
        return f"/referrals/{made.id}"


@pytest.fixture
def sent(come, served):
    """Somebody who has just referred to the club, through the form."""
    return send(come("sender"), served.ids["provider"])


def say_no(worker):
    worker.press("Say no")
    worker.choose("We have no places", "None of these: there is none")
    worker.type(note="Full until June.")
    worker.press("Say no")


def sign_in(visitor, who):
    visitor.type(email=CAST[who].email, password=PASSWORD)
    visitor.press("Sign in")
    visitor.type(code=pyotp.TOTP(SECRET).now())
    visitor.press("Go on")


def test_a_provider_accepts_with_two_presses_from_the_mail(come, sent, mailed):
    worker = come("provider", is_known=False)
    worker.open(mailed("provider"))
    sign_in(worker, "provider")
    assert "You see the name and the story once you say yes" in worker.sees
    assert NAME not in worker.sees

    before = worker.presses
    worker.press("Say yes")
    worker.press("Say yes")

    assert worker.presses - before == 2
    assert "You have it" in worker.in_hands
    assert NAME in worker.sees
    sent.open(mailed("sender"))
    assert "The service said yes" in sent.sees
    assert "Wren Worker, Example Rowing Trust" in sent.in_hands


def test_a_provider_declines_with_two_presses_a_reason_and_a_note(come, sent, mailed):
    worker = come("provider")
    worker.open(mailed("provider"))

    say_no(worker)

    assert (worker.presses, worker.typed) == (2, 1)
    assert "The service wants to say no" in worker.sees
    sent.open(mailed("sender"))
    assert "You have it" in sent.in_hands
    assert "Full until June." in sent.sees


def test_after_a_no_the_story_goes_to_another_service_only_once_that_is_agreed(come, sent, mailed):
    worker, team, neighbour = come("provider"), come("team"), come("neighbour")
    refused = mailed("provider")
    worker.open(refused)
    say_no(worker)

    team.open(mailed("team"))
    assert "Tia Teacher, Example Academy" in team.in_hands
    assert NAME not in team.sees
    team.press("Send it on to another service")
    team.choose(CLUBS["neighbour"])
    team.press("Send it on to another service")
    assert worker.open(refused) == 404

    neighbour.open(mailed("neighbour"))
    assert "Tia Teacher, Example Academy" in neighbour.in_hands
    neighbour.press("Say yes")
    neighbour.press("Say yes")
    assert "You have it" in neighbour.in_hands
    assert NAME not in neighbour.sees
    assert "invented words" not in neighbour.sees

    sent.open(refused)
    sent.press("It goes on as another referral: see who has that one now")
    assert "Gil Gardener, Example Garden Trust" in sent.in_hands
    sent.press("What was agreed")
    sent.choose("The young person", "Agrees")
    sent.page.select_option("#capacity", "decides")
    sent.press("Record")

    neighbour.page.reload()
    assert NAME in neighbour.sees
    assert "invented words" in neighbour.sees


def test_that_somebody_could_not_be_reached_needs_tries_first(come, taken):
    worker, teacher = come("provider"), come("sender")
    worker.open(taken)
    worker.press("We could not reach them")
    worker.type(note="Nobody answers.")
    worker.press("We could not reach them")
    assert "Try at least 4 times, in at least 2 ways. So far: 0 times, in 0 ways." in worker.sees
    assert barriers(worker.page) == []

    for kind in ("Call", "Text message", "Call", "Visit"):
        worker.press("Record a try to reach them")
        worker.choose(kind, "No")
        worker.press("Record")
        assert "The try was recorded." in worker.sees
    worker.press("We could not reach them")
    worker.type(note="Nobody answers.")
    worker.press("We could not reach them")

    assert "It has ended" in worker.in_hands
    teacher.open(taken)
    assert "We could not reach them" in teacher.sees
    assert teacher.sees.count("not reached") == 4


def test_social_care_is_rung_first_and_the_holder_stays_until_they_take_it(come, taken, mailed):
    worker, teacher = come("provider"), come("sender")
    worker.open(taken)
    worker.press("Pass to social care")
    phone = worker.page.locator("main a[href='tel:01174960001']").first.bounding_box()
    assert phone["y"] < worker.page.locator("main form").first.bounding_box()["y"]
    worker.press("Pass to social care")
    assert "Write who took your call." in worker.sees
    assert barriers(worker.page) == []

    worker.choose("Someone may be harmed")
    worker.type(rung_hour="0:00", taken_by="Sam Example", note="Heard today.")
    worker.press("Pass to social care")
    assert "You have it" in worker.in_hands
    teacher.open(mailed("sender"))
    assert "Wren Worker, Example Rowing Trust" in teacher.in_hands
    assert "Taken by Sam Example." in teacher.sees

    worker.press("Social care has taken it")
    worker.type(note="Sam said so.")
    worker.press("Social care has taken it")
    assert "It has ended" in worker.in_hands
    teacher.page.reload()
    assert "It has ended" in teacher.in_hands


def test_a_move_to_open_access_ends_when_they_take_it_and_a_day_to_look_again_is_set(come, taken):
    worker, teacher = come("provider"), come("sender")
    worker.open(taken)
    worker.press("Move to lighter support")
    worker.choose("A place that is open to all")
    worker.press("Move to lighter support")
    assert "You have it" in worker.in_hands

    worker.press("They have taken it on")
    worker.type(note="The hub knows them.")
    worker.press("They have taken it on")
    assert "Say when you will look at it together again." in worker.sees
    day = today() + timedelta(days=60)
    worker.type(**{"review_date-day": str(day.day), "review_date-month": str(day.month),
                   "review_date-year": str(day.year)})  # fmt: skip
    worker.press("They have taken it on")

    assert "It has ended" in worker.in_hands
    teacher.open(taken)
    assert "Moved to lighter support" in teacher.sees
    assert f"To be looked at again: {day.day} {day:%B %Y}." in teacher.sees


def test_a_phone_without_scripts_answers_and_asks_how_it_goes(come, served, mailed):
    teacher, worker = come("sender", **PHONE), come("provider", **PHONE)
    send(teacher, served.ids["provider"])
    worker.open(mailed("provider"))
    worker.press("Say yes")
    worker.press("Say yes")
    assert "You have it" in worker.in_hands

    teacher.open("/referrals")
    teacher.press(NAME)
    teacher.type(text="How does it go?")
    teacher.press("Send message")

    assert "Your message was sent." in teacher.sees
    worker.open(mailed("provider"))
    assert "How does it go?" in worker.sees
