"""Places: the ward is the atom; area schemes group wards; a postcode is a hint at a ward."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.orm import Base


class Authority(Base):
    """A local authority, by its ONS code."""

    __tablename__ = "authority"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Ward(Base):
    """A ward, by its ONS code; latitude and longitude in degrees (WGS 84), of a point inside it."""

    __tablename__ = "ward"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    latitude: Mapped[float]
    longitude: Mapped[float]


class AreaScheme(Base):
    """One agency's way to group wards. ``verified`` is whether its grouping has been confirmed."""

    __tablename__ = "area_scheme"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    verified: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")

    areas: Mapped[list["Area"]] = relationship(order_by="Area.code")


class Area(Base):
    """``code`` is ``scheme/area``, so it says which scheme it belongs to."""

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(primary_key=True)
    scheme_code: Mapped[str] = mapped_column(ForeignKey("area_scheme.code"), index=True)
    name: Mapped[str]

    wards: Mapped[list["AreaWard"]] = relationship()


class AreaWard(Base):
    __tablename__ = "area_ward"

    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    ward_code: Mapped[str] = mapped_column(ForeignKey("ward.code"), primary_key=True)


class Outcode(Base):
    """An outward code ("BS13"), its centre, and the authorities and wards it reaches into."""

    __tablename__ = "outcode"

    code: Mapped[str] = mapped_column(primary_key=True)
    latitude: Mapped[float]
    longitude: Mapped[float]
    authority_codes: Mapped[str]
    ward_codes: Mapped[str]

    @property
    def authorities(self) -> tuple[str, ...]:
        return tuple(self.authority_codes.split())

    @property
    def wards(self) -> tuple[str, ...]:
        return tuple(self.ward_codes.split())


class Postcode(Base):
    """
    A unit postcode ("BS13 8AB").

    ``ward_code`` is None outside the wards that are known here; ``live`` is False where the
    postcode has been withdrawn. Near a boundary the ward is a hint, not a legal fact.
    ``lsoa_code`` is its small area (LSOA 2021, some 1,500 people), None where nobody has said.
    """

    __tablename__ = "postcode"

    code: Mapped[str] = mapped_column(primary_key=True)
    ward_code: Mapped[str | None]
    authority_code: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    live: Mapped[bool]
    lsoa_code: Mapped[str | None]
