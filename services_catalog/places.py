"""Read the places of the database into a gazetteer, and find a postcode in it."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_catalog.gazetteer import (
    NEAR_KM,
    AreaFacts,
    Gazetteer,
    Home,
    OutcodeFacts,
    SchemeFacts,
    WardFacts,
    grouped,
)
from services_catalog.models import (
    Area,
    AreaScheme,
    AreaWard,
    Authority,
    Outcode,
    Postcode,
    Ward,
)
from services_catalog.postcodes import is_full_postcode, outward_of, split_postcode
from services_catalog.reference.tables import read_table

__all__ = [
    "NEAR_KM",
    "AreaFacts",
    "Gazetteer",
    "Home",
    "OutcodeFacts",
    "SchemeFacts",
    "WardFacts",
    "find_postcode",
    "home_for_postcode",
    "is_full_postcode",
    "load_gazetteer",
    "outward_of",
    "split_postcode",
]


def load_gazetteer(session: Session) -> Gazetteer:
    members = grouped((row.area_code, row.ward_code) for row in session.scalars(select(AreaWard)))
    return Gazetteer(
        wards={row.code: _ward_facts(row) for row in session.scalars(select(Ward))},
        authorities={row.code: row.name for row in session.scalars(select(Authority))},
        areas={row.code: _area_facts(row, members) for row in session.scalars(select(Area))},
        schemes={row.code: _scheme_facts(row) for row in session.scalars(select(AreaScheme))},
        outcodes={row.code: _outcode_facts(row) for row in session.scalars(select(Outcode))},
        neighbourhoods={row["name"]: row["home"] for row in read_table("neighbourhoods.csv")},
    )


def find_postcode(session: Session, text: str) -> Postcode | None:
    """Return the postcode that was typed; None where it is not one, or is not known here."""
    parts = split_postcode(text)
    return session.get(Postcode, " ".join(parts)) if parts else None


def home_for_postcode(session: Session, gazetteer: Gazetteer, text: str) -> Home | None:
    """Return the ward of a full postcode, or its outward code where the ward is not known."""
    parts = split_postcode(text)
    if parts is None:
        return None
    found = find_postcode(session, text)
    ward = found.ward_code if found else None
    return gazetteer.homes.get(ward or "") or gazetteer.homes.get(parts[0])


def _ward_facts(row: Ward) -> WardFacts:
    return WardFacts(
        code=row.code,
        name=row.name,
        authority_code=row.authority_code,
        latitude=row.latitude,
        longitude=row.longitude,
    )


def _area_facts(row: Area, members: Mapping[str, frozenset[str]]) -> AreaFacts:
    wards = members.get(row.code, frozenset())
    return AreaFacts(code=row.code, scheme=row.scheme_code, name=row.name, wards=wards)


def _scheme_facts(row: AreaScheme) -> SchemeFacts:
    return SchemeFacts(code=row.code, name=row.name, verified=row.verified, source=row.source)


def _outcode_facts(row: Outcode) -> OutcodeFacts:
    return OutcodeFacts(
        code=row.code,
        latitude=row.latitude,
        longitude=row.longitude,
        authorities=frozenset(row.authorities),
        wards=frozenset(row.wards),
    )
