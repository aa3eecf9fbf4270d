"""Phrases are found in typed words ..."""

import pytest

from search.thesaurus import thesaurus
from search.tokens import words_in


def needs_of(typed: str) -> set[str]:
    return {need for found in thesaurus().find(words_in(typed)) for need in found.needs}


@pytest.mark.parametrize(
    ("typed", "need"),
    [
        pytest.param("EBSA", "school_avoidance", id="an acronym"),
        pytest.param("ebsa", "school_avoidance", id="an acronym in small letters"),
        pytest.param("young carers", "young_carer", id="a plural"),
        pytest.param("mum drinks", "parent_drugs_alcohol", id="a verb"),
        pytest.param("mum's drinking", "parent_drugs_alcohol", id="an apostrophe, another form"),
        pytest.param("mum\u2019s drinking", "parent_drugs_alcohol", id="a curly apostrophe"),
        pytest.param("kicked out of school", "exclusion", id="small words inside"),
        pytest.param("kicked out from his school", "exclusion", id="other small words inside"),
        pytest.param("my friend was stabbed", "violence_bereaved", id="small words between"),
        pytest.param("self-harm", "self_harm", id="a hyphen"),
        pytest.param("self harming", "self_harm", id="no hyphen, another form"),
        pytest.param("Bereavement", "bereavement", id="the need's own name"),
    ],
)
def test_whatever_their_form(typed, need):
    assert need in needs_of(typed)


@pytest.mark.parametrize(
    ("typed", "not_this"),
    [
        pytest.param("ASB", "neurodiversity", id="ASB is not ASD"),
        pytest.param("ASD", "antisocial_behaviour", id="ASD is not ASB"),
        pytest.param("asbs", "antisocial_behaviour", id="an acronym has no other form"),
        pytest.param("care", "care_experience", id="care is not in care"),
    ],
)
def test_and_nothing_that_only_looks_alike(typed, not_this):
    assert not_this not in needs_of(typed)


def test_the_longest_first_so_that_no_word_is_used_twice():
    found = thesaurus().find(words_in("school refusal"))

    assert [one.positions for one in found] == [(0, 1)]
    assert "school_avoidance" in found[0].needs


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        pytest.param("bereavment", "bereavement", id="a letter missing"),
        pytest.param("refussal", "refusal", id="a letter too many"),
        pytest.param("bullyign", "bullying", id="two letters swapped"),
        pytest.param("asd", None, id="never a word of three letters"),
        pytest.param("ebsx", None, id="never towards an acronym"),
        pytest.param("camhs", None, id="never an acronym"),
        pytest.param("xylophone", None, id="nothing is close"),
    ],
)
def test_a_slip_is_read_as_the_closest_word(slip, word):
    assert thesaurus().close_word(slip) == word
