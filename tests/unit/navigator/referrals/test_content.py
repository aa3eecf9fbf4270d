"""A draft is kept as it was: whatever was written comes back."""

from dataclasses import fields, replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.referrals.content import Asked, Content, ForService

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ASKED = st.builds(Asked, **{each.name: WORDS for each in fields(Asked)})
SERVICES = st.builds(
    ForService,
    young_person=ASKED,
    parent=ASKED,
    **{
        each.name: WORDS
        for each in fields(ForService)
        if each.name not in {"young_person", "parent"}
    },
)
OF_KIND = {
    "str": WORDS,
    "int | None": st.none() | st.integers(min_value=0, max_value=30),
    "bool": st.booleans(),
    "tuple[str, ...]": st.lists(WORDS, max_size=3).map(tuple),
    "Mapping[str, str]": st.dictionaries(WORDS, WORDS, max_size=3),
    "Mapping[str, ForService]": st.dictionaries(st.uuids().map(str), SERVICES, max_size=2),
}


def kind_of(each):
    written = each.type if isinstance(each.type, str) else str(each.type)
    bare = written.replace("collections.abc.", "").replace("navigator.referrals.content.", "")
    return OF_KIND[bare.removeprefix("<class '").removesuffix("'>")]


CONTENTS = st.builds(Content, **{each.name: kind_of(each) for each in fields(Content)})


@given(CONTENTS)
def test_check_65_whatever_was_written_comes_back(content):
    assert Content.from_json(content.to_json()) == content


def test_what_an_older_draft_does_not_hold_is_empty():
    assert Content.from_json("{}") == Content()


@given(CONTENTS)
def test_words_are_in_no_description_of_it(content):
    secret = replace(content, wants="a secret wish")

    assert "a secret wish" not in repr(secret)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        pytest.param("2012-03-04", date(2026, 3, 3), 13, id="the day before a birthday"),
        pytest.param("2012-03-04", date(2026, 3, 4), 14, id="the birthday"),
        pytest.param("2012-02-29", date(2026, 2, 28), 13, id="born on 29 February, not yet"),
        pytest.param("2012-02-29", date(2026, 3, 1), 14, id="born on 29 February: 1 March"),
        pytest.param("2012-02-29", date(2028, 2, 29), 16, id="born on 29 February, in a leap year"),
        pytest.param("", date(2026, 3, 4), 11, id="no birth date: the age that was said"),
    ],
)
def test_check_63_age_on_a_day(born, day, age):
    assert Content(birth_date=born, age=11).age_on(day) == age


def test_what_is_missing_is_named():
    nobody_asked = Content().missing((uuid4(),), today=date(2026, 11, 2))

    assert nobody_asked == ("name", "wants", "call_back", "age", "reach", "agreement")
