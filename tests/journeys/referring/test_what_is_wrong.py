"""What cannot be used is said beside its box, and nothing that was typed is lost."""

import pytest

from tests.journeys.referring.conftest import CONTACT, PERSON, STORY, words_of

WRONG = [
    ("person", {"name": ""}, "Enter their initials or name."),
    ("person", {"birth_date": ""}, "Enter their age, or their birth date."),
    ("person", {"age": "26"}, "Enter an age from 0 to 25"),
    ("person", {"age": "x"}, "Enter an age from 0 to 25"),
    ("person", {"birth_date": "soon"}, "Enter a birth date, such as"),
    ("person", {"birth_date": "31 2 2012"}, "Enter a birth date"),
    ("person", {"birth_date": "1 1 1970"}, "Check the birth date."),
    ("person", {"birth_date": "1 1 2090"}, "Check the birth date."),
    ("person", {"home": "Nowhere"}, "We do not know that place."),
    ("person", {"urgency": "quite"}, "Choose one of the answers."),
    ("person", {"name": "R" * 201}, "Use 200 characters or fewer."),
    ("story", {"wants": " "}, "Say what they want."),
    ("story", {"needs": ["x"]}, "Choose one of the answers."),
    ("story", {"wants": "W" * 5001}, "Use 5,000 characters"),
    ("contact", {"reach": ""}, "Say how the service can reach"),
    ("contact", {"call_back": ""}, "Enter a number to ring you"),
    ("contact", {"call_back": "1"}, "Enter a phone number, such"),
]


@pytest.mark.parametrize("page", ["person", "story", "contact"])
def test_is_said_and_what_was_typed_stays(referring, page):
    for _, typed, said in (row for row in WRONG if row[0] == page):
        whole = {"person": PERSON, "story": STORY, "contact": CONTACT}[page] | typed

        answer = referring.save(page, **whole)

        assert answer.status_code == 422, typed
        assert said in words_of(answer)
        for name, text in whole.items():
            if isinstance(text, str) and name != "urgency":
                assert text.strip() in answer.text
    assert referring.version("agreement") == "1", "nothing was saved"


AGREEMENTS = [
    ({"parent": "not_asked"}, "Say why the parent"),
    ({"young_person": ""}, "Say whether the young person agrees."),
    ({"young_person": "agrees"}, "Ask a parent or carer as well."),
    ({"young_person": "does_not", "parent": "agrees"}, "They do not agree."),
    ({"parent": "does_not"}, "Nobody has agreed"),
    ({"until": "1 1 2020"}, "Enter a day from today on"),
    ({"override_reason": "risk_of_harm"}, "Say why you go ahead"),
    ({"override_why": "He may be hurt."}, "Choose why you go ahead"),
    ({"rung_at": "2090-01-01T10:00"}, "Enter when you rang"),
    ({"rung_at": "at noon"}, "Enter when you rang"),
]


def test_what_is_missing_of_an_agreement_is_said(referring):
    for typed, said in AGREEMENTS:
        answer = referring.agree(**typed)

        assert answer.status_code == 422, typed
        assert said in words_of(answer)


ENOUGH = [
    {"parent": "agrees"},
    {"young_person": "agrees", "young_person_capacity": "decides_with_help"},
    {"parent": "agrees", "young_person": "not_asked", "young_person_why": "Ill."},
    {"override_reason": "risk_of_harm", "override_why": "He may be hurt."},
]


def test_what_is_enough_leads_on(referring, service):
    for typed in ENOUGH:
        answer = referring.begin(service).agree(**typed)

        assert answer.headers.get("Location", "").endswith("/person"), typed


def test_who_is_18_decides_alone_and_no_parent_is_asked_about(referring):
    referring.save("person", name="Ash", age="18", then="later")

    page = referring.page("agreement")

    assert not page.select("[name^=parent]")
    assert referring.agree(young_person="agrees").status_code == 303


def test_an_age_that_comes_later_is_looked_at_again(referring):
    referring.agree(parent="agrees")
    referring.save("person", name="Ash", age="18")
    for page, typed in (("story", STORY), ("contact", CONTACT)):
        answer = referring.save(page, **typed)

    assert answer.headers["Location"] == f"{referring.base}/agreement"
    assert referring.send().status_code == 422


def test_a_birth_date_is_read_as_people_write_it(referring):
    for typed in ("31 3 2012", "31/03/2012", "2012-03-31", "31 March 2012", "31.3.2012"):
        assert referring.save("person", name="Ash", birth_date=typed).status_code == 303
        assert referring.page("person").select_one("#birth_date")["value"] == "31 3 2012"
        referring.save("person", birth_date="", then="later")


def test_who_must_not_know_stops_every_call_and_needs_no_way_to_reach_them(referring):
    answer = referring.save("contact", must_not_know="Her brother", call_back="0117 496 0100")

    assert answer.status_code == 303
    assert referring.page("contact").select_one("#must_not_contact[checked]")
    assert "not to call, write to or print" in referring.page("check").main.get_text()


def test_words_that_warn_of_harm_come_first_on_the_check(referring):
    referring.save("story", wants="He said he is going to stab someone.", then="later")

    page = referring.page("check")

    assert page.select_one(".app-alarm a[href='tel:999']")
