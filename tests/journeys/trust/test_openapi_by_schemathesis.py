"""Requests made from the description of the JSON: none fails, none is let in with a bad key."""

import json
from itertools import count
from uuid import UUID

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import ignored_auth, response_schema_conformance

from navigator.accounts.permissions import Role
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import Referral
from tests.journeys.trust.server import HERE, TRACEBACK
from tests.journeys.trust.things import Whose
from tests.journeys.trust.world import KINDS, Kind, State, World

CHECKS = [not_a_server_error, ignored_auth, response_schema_conformance]
ASKED_BY = (
    Kind(name="signed out", state=State.NOBODY),
    Kind(name="a practitioner's key", state=State.KEY, role=Role.PRACTITIONER),
    Kind(name="a provider's key", state=State.KEY, role=Role.PROVIDER),
    Kind(name="a coordinator's key", state=State.KEY, role=Role.COORDINATOR),
)
BAD_KEYS = ("Bearer pn_nothing", "Bearer", "Basic cG46", "Bearer \N{ZERO WIDTH SPACE}".encode())


class Theirs:
    """A referral that is there, for two of three requests that name one; and its moves, in turn."""

    def __init__(self, world: World, referral_id: UUID) -> None:
        self.session, self.id, self.turn = world.session, referral_id, count()

    def put_into(self, case) -> dict[str, str]:
        """Return the headers that say which version was seen."""
        named, turn = case.path_parameters or {}, next(self.turn)
        if "referral_id" not in named or turn % 3 == 0:
            return {}
        named["referral_id"] = str(self.id)
        if "move" in named:
            named["move"] = list(Move)[turn % len(Move)]
        self.session.rollback()
        if case.method != "POST":
            return {}
        return {"If-Match": f'"{self.session.get_one(Referral, self.id).version}"'}


@pytest.fixture
def described(served):
    server, _ = served
    return schemathesis.openapi.from_dict(json.loads(server.ask("GET", "/openapi.json").body))


@pytest.mark.parametrize("kind", ASKED_BY, ids=str)
def test_check_36_what_the_description_allows_never_fails(served, described, kind, proof):
    server, world = served
    caller = world.caller(kind)
    headers = {"Host": HERE, **caller.headers}
    whose = Whose.RECEIVED if kind.role is Role.PROVIDER else Whose.OWN
    theirs = Theirs(world, world.named("referral_id", whose, caller.place, caller))
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 5, "would prove little"

    for operation in operations:

        @settings(
            max_examples=proof(5, 200), deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def ask(case):
            seen = theirs.put_into(case)
            answer = case.call(
                base_url=f"http://127.0.0.1:{server.port}",
                headers=headers | seen | {"X-Forwarded-For": server.address()},
            )
            without_key = {"headers": {"Host": HERE, "X-Forwarded-For": server.address()}}
            case.validate_response(answer, checks=CHECKS, transport_kwargs=without_key)

        ask()
    assert TRACEBACK not in server.said()


def test_a_key_that_is_not_good_is_refused_by_every_operation(served, described):
    server, world = served
    revoked = world.caller(next(kind for kind in KINDS if kind.state is State.REVOKED))
    referral_id = world.named("referral_id", Whose.OWN, revoked.place, revoked)

    for operation in described.get_all_operations():
        method, path = operation.ok().method.upper(), operation.ok().path
        path = path.replace("{service_id}", str(world.own.service)).replace("{move}", "accept")
        path = path.replace("{referral_id}", str(referral_id))
        for key in (*BAD_KEYS, revoked.headers["Authorization"]):
            answer = server.ask(method, path, {"Authorization": key})
            assert answer.status == 401, (method, path, key)
            assert answer.headers["www-authenticate"] == "Bearer"
