"""One way to compare words: what is typed, what is in a table and what is in a listing."""

import re
import unicodedata

APOSTROPHES = re.compile("['`\u2018\u2019\u02bc]")
NOT_A_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """
    Lower case without accents or punctuation, one space between words.

    Apostrophes vanish ("won't" is "wont"), "&" becomes "and", all else that is not a letter or a
    digit parts words ("1:1" is "1 1").
    """
    plain = text if text.isascii() else _without_accents(text)
    joined = APOSTROPHES.sub("", plain.casefold()).replace("&", " and ")
    return NOT_A_WORD.sub(" ", joined).strip()


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
