"""A search whose words tell of a young person: what goes to the server, and what to the address."""

from dataclasses import replace

from eligibility import Situation
from navigator.web.finding import current_gazetteer
from navigator.web.safeguarding import alarms_raised
from navigator.web.situation import (
    current_situation,
    keep_alarms,
    keep_situation,
    keep_words,
    kept_codes,
    merged,
)
from navigator.web.situation_fields import known_place
from search.request import SearchRequest
from search.sentence import Sentence, read_sentence


def take_in(wanted: SearchRequest) -> SearchRequest:
    """
    Keep what the words tell of somebody on the server, and return what an address may hold.

    A search that tells nothing private stays as it is, unless something was told before: then
    everything that is typed adds to that, and words that may hold a name stay here too.
    """
    sentence = read_sentence(wanted.words, current_gazetteer())
    told = current_situation()
    if told is None and not sentence.is_private:
        return wanted
    codes = {**kept_codes(), **_codes(wanted, sentence)}
    keep_situation(merged(told or Situation(), _said(wanted, sentence)), codes=codes)
    keep_alarms(alarms_raised(wanted.words))
    keep_words(sentence.rest)
    return replace(wanted, words="", age=None, home="")


def _said(wanted: SearchRequest, sentence: Sentence) -> Situation:
    """The sentence with the boxes beside it, which win: each says one thing alone."""
    boxes: dict[str, object] = {}
    if wanted.age is not None:
        boxes |= {"age": wanted.age, "birth_month": None, "school_year": None}
    if wanted.home:
        boxes |= {"home": known_place(wanted.home, current_gazetteer())}
    return sentence.situation.filled(boxes)


def _codes(wanted: SearchRequest, sentence: Sentence) -> dict[str, str]:
    home = wanted.home or (sentence.home.code if sentence.home else "")
    return {"home": home} if home else {}
