"""Check 25: whatever is typed, search answers: no error, no hang, no syntax."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HOSTILE = [
    pytest.param("*", id="a wildcard"),
    pytest.param("?*?* *e* ???", id="wildcards"),
    pytest.param("* " * 10_000, id="ten thousand wildcards"),
    pytest.param("boxing " * 10_000, id="ten thousand words"),
    pytest.param("a" * 100_000, id="one word of 100,000 letters"),
    pytest.param('"' * 5_000, id="quotes"),
    pytest.param('"boxing', id="an open quote"),
    pytest.param("(" * 5_000 + "boxing" + ")" * 5_000, id="nested brackets"),
    pytest.param("name:boxing terms:state", id="field syntax"),
    pytest.param("[a TO z] {1 TO}", id="ranges"),
    pytest.param("boxing AND NOT OR boxing^9~2", id="operators"),
    pytest.param("' OR 1=1; DROP TABLE service; --", id="a quote that ends a statement"),
    pytest.param("boxing\x00chess", id="a null byte"),
    pytest.param("\ud800", id="half a character"),
    pytest.param("\u202eboxing\u200b", id="writing turned round"),
    pytest.param("\U0001f469\u200d\U0001f467", id="pictures"),
    pytest.param("\u0e40" * 300, id="letters of another script"),
    pytest.param("\u0300" * 10_000, id="accents on nothing"),
    pytest.param("${jndi:ldap://example.org} {{7*7}} %s %n", id="templates"),
    pytest.param("/.*/ (a+)+$", id="patterns"),
    pytest.param("1" * 5_000, id="a number of 5,000 digits"),
    pytest.param("\u0661\u0664 \u00b2\u00b3", id="digits of other scripts"),
]


@pytest.fixture
def filled(search, make):
    make.service(name="Boxing", need=["trauma"])
    search.rebuild()
    return search


@pytest.mark.parametrize("typed", HOSTILE)
def test_check_25_hostile_words_are_only_words(filled, typed):
    found = filled(typed)

    assert found.total in {0, 1}
    assert len(str(found.understood)) < 5_000


@pytest.mark.parametrize("typed", HOSTILE)
def test_check_25_hostile_codes_are_only_codes(filled, typed):
    for name in ("need", "level", "access", "language", "day", "space", "freshness"):
        assert filled(**{name: (typed[:300],)}).total == 0
    assert filled(home=typed[:300]).total == 1, "a home that is no place is not used"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=300))
def test_check_25_any_text_at_all_is_answered(filled, typed):
    assert filled(typed).total in {0, 1}
