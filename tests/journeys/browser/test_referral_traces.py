"""What is said of a young person leaves no trace, and no page of a referral shuts anybody out."""

import pytest

from tests.journeys.browser.looks import barriers
from tests.journeys.browser.visitors import NAME, NOTHING_KEPT, Visits, send

SAID = f"{NAME}, born 04/03/2012, in invented words: 07700 900123."
SMALLER = {
    "sender": (
        "/advice/calls", "/referrals/find", "/referrals/{taken}/readers",
        "/referrals/{taken}/put-right/reach", "/referrals/{taken}/moves/withdraw",
    ),
    "provider": (
        "/receiving", "/referrals/{taken}/attempts", "/referrals/{taken}/moves/transfer",
        "/referrals/{new}/moves/put_on_list",
    ),
    "team": ("/records", "/advice/roll", "/referrals/rules", "/referrals/{new}/with-reason"),
    "adviser": ("/advice/desk/duty", "/advice/desk/rung"),
}  # fmt: skip


def test_axe_finds_nothing_on_the_smaller_pages(come, served):
    for who, addresses in SMALLER.items():
        visitor = come(who, width=360)
        for address in addresses:
            assert visitor.open(address.format(**served.ids)) == 200
            assert barriers(visitor.page) == [], address


@pytest.fixture(scope="module")
def walked(browser, served, mailed):
    """Much is said of one young person, on every page that asks for it; return who saw it, kept."""
    visits = Visits(browser, served.address)
    teacher = send(visits.come("sender"), served.ids["provider"])
    ask_and_answer(visits, teacher, mailed)
    go_with_reason(visits, teacher.page.url)
    look_for_records(visits.come("team"))
    return visits.witness, visits.leave()


def ask_and_answer(visits, teacher, mailed):
    worker = visits.come("provider")
    worker.open(mailed("provider"))
    worker.press("Ask for more")
    worker.type(note=f"{SAID} Which evenings?")
    worker.press("Ask for more")
    teacher.open(mailed("sender"))
    teacher.press("Answer what they ask")
    teacher.press("Answer what they ask")
    teacher.type(note=SAID)
    teacher.press("Answer what they ask")
    teacher.type(text=SAID)
    teacher.press("Send message")
    for fact in ("reach", "must_not_know"):
        teacher.open(f"{teacher.page.url.partition('?')[0]}/put-right/{fact}")
        teacher.type(text=SAID)
        teacher.press("Save")
    worker.page.reload()
    worker.press("Say yes")
    worker.press("Say yes")
    worker.press("Record a try to reach them")
    worker.type(note=SAID)
    worker.press("Record")


def go_with_reason(visits, address):
    team = visits.come("team")
    team.open(f"{address.partition('?')[0]}/with-reason")
    team.type(reason=SAID)
    team.press("See it for an hour")
    assert NAME in team.sees


def look_for_records(team):
    team.open("/records/new")
    team.type(asked_by=NAME, checked_how=SAID, name=NAME, birth_date="4 3 2012")
    team.press("Gather all that is held")
    assert "There is a problem" in team.sees
    team.open("/referrals/find")
    team.type(reference=NAME)
    team.press("Find it")


def test_check_33_nothing_of_the_young_person_is_in_any_address_title_or_console_line(walked):
    witness, _ = walked

    assert len(witness.said) > 100, "would prove little"
    assert witness.personal == []


def test_check_48_the_browser_keeps_nothing_and_fills_in_nothing_of_the_young_person(walked):
    witness, kept = walked

    assert kept == {NOTHING_KEPT}
    asked = {"name", "birth_date", "home", "school", "wants", "reach", "must_not_know", "unsafe"}
    assert asked | {"text", "note", "reason", "asked_by"} <= witness.boxes.keys()
    assert {box for box, filled_in in witness.boxes.items() if filled_in != "off"} == set()
