"""Web addresses, e-mail addresses and phone numbers ..."""

import pytest

from services_catalog.open_referral.fixes.emails import email_address
from services_catalog.open_referral.fixes.fixed import Code
from services_catalog.open_referral.fixes.phones import (
    PhoneNumber,
    phone_numbers,
    without_repeats,
)
from services_catalog.open_referral.fixes.web_addresses import is_web_address, web_address


@pytest.mark.parametrize(
    ("sent", "kept", "code"),
    [
        pytest.param(
            "https://trust.example.org/a?b=c", "https://trust.example.org/a?b=c", None, id="whole"
        ),
        pytest.param(" http://example.org ", "http://example.org", None, id="spaces around it"),
        pytest.param(
            "example.org/club", "https://example.org/club", Code.URL_SCHEME_ADDED, id="a host alone"
        ),
        pytest.param("www.example.org", "https://www.example.org", Code.URL_SCHEME_ADDED, id="www"),
        pytest.param("http//example.org", "http://example.org", None, id="a lost colon"),
        pytest.param("https:/example.org", "https://example.org", None, id="a lost slash"),
        pytest.param("", "", None, id="nothing"),
        pytest.param("Warmley Community Centre", "", Code.URL_NOT_USABLE, id="the name of a place"),
        pytest.param("javascript:alert(1)", "", Code.URL_NOT_USABLE, id="a script"),
        pytest.param("data:text/html,hello", "", Code.URL_NOT_USABLE, id="data"),
        pytest.param("https://user:secret@example.org", "", Code.URL_NOT_USABLE, id="a password"),
        pytest.param("http://[broken", "", Code.URL_NOT_USABLE, id="a broken bracket"),
        pytest.param("https://path", "", Code.URL_NOT_USABLE, id="a host without a dot"),
        pytest.param("hello@example.org", "", Code.URL_NOT_USABLE, id="an e-mail address"),
        pytest.param("https://example.org/" + "a" * 3000, "", Code.URL_NOT_USABLE, id="too long"),
        pytest.param(["https://example.org"], "", None, id="a list"),
    ],
)
def test_a_web_address_can_be_followed_or_is_left_out(sent, kept, code):
    fixed = web_address(sent)

    assert (fixed.value, fixed.code) == (kept, code)


@pytest.mark.parametrize("text", ["mailto:office@example.org", "tel:01174960000"])
def test_mail_and_phone_links_are_addresses_too(text):
    assert is_web_address(text)


@pytest.mark.parametrize(
    ("sent", "kept", "code"),
    [
        pytest.param("office@example.org", "office@example.org", None, id="whole"),
        pytest.param("office@example.org\u00a0", "office@example.org", None, id="a hard space"),
        pytest.param(
            "mailto:office@example.org", "office@example.org", Code.EMAIL_TIDIED, id="a link"
        ),
        pytest.param("a@example.org\nb@example.org", "a@example.org", Code.EMAIL_TIDIED, id="two"),
        pytest.param(
            "Unknown-1777@noemail.invalid", "", Code.EMAIL_PLACEHOLDER, id="a placeholder"
        ),
        pytest.param(
            "someone@freemail.invalid", "", Code.EMAIL_PLACEHOLDER, id="a domain that is none"
        ),
        pytest.param("ring us", "", Code.EMAIL_NOT_USABLE, id="words"),
        pytest.param("N/A", "", None, id="not applicable"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_an_email_address_is_one_or_is_left_out(sent, kept, code):
    fixed = email_address(sent)

    assert (fixed.value, fixed.code) == (kept, code)


@pytest.mark.parametrize(
    "sent",
    ["office@example.org\u00a0", "Unknown-1@noemail.invalid", "jo example at home"],
)
def test_nothing_of_an_email_address_goes_into_the_report(sent):
    assert email_address(sent).before == ""


@pytest.mark.parametrize(
    ("sent", "numbers"),
    [
        pytest.param("0117 496 0123", ["0117 496 0123"], id="a number"),
        pytest.param("0808 1570123", ["0808 1570123"], id="spaced its own way"),
        pytest.param("Night line: 0117 496 0123", ["Night line: 0117 496 0123"], id="with a label"),
        pytest.param("Tel: 0117 496 0123", ["0117 496 0123"], id="a label that says nothing"),
        pytest.param("0117 496 0123 or 07700 900123", ["0117 496 0123", "07700 900123"], id="two"),
        pytest.param("(0117) 496 0123", ["(0117) 496 0123"], id="brackets"),
        pytest.param("+44 117 496 0123", ["01174960123"], id="from abroad"),
        pytest.param("+44 (0)117 496 0123", ["01174960123"], id="from abroad, with a zero"),
        pytest.param("1174960123", ["01174960123"], id="the zero a spreadsheet took"),
        pytest.param("0117 496 0123 ext. 42", ["0117 496 0123 ext 42"], id="an extension"),
        pytest.param("999", ["999"], id="emergency"),
        pytest.param("0800 1111", ["0800 1111"], id="a short helpline"),
        pytest.param("N/A", [], id="not applicable"),
        pytest.param("12345", [], id="too short"),
        pytest.param("ring the office", [], id="words"),
        pytest.param(None, [], id="null"),
    ],
)
def test_phone_numbers_are_parted_from_the_words_around_them(sent, numbers):
    assert [str(number) for number in phone_numbers(sent).value] == numbers


def test_the_number_itself_holds_no_label():
    [number] = phone_numbers("Night line: 0117 496 0123").value

    assert number == PhoneNumber(number="0117 496 0123", label="Night line")


def test_words_without_a_number_are_reported():
    assert phone_numbers("ring the office").code is Code.PHONE_NOT_USABLE


def test_the_same_number_twice_is_one():
    twice = phone_numbers("07700 900123\n07700900123").value

    assert len(without_repeats(twice)) == 1
