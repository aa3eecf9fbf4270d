"""The kinds of answer that a situation is told with: each reads what a form or JSON holds."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields
from sqlalchemy.orm import Session

from eligibility import BirthMonth, Place, attendance_band, fold
from eligibility.codes import WHOLE
from eligibility.situation import NURSERY
from navigator.web.search_parameters import refuse_codes
from services_catalog.criteria_names import place_of
from services_catalog.places import Gazetteer, home_for_postcode, is_full_postcode

NONE = "none"
"""In a list of codes it says: asked, and none of them. A form cannot send an empty list."""

MOST_CODES = 200
LONGEST_TYPED = 100
LONGEST_NUMBER = 6
YEAR_WORDS = ("school year", "year", "yr", "y")
EARLY_YEARS = {"nursery": NURSERY, "n": NURSERY, "reception": 0, "r": 0}
YES_OR_NO = {"yes": True, "no": False, "true": True, "false": False}

Places = Callable[[], Gazetteer]


class WholeNumber(fields.Integer):
    """A number as people type it or as JSON holds it; never a truth value or half a number."""

    def __init__(self, lowest: int, highest: int, refusal: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.lowest, self.highest, self.refusal = lowest, highest, refusal
        self.metadata = {**self.metadata, "minimum": lowest, "maximum": highest}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:  # noqa: ANN401
        number = whole(value)
        if number is None or not self.lowest <= number <= self.highest:
            raise ValidationError(self.refusal)
        return number


class SchoolYear(WholeNumber):
    """-1 is nursery and 0 Reception; "Y9", "Year 9" and "Reception" are read too."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:  # noqa: ANN401
        if isinstance(value, str):
            written = fold(value[:LONGEST_TYPED])
            for word in YEAR_WORDS:
                written = written.removeprefix(word).strip()
            value = EARLY_YEARS.get(written, value if value.startswith("-") else written)
        return super()._deserialize(value)


