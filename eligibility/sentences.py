"""Rules read back as sentences: what a provider sees and agrees to."""

from collections.abc import Iterable

from eligibility.criterion import Criterion
from eligibility.names import Names, PlainNames
from eligibility.verdicts import spread


def sentence_of(criterion: Criterion, *, names: Names | None = None) -> str:
    """One rule: "For people aged 11 to 17." The same rule always gives the same sentence."""
    clause = criterion.clause(names or PlainNames())
    return f"{clause[0].upper()}{clause[1:]}."


def sentences_of(criteria: Iterable[Criterion], *, names: Names | None = None) -> tuple[str, ...]:
    """One sentence for each rule; a group of which all are needed is read out part by part."""
    return tuple(sentence_of(criterion, names=names) for criterion in spread(criteria))
