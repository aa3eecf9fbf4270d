"""What a fix gives back: the value that can be used, and what was done to get it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

T = TypeVar("T")

LONGEST_BEFORE = 60
EMAIL_ADDRESS = re.compile(r"[^\s<>(),;:@]+@[^\s<>(),;:@]+")
LONG_NUMBER = re.compile(r"\+?\d[\d\s()./-]{6,}\d")


class Code(StrEnum):
    """Everything that an import does to a value of its own accord."""

    AGE_NOT_STATED = "age_not_stated"
    AGE_NOT_USABLE = "age_not_usable"
    AGES_SWAPPED = "ages_swapped"
    AREA_NOT_KNOWN = "area_not_known"
    CODE_NOT_KNOWN = "code_not_known"
    COLUMN_NOT_KNOWN = "column_not_known"
    DATE_IN_FUTURE = "date_in_future"
    DATE_NOT_USABLE = "date_not_usable"
    DUPLICATE_CHANGED = "duplicate_changed"
    EMAIL_NOT_USABLE = "email_not_usable"
    EMAIL_PLACEHOLDER = "email_placeholder"
    EMAIL_TIDIED = "email_tidied"
    ENCODING_GUESSED = "encoding_guessed"
    HTML_TO_TEXT = "html_to_text"
    ID_FROM_NAME = "id_from_name"
    LANGUAGE_NOT_KNOWN = "language_not_known"
    LEVEL_IN_OWN_WORDS = "level_in_own_words"
    LOCATION_HIDDEN = "location_hidden"
    NUMBER_NOT_USABLE = "number_not_usable"
    ORGANISATION_MISSING = "organisation_missing"
    PAGES_MISSING = "pages_missing"
    PHONE_NOT_USABLE = "phone_not_usable"
    PHONE_TIDIED = "phone_tidied"
    POINT_DEFAULT = "point_default"
    POINT_FROM_POSTCODE = "point_from_postcode"
    POINT_NOT_USABLE = "point_not_usable"
    POINT_SWAPPED = "point_swapped"
    POSTCODE_NOT_KNOWN = "postcode_not_known"
    POSTCODE_NOT_USABLE = "postcode_not_usable"
    POSTCODE_TIDIED = "postcode_tidied"
    REFUGE_HIDDEN = "refuge_hidden"
    ROW_NOT_LINKED = "row_not_linked"
    SCHEDULE_OVER = "schedule_over"
    STATUS_NOT_KNOWN = "status_not_known"
    TABLE_NOT_READ = "table_not_read"
    TEXT_REPAIRED = "text_repaired"
    TIMES_NOT_USABLE = "times_not_usable"
    TIMES_KEPT_AS_WORDS = "times_kept_as_words"
    TOTALS_DIFFER = "totals_differ"
    URL_MOVED = "url_moved"
    URL_NOT_USABLE = "url_not_usable"
    URL_SCHEME_ADDED = "url_scheme_added"


SENTENCES: Mapping[Code, str] = MappingProxyType(
    {
        Code.AGE_NOT_STATED: "An age of -1 means that nobody has said; it is taken as unknown.",
        Code.AGE_NOT_USABLE: "An age was not a number from 0 to 99; it is taken as unknown.",
        Code.AGES_SWAPPED: "The lowest age was above the highest; they were swapped.",
        Code.AREA_NOT_KNOWN: "An area served is not a place we know; it is left as not stated.",
        Code.CODE_NOT_KNOWN: "A code is not in our list; it was left out.",
        Code.COLUMN_NOT_KNOWN: "A column is not one that is known; it was not read.",
        Code.DATE_IN_FUTURE: "A date of checking is in the future; it was left out.",
        Code.DATE_NOT_USABLE: "A date could not be read; it was left out.",
        Code.DUPLICATE_CHANGED: "An id came twice with different facts; the later one was taken.",
        Code.EMAIL_NOT_USABLE: "An e-mail address could not be one; it was left out.",
        Code.EMAIL_PLACEHOLDER: "An e-mail address was only a placeholder; it was left out.",
        Code.EMAIL_TIDIED: "An e-mail address had spaces or others around it; one was kept.",
        Code.ENCODING_GUESSED: "The file is not UTF-8; it was read as Windows-1252.",
        Code.HTML_TO_TEXT: "A text was HTML; it became plain paragraphs and lists.",
        Code.ID_FROM_NAME: "A row had no id; its name stands in.",
        Code.LANGUAGE_NOT_KNOWN: "A language is not in our list; it was left out.",
        Code.LEVEL_IN_OWN_WORDS: "A level was in other words; the table of wordings says which.",
        Code.LOCATION_HIDDEN: "The source masks this address; it is not shown.",
        Code.NUMBER_NOT_USABLE: "A number could not be read; it was left out.",
        Code.ORGANISATION_MISSING: "No organisation was named; it is shown as Not stated.",
        Code.PAGES_MISSING: "The feed says that it has more pages than are here. Fetch them all.",
        Code.PHONE_NOT_USABLE: "A phone number held no UK number; it was left out.",
        Code.PHONE_TIDIED: "A phone number had words or others with it; the number was kept.",
        Code.POINT_DEFAULT: "A point was one that maps give for want of a better; it was left out.",
        Code.POINT_FROM_POSTCODE: "A point was far from its postcode; the postcode's was taken.",
        Code.POINT_NOT_USABLE: "A point was not on the map of these islands; it was left out.",
        Code.POINT_SWAPPED: "Latitude and longitude were the wrong way round; they were swapped.",
        Code.POSTCODE_NOT_KNOWN: "A postcode is not in our list of postcodes; it has no ward here.",
        Code.POSTCODE_NOT_USABLE: "A postcode was not a whole one; it is kept with the address.",
        Code.POSTCODE_TIDIED: "A postcode was typed oddly; it was put in its usual form.",
        Code.REFUGE_HIDDEN: "It may be a refuge or safe house; its addresses are not shown.",
        Code.ROW_NOT_LINKED: "A row says of no service that it belongs to it; it was not read.",
        Code.SCHEDULE_OVER: "A regular time has ended; it was left out.",
        Code.STATUS_NOT_KNOWN: "A status is not one we know; the service is taken as running.",
        Code.TABLE_NOT_READ: "A table holds nothing that a listing shows; it was not read.",
        Code.TEXT_REPAIRED: "A text held broken or unprintable characters; they were mended.",
        Code.TIMES_NOT_USABLE: "Opening and closing times could not be; only the day was kept.",
        Code.TIMES_KEPT_AS_WORDS: "Opening times were written in words; the words were kept.",
        Code.TOTALS_DIFFER: "Pages differ in how many records there are: the feed moved meanwhile.",
        Code.URL_MOVED: "A web address was in the e-mail field; it was moved.",
        Code.URL_NOT_USABLE: "A web address could not be one; it was left out.",
        Code.URL_SCHEME_ADDED: "A web address lacked https:// or http://; it was added.",
    }
)


@dataclass(frozen=True, slots=True)
class Fixed(Generic[T]):
    """``code`` is None where nothing had to be done; ``before`` never holds personal data."""

    value: T
    code: Code | None = None
    before: str = ""


def shortened(value: object) -> str:
    """A value as a report may show it: short, without e-mail addresses or long numbers."""
    text = " ".join(str(value)[:1000].split())
    text = EMAIL_ADDRESS.sub("(an e-mail address)", text)
    text = LONG_NUMBER.sub("(a number)", text)
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= LONGEST_BEFORE else text[: LONGEST_BEFORE - 1] + "…"
