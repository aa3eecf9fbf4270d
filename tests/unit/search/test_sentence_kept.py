"""What a sentence shows, keeps and never repeats; and that no text breaks it."""

import re
import unicodedata
from dataclasses import fields

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eligibility import Situation, Urgency, contradictions
from search.intent import without_personal
from search.said_text import SaidText
from search.saying import Saying, Sayings, Way
from search.sentence import LONGEST_SENTENCE, TABLE, Heard, read_sentence
from search.tokens import words_in
from tests.factories import TODAY
from tests.unit.search.gazetteer import MIDDLE, SOUTH, TOWN
from tests.unit.search.said_sentences import JUDGED_SENTENCES, ROWS


def read(typed):
    return read_sentence(typed, TOWN)


def test_each_fact_is_heard_with_the_words_it_came_from():
    heard = read(JUDGED_SENTENCES[0]).heard

    assert heard == (
        Heard(fact="school_year", typed="Y9"),
        Heard(fact="home", typed="Samplehill"),
        Heard(fact="attendance", typed="62% attendance"),
        Heard(fact="needs", typed="attendance"),
        Heard(fact="suspensions", typed="suspended twice"),
        Heard(fact="needs", typed="suspended"),
        Heard(fact="send", typed="ADHD assessment pending"),
        Heard(fact="needs", typed="ADHD assessment"),
    )


@pytest.mark.parametrize("typed", [typed for typed, _ in ROWS])
def test_every_fact_of_the_situation_is_heard_and_no_other(typed):
    sentence = read(typed)
    known = re.findall(r"\w+", repr(sentence.situation).partition("knows: ")[2])

    # Where they would not feel safe is known too, and left out of what is printed.
    heard = {one.fact for one in sentence.heard} - {"places_not_safe"}
    assert heard == set(known) - {"nothing"}


@pytest.mark.parametrize(
    ("typed", "private"),
    [
        pytest.param("Y9 boxing Samplehill", False, id="a school year, a need and a place"),
        pytest.param("14 boxing BS99", False, id="an age, a need and an outward code"),
        pytest.param("zebra", False, id="words alone"),
        pytest.param("Y9, suspended twice", True, id="suspensions"),
        pytest.param("boxing for a girl", True, id="gender"),
        pytest.param("no EHCP, 14", True, id="what is denied and not kept"),
        pytest.param("mum is a care leaver", True, id="what is told of another"),
        pytest.param("care leaver advice", False, id="a subject"),
        pytest.param("how to get an EHCP", False, id="what is asked for"),
        pytest.param("not in care, 14", True, id="what is denied and kept"),
        pytest.param("not safe in Samplehill", True, id="where they would not feel safe"),
        pytest.param("school in Samplehill", True, id="where they go to school"),
    ],
)
def test_a_sentence_that_says_more_than_a_search_is_private(typed, private):
    assert read(typed).is_private is private


@pytest.mark.parametrize(
    "personal",
    [
        pytest.param("943 476 5919", id="an NHS number"),
        pytest.param("01/02/2011", id="a birth date"),
        pytest.param("1st of February 2011", id="a birth date in words"),
        pytest.param("07700 900123", id="a phone number"),
        pytest.param("alex@example.org", id="an e-mail address"),
        pytest.param("A123456789012", id="a pupil number"),
        pytest.param("QQ123456C", id="a national insurance number"),
    ],
)
def test_what_could_say_who_a_child_is_is_taken_out(personal):
    sentence = read(f"Y9, dob {personal}, suspended twice, zebra")

    assert sentence.rest == "zebra"
    assert sentence.situation.suspensions == 2
    assert all(one.typed in {"Y9", "suspended twice", "suspended"} for one in sentence.heard)


def test_a_birth_date_sets_no_age():
    assert read("born 12/03/2011, suspended twice").situation.age is None


def test_a_full_postcode_becomes_its_outward_code():
    sentence = read("Y9, BS99 1AA, suspended twice")

    assert (sentence.home.code, sentence.situation.home.ward) == ("BS99", SOUTH)
    assert sentence.rest == ""
    assert Heard(fact="home", typed="BS99") in sentence.heard


def test_a_home_brings_its_authority_and_areas():
    home = read("Y9 in Sampleworth").situation.home

    assert (home.ward, home.areas) == (MIDDLE, {"districts/east"})


def test_a_name_stays_among_the_words_of_a_private_sentence():
    sentence = read("Jayden, Y9, suspended twice")

    assert sentence.is_private
    assert sentence.rest == "jayden"
    assert "jayden" not in repr(sentence).lower()


