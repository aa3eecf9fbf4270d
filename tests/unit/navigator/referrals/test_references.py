"""What a referral is called aloud: read back as it was said, and no slip leads to another."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from navigator.referrals.references import LENGTH, SIGNS, new_reference, read_reference

PLACES = st.integers(min_value=0, max_value=LENGTH)


def bare(reference):
    return reference.replace("-", "")


@pytest.fixture
def references():
    return [new_reference() for _ in range(200)]


def test_is_read_back_as_it_was_made(references):
    assert [read_reference(each) for each in references] == references
    assert len(set(references)) == len(references)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(str.lower, id="small letters"),
        pytest.param(bare, id="without dashes"),
        pytest.param(lambda made: f"  {made} ", id="spaces around it"),
        pytest.param(lambda made: " ".join(bare(made)), id="a space after each sign"),
        pytest.param(lambda made: made.replace("-", " - "), id="spaces around the dashes"),
    ],
)
def test_may_be_typed_in_many_ways(references, said):
    assert [read_reference(said(each)) for each in references] == references


@given(place=PLACES, slipped=st.sampled_from(SIGNS))
def test_a_single_slip_is_always_caught(place, slipped):
    made = bare(new_reference())
    assume(made[place] != slipped)

    assert read_reference(made[:place] + slipped + made[place + 1 :]) is None


@given(places=st.sampled_from(list(pairwise(range(LENGTH)))))
def test_two_signs_that_change_places_are_always_caught(places):
    made = list(bare(new_reference()))
    first, second = places
    assume(made[first] != made[second])
    made[first], made[second] = made[second], made[first]

    assert read_reference("".join(made)) is None


@given(st.text(max_size=40))
def test_check_65_anything_typed_is_a_reference_or_none(typed):
    read = read_reference(typed)

    assert read is None or read_reference(read) == read


@pytest.mark.parametrize(
    "typed", ["", "K7QX", "O" * 9, "K7QX-93MD-44", "K7QX\u200d93MD4", "ıK7QX93MD"]
)
def test_what_cannot_be_one_is_none(typed):
    assert read_reference(typed) is None
