"""
Ways to say a fact, found in a sentence by one pattern made of all of them.

What stands around the words decides how they are meant: "not in care", "may be excluded", "used to
be in care", "her brother is in care" and "care leaver advice" say something else, or nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

Facts: TypeAlias = Mapping[str, object]
"""Values by the name of a field of ``Situation``."""

NOTHING: Facts = MappingProxyType({})


def one_of(ways: str) -> str:
    """Ways parted by lines or bars, for a part of a pattern; their captures stay captures."""
    return f"(?:{'|'.join(line.strip() for line in ways.strip().splitlines())})"


class Way(StrEnum):
    """How words are meant. *Over*: it was so. *Of another*: of someone else in the story."""

    SAID = "said"
    DENIED = "denied"
    OVER = "over"
    WAS = "was"
    DOUBTED = "doubted"
    OF_ANOTHER = "of_another"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """
    ``pattern`` has ways to say it, in folded words, parted by lines or bars; ``says`` may be made
    from the groups that were found.

    ``instead`` is what the words say where they are meant another way; nothing, if that is not
    there. Something that ``happened`` is still true where it is told as past. Without
    ``tells_need`` the words are not looked up in the thesaurus.
    """

    pattern: str
    says: Facts | Callable[..., Facts] = field(default_factory=lambda: NOTHING)
    instead: Mapping[Way, Facts] = field(default_factory=lambda: MappingProxyType({}))
    happened: bool = False
    tells_need: bool = True

    def facts(self, way: Way, groups: Sequence[str]) -> Facts:
        if way is not Way.SAID and not (way is Way.WAS and self.happened):
            return self.instead.get(Way.OVER if way is Way.WAS else way, NOTHING)
        return self.says(*groups) if callable(self.says) else self.says


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """
    A saying that was found, from ``start`` to ``end``. ``understood``: the words are used up.
    ``of_someone``: they tell of somebody, even where they say nothing to keep.
    """

    facts: Facts
    start: int
    end: int
    understood: bool
    of_someone: bool
    tells_need: bool


SMALL = one_of(
    """
    a|an|any|the|his|her|their|be|been|being|had|have|has|having|got|get|on|in|at|under|of|to|is|yet
    ever|currently|previous|previously|further|known|open|thought|considered|permanently|formally
    diagnosed|with|for|or|nor|other|identified|recorded|subject|attending|at risk of
    """
)
KIN = one_of(
    """
    mum|mother|mums|dad|father|dads|parent|parents|stepdad|stepmum|brother|brothers|sister|sisters
    sibling|siblings|cousin|cousins|friend|friends|boyfriend|girlfriend|partner|uncle|aunt|nan
    grandad|gran|(?:another|other|older)(?: (?:boy|girl|child)s?)?|(?:hit|punched) a
    """
)
SMALL_OF_ANOTHER = one_of(
    f"{SMALL}|was|were|also|both|aged?|no|not|never|no longer|used to|previously|may|might|isnt"
)
NOT_WITH = "".join(f"(?<!with {whose})" for whose in ("", "his ", "her ", "their ", "my ", "the "))


def _before(words: str, *, small: str = SMALL) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){one_of(words)}(?: {small}){{0,4}} $")


BEFORE: Sequence[tuple[Way, re.Pattern[str]]] = (
    (Way.OF_ANOTHER, _before(rf"{NOT_WITH}{KIN}", small=SMALL_OF_ANOTHER)),
    (
        Way.OVER,
        _before(
            """
            no longer|not any more|used to|formerly|previously|former|ex|past|once|dropped out of
            failed|left|ended
            """
        ),
    ),
    (
        Way.DENIED,
        _before(
            """
            no|not|never|nor|neither|without|nil|non|isnt|wasnt|hasnt|havent|hadnt|doesnt|dont
            arent|aint|didnt|cannot|cant|denies|zero
            """
        ),
    ),
    (
        Way.DOUBTED,
        _before(
            r"""
            (?:not sure|unsure|do not know|dont know)(?: if| whether)?|if|whether|unless
            might|may|maybe|perhaps|possibly|possible|could|suspected|query|\?|should
            needs?|needing|wants?|would like|looking for|appl(?:y|ied|ying) for|how to get|about
            (?:help|support) with|(?:refer|referred|referral) (?:to|for)|risk of|information on
            considering|thinking about|going to|going into|requesting|asked for|wants to go
            """
        ),
    ),
    (Way.WAS, _before("was|were|had been|has been|have been")),
)
"""The first of these that ends where the words begin says how they are meant."""

SUBJECTS = one_of(
    """
    advice|advocacy|appeals?|awareness|basketball|charity|charities|clubs?|courses?|football|groups?
    hubs?|information|meetings?|network|officers?|panels?|policy|projects?|provision|services?
    sports?|support|teams?|training|tribunals?|workers?|workshops?|youth
    """
)
AFTER: Sequence[tuple[Way, re.Pattern[str]]] = (
    (Way.SUBJECT, re.compile(rf" {SUBJECTS}(?!\S)")),
    (Way.DENIED, re.compile(r"(?: [,~])? (?:no|none|nil|n|0|false|never)(?= ,|$)")),
    (
        Way.OVER,
        re.compile(
            r" (?:plan |case |order )?(?:is |was |has |now |been |just ){0,4}"
            r"(?:closed|ended|ceased|finished|failed|refused|declined|rejected|broke down)(?!\S)"
        ),
    ),
    (Way.DOUBTED, re.compile(r" ~(?! yes(?!\S))")),
)
LOOK_BACK = 90
"""Characters before the words that are looked at."""

OR_GAP = re.compile(rf"(?: ,)? (?:or|nor)(?: {SMALL}){{0,4}} ")
COMMA_GAP = re.compile(r" , ")
OR_AFTER = re.compile(r"(?: ,)? (?:or|nor)(?!\S)")


UNDERSTOOD = frozenset({Way.SAID, Way.DENIED, Way.OVER, Way.WAS})
"""Words meant in one of these ways are no search, even where they say nothing to keep."""

OF_SOMEONE = frozenset({Way.DENIED, Way.OVER, Way.WAS, Way.OF_ANOTHER})
"""No search is made in these ways: "no EHCP" is what somebody has not."""


class Sayings:
    """
    A table of sayings, ready to be found. At one place the first of them is taken, and no word
    is used twice.
    """

    def __init__(self, table: Sequence[Saying]) -> None:
        self._groups: dict[int, tuple[Saying, int]] = {}
        parts, number = [], 1
        for saying in table:
            pattern = one_of(saying.pattern)
            groups = re.compile(pattern).groups
            self._groups[number] = (saying, groups)
            parts.append(f"({pattern})")
            number += 1 + groups
        self._any = re.compile(rf"(?<!\S)(?:{'|'.join(parts)})(?!\S)")

    def find(self, text: str) -> Iterator[Spoken]:
        """What stands before words is read back to the saying before them, and no further."""
        last, denied = 0, False
        for found in self._any.finditer(text):
            start, end = found.span()
            if denied and _same_list(text, last, start, end):
                way = Way.DENIED
            else:
                way = _way(text, last, start, end)
            last, denied = end, way is Way.DENIED
            yield self._spoken(found, way)

    def _spoken(self, found: re.Match[str], way: Way) -> Spoken:
        outer = found.lastindex or 0
        saying, groups = self._groups[outer]
        captured = found.groups()[outer : outer + groups]
        facts = saying.facts(way, [group for group in captured if group is not None])
        return Spoken(
            facts=facts,
            start=found.start(),
            end=found.end(),
            understood=bool(facts) or way in UNDERSTOOD,
            of_someone=way in OF_SOMEONE,
            tells_need=saying.tells_need and way is not Way.DENIED,
        )


def _way(text: str, last: int, start: int, end: int) -> Way:
    for way, pattern in AFTER:
        if pattern.match(text, end):
            return way
    for way, pattern in BEFORE:
        if pattern.search(text, max(last, start - LOOK_BACK), start):
            return way
    return Way.SAID


def _same_list(text: str, last: int, start: int, end: int) -> bool:
    """Whether "no" is meant for this too: "no plan or social worker", "no plan, carer or care"."""
    if OR_GAP.fullmatch(text, last, start):
        return True
    return bool(COMMA_GAP.fullmatch(text, last, start) and OR_AFTER.match(text, end))
