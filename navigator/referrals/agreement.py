"""Whether what the young person and a parent said is agreement to a service. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from navigator.referrals.codes import Answer, Capacity, Party

ADULT = 18
DECIDES_AT = 16
"""From this age somebody decides for themselves, as long as nothing says that they cannot."""

DECIDES = frozenset({Capacity.DECIDES, Capacity.DECIDES_WITH_HELP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one of them said. ``capacity`` None: nobody noted whether they can decide."""

    answer: Answer
    capacity: Capacity | None = None


def is_agreed(said: Mapping[Party, Said], *, age: int | None) -> bool:
    """
    Whether it may go ahead without an override.

    At 18 it is theirs alone. Who can decide for themselves (from 16, or younger where it was noted)
    decides. For everybody else a parent may agree, unless the young person says no.
    """
    own, parent = said.get(Party.YOUNG_PERSON), said.get(Party.PARENT)
    if own is not None and own.answer is Answer.DOES_NOT:
        return False
    agrees = own is not None and own.answer is Answer.AGREES
    if agrees and decides_alone(own, age=age):
        return True
    if age is not None and age >= ADULT:
        return False
    return parent is not None and parent.answer is Answer.AGREES


def decides_alone(own: Said | None, *, age: int | None) -> bool:
    capacity = own.capacity if own else None
    if age is not None and age >= DECIDES_AT:
        return capacity is not Capacity.CANNOT_YET
    return capacity in DECIDES
