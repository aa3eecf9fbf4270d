"""What alarms, what does not, of whom, and how soon."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility import (
    About,
    Alarm,
    BirthMonth,
    Category,
    Situation,
    Urgency,
    about_whom,
    alarms_from_phrases,
    alarms_in,
    alarms_of,
    shipped_words,
)
from eligibility.codes import Sector, SocialCare
from eligibility.levels import Level
from tests.unit.eligibility.drawn import law

DAY = date(2026, 11, 2)
ALARMS = [entry.alarm for entry in shipped_words().entries]

with Path(__file__).with_name("safeguarding_phrases.csv").open(encoding="utf-8") as opened:
    PHRASES = [tuple(row.values()) for row in csv.DictReader(opened)]

RAISING = [pytest.param(*row, id=row[0]) for row in PHRASES if row[1]]
HARMLESS = [row[0] for row in PHRASES if not row[1]]


def urgency_of(alarms):
    return alarms[0].urgency if alarms else None


def test_there_are_enough_phrases_to_prove_something():
    assert len(RAISING) >= 150
    assert len(HARMLESS) >= 50
    assert {param.values[1] for param in RAISING} == set(Category)


@pytest.mark.parametrize(("typed", "category", "urgency"), RAISING)
def test_these_words_alarm(typed, category, urgency):
    found = alarms_in(typed)

    assert (category, urgency) in [(alarm.category, alarm.urgency) for alarm in found]
    assert urgency_of(found) == urgency


@pytest.mark.parametrize("typed", HARMLESS, ids=lambda typed: typed or "nothing")
def test_these_words_do_not_alarm(typed):
    assert alarms_in(typed) == ()


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("he is suicidal. Training was useless", id="learning in the next sentence"),
        pytest.param("suicidal and i missed my course", id="learning further on"),
        pytest.param("FGM. FGM training", id="learning about the same in the next sentence"),
        pytest.param("i want to kill myself course", id="what someone says is no topic"),
        pytest.param("our staff training is on friday. self-harm", id="learning just before"),
        pytest.param("lost to suicide, and now i am suicidal", id="harmless words beside an alarm"),
        pytest.param("hungry. caterpillar", id="harmless words over two sentences"),
        pytest.param("boxing " * 400 + "suicidal", id="at the end of many words"),
    ],
)
def test_no_words_around_an_alarm_hide_it(typed):
    assert alarms_in(typed)


@law
@given(
    alarm=st.sampled_from(ALARMS),
    before=st.sampled_from(HARMLESS),
    after=st.sampled_from(HARMLESS),
    mark=st.sampled_from([". ", "! ", "?\n", "; ", "\n"]),
)
def test_harmless_sentences_around_an_alarm_never_silence_it(alarm, before, after, mark):
    found = alarms_in(f"{before}{mark}{alarm.phrase}{mark}{after}")

    assert alarm.phrase in {one.phrase for one in found}


@law
@given(words=st.text(max_size=200))
def test_any_text_can_be_read(words):
    assert {alarm.phrase for alarm in alarms_in(words)} <= {alarm.phrase for alarm in ALARMS}


@pytest.mark.parametrize(
    ("typed", "raised"),
    [
        pytest.param("holding stuff for ", "holding stuff for", id="an entry"),
        pytest.param("self-harm and ", "self-harm", id="one long run of topics"),
        pytest.param("lost his dad to suicide ", None, id="harmless words"),
        pytest.param(". ", None, id="sentences without words"),
    ],
)
def test_a_very_long_text_is_read_to_its_end(typed, raised):
    found = alarms_in(typed * (20_000 // len(typed)) + "fgm")

    assert {alarm.phrase for alarm in found} == {"FGM"} | ({raised} if raised else set())


def test_the_most_urgent_comes_first():
    found = alarms_in("she is suicidal and has taken pills")

    assert [alarm.urgency for alarm in found] == [Urgency.NOW, Urgency.TODAY]


def test_a_crisis_asks_for_a_crisis_line_and_other_alarms_do_not():
    assert alarms_in("suicidal") == (
        Alarm(urgency=Urgency.TODAY, category=Category.SUICIDE, phrase="suicidal", crisis=True),
    )
    assert alarms_in("forced marriage")[0].crisis is False


def test_what_is_returned_is_the_table_and_never_what_was_typed():
    typed = "Jamie Example of 4 Sample Street is suicidal"

    assert {alarm.phrase for alarm in alarms_in(typed)} == {"suicidal"}


def test_every_entry_finds_itself():
    lost = [one.phrase for one in ALARMS if one.phrase not in names(f"help, {one.phrase.upper()}.")]

    assert lost == []


def names(typed):
    return {alarm.phrase for alarm in alarms_in(typed)}


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        pytest.param("I am suicidal", True, id="I"),
        pytest.param("im really suicidal because she left", True, id="I, close before it"),
        pytest.param("my dad hits me", True, id="me, in the entry"),
        pytest.param("he raped me", True, id="me, next to it"),
        pytest.param("my stepdad makes me carry drugs", True, id="me, and a grown-up"),
        pytest.param("my son is suicidal", False, id="my child"),
        pytest.param("my friend is bleeding", False, id="my friend"),
        pytest.param("I have a pupil who is self-harming", False, id="I, and a pupil"),
        pytest.param("he told me he wants to die", False, id="he, told to me"),
        pytest.param("suicidal year 9", False, id="nobody"),
    ],
)
def test_says_whether_it_is_of_whoever_typed(typed, own):
    assert any(alarm.own for alarm in alarms_in(typed)) is own


@pytest.mark.parametrize(
    ("situation", "about"),
    [
        pytest.param(Situation(), About(), id="nothing known: a child"),
        pytest.param(Situation(age=17), About(), id="17"),
        pytest.param(Situation(age=18), About(adult=True), id="18"),
        pytest.param(
            Situation(birth_month=BirthMonth(2008, 11)), About(), id="18 this month, or still 17"
        ),
        pytest.param(
            Situation(birth_month=BirthMonth(2008, 10)), About(adult=True), id="18 last month"
        ),
        pytest.param(Situation(age=19, school_year=9), About(), id="ages that contradict"),
        pytest.param(
            Situation(sector=Sector.YOUNG_PERSON), About(typing=True), id="a young person asks"
        ),
        pytest.param(
            Situation(sector=Sector.YOUNG_PERSON, age=20),
            About(typing=True, adult=True),
            id="at 20",
        ),
        pytest.param(Situation(sector=Sector.EDUCATION), About(), id="a school asks"),
    ],
)
def test_whom_a_card_is_about(situation, about):
    assert about_whom(alarms_in("suicidal"), situation, on=DAY) == about


def test_words_alone_say_that_whoever_types_is_the_one():
    assert about_whom(alarms_in("i am suicidal"), Situation(), on=DAY) == About(typing=True)


@pytest.mark.parametrize(
    ("situation", "phrases"),
    [
        pytest.param(Situation(), [], id="nothing said"),
        pytest.param(Situation(level=Level.SPECIALIST), ["specialist level"], id="specialist help"),
        pytest.param(
            Situation(social_care=SocialCare.CHILD_PROTECTION), ["child protection"], id="a plan"
        ),
        pytest.param(Situation(level=Level.TARGETED), [], id="more help"),
        pytest.param(Situation(social_care=SocialCare.STEPPING_DOWN), [], id="stepping down"),
    ],
)
def test_answers_that_only_the_front_door_can_start(situation, phrases):
    raised = alarms_of(situation)

    assert [alarm.phrase for alarm in raised] == phrases
    assert set(raised) <= set(ALARMS), "an answer raises what the same words would"


def test_the_phrases_of_alarms_bring_them_back():
    found = alarms_in("suicidal, and he has a knife now")

    back = alarms_from_phrases(alarm.phrase for alarm in reversed(found))

    assert set(back) == set(found)
    assert [alarm.urgency for alarm in back] == [alarm.urgency for alarm in found]


def test_a_kept_phrase_that_has_left_the_table_still_alarms():
    [alarm] = alarms_from_phrases(["no longer there"])

    assert (alarm.urgency, alarm.phrase) == (Urgency.TODAY, "no longer there")
