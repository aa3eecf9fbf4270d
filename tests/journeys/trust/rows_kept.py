"""What a database holds, but for what every request may leave: did a request change any of it?"""

from collections.abc import Mapping

from navigator.upkeep.fingerprints import Fingerprint, fingerprints

LEFT_BY_ANY = frozenset(
    {"audit_entry", "audit_head", "browser_session", "failed_try", "sign_in", "api_token",
     "enquiry"}
)  # fmt: skip
"""The record of acts, counted tries and searches, and when somebody was last there."""


def kept(session) -> Mapping[str, Fingerprint]:
    session.rollback()
    with session.get_bind().connect() as connection:
        found = fingerprints(connection)
    return {name: each for name, each in found.items() if name not in LEFT_BY_ANY}
