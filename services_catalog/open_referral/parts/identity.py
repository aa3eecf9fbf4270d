"""Who a record is about: its id, its name, and the organisation behind it."""

from services_catalog.listing import ListedOrganisation
from services_catalog.open_referral.fixes.fixed import Code
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.text import line
from services_catalog.open_referral.parts.contacts import addresses_of
from services_catalog.open_referral.parts.texts import text_of
from services_catalog.open_referral.record import Record, first
from services_catalog.open_referral.taking import Reason, RecordRefused, Taking

NOT_STATED = "Not stated"


def required_id(record: Record, *names: str) -> str:
    """
    Return the record's id as text.

    :raises RecordRefused: without one, the next import could not tell that it is the same
    """
    found = source_id(first(record, *names))
    if not found:
        sentence = "Give it an id that never changes, of at most 255 characters."
        raise RecordRefused(Reason.NO_ID, sentence, field=names[0])
    return found


def required_name(taking: Taking, record: Record, *names: str) -> str:
    """
    Return the service's name on one line.

    :raises RecordRefused: if it has none
    """
    found = taking.took(names[0], line(first(record, *names)))
    if not found:
        raise RecordRefused(Reason.NO_NAME, "Give the service a name.", field=names[0])
    return found


def organisation_of(
    taking: Taking, record: Record, *, sent_id: object, service_id: str
) -> ListedOrganisation:
    """The organisation of a service; one without a name is *Not stated*, each its own."""
    name = taking.took("organisation.name", line(first(record, "name")))
    found = source_id(first(record, "id")) or source_id(sent_id)
    if not name:
        taking.note("organisation", Code.ORGANISATION_MISSING)
        return ListedOrganisation(source_id=found or f"not-stated:{service_id}", name=NOT_STATED)
    url, email = addresses_of(
        taking, "organisation", first(record, "website", "url", "uri"), record.get("email")
    )
    return ListedOrganisation(
        source_id=found or f"name:{name.casefold()}",
        name=name,
        description=text_of(taking, "organisation.description", record.get("description")),
        email=email,
        url=url,
    )