class Month(fields.Field[BirthMonth]):
    """Written "2013-08"; "8/2013" and "08 2013" are read too."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> BirthMonth:  # noqa: ANN401
        parts = str(value)[:LONGEST_TYPED].replace("-", " ").replace("/", " ").split()
        year_first = parts[:1] == [part for part in parts if len(part) == len("2013")]
        try:
            return BirthMonth.parse("-".join(parts if year_first else parts[::-1]))
        except ValueError as refused:
            raise ValidationError(str(refused)) from None

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:  # noqa: ANN401
        return None if value is None else str(value)


class Code(fields.Field[StrEnum]):
    """One code of closed lists."""

    def __init__(self, *lists: type[StrEnum], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.members = {str(code): code for codes in lists for code in codes}
        self.metadata = {**self.metadata, "enum": list(self.members)}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> StrEnum:  # noqa: ANN401
        refuse_codes([str(value)], self.members)
        return self.members[str(value)]


class AttendanceGiven(Code):
    """A band, or a percentage that is put into its band."""

    def __init__(self, *lists: type[StrEnum], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*lists, **kwargs)
        number = {"type": "number", "minimum": 0, "maximum": WHOLE}
        bands = {"type": "string", "enum": list(self.members)}
        described = {name: fact for name, fact in self.metadata.items() if name != "enum"}
        self.metadata = {**described, "anyOf": [bands, number]}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> StrEnum:  # noqa: ANN401
        percent = _percentage(value)
        if percent is None:
            return super()._deserialize(value)
        try:
            return attendance_band(percent)
        except ValueError as refused:
            raise ValidationError(str(refused)) from None


class CodeSet(fields.Field[frozenset[str]]):
    """
    Several codes of one closed list. Empty says: asked, and none.

    Text may hold several with commas between; in text a label is as good as its code.
    """

    def __init__(self, allowed: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.allowed = allowed
        self.by_label = {fold(label): code for code, label in allowed.items() if label}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> frozenset[str]:  # noqa: ANN401
        given = {self.by_label.get(fold(text), text) for text in texts(value)}
        codes = given - {NONE}
        refuse_codes(sorted(codes), self.allowed)
        return frozenset(codes)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> list[str] | None:  # noqa: ANN401
        return None if value is None else sorted(value)


class YesNo(fields.Boolean):
    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:  # noqa: ANN401
        answer = value if isinstance(value, bool) else YES_OR_NO.get(str(value).lower())
        if answer is None:
            raise ValidationError("Use true or false.")
        return answer


class PlaceGiven(fields.Field[Place]):
    """
    A ward, an outward code or an authority, by code or name; JSON may give the parts of a place.

    A full postcode is looked up where there is a session to do it with, and is kept nowhere.
    """

    places: Places
    session: Session | None = None

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Place:  # noqa: ANN401
        if isinstance(value, dict):
            return _parts(value)
        code = place_code(str(value), self.places(), self.session)
        return known_place(code, self.places())

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401
        return None if value is None else written_place(value, self.places())


class Wards(fields.Field[frozenset[str]]):
    """Wards, by code or name; an outward code stands for every ward it reaches into."""

    places: Places

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> frozenset[str]:  # noqa: ANN401
        found = [_known_home(text, self.places()) for text in texts(value) if text != NONE]
        return frozenset(ward for home in found for ward in home)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> list[str] | None:  # noqa: ANN401
        return None if value is None else sorted(value)


def place_code(text: str, gazetteer: Gazetteer, session: Session | None = None) -> str:
    """
    The code of a place as people write it: a ward, an outward code or an authority.

    :param session: to look up a full postcode with; without one it is refused
    :raises ValidationError: if it stands for none that is known here
    """
    if is_full_postcode(text):
        if session is None:
            raise ValidationError("Use a ward or the first half of a postcode, such as BS13.")
        near = home_for_postcode(session, gazetteer, text)
    else:
        near = gazetteer.home(text)
    code = near.code if near else _authority(text, gazetteer)
    if code is None:
        raise ValidationError("Use a ward or the first half of a postcode, such as BS13.")
    return code


def known_place(code: str, gazetteer: Gazetteer) -> Place:
    """What a code of ``place_code`` says of somebody."""
    home = gazetteer.homes.get(code)
    return place_of(home, gazetteer) if home else Place(authority=code)


def written_place(place: Place, gazetteer: Gazetteer) -> str | dict[str, Any]:
    """The code that stands for just this place, or its parts where none does."""
    for code in (place.ward, place.authority):
        known = code in gazetteer.homes or code in gazetteer.authorities
        if code and known and known_place(code, gazetteer) == place:
            return code
    parts = {"ward": place.ward, "authority": place.authority}
    areas = None if place.areas is None else sorted(place.areas)
    return {name: part for name, part in {**parts, "areas": areas}.items() if part is not None}


def whole(value: object) -> int | None:
    """The whole number that JSON or a form holds; None where it holds none."""
    if isinstance(value, str):
        digits = value.strip()
        is_number = digits.removeprefix("-").isdecimal() and digits.isascii()
        return int(digits) if is_number and len(digits) <= LONGEST_NUMBER else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def texts(value: object) -> list[str]:
    """The texts of a list, or those between the commas of one text; empty ones left out."""
    given: Iterable[object] = value if isinstance(value, list) else [value]
    if not isinstance(value, list | str) or any(not isinstance(text, str) for text in given):
        raise ValidationError("Use a list of codes.")
    found = [part.strip() for text in given for part in str(text).split(",") if part.strip()]
    if len(found) > MOST_CODES:
        raise ValidationError(f"Use {MOST_CODES} codes or fewer.")
    return found


def _percentage(value: object) -> float | None:
    """A percentage that was given as one; None where it is something else."""
    if isinstance(value, str):
        written = value.strip().removesuffix("%").strip()
        is_number = len(written) <= LONGEST_NUMBER and written.replace(".", "", 1).isdecimal()
        return float(written) if is_number and written.isascii() else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return min(float(WHOLE + 1), value) if value >= 0 else -1.0


def _known_home(text: str, gazetteer: Gazetteer) -> frozenset[str]:
    home = None if is_full_postcode(text) else gazetteer.home(text)
    if home is None or not home.wards:
        raise ValidationError(f"{text[:40]!r} is not a ward that we know.")
    return home.wards


def _authority(text: str, gazetteer: Gazetteer) -> str | None:
    wanted = fold(text[:LONGEST_TYPED])
    names = gazetteer.authorities.items()
    return next((code for code, name in names if wanted in (fold(name), fold(code))), None)


def _parts(value: dict[str, object]) -> Place:
    """:raises ValidationError: if a part is not what a place is made of"""
    unknown = value.keys() - {"ward", "authority", "areas"}
    areas = value.get("areas")
    parts = [value.get("ward"), value.get("authority")]
    if unknown or any(part is not None and not isinstance(part, str) for part in parts):
        raise ValidationError("A place has a ward and an authority, as codes, and areas.")
    return Place(
        ward=parts[0],  # type: ignore[arg-type]  # looked at above
        authority=parts[1],  # type: ignore[arg-type]
        areas=None if areas is None else frozenset(texts(areas)),
    )
