"""What other rules would change for whom, before they are set. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from eligibility import Criterion, Situation, Verdict, verdict_of

MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A situation, and what people call the place it is in; empty where it is in none."""

    situation: Situation
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    How many situations end up elsewhere, out of ``total``.

    ``most_from`` are the few places where more than half of those newly turned away are; empty
    where they are spread more widely, or it is not known where they are.
    """

    total: int
    turned_away: int = 0
    no_longer_turned_away: int = 0
    ask_first: int = 0
    no_longer_ask_first: int = 0
    most_from: tuple[str, ...] = ()


def difference(
    old: Sequence[Criterion], new: Sequence[Criterion], people: Iterable[Placed], *, on: date
) -> Difference:
    """Run both over every situation; ages are counted on that day."""
    moves: Counter[tuple[Verdict, Verdict]] = Counter()
    places: Counter[str] = Counter()
    for placed in people:
        before = verdict_of(old, placed.situation, on=on)
        after = verdict_of(new, placed.situation, on=on)
        moves[before, after] += 1
        if after is Verdict.NOT_SET_UP is not before:
            places[placed.place] += 1
    return Difference(
        total=moves.total(),
        turned_away=places.total(),
        no_longer_turned_away=sum(
            count
            for (before, after), count in moves.items()
            if before is Verdict.NOT_SET_UP is not after
        ),
        ask_first=moves[Verdict.CAN_PROBABLY_HELP, Verdict.ASK_FIRST],
        no_longer_ask_first=moves[Verdict.ASK_FIRST, Verdict.CAN_PROBABLY_HELP],
        most_from=_most(places),
    )


def sentence(found: Difference, of: str) -> str:
    """Read it out: "Of 120 logged searches: 14 more would be turned away, most from BS13."."""
    changes = "; ".join(f"{count:,} {words}" for count, words in _counts(found) if count)
    return f"Of {found.total:,} {of}: {changes or 'nothing would change'}."


def _counts(found: Difference) -> tuple[tuple[int, str], ...]:
    most_from = f", most from {_listed(found.most_from)}" if found.most_from else ""
    return (
        (found.turned_away, f"more would be turned away{most_from}"),
        (found.no_longer_turned_away, "would no longer be turned away"),
        (found.ask_first, "more would be told to ask first"),
        (found.no_longer_ask_first, "would no longer need to ask first"),
    )


def _most(places: Counter[str]) -> tuple[str, ...]:
    """As few places as have more than half of them, if up to three stand out from the rest."""
    ranked = sorted(places.items(), key=lambda entry: (-entry[1], entry[0]))
    counts = [*(count for _, count in ranked), 0]
    for few in range(1, min(MOST_NAMED, len(ranked)) + 1):
        if sum(counts[:few]) * 2 > places.total() and counts[few - 1] > counts[few]:
            named = tuple(place for place, _ in ranked[:few])
            return named if all(named) else ()
    return ()


def _listed(places: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(places[:-1]), places[-1])))
