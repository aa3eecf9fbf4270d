"""
Who may do what: one table that a person can read.

Nobody signs in yet, so every view is either public or not there. A view that says neither is
refused when the app starts (``navigator.web.access``).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    PUBLIC = "public"


class Permission(StrEnum):
    FIND_SERVICES = "find_services"


PERMITTED: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {Permission.FIND_SERVICES: frozenset({Role.PUBLIC})}
)


def permits(role: Role, permission: Permission) -> bool:
    return role in PERMITTED[permission]
