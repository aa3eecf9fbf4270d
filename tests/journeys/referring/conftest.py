"""Somebody at a school who refers, a club that answers, and the way through the form."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from bs4 import BeautifulSoup

from services_catalog.codes import OrganisationKind
from tests.pages import PageClient
from tests.signing_in import csrf_token, sign_in

PERSON = {"name": "Robin Invented", "birth_date": "4 March 2012", "home": "BS13 0AA"}
STORY = {"wants": "Somewhere to go after school."}
CONTACT = {"reach": "Text first.", "call_back": "07700 900123"}


@pytest.fixture
def school(make):
    return make.organisation(name="Example School", kind=OrganisationKind.SCHOOL)


@pytest.fixture
def club(make):
    found = make.organisation(name="Example Club")
    make.person(organisation=found, roles=["provider"], email="wren@example.org")
    return found


@pytest.fixture
def service(make, club, places):
    return make.service(organisation=club, name="Example Boxing", phone="0117 496 0321")


@pytest.fixture
def teacher(make, school):
    return make.person(organisation=school, name="Tia Teacher", email="tia@example.org")


@pytest.fixture
def referring(client, teacher, service, session) -> "Referring":
    """The form as the teacher begins it from the page of the service."""
    session.commit()
    return Referring(sign_in(client, teacher)).begin(service)


@dataclass
class Referring:
    """Somebody on their way through the form."""

    client: PageClient
    base: str = ""
    ids: list[UUID] = field(default_factory=list)

    def post(self, address, **typed):
        return self.client.post(address, data={"csrf_token": csrf_token(self.client), **typed})

    def begin(self, *services) -> "Referring":
        self.ids = [each.id for each in services]
        answer = self.post("/refer", service_id=[str(id_) for id_ in self.ids])
        assert answer.status_code == 303, answer.text
        self.base = answer.headers["Location"].removesuffix("/agreement")
        return self

    def page(self, name) -> BeautifulSoup:
        return self.client.page(f"{self.base}/{name}")

    def version(self, name="check") -> str:
        return self.page(name).select_one("input[name=version]")["value"]

    def save(self, page, **typed):
        """Send a page with what stands in its boxes, and what is typed over it."""
        whole = {**boxes_in(self.page(page)), **typed}
        return self.post(f"{self.base}/{page}", **whole)

    def agree(self, version=None, **typed):
        """Say the same of each service: ``parent="agrees"`` and so on."""
        known = {"version": version} if version else {}
        said = typed or {"young_person": "agrees", "parent": "agrees"}
        every = {f"{name}-{id_}": text for id_ in self.ids for name, text in said.items()}
        return self.save("agreement", **every, **known)

    def fill(self) -> "Referring":
        self.agree()
        for page, typed in (("person", PERSON), ("story", STORY), ("contact", CONTACT)):
            answer = self.save(page, **typed)
            assert answer.status_code == 303, answer.text
        return self

    def send(self, version=None):
        return self.post(f"{self.base}/send", version=version or self.version())


def boxes_in(page: BeautifulSoup) -> dict[str, object]:
    """What a browser would send of the form of a page."""
    form = page.select_one("form.app-refer")
    sent: dict[str, object] = {}
    for box in form.select("input[name]:not([type=radio]):not([type=checkbox])"):
        sent.setdefault(box["name"], []).append(box.get("value", ""))
    for box in form.select("textarea"):
        sent[box["name"]] = box.text.removeprefix("\n")
    for box in form.select("input[checked]"):
        sent.setdefault(box["name"], []).append(box["value"])
    for box in form.select("select"):
        chosen = box.select_one("option[selected]")
        sent[box["name"]] = chosen["value"] if chosen else ""
    return sent


def words_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.text, "html.parser").main.get_text(" ").split())
