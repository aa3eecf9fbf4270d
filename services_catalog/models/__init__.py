"""The tables of the catalogue."""

from services_catalog.models.criteria import CriteriaVersion
from services_catalog.models.evidence import EvidenceRating
from services_catalog.models.levels import OwnLevel, OwnLevelWording
from services_catalog.models.mappings import LocalMapping
from services_catalog.models.organisations import Organisation
from services_catalog.models.partnerships import Partnership
from services_catalog.models.places import (
    Area,
    AreaScheme,
    AreaWard,
    Authority,
    Outcode,
    Postcode,
    Ward,
)
from services_catalog.models.services import (
    AreaServed,
    Location,
    Opening,
    Service,
    ServiceCode,
    SourceDocument,
)

__all__ = [
    "Area",
    "AreaScheme",
    "AreaServed",
    "AreaWard",
    "Authority",
    "CriteriaVersion",
    "EvidenceRating",
    "LocalMapping",
    "Location",
    "Opening",
    "Organisation",
    "Outcode",
    "OwnLevel",
    "OwnLevelWording",
    "Partnership",
    "Postcode",
    "Service",
    "ServiceCode",
    "SourceDocument",
    "Ward",
]
