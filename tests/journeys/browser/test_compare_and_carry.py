"""The list, the comparison and the paper, in a real browser."""

import re

import pytest

POINTS_IN_A_PIXEL = 0.75
PAGES_OF_PDF = re.compile(rb"/Type\s*/Page[^s]")


def test_somebody_saves_compares_and_prints_without_scripts(without_scripts, addresses):
    page = without_scripts
    for name in ("service, full", "service, bare"):
        page.goto(addresses[name])
        page.get_by_role("button", name=re.compile("^Save")).click()
        assert page.get_by_role("button", name=re.compile("^Saved – remove")).is_visible()
    page.get_by_role("link", name="Your list (2)").click()
    page.get_by_role("button", name="Compare the services you ticked").click()
    assert page.locator(".app-compare thead th").count() == 2
    page.go_back()

    page.get_by_role("link", name="Print for the file").click()

    assert page.locator(".app-file").count() == 2


def test_a_comparison_stays_a_table_for_a_screen_reader_on_a_phone(phone, addresses):
    phone.goto(addresses["compare"])

    assert phone.get_by_role("columnheader").count() == 3
    assert phone.get_by_role("row").count() > 10
    names = phone.locator(".app-compare__name")
    assert names.first.is_visible()


def test_the_paper_for_the_file_has_notes_and_no_frame(desktop, addresses):
    desktop.goto(addresses["list, for the file"])
    desktop.emulate_media(media="print")

    for hidden in (".app-bar", ".app-urgent", ".app-footer", ".govuk-exit-this-page"):
        assert not desktop.locator(hidden).first.is_visible(), hidden
    assert desktop.get_by_text("Printed on").is_visible()
    assert desktop.locator(".app-file__line").first.is_visible()


def test_a_sheet_is_large_on_a_screen(phone, addresses):
    phone.goto(addresses["sheet"])

    assert min(sizes(phone)) >= 22


@pytest.mark.parametrize("name", ["sheet", "sheet, private", "sheet, bare", "sheet, invented"])
def test_a_sheet_is_one_page_of_paper_in_large_type(desktop, addresses, name):
    desktop.goto(addresses[name])
    paper = desktop.pdf(prefer_css_page_size=True)
    desktop.emulate_media(media="print")

    assert len(PAGES_OF_PDF.findall(paper)) == 1
    assert min(sizes(desktop)) * POINTS_IN_A_PIXEL >= 15.99


def sizes(page):
    return page.evaluate(
        "[...document.querySelectorAll('.app-sheet *')].map("
        "(e) => parseFloat(getComputedStyle(e).fontSize))"
    )
