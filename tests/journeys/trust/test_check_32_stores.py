"""What browsers and proxies may keep: of what is personal, nothing."""

from tests.journeys.trust.cells import KIND, Cell
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.things import Whose
from tests.journeys.trust.world import KINDS

FILES = "/static/<path:name>"


def test_check_32_no_page_of_somebody_signed_in_is_stored_anywhere(asking):
    stored = []
    for kind in KINDS:
        if not kind.is_signed_in:
            continue
        for row in read_table().values():
            if row.method != "GET" or row.rule == FILES:
                continue
            answer = asking.ask(Cell(row=row, method="GET", kind=kind, whose=Whose.OWN))
            if "no-store" not in answer.headers.get("cache-control", ""):
                stored.append((row.rule, kind.name))

    assert stored == []


def test_check_32_no_page_is_shared_between_people(asking):
    """A proxy between two people and the service has nothing of the one for the other."""
    shared = []
    for row in read_table().values():
        if row.method == "GET" and row.rule != FILES:
            answer = asking.ask(
                Cell(row=row, method="GET", kind=KIND["signed out"], whose=Whose.OWN)
            )
            kept = answer.headers.get("cache-control", "")
            if "public" in kept or not {"private", "no-store"} & set(kept.split(", ")):
                shared.append((row.rule, kept))

    assert shared == []


def test_check_32_the_pages_that_have_secrets_in_their_address_are_not_stored(asking):
    for row in read_table().values():
        if row.object == "link" and row.method == "GET":
            answer = asking.ask(
                Cell(row=row, method="GET", kind=KIND["signed out"], whose=Whose.OWN)
            )
            assert answer.status == 200, row.rule
            assert "no-store" in answer.headers["cache-control"], row.rule
            assert answer.headers["referrer-policy"] == "no-referrer", row.rule
