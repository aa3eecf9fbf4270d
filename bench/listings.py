"""Generated listings for measuring: seeded, uneven as language is, about 150 words each."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from uuid import UUID

from search.index import Document

SEED = 20261123
VOCABULARY = 40_000
SYLLABLES = [first + second for first in "bdfghklmnprstv" for second in "aeiou"]
COMMON = ["young", "people", "support", "help", "service", "group", "session", "school", "family"]

FACET_VALUES = {
    "need": [f"n{i}" for i in range(59)],
    "level": ["universal", "early_help", "targeted", "specialist", "unknown"],
    "access": ["open_access", "self", "family", "professional", "step_free", "interpreter"],
    "space": ["has_places", "waiting_list", "full", "ask_first", "not_confirmed"],
    "language": ["en", "so", "ar", "pl", "ur", "ro", "unknown"],
    "freshness": ["current", "overdue", "never"],
    "day": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    "evening": ["yes"],
}
FACETS = tuple(FACET_VALUES)
WARDS = 34
ASKS_AGE, ASKS_HOME, ASKS_LEVEL = 0.6, 0.5, 0.35


class Vocabulary:
    """Words by rank; a low rank is drawn far more often (Zipf)."""

    def __init__(self, randomly: random.Random) -> None:
        made = dict.fromkeys(COMMON)
        while len(made) < VOCABULARY:
            made["".join(randomly.choices(SYLLABLES, k=randomly.randint(2, 4)))] = None
        self.words = list(made)
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
        self.randomly = randomly

    def text(self, count: int) -> str:
        return " ".join(self.randomly.choices(self.words, cum_weights=self.weights, k=count))


def documents(count: int) -> Iterator[Document]:
    """``count`` documents; the first of a longer run are the same as those of a shorter one."""
    randomly = random.Random(SEED)
    vocabulary = Vocabulary(random.Random(SEED + 1))
    for number in range(count):
        yield Document(
            id=UUID(int=number + 1),
            revision=1,
            fields={
                "name": vocabulary.text(3),
                "needs": vocabulary.text(3),
                "summary": vocabulary.text(18),
                "organisation": vocabulary.text(3),
                "place": vocabulary.text(2),
                "description": vocabulary.text(120),
            },
            terms=frozenset(_terms(randomly)),
            lapses_on=date(2027, 1, 1),
        )


def _terms(randomly: random.Random) -> Iterator[str]:
    yield "partnership:p1"
    yield "see:public"
    yield "state:live"
    for facet, values in FACET_VALUES.items():
        most = {"need": 4, "access": 3, "language": 2, "day": 5}.get(facet, 1)
        for value in randomly.sample(values, k=randomly.randint(1, min(most, len(values)))):
            yield f"{facet}:{value}"
    lowest = randomly.randint(4, 16)
    for age in range(lowest, min(26, lowest + randomly.randint(3, 12))):
        yield f"age:{age}"
    for ward in randomly.sample(range(WARDS), k=randomly.randint(1, 8)):
        yield f"serves:w{ward}"


def questions(count: int) -> list[tuple[tuple[str, ...], dict[str, frozenset[str]]]]:
    """
    Words (one to four, common ones more often) and filters by facet.

    Six in ten ask for an age, half for a home, a third for a level.
    """
    randomly = random.Random(SEED + 2)
    vocabulary = Vocabulary(random.Random(SEED + 1))
    asked = []
    for _ in range(count):
        words = tuple(dict.fromkeys(vocabulary.text(randomly.randint(1, 4)).split()))
        filters: dict[str, frozenset[str]] = {}
        if randomly.random() < ASKS_AGE:
            filters["age"] = frozenset({f"age:{randomly.randint(5, 25)}", "age:unknown"})
        if randomly.random() < ASKS_HOME:
            filters["home"] = frozenset({f"serves:w{randomly.randint(0, WARDS - 1)}"})
        if randomly.random() < ASKS_LEVEL:
            filters["level"] = frozenset({f"level:{randomly.choice(FACET_VALUES['level'])}"})
        asked.append((words, filters))
    return asked
