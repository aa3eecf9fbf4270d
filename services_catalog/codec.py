"""
Stored criteria ↔ the objects of ``eligibility``, by the kinds of ``eligibility.CRITERIA``.

A rule is stored as its kind and every one of its fields, so that a default that changes later
changes no rule that is kept: ``{"kind": "age_between", "lowest": 11, "highest": 17}``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from types import MappingProxyType
from typing import Any, NoReturn, cast

from base.refusals import Invalid
from eligibility import CRITERIA, Criterion, NotACriterion
from eligibility.criteria import NotUnderstood, Route

KIND = "kind"
DEEPEST = 25
"""Rules inside rules. Nobody could read half as many."""

LONGEST_NAME = 60

Stored = dict[str, Any]
Unread = Callable[[str, str], Criterion]
"""What to do with a rule that cannot be read: its kind, and what is wrong with it."""


class CriteriaInvalid(Invalid):
    """These are not rules that can be kept. The message says which, and what to change."""


def stored_criteria(criteria: Iterable[Criterion], *, known: bool = True) -> list[Stored]:
    """
    :param known: False stores what was not understood too, so that it is read as that again
    :raises CriteriaInvalid: if one is of a kind that this version does not know
    """
    return [_stored(criterion, known=known) for criterion in criteria]


def read_criteria(stored: object, *, unread: list[str] | None = None) -> tuple[Criterion, ...]:
    """
    Return the rules of the database; what cannot be read becomes ``NotUnderstood``.

    It never fails: another version, with other kinds, may have written them. ``unread`` takes the
    kinds of what could not be read.
    """
    kinds = [] if unread is None else unread

    def not_understood(kind: str, _: str) -> Criterion:
        kinds.append(_cut(kind))
        return NotUnderstood(stored_kind=_cut(kind))

    return _read_all(stored, not_understood)


def checked_criteria(written: object) -> tuple[Criterion, ...]:
    """
    Return the rules that a person wrote, all of them understood.

    :raises CriteriaInvalid: naming the rule and what is wrong with it
    """
    return _read_all(written, _refused)


def _stored(criterion: Criterion, *, known: bool) -> Stored:
    if known and CRITERIA.get(criterion.kind) is not type(criterion):
        kind = getattr(criterion, "stored_kind", criterion.kind)
        raise CriteriaInvalid(_unknown(kind), field="criteria")
    fields_of = {field.name: getattr(criterion, field.name) for field in _fields(criterion)}
    return {
        KIND: criterion.kind,
        **{name: _plain(value, known=known) for name, value in fields_of.items()},
    }


def _plain(value: object, *, known: bool) -> object:
    match value:
        case Criterion():
            return _stored(value, known=known)
        case tuple():
            return stored_criteria(value, known=known)
        case frozenset():
            return sorted(str(code) for code in value)
        case _:
            return value


def _read_all(stored: object, unread: Unread) -> tuple[Criterion, ...]:
    if not isinstance(stored, list):
        return (unread("", "Write the rules as a list."),)
    return tuple(_read(rule, unread, depth=1) for rule in stored)


def _read(stored: object, unread: Unread, *, depth: int) -> Criterion:
    if not isinstance(stored, dict) or not isinstance(stored.get(KIND), str):
        return unread("", 'A rule has a kind, like {"kind": "anyone"}.')
    kind: str = stored[KIND]
    if kind not in CRITERIA:
        return unread(kind, _unknown(kind))
    try:
        build = cast("Callable[..., Criterion]", CRITERIA[kind])
        return build(**_values(stored, CRITERIA[kind], _Inside(unread, depth)))
    except NotACriterion as problem:
        return unread(kind, str(problem))


@dataclass(frozen=True, slots=True)
class _Inside:
    """Reads the values of one rule, and the rules that are inside it."""

    unread: Unread
    depth: int

    def rule(self, value: object) -> Criterion:
        if self.depth >= DEEPEST:
            raise NotACriterion(f"Put at most {DEEPEST} rules inside each other.")
        return _read(value, self.unread, depth=self.depth + 1)

    def rules(self, value: object) -> tuple[Criterion, ...]:
        return tuple(self.rule(each) for each in _list(value))

    def codes(self, value: object) -> frozenset[str]:
        found = _list(value)
        if not all(isinstance(code, str) for code in found):
            raise NotACriterion("Write every code as text.")
        return frozenset(found)

    def routes(self, value: object) -> frozenset[Route]:
        unknown = self.codes(value).difference(Route)
        if unknown:
            raise NotACriterion("Choose home, school or GP: home, school, gp.")
        return frozenset(Route(code) for code in self.codes(value))

    def number(self, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise NotACriterion("Write a whole number.")
        return value

    def number_or_none(self, value: object) -> int | None:
        return None if value is None else self.number(value)


READERS: Mapping[Any, Callable[[_Inside, object], object]] = MappingProxyType(
    {
        int: _Inside.number,
        int | None: _Inside.number_or_none,
        frozenset[str]: _Inside.codes,
        frozenset[Route]: _Inside.routes,
        Criterion: _Inside.rule,
        tuple[Criterion, ...]: _Inside.rules,
    }
)
"""How to read a field, by its type."""


def _values(stored: Stored, kind: type[Criterion], inside: _Inside) -> dict[str, object]:
    known = {field.name: field for field in _fields(kind)}
    extra = sorted(stored.keys() - known.keys() - {KIND})
    if extra:
        raise NotACriterion(f"{stored[KIND]} has no {_cut(extra[0])}.")
    missing = [name for name, field in known.items() if name not in stored and _needed(field)]
    if missing:
        raise NotACriterion(f"{stored[KIND]} needs {missing[0]}.")
    return {
        name: READERS[field.type](inside, stored[name])
        for name, field in known.items()
        if name in stored
    }


def _needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _fields(criterion: Criterion | type[Criterion]) -> tuple[Field[Any], ...]:
    return fields(criterion) if is_dataclass(criterion) else ()


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise NotACriterion('Write a list, like ["one", "two"].')
    return value


def _refused(_: str, problem: str) -> NoReturn:
    raise CriteriaInvalid(problem, field="criteria")


def _unknown(kind: str) -> str:
    return f"There is no kind of rule called “{_cut(kind)}”. Use one of: {', '.join(CRITERIA)}."


def _cut(text: str) -> str:
    return text[:LONGEST_NAME]
