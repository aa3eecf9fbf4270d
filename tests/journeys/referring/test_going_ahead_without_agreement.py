"""To keep somebody safe: the number first, then why, and who was told."""

from datetime import UTC, datetime

from sqlalchemy import select

from navigator.referrals.models import Referral
from tests.journeys.referring.conftest import CONTACT, PERSON, STORY

OVERRIDDEN = {
    "young_person": "not_asked",
    "young_person_why": "He is not here.",
    "override_reason": "risk_of_harm",
    "override_why": "He may be hurt.",
    "rung_at": "2026-07-01T14:30",
    "taken_by": "Sam at First Response",
}


def test_the_number_stands_before_every_box_and_nothing_is_sent_there(referring):
    page = referring.page("agreement")

    part = page.select("section details")[-1]
    assert part.select_one("summary").text == "Going ahead without agreement, to keep someone safe"
    said = part.get_text()
    assert said.index("0117 496 0001") < said.index("Why you go ahead without agreement")
    assert "Sending this tells nobody there." in said


def test_what_was_done_is_kept_with_the_referral(referring, session, monkeypatch):
    referring.agree(**OVERRIDDEN)
    for name, typed in (("person", PERSON), ("story", STORY), ("contact", CONTACT)):
        referring.save(name, **typed)
    said = referring.page("check").main.get_text()
    assert "Someone may be harmed" in said
    assert "Sam at First Response" in said

    referring.send()

    [sent] = session.scalars(select(Referral))
    assert (sent.override.reason, sent.override.why, sent.override.taken_by) == (
        "risk_of_harm", "He may be hurt.", "Sam at First Response",
    )  # fmt: skip
    assert sent.override.rung_at == datetime(2026, 7, 1, 13, 30, tzinfo=UTC), "it was summer time"


def test_it_may_go_ahead_before_anybody_was_rung(referring):
    said = {name: OVERRIDDEN[name] for name in ("override_reason", "override_why")}

    assert referring.agree(**said).status_code == 303


def test_it_lies_open_again_where_it_was_filled_in(referring):
    referring.agree(**OVERRIDDEN)

    page = referring.page("agreement")

    assert page.select("section details")[-1].has_attr("open")
    assert page.select_one(f"#rung_at-{referring.ids[0]}")["value"] == "2026-07-01T14:30"
