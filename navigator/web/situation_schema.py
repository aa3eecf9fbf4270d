"""
A situation as it is told: one schema for the form, for JSON and for what is kept on the server.

Everything may be left out. What is not there, or null, was not asked.
"""

from typing import Any

from marshmallow import Schema, fields, post_dump, post_load, pre_load
from sqlalchemy.orm import Session

from eligibility import Level, Situation
from eligibility.codes import (
    Attendance,
    CareStatus,
    EducationStatus,
    Gender,
    SchoolExclusion,
    Sector,
    Send,
    SendArea,
    SocialCare,
    TriedStep,
)
from eligibility.levels import NotSure
from eligibility.situation import LAST_SCHOOL_YEAR, NURSERY, OLDEST
from navigator.web.finding import current_gazetteer
from navigator.web.situation_fields import (
    AttendanceGiven,
    Code,
    CodeSet,
    Month,
    PlaceGiven,
    SchoolYear,
    Wards,
    WholeNumber,
    YesNo,
)
from services_catalog.codes import Access
from services_catalog.places import Gazetteer
from services_catalog.reference import languages, needs, strengths

MOST_SUSPENSIONS = 99


def said(description: str) -> dict[str, Any]:
    """What a field is for, and that it may be left out."""
    return {"allow_none": True, "metadata": {"description": description}}


def unnamed(codes: Any) -> dict[str, str]:  # noqa: ANN401  any of the closed lists
    return {str(code): "" for code in codes}


class SituationSchema(Schema):
    """
    Loads to a ``Situation``, and dumps one to plain JSON that loads back to the same.

    :param gazetteer: the places it may name; those of the request where none are given
    :param session: to look up a full postcode with; without one a full postcode is refused
    """

    error_messages = {  # noqa: RUF012  marshmallow reads it so
        "unknown": "A situation has no such field. /openapi.json lists those there are.",
        "type": "Send the situation as an object with its fields.",
    }

    age = WholeNumber(
        0, OLDEST, f"Enter an age from 0 to {OLDEST}, in whole years.", **said("In whole years.")
    )
    birth_month = Month(**said("Year and month, such as 2013-08."))
    school_year = SchoolYear(
        NURSERY,
        LAST_SCHOOL_YEAR,
        f"Enter a school year from {NURSERY} to {LAST_SCHOOL_YEAR}.",
        **said("In England's count: 0 is Reception, -1 nursery."),
    )
    home = PlaceGiven(**said("Where they live: a ward code, a ward or an outward code."))
    school = PlaceGiven(**said("Where they learn, likewise."))
    gp = PlaceGiven(**said("Where their GP is, likewise."))
    needs = CodeSet({n.code: n.label for n in needs().values()}, **said("What is going on."))
    strengths = CodeSet({s.code: s.label for s in strengths().values()}, **said("What helps."))
    level = Code(Level, NotSure, **said("How much help, or unsure."))
    education = Code(EducationStatus, **said("How they are educated."))
    attendance = AttendanceGiven(Attendance, **said("A band, or a percentage from 0 to 100."))
    suspensions = WholeNumber(
        0, MOST_SUSPENSIONS, f"Enter a number from 0 to {MOST_SUSPENSIONS}.", **said("This term.")
    )
    exclusion = Code(SchoolExclusion, **said("Excluded from school, or close to it."))
    send = Code(Send, **said("Special educational needs, or a wait to find out."))
    send_areas = CodeSet(unnamed(SendArea), **said("The areas of those needs."))
    care = Code(CareStatus, **said("In care, or once in care."))
    social_care = Code(SocialCare, **said("Early help, or a social worker."))
    languages = CodeSet(languages(), **said("Languages they can use, as ISO 639-1 codes."))
    access_needs = CodeSet(unnamed(Access), **said("What they need to take part."))
    gender = Code(Gender, **said("As they describe it."))
    tried = CodeSet(unnamed(TriedStep), **said("What has been tried already."))
    sector = Code(Sector, **said("Who asks."))
    young_person_agrees = YesNo(**said("Whether the young person agrees."))
    parent_agrees = YesNo(**said("Whether a parent or carer agrees."))
    can_travel = YesNo(**said("Whether they can get there, alone or with someone."))
    places_not_safe = Wards(**said("Wards where they would not feel safe."))

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        session: Session | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        self.gazetteer, self.session = gazetteer, session
        super().__init__(**kwargs)

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Places are looked up where the schema says, in the moment they are read."""
        super().on_bind_field(field_name, field_obj)
        if isinstance(field_obj, PlaceGiven | Wards):
            field_obj.places = self.places
        if isinstance(field_obj, PlaceGiven):
            field_obj.session = self.session

    def places(self) -> Gazetteer:
        return self.gazetteer or current_gazetteer()

    @pre_load
    def leave_out_empty(self, data: Any, **_: Any) -> Any:  # noqa: ANN401
        """A form sends every box; one left empty is one that was not filled in."""
        if not isinstance(data, dict):
            return data
        trimmed = {
            name: value.replace("\0", " ").strip() if isinstance(value, str) else value
            for name, value in data.items()
        }
        return {name: value for name, value in trimmed.items() if value != ""}

    @post_load
    def make_situation(self, data: dict[str, Any], **_: Any) -> Situation:  # noqa: ANN401
        return Situation(**data)

    @post_dump
    def leave_out_unknown(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: ANN401
        return {name: value for name, value in data.items() if value is not None}
