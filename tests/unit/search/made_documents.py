"""Documents for the tests of search: by hand, and many by chance but always the same."""

import random
from uuid import UUID

from search.index import Document

WORDS = (
    *("boxing", "music", "drama", "football", "tutoring", "counselling", "mentoring"),
    *("weekly", "friendly", "anxious", "bereavement", "carers", "families", "gardening"),
    *("climbing", "reading", "swimming", "theatre", "skating", "cooking"),
)
NEEDS = ("trauma", "money", "sleep", "housing", "bullying")


def document(number: int, name: str = "", *terms: str, **fields: str) -> Document:
    lapses_on = fields.pop("lapses_on", None)
    revision = fields.pop("revision", 1)
    return Document(
        id=UUID(int=number),
        revision=revision,
        fields={"name": name, **fields},
        terms=frozenset({"state:live", *terms}),
        lapses_on=lapses_on,
    )


def many(count: int, *, seed: int = 7) -> list[Document]:
    chance = random.Random(seed)
    return [made(number, chance) for number in range(1, count + 1)]


def made(number: int, chance: random.Random, revision: int = 1) -> Document:
    return document(
        number,
        " ".join(chance.choices(WORDS, k=3)),
        *(f"need:{need}" for need in chance.sample(NEEDS, chance.randint(0, 3))),
        f"level:{chance.choice(('universal', 'targeted', 'unknown'))}",
        f"freshness:{chance.choice(('current', 'overdue'))}",
        summary=" ".join(chance.choices(WORDS, k=chance.randint(3, 12))),
        description=" ".join(chance.choices(WORDS, k=chance.randint(0, 60))),
        revision=revision,
    )
