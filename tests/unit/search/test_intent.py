"""read_words ..."""

import pytest

from search.intent import read_words, without_personal
from search.request import LONGEST_WORDS
from tests.unit.search.gazetteer import MIDDLE, SOUTH, TOWN


def read(typed):
    return read_words(typed, TOWN)


@pytest.mark.parametrize(
    ("typed", "age"),
    [
        pytest.param("boxing 14", 14, id="a number alone"),
        pytest.param("boxing 14 year old", 14, id="years old"),
        pytest.param("14yo boxing", 14, id="run together"),
        pytest.param("boxing aged 14", 14, id="aged"),
        pytest.param("boxing age 3", 3, id="a small number that says it is an age"),
        pytest.param("boxing 3", None, id="a small number that does not"),
        pytest.param("boxing year 9", 13, id="a school year is the age it starts at"),
        pytest.param("boxing Y9", 13, id="a school year, short"),
        pytest.param("boxing 11-16", None, id="a range says no one age"),
        pytest.param("5 a side football", None, id="a game"),
        pytest.param("turning 18", None, id="part of a phrase"),
        pytest.param("boxing 99", None, id="too old to be one"),
        pytest.param("care leaver 19", 19, id="after a phrase"),
    ],
)
def test_an_age(typed, age):
    assert read(typed).age == age


@pytest.mark.parametrize(
    ("typed", "home"),
    [
        pytest.param("boxing BS99", "BS99", id="an outward code"),
        pytest.param("boxing in bs 98", "BS98", id="an outward code in two parts"),
        pytest.param("boxing sampleworth", MIDDLE, id="a ward"),
        pytest.param("boxing Lower Example and Testwick", SOUTH, id="a ward of several words"),
        pytest.param("boxing samplehill", MIDDLE, id="a neighbourhood"),
        pytest.param("boxing BS1 1AA", None, id="an outward code that is not known"),
        pytest.param("boxing BS99 1AA", "BS99", id="a full postcode becomes its outward code"),
        pytest.param("boxing in Bristol", None, id="the city is everywhere"),
        pytest.param("boxing", None, id="none"),
    ],
)
def test_a_place(typed, home):
    found = read(typed).home

    assert (found.code if found else None) == home


@pytest.mark.parametrize(
    "personal",
    [
        pytest.param("943 476 5919", id="an NHS number"),
        pytest.param("9434765919", id="an NHS number run together"),
        pytest.param("01/02/2011", id="a birth date"),
        pytest.param("1.2.11", id="a short birth date"),
        pytest.param("2011-02-01", id="a birth date, year first"),
        pytest.param("1st of February 2011", id="a birth date in words"),
        pytest.param("Feb 1 2011", id="a birth date, month first"),
        pytest.param("0117 496 0123", id="a phone number"),
        pytest.param("alex@example.org", id="an e-mail address"),
    ],
)
def test_what_could_say_who_a_child_is_is_taken_out(personal):
    assert without_personal(f"boxing {personal} club").split() == ["boxing", "club"]
    assert read(f"boxing {personal}").words == ("boxing",)


def test_a_full_postcode_is_not_repeated():
    assert "1aa" not in read("boxing BS99 1AA").words
    assert without_personal("boxing bs991aa").split() == ["boxing", "BS99"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("help for young people with boxing", [("boxing",)], id="generic words fall"),
        pytest.param("a b boxing", [("boxing",)], id="letters alone fall"),
        pytest.param("support", [("support",)], id="unless nothing else was typed"),
        pytest.param("the", [], id="small words ask for nothing"),
        pytest.param("  ?!* ", [], id="no words at all"),
        pytest.param("mum drinks zebra", [("mum", "drinks"), ("zebra",)], id="in the order typed"),
    ],
)
def test_words_become_clues(typed, words):
    assert [clue.words for clue in read(typed).clues] == words


def test_a_phrase_is_a_clue_for_its_needs():
    [clue] = read("young carer").clues

    assert clue.terms == {"need:young_carer"}


def test_a_level_of_need_is_a_clue_too():
    assert any("level:early_help" in clue.terms for clue in read("early help").clues)


def test_kinder_words_are_suggested_and_the_need_is_read_all_the_same():
    intent = read("gang")

    assert intent.needs
    assert [typed for typed, _ in intent.kinder] == ["gang"]


@pytest.mark.parametrize(
    ("typed", "shortened"),
    [
        pytest.param("boxing " * 12, False, id="twelve words"),
        pytest.param("boxing " * 13, True, id="thirteen"),
        pytest.param("b" * LONGEST_WORDS, False, id="as many characters as are read"),
        pytest.param("b" * 10_000, True, id="too many characters"),
    ],
)
def test_only_so_much_is_read(typed, shortened):
    assert read(typed).shortened is shortened


def test_an_alarm_is_heard_beyond_what_is_read():
    typed = "boxing " * 40 + "suicidal"

    assert read(typed).shortened
    assert read(typed).alarms


@pytest.mark.parametrize(
    ("typed", "loose"),
    [
        pytest.param("boxng", ("boxng",), id="a word may be a slip"),
        pytest.param("IDVA", (), id="typed in capitals it is an acronym"),
        pytest.param("young carer", (), id="a phrase is understood"),
    ],
)
def test_words_that_may_be_slips(typed, loose):
    assert read(typed).loose == loose


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        pytest.param("counselling tier 2", "early_help", id="a tier"),
        pytest.param("Level 3 mentoring", "targeted", id="a level"),
        pytest.param("threshold 4", "specialist", id="a threshold"),
        pytest.param("complex", None, id="a word that may be anything"),
        pytest.param("level", None, id="no number"),
        pytest.param("tier 9", None, id="no such level"),
    ],
)
def test_a_level_in_the_words_of_providers(typed, level):
    terms = {term for clue in read(typed).clues for term in clue.terms}

    found = {term for term in terms if term.startswith("level:")}
    assert found == ({f"level:{level}"} if level else set())
