"""Boring, valid rows. All names are invented. A test states only what it is about."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

from base.actor import Actor
from navigator.accounts import passwords
from navigator.accounts.models import IdentityProvider, User
from navigator.accounts.people import add_roles
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.models import Referral, ReferralDraft
from navigator.referrals.receiving import answering_people
from navigator.referrals.sending import send_draft
from services_catalog.codes import AreaKind, Scheme
from services_catalog.models import AreaServed, Location, Organisation, Partnership, Service

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOON.date()


class RowFactory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_persistence = "flush"


class PartnershipFactory(RowFactory):
    class Meta:
        model = Partnership
        sqlalchemy_get_or_create = ("name",)

    name = "Example Safeguarding Partnership"
    place = "Bristol"
    host = None
    front_door_name = "First Response"
    front_door_phone = "0117 496 0001"
    front_door_hours = "Monday to Friday, 9am to 5pm"
    out_of_hours_phone = "0117 496 0002"


class OrganisationFactory(RowFactory):
    class Meta:
        model = Organisation

    class Params:
        partnership = factory.SubFactory(PartnershipFactory)

    partnership_id = factory.SelfAttribute("partnership.id")
    name = factory.Sequence("Example Organisation {}".format)
    feed = "test"
    source_id = factory.Sequence("org-{}".format)


class ServiceFactory(RowFactory):
    """``need=``, ``level=`` and other codes by scheme; ``areas=`` pairs; ``wards=`` of places."""

    class Meta:
        model = Service
        exclude = ("partnership",)

    organisation = factory.SubFactory(OrganisationFactory)
    partnership_id = factory.SelfAttribute("organisation.partnership_id")
    name = factory.Sequence("Example Service {}".format)
    summary = "Somewhere to go and someone to talk to."
    feed = "test"
    source_id = factory.Sequence("service-{}".format)
    lowest_age = 11
    highest_age = 18
    phone = "0117 496 0100"
    verified_on = date(2026, 10, 1)
    changed_at = NOON

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        codes = {scheme: kwargs.pop(scheme.value, ()) for scheme in Scheme}
        areas = kwargs.pop("areas", ())
        wards = kwargs.pop("wards", ())
        service = super()._create(model_class, *args, **kwargs)
        for scheme, values in codes.items():
            service.set_codes(scheme, values)
        service.areas = [AreaServed(kind=AreaKind(kind), code=code) for kind, code in areas]
        service.locations = [Location(position=n, ward_code=code) for n, code in enumerate(wards)]
        Session.object_session(service).flush()
        return service


PASSWORD = "staple horse battery lamp"  # noqa: S105  of people who do not exist


class PersonFactory(RowFactory):
    """``organisation=`` and ``roles=`` say where they belong and as what."""

    class Meta:
        model = User

    organisation = factory.SubFactory(OrganisationFactory)
    partnership_id = factory.SelfAttribute("organisation.partnership_id")
    email = factory.Sequence("person-{}@example.org".format)
    name = factory.Sequence("Example Person {}".format)
    created_at = NOON
    roles = ("practitioner",)
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        roles, password = kwargs.pop("roles"), kwargs.pop("password")
        organisation = kwargs.pop("organisation")
        kwargs.setdefault("password_hash", passwords.hashed(password) if password else None)
        user = super()._create(model_class, *args, **kwargs)
        session = Session.object_session(user)
        add_roles(session, user, organisation.id, roles, at=NOON)
        return user


class IdentityProviderFactory(RowFactory):
    """Where the people of ``organisation`` sign in, with addresses at school.example.org."""

    class Meta:
        model = IdentityProvider

    class Params:
        organisation = factory.SubFactory(OrganisationFactory)

    partnership_id = factory.SelfAttribute("organisation.partnership_id")
    organisation_id = factory.SelfAttribute("organisation.id")
    name = "Example Academy"
    issuer = "https://login.example.org"
    client_id = "navigator"
    client_secret = "a secret of the tests"  # noqa: S105  of a provider that does not exist
    email_domains = ("school.example.org",)
    trusts_its_second_factor = False
    enabled = True
    made_at = NOON


class ReferralFactory(RowFactory):
    """
    Sent at noon by ``sender`` to ``service``, agreed by the young person; nobody has answered yet.

    ``birth_date=`` and ``name=`` are of the young person. Other facts as the columns call them.
    """

    class Meta:
        model = Referral

    sender = factory.SubFactory(PersonFactory)
    service = factory.SubFactory(ServiceFactory)
    name = "Robin Invented"
    birth_date = "2012-03-04"
    at = NOON

    @classmethod
    def _create(cls, model_class, *args, **kwargs):  # noqa: ARG003  as its base gives them
        sender, service, at = (kwargs.pop(name) for name in ("sender", "service", "at"))
        agreed = ForService(young_person=Asked(answer="agrees", capacity="decides"))
        content = Content(
            name=kwargs.pop("name"),
            birth_date=kwargs.pop("birth_date"),
            wants="Somewhere to go after school.",
            reach="Ring before six.",
            call_back="07700 900123",
            services={str(service.id): agreed},
        )
        session = Session.object_session(sender)
        organisation_id = sender.memberships[0].organisation_id
        draft = ReferralDraft(
            partnership_id=sender.partnership_id,
            user_id=sender.id,
            organisation_id=organisation_id,
            service_ids=[str(service.id)],
            content=content.to_json(),
            made_at=at,
            saved_at=at,
            expires_at=at,
        )
        session.add(draft)
        session.flush()
        if not answering_people(session, service.organisation_id):
            PersonFactory(organisation=service.organisation, roles=["provider"])
        actor = Actor(
            partnership_id=sender.partnership_id,
            user_id=sender.id,
            organisation_id=organisation_id,
            roles=frozenset({"practitioner"}),
        )
        made = send_draft(session, draft, actor=actor, at=at).referrals[0]
        for name, value in kwargs.items():
            setattr(made, name, value)
        session.flush()
        return made


class DraftFactory(RowFactory):
    """A referral that ``user`` has begun and saved ``at`` that moment, with nothing in it yet."""

    class Meta:
        model = ReferralDraft
        exclude = ("user", "at")

    user = factory.SubFactory(PersonFactory)
    at = NOON
    partnership_id = factory.SelfAttribute("user.partnership_id")
    user_id = factory.SelfAttribute("user.id")
    organisation_id = factory.LazyAttribute(lambda it: it.user.memberships[0].organisation_id)
    service_ids = factory.LazyFunction(list)
    content = Content().to_json()
    made_at = factory.SelfAttribute("at")
    saved_at = factory.SelfAttribute("at")
    expires_at = factory.LazyAttribute(lambda it: it.at + timedelta(days=30))


FACTORIES = (
    PartnershipFactory,
    OrganisationFactory,
    ServiceFactory,
    PersonFactory,
    IdentityProviderFactory,
    ReferralFactory,
    DraftFactory,
)


def use(session: Session) -> None:
    for each in FACTORIES:
        each._meta.sqlalchemy_session = session


class Make:
    """``make.service(need=["trauma"])`` and so on."""

    partnership = PartnershipFactory
    organisation = OrganisationFactory
    service = ServiceFactory
    person = PersonFactory
    identity_provider = IdentityProviderFactory
    referral = ReferralFactory
    draft = DraftFactory
