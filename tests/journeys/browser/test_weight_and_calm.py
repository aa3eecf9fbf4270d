"""Light pages that hold still, break no policy, and can be left at once."""

import pytest

from tests.journeys.browser.conftest import bring_session

FIRST_VIEW_BYTES = 100_000
LATER_PAGE_BYTES = 10_000
LARGEST_SHIFT = 0.1
EXPECTED = "Failed to load resource: the server responded with a status of 4"


class Scale:
    """Weighs what a page takes over the network, as it is sent."""

    def __init__(self, page):
        self.total = 0
        talk = page.context.new_cdp_session(page)
        talk.send("Network.enable")
        talk.on("Network.loadingFinished", self.add)

    def add(self, loaded):
        self.total += loaded["encodedDataLength"]


def test_the_first_view_and_every_later_page_are_light(phone, served, addresses):
    scale = Scale(phone)
    phone.goto("/", wait_until="networkidle")
    assert 5_000 < scale.total <= FIRST_VIEW_BYTES

    heavy = {}
    for name, address in addresses.items():
        bring_session(phone, served, name)
        scale.total = 0
        phone.goto(address)
        if phone.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == 200:
            assert scale.total > 0, "would prove nothing"
            heavy |= {name: scale.total} if scale.total > LATER_PAGE_BYTES else {}
    assert heavy == {}


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_no_page_breaks_the_policy_or_moves_under_the_finger(request, addresses, width, every_page):
    page = request.getfixturevalue(width)
    said = []
    page.on("console", lambda line: said.append(line.text) if line.type in NOTABLE else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) "
        "window.shift += e.value }).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(addresses[every_page])
    page.wait_for_timeout(100)

    assert [line for line in said if not line.startswith(EXPECTED)] == []
    assert page.evaluate("window.shift") <= LARGEST_SHIFT


NOTABLE = {"error", "warning"}


def test_a_number_can_be_rung_two_taps_from_the_start(phone):
    phone.goto("/")
    phone.get_by_role("link", name="bereavement", exact=True).tap()
    phone.wait_for_url("**/services?q=bereavement")

    assert phone.locator(".app-row a[href='tel:01174960101']").first.is_visible()


def test_exit_leaves_for_somewhere_ordinary(desktop):
    left = leave(desktop)
    desktop.goto("/services?q=bereavement")

    desktop.get_by_role("button", name="Exit this page").click()

    desktop.wait_for_url("https://www.bbc.co.uk/weather")
    assert left[0].header_value("referer") is None


def test_exit_answers_to_the_shift_key(desktop):
    leave(desktop)
    desktop.goto("/services?q=bereavement")

    for _ in range(3):
        desktop.keyboard.press("Shift")

    desktop.wait_for_url("https://www.bbc.co.uk/weather")


def leave(page):
    """Stand in for the world outside, and keep what it was asked."""
    asked = []

    def answer(route):
        asked.append(route.request)
        route.fulfill(body="weather")

    page.route("https://www.bbc.co.uk/**", answer)
    return asked


def test_a_link_is_copied_at_a_press(desktop, addresses):
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desktop.goto(addresses["results, filled"])

    desktop.get_by_role("button", name="Copy link").click()

    desktop.get_by_text("Link copied.").wait_for()
    assert desktop.evaluate("navigator.clipboard.readText()") == desktop.input_value("#share-link")


def test_what_was_typed_stays_when_there_is_no_signal(phone):
    phone.goto("/")
    phone.fill("#q", "boxing")
    phone.context.set_offline(True)

    phone.get_by_role("button", name="Search").tap()

    assert "You are offline" in phone.inner_text("form [role=alert]")
    assert phone.input_value("#q") == "boxing"


def test_paper_has_the_facts_and_not_the_buttons(desktop, addresses):
    desktop.goto(addresses["service, full"])
    desktop.emulate_media(media="print")

    assert desktop.get_by_text("0117 496 0101").first.is_visible()
    assert desktop.get_by_text("1 Example Road, Bristol").is_visible()
    for hidden in (".app-nav", ".govuk-exit-this-page", ".app-share__buttons", ".govuk-back-link"):
        assert not desktop.locator(hidden).first.is_visible(), hidden
