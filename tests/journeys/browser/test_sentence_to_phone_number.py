"""From one typed sentence to a number to ring: on a phone, in a few taps, giving nothing away."""

import pytest
from playwright.sync_api import expect

SENTENCE = "Year 9, Hartcliffe, attendance 62%, suspended twice, waiting for an ADHD assessment"
PRIVATE = (
    "=62", "62%", "50_to_90", "suspend", "adhd", "attendance", "assessment", "waiting", "twice",
    "year",
)  # fmt: skip
MOST_TAPS = 4


class Visitor:
    """Taps a page as a person would, counts the taps and notes every address that is asked for."""

    def __init__(self, page):
        self.page, self.taps, self.addresses = page, 0, []
        page.on("request", self.note)

    def note(self, asked):
        self.addresses.append(asked.url)
        self.addresses.append(asked.headers.get("referer", ""))

    def tap(self, target):
        target.tap()
        self.taps += 1

    def say(self, sentence):
        self.page.goto("/")
        self.tap(self.page.locator("#q"))
        self.page.keyboard.type(sentence)
        self.tap(self.page.get_by_role("button", name="Search", exact=True))
        self.page.wait_for_url("**/services")


@pytest.fixture
def visitor(phone) -> Visitor:
    return Visitor(phone)


def test_one_sentence_leads_to_a_number_in_four_taps_with_no_box_that_must_be_filled(visitor):
    page = visitor.page
    visitor.say(SENTENCE)

    first = page.locator(".app-row").first
    expect(first).to_contain_text("Example Back To School")
    expect(first.locator("a[href='tel:01174960105']")).to_be_visible()
    visitor.tap(first.get_by_role("link", name="Example Back To School", exact=True))
    expect(page.locator("main a[href='tel:01174960105']").first).to_be_visible()

    assert visitor.taps <= MOST_TAPS
    assert page.locator("[required], [aria-required]").count() == 0


def test_nothing_private_of_the_sentence_is_in_any_address(visitor):
    visitor.say(SENTENCE)
    visitor.tap(visitor.page.locator(".app-row a").first)
    visitor.page.wait_for_load_state()

    assert len(visitor.addresses) > 8, "would prove little"
    given_away = [(it, word) for it in visitor.addresses for word in PRIVATE if word in it.lower()]
    assert given_away == []


def test_what_was_heard_is_shown_and_can_be_corrected(visitor):
    page = visitor.page
    visitor.say(SENTENCE)
    told = page.locator(".app-told__facts")
    for fact in ("Year 9", "Hartcliffe and Withywood", "Between 50% and 90%"):
        expect(told).to_contain_text(fact)

    visitor.tap(told.get_by_role("link", name="School year"))
    page.fill("#school_year", "12")
    page.get_by_role("button", name="Show services").tap()
    page.wait_for_url("**/services")

    expect(told).to_contain_text("Year 12")
    expect(page.locator(".app-row").first).to_contain_text("Example Sixth Form Start")


def test_an_answer_in_a_row_moves_the_service_up(visitor):
    page = visitor.page
    visitor.say(SENTENCE)
    asking = page.locator("section[aria-labelledby=ask_first] .app-row")
    workshop = asking.filter(has_text="Example School Workshop")
    visitor.tap(workshop.get_by_text("Answer here"))

    visitor.tap(workshop.get_by_role("button", name="A school or college"))

    fits = page.locator("section[aria-labelledby=can_probably_help]")
    expect(fits).to_contain_text("Example School Workshop")


def test_what_is_not_set_up_waits_behind_one_tap_with_its_near_miss(visitor):
    page = visitor.page
    visitor.say(SENTENCE)
    later = page.locator(".app-closed").get_by_text("When they turn 16.")
    expect(later).to_be_hidden()

    visitor.tap(page.locator(".app-closed__summary"))

    expect(later).to_be_visible()
