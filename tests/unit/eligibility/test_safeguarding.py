"""What alarms, what does not, and why."""

import pytest

from eligibility import Alarm, Urgency, alarms_in, fold
from eligibility.safeguarding import ALARMS


@pytest.mark.parametrize(
    ("typed", "urgency", "phrase"),
    [
        pytest.param("he has a KNIFE NOW", Urgency.NOW, "knife now", id="a weapon now, any case"),
        pytest.param("says hes going to kill him", Urgency.NOW, "going to kill", id="a threat"),
        pytest.param("being attacked outside", Urgency.NOW, "being attacked", id="an attack"),
        pytest.param("my friend is bleeding!!", Urgency.NOW, "bleeding", id="an injury"),
        pytest.param("took an overdose", Urgency.NOW, "overdose", id="an overdose"),
        pytest.param("year 9 pupil is suicidal", Urgency.TODAY, "suicidal", id="suicidal"),
        pytest.param("I want to die", Urgency.TODAY, "want to die", id="wants to die"),
        pytest.param(
            "doesn\u2019t want to be here", Urgency.TODAY, "doesn't want to be here", id="'"
        ),
        pytest.param("self harm", Urgency.TODAY, "self-harm", id="self-harm without its hyphen"),
        pytest.param("cutting", Urgency.TODAY, "cutting", id="cutting"),
        pytest.param("she was raped", Urgency.TODAY, "raped", id="raped"),
        pytest.param("being abused at home", Urgency.TODAY, "abused", id="abused"),
        pytest.param("dad keeps hurting me", Urgency.TODAY, "hurting me", id="hurting me"),
        pytest.param("he is touching me", Urgency.TODAY, "touching me", id="touching me"),
        pytest.param("always hungry at school", Urgency.TODAY, "hungry", id="hungry, as neglect"),
        pytest.param("dirty clothes", Urgency.TODAY, "dirty", id="dirty, as neglect"),
        pytest.param("plugging", Urgency.TODAY, "plugging", id="plugging"),
        pytest.param("trafficked here", Urgency.TODAY, "trafficked", id="trafficked"),
        pytest.param("worried about fgm", Urgency.TODAY, "FGM", id="an acronym in lower case"),
        pytest.param("forced marriage", Urgency.TODAY, "forced marriage", id="forced marriage"),
        pytest.param(
            "step up to MASH", Urgency.TODAY, "step up", id="what only the front door does"
        ),
        pytest.param("not suicidal", Urgency.TODAY, "suicidal", id="a denial alarms too"),
        pytest.param("suicide prevention", Urgency.TODAY, "suicide", id="prevention, for someone"),
    ],
)
def test_these_words_alarm(typed, urgency, phrase):
    found = [(alarm.urgency, alarm.phrase) for alarm in alarms_in(typed)]

    assert (urgency, phrase) in found


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("knife crime workshop", id="a workshop"),
        pytest.param("drugs awareness", id="awareness"),
        pytest.param("self-harm training for staff", id="training about an entry"),
        pytest.param("suicide prevention training", id="training about preventing it"),
        pytest.param("suicide bereavement group", id="someone bereaved needs support, not 999"),
        pytest.param("bereaved by suicide", id="bereaved, the other way round"),
        pytest.param("bleeding control kit", id="a kit, not a wound"),
        pytest.param("friend got stabbed", id="something that is over"),
        pytest.param("scared of being stabbed", id="a fear, not an attack"),
        pytest.param("mum drinks", id="a need without a danger"),
        pytest.param("domestic abuse", id="a need, though serious"),
        pytest.param("step down from social care", id="step down is not step up"),
        pytest.param("therapeutic support", id="an entry inside another word"),
        pytest.param("boxing BS13", id="an activity"),
        pytest.param("grape picking", id="rape inside grape"),
    ],
)
def test_these_words_do_not_alarm(typed):
    assert alarms_in(typed) == ()


def test_the_most_urgent_comes_first():
    found = alarms_in("she is suicidal and has taken pills")

    assert [alarm.urgency for alarm in found] == [Urgency.NOW, Urgency.TODAY]


def test_a_crisis_asks_for_a_crisis_line_and_other_alarms_do_not():
    assert alarms_in("suicidal") == (Alarm(urgency=Urgency.TODAY, phrase="suicidal", crisis=True),)
    assert alarms_in("forced marriage")[0].crisis is False


def test_what_is_returned_is_the_table_and_never_what_was_typed():
    typed = "Jamie Example of 4 Sample Street is suicidal"

    assert {alarm.phrase for alarm in alarms_in(typed)} == {"suicidal"}


def test_every_entry_finds_itself_and_stands_once():
    phrases = [fold(alarm.phrase) for alarm, _ in ALARMS]

    assert len(phrases) == len(set(phrases))
    assert [a for a, _ in ALARMS if a not in alarms_in(f"help, {a.phrase.upper()}.")] == []
