"""A real server, and two organisations with four people who move referrals between them."""

import secrets
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from base.clock import now
from navigator.accounts.models import User
from navigator.accounts.safeguarding_team import set_in_team
from navigator.db import make_engine
from navigator.referrals.codes import Side
from services_catalog.models import Service
from tests import factories
from tests.conftest import DATABASES
from tests.journeys.trust.conftest import database
from tests.journeys.trust.server import COOKIE, HERE, Answer, Server, running
from tests.journeys.trust.world import form_token
from tests.signing_in import signed_in_key

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, kw_only=True)
class Player:
    """Somebody signed in, and the side that they are on."""

    name: str
    side: Side
    user_id: UUID
    cookie: str


class Table:
    """Where they sit: the server, the database, the people, the services."""

    def __init__(self, server: Server, sessions: sessionmaker[Session]) -> None:
        self.server, self.sessions = server, sessions
        with sessions() as session:
            factories.use(session)
            make = factories.Make()
            partnership = make.partnership(name="Example Partnership", host=HERE)
            school = make.organisation(name="Example School", partnership=partnership)
            club = make.organisation(name="Example Club", partnership=partnership)
            other_club = make.organisation(name="Another Club", partnership=partnership)
            people = {
                "teacher": (make.person(organisation=school), Side.SENDER),
                "lead": (make.person(organisation=school), Side.SENDER),
                "worker": (make.person(organisation=club, roles=["provider"]), Side.RECEIVER),
                "coordinator": (
                    make.person(organisation=club, roles=["coordinator"]),
                    Side.COORDINATOR,
                ),
            }
            set_in_team(people["lead"][0], school.id, is_in=True)
            make.person(organisation=other_club, roles=["provider"])
            self.service_id = make.service(organisation=club).id
            self.other_service_id = make.service(organisation=other_club).id
            self.players = {
                name: Player(
                    name=name,
                    side=side,
                    user_id=user.id,
                    cookie=signed_in_key(session, user, at=now()),
                )
                for name, (user, side) in people.items()
            }
            session.commit()

    def send_referral(self) -> UUID:
        """Sent a while ago, by the teacher; about somebody new, so that nothing is there twice."""
        with self.sessions() as session:
            factories.use(session)
            made = factories.Make.referral(
                sender=session.get_one(User, self.players["teacher"].user_id),
                service=session.get_one(Service, self.service_id),
                name=f"Robin {new_name()}",
                at=now() - timedelta(days=1),
            )
            session.commit()
            return made.id

    def post(self, who: Player, path: str, boxes: dict[str, str]) -> Answer:
        body = urlencode({"csrf_token": form_token(who.cookie), **boxes})
        headers = {"Content-Type": FORM, "Cookie": f"{COOKIE}={who.cookie}"}
        return self.server.ask("POST", path, headers, body)

    def get(self, who: Player, path: str) -> Answer:
        return self.server.ask("GET", path, {"Cookie": f"{COOKIE}={who.cookie}"})


def new_name() -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(12))


@pytest.fixture(scope="session", params=DATABASES)
def table(request, tmp_path_factory) -> Iterator[Table]:
    folder = tmp_path_factory.mktemp("lifecycle")
    url = database(request.param, folder)
    engine = make_engine(url)
    with running(url, folder) as server:
        yield Table(server, sessionmaker(engine))
    engine.dispose()
