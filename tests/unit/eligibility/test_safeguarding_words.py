"""Reading the table of words, and a partnership's own changes to it."""

import pytest

from eligibility import (
    Category,
    NotAWordTable,
    SafeguardingWords,
    Urgency,
    alarms_in,
    shipped_words,
    words_from,
)

OWN_WORDS = """
learning = ["briefing"]
harmless = ["hungry horse"]
[missing]
now = ["done/did a runner"]
[remove]
phrases = ["dirty"]
harmless = ["mash potato"]
"""


def changed(text):
    return words_from(text, before=shipped_words())


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        pytest.param("he did a runner", [], ["did a runner"], id="an entry added"),
        pytest.param("done a runner", [], ["done a runner"], id="its other choice"),
        pytest.param("dirty", ["dirty"], [], id="an entry taken away"),
        pytest.param("hungry horse club", ["hungry"], [], id="harmless words added"),
        pytest.param("mash potato", [], ["MASH"], id="harmless words taken away"),
        pytest.param("self-harm briefing", ["self-harm"], [], id="a word of learning added"),
        pytest.param("suicidal", ["suicidal"], ["suicidal"], id="all else stays"),
    ],
)
def test_a_partnership_changes(typed, before, after):
    assert [alarm.phrase for alarm in alarms_in(typed)] == before
    assert [alarm.phrase for alarm in alarms_in(typed, table=changed(OWN_WORDS))] == after


def test_an_entry_that_is_added_has_the_kind_and_urgency_of_its_list():
    [alarm] = alarms_in("did a runner", table=changed(OWN_WORDS))

    assert (alarm.category, alarm.urgency, alarm.crisis) == (Category.MISSING, Urgency.NOW, False)


def test_an_entry_added_to_a_kind_with_a_crisis_is_one_too():
    [alarm] = alarms_in("sad songs", table=changed('[suicide]\ntoday = ["sad songs"]'))

    assert alarm.crisis


def test_an_entry_that_stands_twice_counts_once_as_the_more_urgent():
    table = words_from('[hurt]\ntoday = ["ow"]\nnow = ["OW"]', before=SafeguardingWords())

    assert [(alarm.urgency, alarm.phrase) for alarm in alarms_in("ow", table=table)] == [
        (Urgency.NOW, "OW")
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("[hurt", "It is not TOML", id="not a table"),
        pytest.param("[weapn]\n", "The file has 'weapn', which is unknown. Use: ", id="a kind"),
        pytest.param("hurt = 3", "[hurt] must be a section", id="no section"),
        pytest.param("[hurt]\nsoon = []", "[hurt] has 'soon', which is unknown", id="a list"),
        pytest.param("[hurt]\nnow = 'ow'", "[hurt] now must be a list of words", id="no list"),
        pytest.param("[hurt]\nnow = [3]", "[hurt] now must be a list of words", id="no words"),
        pytest.param("[hurt]\nnow = ['?']", "[hurt] now has '?', where a word is", id="no letter"),
        pytest.param("[hurt]\nnow = ['a//b']", "where a word is missing", id="a stray slash"),
        pytest.param("[hurt]\ncrisis = 1", "[hurt] crisis must be true or false", id="crisis"),
        pytest.param("remove = 1", "[remove] must be a section", id="remove is no section"),
        pytest.param(
            "[remove]\nphrases = ['boxing']", "phrases has 'boxing', which is not there", id="idle"
        ),
        pytest.param("harmless = 1", "harmless must be a list of words", id="harmless"),
    ],
)
def test_says_what_is_wrong_with_a_file(text, sentence):
    with pytest.raises(NotAWordTable) as refused:
        changed(text)

    assert sentence in str(refused.value)


def test_only_harm_to_oneself_or_of_the_mind_is_a_crisis():
    crises = {entry.alarm.category for entry in shipped_words().entries if entry.alarm.crisis}

    assert crises == {Category.SUICIDE, Category.SELF_HARM, Category.MENTAL_HEALTH}
