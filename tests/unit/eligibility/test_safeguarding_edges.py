"""Where words of learning, sentences and harmless words end, on a table small enough to see."""

import pytest

from eligibility import (
    Category,
    NotAWordTable,
    SafeguardingWords,
    alarms_from_phrases,
    alarms_in,
    words_from,
)

SMALL = """
learning = ["course", "study group"]
between = ["free", "first"]
harmless = ["ouch potato", "ow"]
[hurt]
today = ["sting"]
topics = ["ouch", "yikes"]
[missing]
today = ["ow"]
"""
EVERY_LIST = "between, harmless, learning, phrases"


def small(changes=""):
    table = words_from(SMALL, before=SafeguardingWords())
    return words_from(changes, before=table)


def raised(typed, changes=""):
    return {alarm.phrase for alarm in alarms_in(typed, table=small(changes))}


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        pytest.param("ouch", {"ouch"}, id="a topic"),
        pytest.param("ouch course", set(), id="learning next"),
        pytest.param("ouch. course", {"ouch"}, id="learning in the next sentence"),
        pytest.param("ouch course. bye", set(), id="learning at the end of its sentence"),
        pytest.param("ouch free first course", set(), id="two words between"),
        pytest.param("ouch free. course", {"ouch"}, id="a sentence ends between"),
        pytest.param("ouch free first free course", {"ouch"}, id="three words between"),
        pytest.param("course on ouch", set(), id="learning before"),
        pytest.param("study group on ouch", set(), id="two words of learning before"),
        pytest.param("course. on ouch", {"ouch"}, id="learning in the sentence before"),
        pytest.param("course on ouch. bye", set(), id="the topic at the end of its sentence"),
        pytest.param("course for staff on ouch", set(), id="learning for somebody"),
        pytest.param("course by staff on ouch", {"ouch"}, id="learning by somebody"),
        pytest.param("looking for course on ouch", set(), id="somebody looks for learning"),
        pytest.param("ouch and yikes course", set(), id="two topics from the first word on"),
        pytest.param("course on ouch and yikes. bye", set(), id="two topics to the last word"),
        pytest.param("ouch. yikes course", {"ouch"}, id="two topics in two sentences"),
        pytest.param("sting course", {"sting"}, id="what always counts is no topic"),
        pytest.param("ow", set(), id="one harmless word"),
        pytest.param("ouch potato", set(), id="two harmless words"),
        pytest.param("ouch. potato", {"ouch"}, id="harmless words over two sentences"),
    ],
)
def test_a_topic_alarms_unless_learning_is_near_it(typed, phrases):
    assert raised(typed) == phrases


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        pytest.param("sting, said my friend", False, id="me later, and somebody else"),
        pytest.param("i sting. she stings: sting", True, id="once of oneself is enough"),
        pytest.param("she is here: sting. my sting", True, id="the second time of oneself"),
    ],
)
def test_an_alarm_is_ones_own_if_it_is_so_once(typed, own):
    [alarm] = alarms_in(typed, table=small())

    assert alarm.own is own


@pytest.mark.parametrize(
    ("changes", "typed", "phrases"),
    [
        pytest.param(
            '[remove]\nlearning = ["course"]', "ouch course", {"ouch"}, id="no learning any more"
        ),
        pytest.param(
            '[remove]\nbetween = ["free"]', "ouch free course", {"ouch"}, id="no longer between"
        ),
        pytest.param(
            '[remove]\nharmless = ["ow"]', "ow ouch potato", {"ow"}, id="one harmless word less"
        ),
        pytest.param('[remove]\nphrases = ["sting"]', "ouch free course", set(), id="all else"),
        pytest.param('between = ["good"]', "ouch good course", set(), id="a word between more"),
        pytest.param('between = ["good"]', "ouch free course", set(), id="and those there were"),
    ],
)
def test_changes_leave_the_other_lists_as_they_were(changes, typed, phrases):
    assert raised(typed, changes) == phrases


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            "[remove]\nsoon = []",
            f"[remove] has 'soon', which is unknown. Use: {EVERY_LIST}.",
            id="a list that there is not",
        ),
        pytest.param(
            '[remove]\nphrases = ["big bang"]',
            "[remove] phrases has 'big bang', which is not there.",
            id="words that are not there",
        ),
        pytest.param(
            "[remove]\nphrases = 1",
            "[remove] phrases must be a list of words in quotation marks.",
            id="no list",
        ),
    ],
)
def test_says_in_full_what_cannot_be_taken_away(changes, sentence):
    with pytest.raises(NotAWordTable) as refused:
        small(changes)

    assert str(refused.value) == sentence


def test_a_kept_phrase_that_has_left_the_table_is_about_danger():
    [alarm] = alarms_from_phrases(["no longer there"], table=small())

    assert alarm.category is Category.DANGER
