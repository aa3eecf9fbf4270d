"""Somebody asks what a level means, and what comes next when it is not the right one."""

from dataclasses import replace

import pytest
from sqlalchemy import event, select

from eligibility import LEVELS, Level
from services_catalog.level_operations import set_levels, set_wordings
from services_catalog.models import Service
from tests.journeys import sample

OWN = {
    "universal": ("Everyone", "Level 1"), "early_help": ("A hand", "Level 2"),
    "targeted": ("Two hands", "Level 3"), "specialist": ("All hands", ""),
}  # fmt: skip
OWN_ROWS = [
    {"level": code, "plain": plain, "official": official, "meaning": f"What {plain} means."}
    for code, (plain, official) in OWN.items()
]
WORDINGS = [
    {"provider": "Example Youth Trust", "wording": "Gold", "level": "early_help"},
    {"provider": "Example Youth Trust", "wording": "Platinum", "level": "specialist"},
    {"provider": "", "wording": "Tier 2", "level": "early_help"},
]


@pytest.fixture
def own_words(session, public):
    set_levels(session, OWN_ROWS, actor=public)
    set_wordings(session, WORDINGS, actor=public)


@pytest.fixture
def step(day):
    """``step("name", level)``: a listing like the full one, at another level."""

    def make(name, *levels, **facts):
        return replace(
            sample.full(day), source_id=name, name=name, levels=frozenset(levels), **facts
        )

    return make


@pytest.fixture
def opened(client, session):
    """``opened("full")``: the page of a listing."""

    def show(source_id, query=""):
        found = session.scalar(select(Service.id).where(Service.source_id == source_id))
        return client.page(f"/services/{found}{query}")

    return show


def words(part):
    return " ".join(part.get_text(" ").split())


def options(page, title):
    """The names under one of the headings of the part on the next levels."""
    heading = page.find("h3", string=title)
    found = heading.find_next_sibling("ul")
    following = heading.find_next("h3")
    mine = found and (not following or found in following.find_all_previous("ul"))
    return [link.text for link in found.select("a.app-steps__name")] if mine else []


def test_the_page_of_levels_says_what_each_means_and_how_many_there_are(client, catalogue):
    page = client.page("/levels")

    assert [h.text for h in page.select("main h2")] == [
        f"{level.plain} ({level.official})" for level in LEVELS
    ]
    said = words(page.main)
    for level in LEVELS:
        assert level.meaning in said
    assert "Others may call it “Tier 2”, “Level 2”" in said
    assert "It is never a reason to turn a young person away." in said
    assert "Nobody here has checked these names yet." in said
    link = page.select_one("a[href='/services?level=universal']")
    assert words(link).startswith("See 22 services")


def test_the_page_of_levels_is_in_the_partnerships_words(client, own_words):
    said = words(client.page("/levels").main)

    assert "Two hands (Level 3) What Two hands means." in said
    assert "All hands What All hands means." in said
    assert "Example Youth Trust: “Gold”" in said
    assert "Others may call it “Tier 2”." in said
    assert "Nobody here has checked" not in said


def test_the_levels_of_a_mark_up_name_are_text(client, session, public):
    wild = "<script>alert(1)</script>"
    set_wordings(session, [{"provider": wild, "wording": wild, "level": "targeted"}], actor=public)

    assert not client.page("/levels").select("main script")


def test_every_page_uses_the_partnerships_labels(client, listed, session, public, day, own_words):
    listed(sample.full(day))

    results = client.page("/services")
    options = [words(label) for label in results.select("label[for^='level-']")]

    assert options == ["A hand (Level 2) (1)"]
    assert "A hand (Level 2)" in words(results.select_one(".app-row"))
    chosen = client.page("/services?level=early_help")
    assert "A hand (Level 2)" in words(chosen.main)


def test_a_service_says_its_level_what_it_means_and_whom_to_ring(opened, listed, day, own_words):
    listed(sample.full(day))

    page = opened("full")

    said = words(page.main)
    assert "A hand (Level 2) What A hand means." in said
    assert "Example Youth Trust calls this “Gold”." in said
    assert "Platinum" not in said
    assert "A level is a guide, never a reason to turn someone away." in said
    row = page.find("dt", string="How much help").find_next("dd")
    assert row.select_one("a[href='tel:01174960101']")
    assert row.select_one("a[href='/levels']")


def test_a_service_of_which_nothing_is_known_says_so_and_offers_no_step(opened, listed):
    listed(sample.BARE)

    page = opened("bare")

    assert "Not known: ask them" in words(page.find("dt", string="How much help").parent)
    assert page.select_one("#steps-title") is None


def test_the_next_level_up_and_down_stand_on_the_page_with_why(opened, listed, day, step):
    listed(
        sample.full(day), step("Bigger Example", "targeted"), step("Smaller Example", "universal")
    )

    page = opened("full")

    assert options(page, "If they need more help") == ["Bigger Example"]
    assert options(page, "If they need less help") == ["Smaller Example"]
    said = words(page.select_one(".app-steps"))
    assert "Next on the scale: More help (Targeted)." in said
    assert "Why: it helps with “" in said
    assert "in the areas where this service works" in said
    assert page.select_one(".app-steps a[href='tel:01174960101']")


def test_a_level_that_nothing_is_listed_at_is_named(opened, listed, day, step):
    listed(sample.full(day), step("Biggest Example", "specialist"))

    said = words(opened("full").select_one(".app-steps"))

    assert (
        "Nothing is listed at “More help (Targeted)” for this here. "
        "These come after it: Specialist help (Specialist)."
    ) in said
    assert "Nothing is listed at “Open to all (Universal)” for this here. That is a gap." in said
    assert "To ask what else there is, ring First Response on 0117 496 0001" in said


def test_at_the_top_of_the_scale_the_front_door_is_named(opened, listed, step):
    listed(step("Top Example", *Level))

    said = words(opened("Top Example").select_one(".app-steps"))

    assert "This is the highest level. Nothing stands above it." in said
    assert "ring First Response on 0117 496 0001" in said
    assert "If they need less help" not in said


def test_steps_are_for_the_home_of_the_search(opened, listed, day, step):
    away = step("Away Example", "targeted", areas=(), locations=(), delivery=frozenset())
    listed(sample.full(day), away)

    page = opened("full", "?home=BS37&age=14")

    assert "for people in BS37" in words(page.select_one(".app-steps"))
    assert options(page, "If they need more help") == ["Away Example"]
    assert options(opened("full", "?age=30"), "If they need more help") == ["Away Example"]
    assert options(opened("full", "?age=25"), "If they need more help") == []


def test_without_an_index_the_page_still_stands(app, opened, listed, day):
    listed(sample.full(day))
    app.extensions["search_index"] = type(app.extensions["search_index"])(app.instance_path)

    said = words(opened("full").select_one(".app-steps"))

    assert "We cannot look this up just now." in said


@pytest.mark.parametrize("count", [1, 9])
def test_the_steps_cost_a_page_two_questions_to_the_database(opened, listed, session, step, count):
    ways = [
        step(f"{level} {n}", level) for level in ("targeted", "universal") for n in range(count)
    ]
    start = step("start", "early_help")
    listed(*ways, start, replace(start, source_id="alone", needs=frozenset()))

    def asked_for(source_id):
        asked = []
        opened(source_id)
        event.listen(session.get_bind(), "before_cursor_execute", lambda *_: asked.append(1))
        page = opened(source_id)
        return len(asked), len(page.select(".app-steps__option"))

    alone, with_steps = asked_for("alone"), asked_for("start")

    assert with_steps == (alone[0] + 2, 2 * min(count, 3))
    assert alone[1] == 0
