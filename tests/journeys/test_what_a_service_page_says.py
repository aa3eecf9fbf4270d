"""Everything that is known of a service, and what is not known."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from services_catalog.codes import Space, Visibility
from services_catalog.listing import ListedEvidence
from services_catalog.models import Organisation, Partnership, Service
from tests.journeys import sample

MARK_UP = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>{{ 7*191 }}"


@pytest.fixture
def shown(client, listed, session):
    """``shown(listing)``: the words of the page of a listing."""

    def show(listing):
        listed(listing)
        found = session.scalar(select(Service).where(Service.source_id == listing.source_id))
        page = client.page(f"/services/{found.id}")
        return " ".join(page.main.get_text(" ").split())

    return show


def test_says_all_that_is_known(shown, day):
    page = shown(sample.full(day))

    for said in (
        "Run by Example Youth Trust", "0117 496 0101", "group@example.org", "11 to 18",
        "Anyone aged 11 to 18", "A bit of extra help (Early Help)", "1 Example Road, Bristol",
        "Hartcliffe and Withywood", "Tuesday 6pm to 8:30pm", "Ring us, or send a message.",
        "We ring back within 2 working days.", "Waiting list open", "about 3 weeks’ wait", "Free",
        "Somali", "Interpreter", "Once a week, 2 hours", "10 weeks", "Two youth workers",
        "Example Youth Trust office", "The list called “sample”", "A trusted adult",
    ):  # fmt: skip
        assert said in page, said


def test_what_nobody_has_said_is_said_to_be_unknown(shown):
    page = shown(sample.BARE)

    assert page.count("Not known") >= 10
    assert "None" not in page
    assert "Nobody has told us when this entry was checked." in page
    assert "We have no phone number, email or website for this service." in page


def test_not_rated_is_not_a_bad_mark(shown):
    assert "Nobody has rated this service. That is not a bad mark." in shown(sample.BARE)


def test_a_rating_comes_with_what_its_scale_means_and_a_caution(shown, day):
    page = shown(sample.full(day))

    assert "Foundations Guidebook" in page
    assert "What that means" in page
    assert "Take care" in page
    assert "The source does not say who took part." in page


def test_a_rating_on_a_scale_that_is_not_known_is_shown_as_it_is(shown, day):
    odd = replace(sample.full(day), evidence=(ListedEvidence(scale="odd", level="9"),))

    assert "We do not know this scale." in shown(odd)


def test_a_private_address_is_explained_and_never_shown(shown, day):
    page = shown(sample.refuge(day))

    assert "The address is kept private to keep people safe." in page
    for secret in ("Hidden Road", "Hidden Hall", "BS1 1AA"):
        assert secret not in page


def test_a_private_address_is_never_shown_on_a_row_either(client, listed, day):
    private = sample.refuge(day)
    half = replace(
        private,
        source_id="half",
        locations=(*sample.full(day).locations, *private.locations),
    )
    listed(private, half)

    rows = {
        row.select_one("dd:-soup-contains('Hall'), dd:-soup-contains('private')").text
        for row in client.page("/services").select(".app-row")
    }
    assert rows == {"Address kept private, Online", "Example Hall, Online"}


def test_space_that_was_said_long_ago_is_not_known(shown, day):
    old = replace(sample.full(day), space=Space.HAS_PLACES, space_said_on=day - timedelta(days=31))

    page = shown(old)

    assert "Has places" not in page
    assert "Not known today: ask them" in page
    assert "weeks’ wait" not in page


@pytest.mark.parametrize(
    ("source_id", "said"),
    [
        pytest.param("closed", "This service is closed for now", id="closed"),
        pytest.param("overdue", "This entry should have been checked by", id="overdue"),
        pytest.param("never", "Nobody has told us when this entry was checked.", id="never"),
        pytest.param("invented", "Invented for demonstration", id="invented"),
    ],
)
def test_what_must_be_known_first_stands_at_the_top(shown, day, source_id, said):
    listing = next(each for each in sample.awkward(day) if each.source_id == source_id)

    page = shown(listing)

    assert said in page
    assert page.index(said) < page.index("Who it is for")


def test_mark_up_in_a_listing_is_text(client, listed, session, day):
    full = sample.full(day)
    texts = {
        name: MARK_UP
        for name, value in vars_of(full).items()
        if isinstance(value, str) and name not in {"feed", "source_id", "document", "dialect"}
        and value == str(value) and not hasattr(value, "name")
    }  # fmt: skip
    wild = replace(
        full,
        **texts,
        organisation=replace(full.organisation, name=MARK_UP, description=MARK_UP, phone=MARK_UP),
        locations=tuple(
            replace(p, name=MARK_UP, address=MARK_UP, postcode=MARK_UP) for p in full.locations
        ),
        openings=tuple(replace(o, note=MARK_UP) for o in full.openings),
        evidence=(
            ListedEvidence(scale=MARK_UP, level=MARK_UP, source_url=f"javascript:{MARK_UP}",
                           source=MARK_UP, note=MARK_UP, subject=MARK_UP, population=MARK_UP),
        ),
    )  # fmt: skip
    listed(wild)
    service = session.scalar(select(Service))
    assert len(texts) > 12, "would prove little"

    for address in ("/services", f"/services/{service.id}",
                    f"/organisations/{service.organisation_id}"):  # fmt: skip
        page = client.page(address)
        assert not page.select("main script, main img"), address
        assert "1337" not in page.main.get_text(), address
        assert not page.select("a[href^='javascript:' i]"), address


def vars_of(listing):
    return {name: getattr(listing, name) for name in listing.__dataclass_fields__}


def test_an_organisation_lists_what_it_runs(client, listed, session, day):
    listed(sample.full(day), sample.BARE)
    organisation = session.scalar(select(Organisation))

    page = client.page(f"/organisations/{organisation.id}")

    assert page.h1.text == "Example Youth Trust"
    assert [a.text for a in page.select(".app-row h3 a")] == [
        "Bare Example", "Example Bereavement Group",
    ]  # fmt: skip


@pytest.fixture
def elsewhere(session, make):
    """A service of another partnership."""
    other = Partnership(
        name="Another Partnership", place="Elsewhere", host="other.example.org",
        front_door_name="", front_door_phone="", front_door_hours="", out_of_hours_phone="",
    )  # fmt: skip
    session.add(other)
    session.flush()
    return make.service(organisation=make.organisation(partnership=other))


def test_what_is_not_theirs_looks_like_what_is_not_there(client, listed, elsewhere, session, day):
    listed(replace(sample.full(day), visibility=Visibility.PROFESSIONALS))
    secret = session.scalar(select(Service).where(Service.id != elsewhere.id))

    def body(address):
        answer = client.get(address)
        assert answer.status_code == 404, address
        return answer.text.replace(answer.text.split('nonce="')[1].split('"')[0], "")

    nothing = body(f"/services/{uuid4()}")
    assert body(f"/services/{elsewhere.id}") == nothing
    assert body(f"/services/{secret.id}") == nothing
    assert body(f"/organisations/{elsewhere.organisation_id}") == body(f"/organisations/{uuid4()}")
    assert secret.name not in client.get("/services").text


@pytest.mark.parametrize("address", ["/", "/services", "/needs", "/about-the-data", "/privacy"])
def test_the_head_of_a_page_can_be_asked_for_alone(client, address):
    answer = client.head(address)

    assert (answer.status_code, answer.data) == (200, b"")
