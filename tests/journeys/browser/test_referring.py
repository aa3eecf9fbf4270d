"""From the page of a service to a referral that is sent: few pages, presses and boxes."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser.conftest import bring_session

MOST_PAGES, MOST_PRESSES, MOST_TYPED = 5, 8, 5
PERSONAL = re.compile("robin|hartcliffe|bs13|box\\b|text first|900123|2012", re.IGNORECASE)


class Practitioner:
    """Goes through the form as quickly as it lets them, and counts."""

    def __init__(self, page, service_id):
        self.page, self.presses, self.typed = page, 0, 0
        self.pages, self.addresses = [], []
        page.on("request", lambda asked: self.addresses.append(asked.url))
        page.goto(f"/services/{service_id}")

    def press(self, target):
        target.click()
        self.presses += 1

    def fill(self, box, text):
        self.page.fill(f"#{box}", text)
        self.typed += 1

    def button(self, name):
        """Press what leads on to another page, and note which one it is."""
        with self.page.expect_navigation():
            self.press(self.page.get_by_role("button", name=name, exact=True))
        self.pages.append(self.page.locator("h1").inner_text())

    def refer(self):
        self.button("Refer to this service")
        for who in ("young_person", "parent"):
            self.press(self.page.locator(f"label[for^='{who}-'][for$='-agrees']"))
        self.button("Save and go on")
        self.fill("name", "Robin I")
        self.fill("age", "14")
        self.button("Save and go on")
        self.fill("wants", "To box.")
        self.button("Save and go on")
        self.fill("reach", "Text first.")
        self.fill("call_back", "07700 900123")
        self.button("Save and go on")
        self.button("Send this referral")


@pytest.fixture
def somebody(served):
    """``somebody(page)``: with this page, at a service, signed in."""

    def come(page) -> Practitioner:
        bring_session(page, served, "account, referring")
        return Practitioner(page, served[1]["full"])

    return come


def test_it_takes_five_pages_eight_presses_and_five_boxes(desktop, somebody):
    person = somebody(desktop)

    person.refer()

    expect(desktop.locator("main")).to_contain_text("Reference ")
    form = person.pages[:-1]
    assert form == [
        "Have you asked them?", "About the young person", "What they want, and what helps",
        "How to reach them safely", "Check your answers",
    ]  # fmt: skip
    assert len(form) <= MOST_PAGES
    assert person.presses <= MOST_PRESSES
    assert person.typed <= MOST_TYPED


def test_check_33_nothing_of_the_young_person_is_in_any_address(desktop, somebody):
    person = somebody(desktop)

    person.refer()

    assert len(person.addresses) > 8, "would prove little"
    assert [address for address in person.addresses if PERSONAL.search(address)] == []
    assert desktop.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_it_works_on_a_phone_without_scripts(without_scripts, somebody):
    person = somebody(without_scripts)

    person.refer()

    expect(without_scripts.locator("main")).to_contain_text("You have this until somebody accepts")
    assert without_scripts.locator("main a[href^='tel:']").first.is_visible()


def test_going_back_and_pressing_send_again_leads_to_the_same_page(desktop, somebody):
    person = somebody(desktop)
    person.refer()
    said = desktop.locator(".app-belongs").inner_text()

    desktop.go_back()
    if desktop.get_by_role("button", name="Send this referral").count():
        person.button("Send this referral")

    assert desktop.locator(".app-belongs").inner_text() == said


def test_the_way_to_go_ahead_without_agreement_opens_by_keyboard(desktop, somebody):
    person = somebody(desktop)
    person.button("Refer to this service")
    summary = desktop.get_by_text("Going ahead without agreement, to keep someone safe")

    summary.focus()
    desktop.keyboard.press("Enter")

    expect(desktop.locator("[id^=override_why-]")).to_be_visible()
    expect(desktop.locator("section details a[href^='tel:']").first).to_be_visible()
