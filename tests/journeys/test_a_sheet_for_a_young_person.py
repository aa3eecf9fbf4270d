"""A sheet that a young person can keep: plain, and with nothing about them."""

from dataclasses import replace
from uuid import uuid4

import pytest

from base.actor import Actor
from tests.journeys import sample


@pytest.fixture
def sheet(client, kept_ids):
    """``sheet(listing)``: the words of the sheet of a listing."""

    def show(listing):
        ids = kept_ids(listing)
        page = client.page(f"/services/{ids[listing.source_id]}/sheet")
        return " ".join(page.select_one(".app-sheet").get_text(" ").split())

    return show


def test_says_what_a_young_person_wants_to_know(sheet, day):
    said = sheet(sample.full(day))

    for fact in (
        "A weekly group for young people who have lost someone close.",
        "Example Hall, 1 Example Road, Bristol, BS13 0AA", "Tuesday 6pm to 8:30pm", "It is free.",
        "Example Youth Trust", "Two youth workers", "What happens when you go?",
        "We ring back within 2 working days.", "You can ask for this yourself.",
        "Ring 0117 496 0101", "It is OK to", "Ring 999", "0800 1111",
        "First Response: ring 0117 496 0001",
    ):  # fmt: skip
        assert fact in said, fact


def test_says_nothing_that_is_for_professionals(sheet, day):
    said = sheet(sample.full(day))

    for word in ("Early Help", "Foundations", "rated", "refer", "Ring us, or send", "checked"):
        assert word not in said, word


def test_what_nobody_has_said_is_said_in_plain_words(sheet):
    said = sheet(sample.BARE)

    assert said.count("We do not know.") == 3
    assert "You can ring and ask who you will meet" in said
    assert "We do not know if you can ask for this yourself." in said
    assert "Ask an adult you trust to help you find their number." in said
    assert "None" not in said


def test_a_private_address_is_never_on_a_sheet(sheet, day):
    said = sheet(sample.refuge(day))

    assert "The address is a secret, to keep people safe." in said
    for secret in ("Hidden Road", "Hidden Hall", "BS1 1AA"):
        assert secret not in said


def test_who_prints_a_sheet_of_a_private_place_is_asked_to_think_first(client, kept_ids, day):
    ids = kept_ids(sample.refuge(day), sample.full(day))
    warned = {
        name: "Think before you print this." in client.page(f"/services/{each}/sheet").main.text
        for name, each in ids.items()
    }

    assert warned == {"refuge": True, "full": False}


@pytest.mark.parametrize(
    ("routes", "said"),
    [
        pytest.param({"open_access"}, "You can ask for this yourself.", id="turn up"),
        pytest.param({"self", "professional"}, "You can ask for this yourself.", id="themselves"),
        pytest.param({"family", "professional"}, "Ask your mum, dad or carer", id="family"),
        pytest.param({"professional"}, "Ask an adult who helps you", id="a professional"),
        pytest.param(set(), "We do not know if you can ask", id="nobody has said"),
    ],
)
def test_says_who_has_to_ask(sheet, day, routes, said):
    assert said in sheet(replace(sample.full(day), routes=frozenset(routes)))


def test_the_page_of_a_service_leads_to_its_sheet(client, kept_ids, day):
    service_id = kept_ids(sample.full(day))["full"]
    page = client.page(f"/services/{service_id}")

    link = page.find("a", string="Sheet for a young person")
    assert link["href"] == f"/services/{service_id}/sheet"


@pytest.fixture
def secret(kept_ids, day):
    """The id of a listing that only people who work with children may see."""
    return kept_ids(*sample.awkward(day))["secret"]


def test_there_is_no_sheet_of_what_is_not_there_or_not_for_them(client, secret):
    for service_id in (uuid4(), secret):
        assert client.get(f"/services/{service_id}/sheet").status_code == 404


def test_a_professional_finds_no_sheet_of_what_young_people_may_not_know(
    client, secret, partnership, monkeypatch
):
    reader = Actor(partnership_id=partnership.id, sees_professional=True)
    monkeypatch.setattr("navigator.web.pages.sheet.current_actor", lambda: reader)

    answer = client.get(f"/services/{secret}/sheet")

    assert answer.status_code == 404
    assert "There is no sheet for this service." in answer.text
