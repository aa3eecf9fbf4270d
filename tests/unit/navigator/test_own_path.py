"""A form leads back only to a page of this website."""

import pytest

from navigator.web.own_path import LONGEST, own_path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/services?q=boxing&age=14#save-1",
        "/services/6eff10a7?q=a//b",
        "/needs#sch%C3%B6ol",
        "/a/..//b",
    ],
)
def test_an_own_path_stays_as_it_is(path):
    assert own_path(path, otherwise="/list") == path


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("", id="nothing"),
        pytest.param("services", id="no path"),
        pytest.param("https://example.org/", id="an address elsewhere"),
        pytest.param("//example.org", id="elsewhere without a scheme"),
        pytest.param("/\\example.org", id="a backslash that browsers turn"),
        pytest.param("/a\\b", id="a backslash later on"),
        pytest.param("/\t/example.org", id="a tab that browsers drop"),
        pytest.param("/\n/example.org", id="a line end that browsers drop"),
        pytest.param("/a\r\nSet-Cookie: a=b", id="a header of its own"),
        pytest.param("/\x00", id="a null byte"),
        pytest.param(" /services", id="a space before it"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param(f"/{'a' * LONGEST}", id="too long"),
    ],
)
def test_anything_else_leads_to_the_page_that_is_safe(path):
    assert own_path(path, otherwise="/list") == "/list"
