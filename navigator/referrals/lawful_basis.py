"""
On which lawful basis a kind of organisation usually shares what it knows: a table.

It is not agreement to a service, and it is not legal advice: whoever refers sees it and may choose
another, and the data protection officer of each organisation decides.
"""

from collections.abc import Mapping
from types import MappingProxyType

from navigator.referrals.codes import Basis
from services_catalog.codes import OrganisationKind

USUAL: Mapping[OrganisationKind, Basis] = MappingProxyType(
    {
        OrganisationKind.SCHOOL: Basis.PUBLIC_TASK,
        OrganisationKind.COUNCIL: Basis.PUBLIC_TASK,
        OrganisationKind.POLICE: Basis.PUBLIC_TASK,
        OrganisationKind.HEALTH: Basis.PUBLIC_TASK,
        OrganisationKind.VOLUNTARY: Basis.LEGITIMATE_INTERESTS,
        OrganisationKind.LEISURE: Basis.LEGITIMATE_INTERESTS,
        OrganisationKind.HOUSING: Basis.LEGITIMATE_INTERESTS,
        OrganisationKind.COMMERCIAL: Basis.LEGITIMATE_INTERESTS,
        OrganisationKind.OTHER: Basis.LEGITIMATE_INTERESTS,
        OrganisationKind.UNKNOWN: Basis.LEGITIMATE_INTERESTS,
    }
)
