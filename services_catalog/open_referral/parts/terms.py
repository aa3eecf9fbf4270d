"""Categories, audiences and languages: the words of other directories as our codes."""

from collections.abc import Iterable, Iterator

from services_catalog.open_referral.fixes.languages import language
from services_catalog.open_referral.fixes.text import line
from services_catalog.open_referral.record import Record, first, parts
from services_catalog.open_referral.taking import Taking

DIRECTORY_VOCABULARY = "placecube_audience"
"""The audiences of the Open Place directories, which are words of their own."""

VOCABULARIES: tuple[tuple[str, str], ...] = (
    ("esd", "esd"),
    ("openeligibility", "openeligibility"),
    ("open eligibility", "openeligibility"),
)
"""What the address or the name of a taxonomy holds, and the vocabulary that it is."""


def needs_of(taking: Taking, terms: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Our needs for every term of the feed, each given with its vocabulary."""
    return frozenset(
        need for vocabulary, term in dict.fromkeys(terms) for need in taking.needs(vocabulary, term)
    )


def audiences_of(record: Record) -> Iterator[tuple[str, str]]:
    """By word: the ids beside them are numbers of rows."""
    for audience in parts(record, "pc_targetAudience"):
        if term := line(first(audience, "audienceType")).value:
            yield DIRECTORY_VOCABULARY, term


def vocabulary_of(text: str, *, otherwise: str) -> str:
    folded = text.casefold()
    return next((name for sign, name in VOCABULARIES if sign in folded), otherwise)


def languages_of(taking: Taking, record: Record) -> frozenset[str]:
    sent = (first(item, "code", "name", "language") for item in parts(record, "languages"))
    found = (taking.took("languages", language(each)) for each in sent)
    return frozenset(code for code in found if code)
