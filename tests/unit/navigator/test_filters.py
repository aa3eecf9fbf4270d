"""How facts are written."""

from datetime import date, time

import pytest
from markupsafe import Markup

from navigator.web import filters
from navigator.web.words import say


@pytest.mark.parametrize(
    ("lowest", "highest", "said"),
    [
        (11, 18, "11 to 18"),
        (11, None, "11 and over"),
        (None, 18, "Up to 18"),
        (0, 0, "0"),
        (None, None, "Not known: ask them"),
    ],
)
def test_ages(lowest, highest, said):
    assert filters.ages(lowest, highest) == said


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("0117 496 0100", "01174960100"),
        ("+44 (0)117 496 0100", "+441174960100"),
        ("(0117) 496 0100 ext 5", "01174960100"),
        ("0808 157 0100 or 0117 496 0100", "08081570100"),
        ("999", "999"),
        ("room 101", ""),
        ("ask at the desk", ""),
        ("", ""),
        ("1", ""),
        ("9" * 40, ""),
    ],
)
def test_tel(phone, dialled):
    assert filters.tel(phone) == dialled


def test_words_around_a_number_stay_words():
    assert filters.numbers("Ring 0117 496 0100, or 0117 496 0101 (evenings)") == [
        ("Ring ", ""),
        ("0117 496 0100", "01174960100"),
        (", or ", ""),
        ("0117 496 0101", "01174960101"),
        (" (evenings)", ""),
    ]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("www.example.org", "https://www.example.org"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt://example.org/%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("see our page", ""),
    ],
)
def test_web(address, link):
    assert filters.web(address) == link


@pytest.mark.parametrize(
    ("moment", "said"),
    [(time(0), "12am"), (time(9, 5), "9:05am"), (time(12), "12pm"), (time(18, 30), "6:30pm")],
)
def test_clock(moment, said):
    assert filters.clock(moment) == said


def test_day():
    assert filters.day(date(2027, 3, 7)) == "7 March 2027"


def test_prose_has_paragraphs_and_lists_and_no_mark_up_of_its_own():
    assert filters.prose("One\ntwo\n\n- <b>x</b>\n- y") == Markup(
        '<p class="govuk-body">One<br>two</p>'
        '<ul class="govuk-list govuk-list--bullet"><li>&lt;b&gt;x&lt;/b&gt;</li><li>y</li></ul>'
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a parent's \"home\"", "a parent’s “home”"),
        ("'quoted'", "‘quoted’"),
        ('("x")', "(“x”)"),
    ],
)  # fmt: skip
def test_curly(typed, printed):
    assert filters.curly(typed) == printed


@pytest.mark.parametrize(
    ("current", "pages", "numbers"),
    [
        (1, 2, [1, 2]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_page_numbers(current, pages, numbers):
    assert filters.page_numbers(current, pages) == numbers


def test_a_link_in_a_sentence_stays_a_link_and_all_else_is_escaped():
    said = say("none.ring", name="<b>", phone=filters.link("tel:999", "9<9"))

    assert '<a class="govuk-link" href="tel:999">9&lt;9</a>' in said
    assert "&lt;b&gt;" in said