def test_contradictions_are_kept_so_that_they_can_be_pointed_out():
    assert contradictions(read("age 6, Y11").situation, on=TODAY)


def test_an_alarm_is_heard_beyond_what_is_read():
    sentence = read("Y9 " * 500 + "suicidal")

    assert sentence.shortened
    assert [alarm.urgency for alarm in sentence.alarms] == [Urgency.TODAY]


@pytest.mark.parametrize(("length", "shortened"), [(LONGEST_SENTENCE, False), (1001, True)])
def test_only_so_much_is_read(length, shortened):
    assert read("z" * length).shortened is shortened


def test_a_situation_has_every_field_that_a_saying_may_set():
    names = {name for saying in TABLE for facts in _constant_facts(saying) for name in facts}

    assert {"care", "gender", "exclusion"} < names
    assert names <= {field.name for field in fields(Situation)}


def _constant_facts(saying):
    return [facts for facts in (saying.says, *saying.instead.values()) if not callable(facts)]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        pytest.param("zebra", Way.SAID, id="said"),
        pytest.param("no zebra", Way.DENIED, id="denied"),
        pytest.param("never had a zebra", Way.DENIED, id="denied further off"),
        pytest.param("no yak or zebra", Way.DENIED, id="denied in a list"),
        pytest.param("no yak , zebra or yak", Way.DENIED, id="denied in a longer list"),
        pytest.param("zebra , no", Way.DENIED, id="denied after it"),
        pytest.param("no , zebra", Way.SAID, id="a border parts them"),
        pytest.param("no yak , zebra", Way.SAID, id="two things said"),
        pytest.param("no longer a zebra", Way.OVER, id="over"),
        pytest.param("zebra has ended", Way.OVER, id="over, said after it"),
        pytest.param("was a zebra", Way.WAS, id="was"),
        pytest.param("might be a zebra", Way.DOUBTED, id="doubted"),
        pytest.param("zebra ~ , yak", Way.DOUBTED, id="asked"),
        pytest.param("brother has a zebra", Way.OF_ANOTHER, id="of another"),
        pytest.param("lives with his brother zebra", Way.SAID, id="someone they live with"),
        pytest.param("zebra workshop", Way.SUBJECT, id="a subject"),
    ],
)
def test_what_stands_around_words_says_how_they_are_meant(text, way):
    told = {each: {"way": each} for each in Way}
    found = Sayings(
        (Saying(pattern="zebra", says=told[Way.SAID], instead=told), Saying(pattern="yak"))
    )

    [meant] = [spoken.facts["way"] for spoken in found.find(text) if spoken.facts]
    assert meant is (Way.OVER if way is Way.WAS else way)


def test_what_happened_is_still_so_where_it_is_told_as_past():
    found = Sayings((Saying(pattern="zebra", says={"age": 1}, happened=True),))

    assert [spoken.facts for spoken in found.find("was zebra")] == [{"age": 1}]
    assert [spoken.facts for spoken in found.find("no longer zebra")] == [{}]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        pytest.param("Y9, 62%!", "y9 , 62 % ,", id="borders and per cent"),
        pytest.param("?ADHD or ADHD?", "? adhd or adhd ~", id="a query and a question"),
        pytest.param("11-16 part-time - 62.5%", "11 - 16 part time , 62.5 %", id="dashes"),
        pytest.param("Yr. 9. PEX'd", "yr 9 , pexd", id="points and apostrophes"),
        pytest.param("ÉCOLE A123456", "ecole", id="accents, and numbers that are someone's"),
    ],
)
def test_a_text_is_cut_into_words_and_marks(typed, marked):
    assert SaidText.of(typed).marked == marked


PIECES = [piece for typed, _ in ROWS for piece in re.findall(r"\S+", typed)]
SENTENCES = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from([*PIECES, ",", "-", "?", "\n"]), max_size=60).map(" ".join),
)


@given(SENTENCES)
@example("²% attendance ³ ٣ times ½")
@example("x" * 2000)
def test_any_text_is_read(typed):
    sentence = read(typed)

    assert isinstance(sentence.situation, Situation)
    assert all(one.typed.strip() for one in sentence.heard)
    assert set(sentence.rest.split()).isdisjoint({"", ","})


@given(SENTENCES)
def test_what_is_left_was_typed_and_is_in_order(typed):
    words = iter(words_in(without_personal(unicodedata.normalize("NFKC", typed))))

    # Going through the same words once finds each in turn, or it was never typed there.
    assert all(word in words for word in read(typed).rest.split())
