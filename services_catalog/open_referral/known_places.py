"""The gazetteer as an import asks it: each postcode looked up once."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from eligibility.words import fold
from services_catalog.codes import AreaKind
from services_catalog.listing import ListedArea
from services_catalog.models import Postcode
from services_catalog.open_referral.taking import PlacedPostcode
from services_catalog.places import load_gazetteer, split_postcode

AUTHORITY_CODE = re.compile(r"\b[ENSW]\d{8}\b")
PLACED = select(Postcode.ward_code, Postcode.latitude, Postcode.longitude)
COUNCIL = re.compile(r"\b(city|county|borough|district|unitary|council|authority|of|the|ua)\b")


class KnownPlaces:
    """Of one import: the places do not change under it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._gazetteer = load_gazetteer(session)
        self._postcodes: dict[str, PlacedPostcode | None] = {}
        self._authorities = {
            _bare(name): code for code, name in self._gazetteer.authorities.items()
        }
        self._areas = {fold(area.name): area.code for area in self._gazetteer.areas.values()}

    def postcode(self, text: str) -> PlacedPostcode | None:
        if text not in self._postcodes:
            self._postcodes[text] = self._find(text)
        return self._postcodes[text]

    def authority(self, text: str) -> str | None:
        """By ONS code anywhere in the text, or by name, with or without *City Council*."""
        written = AUTHORITY_CODE.search(text)
        if written and written.group() in self._gazetteer.authorities:
            return written.group()
        return self._authorities.get(_bare(text))

    def area(self, text: str) -> ListedArea | None:
        if code := self.authority(text):
            return ListedArea(kind=AreaKind.AUTHORITY, code=code)
        if text in self._gazetteer.areas or fold(text) in self._areas:
            code = text if text in self._gazetteer.areas else self._areas[fold(text)]
            return ListedArea(kind=AreaKind.AREA, code=code)
        home = self._gazetteer.home(text)
        if home is None or home.code not in self._gazetteer.wards:
            return None
        return ListedArea(kind=AreaKind.WARD, code=home.code)

    def _find(self, text: str) -> PlacedPostcode | None:
        parts = split_postcode(text)
        row = self._session.execute(PLACED.where(Postcode.code == " ".join(parts or ()))).first()
        if row is None:
            return None
        return PlacedPostcode(
            ward_code=row.ward_code, latitude=row.latitude, longitude=row.longitude
        )


def _bare(name: str) -> str:
    """``Bristol, City of`` and ``Bristol City Council`` are both Bristol."""
    return " ".join(COUNCIL.sub(" ", fold(name)).split())
