"""Every owned row says which partnership it belongs to, and the database holds parts to it."""

import pytest
from sqlalchemy.exc import IntegrityError

import navigator.models  # noqa: F401  every table must be known before it is checked
from base.orm import Base
from services_catalog.codes import Scheme
from services_catalog.models import ServiceCode

SHARED = {
    "partnership",
    "authority",
    "ward",
    "area_scheme",
    "area",
    "area_ward",
    "outcode",
    "postcode",
    "audit_head",
    "audit_seal",
    "failed_try",
}
"""
Tables of the world or of the installation: places are the same for everyone, the record of acts is
one chain, and whoever guesses passwords may do it in every partnership.
"""


def test_every_owned_table_carries_its_partnership():
    owned = {table.name: table for table in Base.metadata.sorted_tables if table.name not in SHARED}
    assert "service" in owned, "no tables found, so this would prove nothing"

    assert [name for name, table in owned.items() if "partnership_id" not in table.columns] == []


def test_a_part_cannot_belong_to_another_partnership(session, make):
    service = make.service()
    other = make.partnership(name="Another Partnership", host="other.example.org")
    session.add(
        ServiceCode(
            service_id=service.id, partnership_id=other.id, scheme=Scheme.NEED, code="trauma"
        )
    )

    with pytest.raises(IntegrityError):
        session.flush()
