"""What a typed sentence is read as: a table of sentences, the facts they say and the words left."""

from dataclasses import fields

import pytest

from search.sentence import read_sentence
from tests.unit.search.gazetteer import TOWN
from tests.unit.search.said_sentences import JUDGED, JUDGED_SENTENCES, ROWS

PLACES = ("home", "school", "gp")


def facts(typed):
    """What was read, by field: a place by its ward, sets of codes in order."""
    situation = read_sentence(typed, TOWN).situation
    read = {field.name: getattr(situation, field.name) for field in fields(situation)}
    return {
        name: value.ward
        if name in PLACES
        else sorted(value)
        if isinstance(value, frozenset)
        else value
        for name, value in read.items()
        if value is not None
    }


@pytest.mark.parametrize("typed", JUDGED_SENTENCES)
def test_the_judged_sentence_however_it_is_written(typed):
    assert facts(typed) == JUDGED
    assert read_sentence(typed, TOWN).rest == ""


@pytest.mark.parametrize(("typed", "said"), ROWS, ids=[typed for typed, _ in ROWS])
def test_what_a_sentence_says(typed, said):
    assert facts(typed) == said


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        pytest.param("Y9, suspended twice, trampolining", "trampolining", id="words left"),
        pytest.param("Y9 needs help and support in Samplehill", "", id="small words fall"),
        pytest.param("boxing in Samplehill", "", id="what tells a need is read"),
        pytest.param("KS3 zebra", "ks3 zebra", id="a phrase without a need stays"),
        pytest.param("never suspended, no EHCP, zebra", "zebra", id="what is denied is no search"),
        pytest.param("mum speaks Somali", "speaks somali", id="someone else's is searched"),
        pytest.param("zebra and yak", "zebra yak", id="in the order typed"),
        pytest.param("support", "support", id="generic words if nothing else was typed"),
        pytest.param("has a social worker, zebra", "zebra", id="a social worker is no search"),
        pytest.param("14, 15, zebra", "zebra", id="numbers are never searched"),
        pytest.param("Y9, Y10, zebra", "y9 y10 zebra", id="two years are left as words"),
        pytest.param(" ?!* ", "", id="no words at all"),
    ],
)
def test_words_that_were_not_read_are_searched(typed, rest):
    assert read_sentence(typed, TOWN).rest == rest
