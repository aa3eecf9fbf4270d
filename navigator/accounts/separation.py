"""
Separation of duties: what nobody may do alone, or to what is their own.

Permissions say what a role may do; this says to what of it a person may not, though the role would
let them. Pure.
"""

from collections.abc import Collection
from uuid import UUID

from base.actor import Actor
from base.refusals import NotAllowed


class OwnService(NotAllowed):
    """Nobody rates or approves what their own organisation provides."""


class SignedAlone(NotAllowed):
    """Whoever proposes a decision does not sign it as well."""


def refuse_own_service(actor: Actor, *, provider_id: UUID, organisations: Collection[UUID]) -> None:
    """
    :param organisations: all that the actor belongs to, not only the one they act for now
    :raises OwnService: if one of them provides the service
    """
    if provider_id in {actor.organisation_id, *organisations}:
        raise OwnService(
            "You belong to the organisation that runs this service, so somebody else must rate or "
            "approve it."
        )


def refuse_signing_alone(actor: Actor, *, proposed_by: UUID) -> None:
    """:raises SignedAlone: if it was this person who proposed it"""
    if actor.user_id == proposed_by:
        raise SignedAlone("You proposed this decision, so somebody else must sign it.")
