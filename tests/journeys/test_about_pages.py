"""The pages that say what this is, and what stands on every page."""

import pytest

from tests.journeys import sample

EVERY_PAGE = [
    "/", "/services", "/needs", "/levels", "/about-the-data", "/accessibility", "/privacy",
    "/cookies", "/nope",
]  # fmt: skip


def test_the_data_page_counts_what_is_current(client, catalogue):
    page = client.page("/about-the-data")

    rows = {
        row.th.get_text(strip=True): [int(cell.text) for cell in row.select("td")]
        for row in page.select("tbody tr")
    }
    assert rows["demonstration (invented)"] == [1, 1, 0, 0]
    assert rows["All"] == [30, 27, 1, 2]
    assert "90 in every 100 are up to date" in page.main.get_text()


def test_the_data_page_of_an_empty_catalogue_says_so(client):
    assert "No services are listed yet." in client.get("/about-the-data").text


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_page_has_the_numbers_the_exit_and_the_mark(client, catalogue, address):
    page = client.get(address).text

    for said in ('href="tel:999"', 'href="tel:01174960001"', "Exit this page",
                 "All services here are invented."):  # fmt: skip
        assert said in page


def test_without_invented_listings_nothing_is_called_invented(client, listed, day):
    listed(sample.full(day))

    assert "invented" not in client.get("/services").text.lower()
