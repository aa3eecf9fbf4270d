"""Text, HTML and summaries ..."""

import pytest

from services_catalog.open_referral.fixes.fixed import SENTENCES, Code, shortened
from services_catalog.open_referral.fixes.html import plain_text
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.summaries import LONGEST_SUMMARY, summary_of
from services_catalog.open_referral.fixes.text import line

PICTURE = '<img src="data:image/png;base64,' + "A" * 145_000 + '">'


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("<p>One</p><p>Two</p>", "One\n\nTwo", id="paragraphs"),
        pytest.param("<h1>About</h1><p>Us</p>", "About\n\nUs", id="a heading is a paragraph"),
        pytest.param("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two", id="a list"),
        pytest.param(
            "<ol>\n<li><p>One</p></li>\n<li>Two</li>\n</ol>",
            "- One\n- Two",
            id="paragraphs in a list",
        ),
        pytest.param("One<br>Two<br><br>Three", "One\nTwo\n\nThree", id="line breaks"),
        pytest.param("a&nbsp;b &amp; c", "a b & c", id="entities"),
        pytest.param("zero\u200bwidth", "zerowidth", id="zero-width spaces"),
        pytest.param('<span style="color:red">red</span> <b>bold</b>', "red bold", id="spans"),
        pytest.param("<script>alert(1)</script><p>Safe</p>", "Safe", id="a script"),
        pytest.param("<style>p {}</style>Safe", "Safe", id="a style"),
        pytest.param("<!-- hidden -->Safe", "Safe", id="a comment"),
        pytest.param(
            f"<p>Before</p>{PICTURE}<p>After</p>", "Before\n\nAfter", id="a picture of 145 kB"
        ),
        pytest.param(
            '<a href="https://example.org/x">our page</a>',
            "our page (https://example.org/x)",
            id="a link",
        ),
        pytest.param(
            '<a href="https://www.example.org/">example.org</a>',
            "example.org",
            id="a link that says where",
        ),
        pytest.param(
            '<a href="mailto:a@example.org">a@example.org</a>', "a@example.org", id="mail"
        ),
        pytest.param(
            '<a href="javascript:alert(1)">press</a>', "press", id="a link that is a script"
        ),
        pytest.param(
            '<a href="https://example.org"></a>', "https://example.org", id="a link without words"
        ),
        pytest.param(
            "<table><tr><td>Mon</td><td>9 to 5</td></tr></table>", "Mon 9 to 5", id="a table"
        ),
        pytest.param(
            "<p>Unclosed <b>and <i>crossed</b></i>", "Unclosed and crossed", id="bad HTML"
        ),
        pytest.param("for under < 5s > 3", "for under < 5s > 3", id="signs that are not HTML"),
        pytest.param("One\r\n\r\n \r\nTwo", "One\n\nTwo", id="plain text"),
        pytest.param("\u2022 One\n\u2022 Two", "- One\n- Two", id="bullets typed by hand"),
        pytest.param("", "", id="nothing"),
        pytest.param(None, "", id="null"),
        pytest.param({"html": "x"}, "", id="a record"),
    ],
)
def test_html_becomes_plain_paragraphs_and_lists(html, text):
    assert plain_text(html).value == text


def test_plain_text_is_left_as_it_is():
    text = "One & two\n\n- three\n- four"

    assert (plain_text(text).value, plain_text(text).code) == (text, None)


def test_tags_never_survive_however_they_are_hidden():
    fixed = plain_text("&lt;script&gt;alert(1)&lt;/script&gt;<scr<script>ipt>alert(2)</script>")

    assert fixed.code is Code.HTML_TO_TEXT
    assert "<scr" not in fixed.value.replace("<script>alert(1)</script>", "")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("  a \n b ", "a b", id="spaces"),
        pytest.param("caf\u00c3\u00a9", "caf\u00e9", id="an accent read wrongly"),
        pytest.param(
            "Attorney\u00e2\u20ac\u2122s", "Attorney\u2019s", id="an apostrophe read wrongly"
        ),
        pytest.param("caf\u00e9\u2019s", "caf\u00e9\u2019s", id="an accent and an apostrophe"),
        pytest.param("a\x00b\ud800c", "abc", id="what no database can keep"),
        pytest.param(7, "7", id="a number"),
        pytest.param(None, "", id="null"),
    ],
)
def test_a_line_is_one_line_of_printable_text(sent, kept):
    assert line(sent).value == kept


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        pytest.param("A club for all. Come along.", "A club for all. Come along.", id="short"),
        pytest.param(
            "About us\n\nWe run a club on Mondays.",
            "We run a club on Mondays.",
            id="after a heading",
        ),
        pytest.param("- Boxing\n- Judo", "Boxing - Judo", id="only a list"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_summary_is_the_first_whole_sentences(text, summary):
    assert summary_of(text) == summary


def test_a_summary_stops_before_it_is_too_long():
    summary = summary_of("This sentence is said again and again. " * 20)

    assert len(summary) <= LONGEST_SUMMARY
    assert summary.endswith("again.")


def test_a_long_sentence_is_cut_between_words():
    summary = summary_of("word " * 100)

    assert summary.endswith("word…")
    assert len(summary) <= LONGEST_SUMMARY + 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param(
            "2A3483EA-8966-4f50-9dc3-7bafa1e5c623",
            "2A3483EA-8966-4f50-9dc3-7bafa1e5c623",
            id="a UUID",
        ),
        pytest.param(7, "7", id="a whole number"),
        pytest.param(7.0, "7", id="a whole number with a point"),
        pytest.param(" Parson  Cross\n", "Parson Cross", id="a name"),
        pytest.param(True, "", id="a truth value"),
        pytest.param({"id": 1}, "", id="a record"),
        pytest.param("x" * 256, "", id="too long"),
        pytest.param("a\x00b", "", id="unprintable"),
    ],
)
def test_an_id_of_any_kind_is_kept_as_text(sent, kept):
    assert source_id(sent) == kept


@pytest.mark.parametrize(
    "personal",
    ["assurer3@council.example.org", "ring Jo on 07700 900123", "<office@example.org>"],
)
def test_what_a_report_shows_holds_no_address_or_number(personal):
    shown = shortened(personal)

    assert "@" not in shown
    assert "900123" not in shown


def test_every_code_has_its_sentence():
    assert set(SENTENCES) == set(Code)
