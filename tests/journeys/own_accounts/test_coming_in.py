"""Somebody signs in with their organisation's own account, at a real provider."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from sqlalchemy import select

from base.clock import now
from navigator.accounts import people
from navigator.accounts.models import BrowserSession, Identity, SignIn, User
from navigator.accounts.tokens import Invited
from navigator.audit.models import AuditEntry
from navigator.web.single_sign_on import KEPT
from tests.signing_in import COOKIE, sign_in

EMAIL = "ada@school.example.org"
REFUSED = "We could not sign you in"


@pytest.fixture
def settings(settings):
    return replace(settings, allow_loopback_issuers=True)


@pytest.fixture
def school(make):
    return make.organisation(name="Example Academy")


@pytest.fixture
def provider(make, school, issuer):
    return make.identity_provider(organisation=school, issuer=issuer)


@pytest.fixture
def ada(make, school):
    """A panel member: asked for no second factor."""
    return make.person(organisation=school, email=EMAIL, password=None, roles=["panel_member"])


@pytest.fixture
def leave(client, provider):
    """``leave(next="/needs")``: the address at the provider that the link leads to."""

    def go(**query) -> str:
        sent = client.get(f"/sign-in/with/{provider.organisation_id}", query_string=query)
        assert sent.status_code == 303, sent.text[:2000]
        return sent.headers["Location"]

    return go


@pytest.fixture
def come_back(client, provider):
    def go(answer):
        return client.get(f"/sign-in/with/{provider.organisation_id}/back", query_string=answer)

    return go


@pytest.fixture
def sign_in_there(leave, at_provider, come_back):
    """``sign_in_there("ada")``: the whole way there and back."""
    return lambda who="ada", **query: come_back(at_provider(leave(**query), who))


def acts(session) -> list[AuditEntry]:
    found = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    return [each for each in found if each.act == "sign_in"]


def reason(session) -> str:
    (entry,) = acts(session)
    assert entry.allowed == "no"
    return entry.facts


def test_the_sign_in_page_links_to_every_provider_of_the_partnership(client, make, provider):
    other = make.partnership(name="Another Partnership", host="other.example.org")
    make.identity_provider(organisation=make.organisation(partnership=other), name="Elsewhere")
    make.identity_provider(name="Switched off", enabled=False)

    page = client.page("/sign-in?next=/needs")

    links = {link.text: link["href"] for link in page.select("a[href*='/sign-in/with/']")}
    assert links == {
        "Sign in with Example Academy": f"/sign-in/with/{provider.organisation_id}?next=/needs"
    }


def test_somebody_comes_in_and_on_to_where_they_were_going(
    client, session, sign_in_there, ada, school
):
    answer = sign_in_there(next="/needs?from=home")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/needs?from=home")
    assert answer.headers["Cache-Control"] == "no-store, private"
    kept = session.scalars(select(SignIn)).one()
    assert (kept.user_id, kept.organisation_id, kept.is_full) == (ada.id, school.id, True)
    assert client.get("/account").status_code == 200
    (entry,) = acts(session)
    assert (entry.allowed, entry.user_id, entry.object_id) == ("yes", ada.id.hex, ada.id.hex)
    assert "own_account" in entry.facts


def test_check_06_the_browser_goes_on_under_a_key_that_nobody_knew(client, sign_in_there, ada):
    client.get("/sign-in")
    client.set_cookie(COOKIE, before := "k" * 43)

    sign_in_there()

    after = client.get_cookie(COOKIE).value
    assert after != before
    client.set_cookie(COOKIE, before)
    assert client.get("/account").status_code == 303


def test_the_second_time_they_are_known_by_their_subject(session, client, sign_in_there, ada):
    sign_in_there()
    ada.email = "ada.newname@school.example.org"
    session.commit()
    client.delete_cookie(COOKIE)

    assert sign_in_there().headers["Location"] == "/"


def test_an_invitation_is_accepted_on_the_way(session, school, sign_in_there):
    wanted = Invited(
        email=EMAIL, name="Ada Example", organisation_id=school.id, roles=("panel_member",)
    )
    people.tokens.make_invitation(
        session, wanted, partnership_id=school.partnership_id, by=None, at=now()
    )
    session.commit()

    assert sign_in_there("ada-shouting").status_code == 303
    assert session.scalars(select(User)).one().email == EMAIL


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("stranger", "not_known", id="nobody invited them"),
        pytest.param("ada-unverified", "email_not_verified", id="their address is not verified"),
        pytest.param("silent", "email_not_verified", id="no address is said"),
        pytest.param("ada-elsewhere", "other_domain", id="an address of another domain"),
        pytest.param("nobody-there", "refused_there", id="refused there"),
    ],
)
def test_who_may_not_come_in_is_told_whom_to_ask(client, session, sign_in_there, ada, who, why):
    answer = sign_in_there(who)

    assert answer.status_code == 403
    assert REFUSED in answer.text
    assert why in reason(session)
    assert session.scalars(select(SignIn)).all() == session.scalars(select(Identity)).all() == []
    assert client.get("/account").status_code == 303


def test_a_disabled_account_is_told_the_same_as_a_stranger(session, sign_in_there, ada):
    stranger = sign_in_there("stranger")
    ada.disabled_at = now()
    session.commit()

    disabled = sign_in_there("ada")

    assert disabled.status_code == 403
    words = [answer.text.partition("<main")[2] for answer in (stranger, disabled)]
    assert words[0] == words[1]


def test_a_role_that_sees_children_is_asked_for_a_code(session, make, school, sign_in_there):
    make.person(organisation=school, email=EMAIL, password=None, roles=["practitioner"])

    answer = sign_in_there(next="/needs")

    assert answer.headers["Location"] == "/sign-in/set-up?next=/needs"
    assert session.scalars(select(SignIn)).one().is_full is False


@pytest.mark.parametrize(
    ("who", "is_trusted", "on_to"),
    [
        ("ada-with-code", True, "/"),
        ("ada-with-code", False, "/sign-in/code"),
        ("ada", True, "/sign-in/code"),
    ],
)
def test_a_code_typed_there_is_enough_where_it_is_trusted_and_shown(
    session, make, school, provider, *, sign_in_there, who, is_trusted, on_to
):
    user = make.person(organisation=school, email=EMAIL, roles=["practitioner"])
    user.totp_confirmed_at = now()
    provider.trusts_its_second_factor = is_trusted
    session.commit()

    assert sign_in_there(who).headers["Location"] == on_to


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda answer: answer | {"state": "made-up"}, id="another state"),
        pytest.param(lambda answer: answer | {"state": ""}, id="an empty state"),
        pytest.param(lambda answer: {"code": answer["code"]}, id="no state"),
        pytest.param(lambda _: {}, id="nothing at all"),
    ],
)
def test_an_answer_without_the_state_of_this_browser_lets_nobody_in(
    session, leave, at_provider, come_back, ada, spoil
):
    answer = come_back(spoil(at_provider(leave(), "ada")))

    assert answer.status_code == 403
    assert "not_begun" in reason(session)


def test_an_answer_for_another_browser_lets_nobody_in(
    app, session, leave, at_provider, provider, ada
):
    """Somebody is lured to an answer of the attacker, who would then read along."""
    answer = at_provider(leave(), "ada")
    victim = app.test_client()

    got = victim.get(f"/sign-in/with/{provider.organisation_id}/back", query_string=answer)

    assert got.status_code == 403
    assert session.scalars(select(SignIn)).all() == []


def test_an_answer_works_once(client, leave, at_provider, come_back, ada):
    answer = at_provider(leave(), "ada")
    assert come_back(answer).status_code == 303
    client.post("/sign-out")

    assert come_back(answer).status_code == 403


def test_an_answer_that_failed_does_not_come_again(leave, at_provider, come_back, ada):
    answer = at_provider(leave(), "ada")
    assert come_back(answer | {"code": "made-up"}).status_code == 403

    assert come_back(answer).status_code == 403


def test_an_answer_that_comes_late_lets_nobody_in(leave, at_provider, come_back, ada):
    answer = at_provider(leave(), "ada")

    with time_machine.travel(now() + timedelta(seconds=601)):
        assert come_back(answer).status_code == 403


def test_the_answer_of_one_organisations_provider_is_not_one_of_anothers(
    client, session, make, leave, at_provider, *, ada, issuer
):
    club = make.identity_provider(issuer=issuer)
    answer = at_provider(leave(), "ada")

    got = client.get(f"/sign-in/with/{club.organisation_id}/back", query_string=answer)

    assert got.status_code == 403
    assert "not_begun" in reason(session)


def test_a_provider_that_has_moved_meanwhile_lets_nobody_in(
    session, provider, leave, at_provider, come_back, ada
):
    answer = at_provider(leave(), "ada")
    provider.issuer = "https://login.example.org"
    session.commit()

    assert come_back(answer).status_code == 403
    assert "not_begun" in reason(session)


def test_two_at_once_in_one_browser_come_back_in_any_order(leave, at_provider, come_back, ada):
    first, second = leave(), leave()

    assert come_back(at_provider(first, "ada")).status_code == 303
    assert come_back(at_provider(second, "ada")).status_code == 303


def test_no_more_than_a_few_are_kept(session, leave):
    for _ in range(5):
        leave()

    (kept,) = session.scalars(select(BrowserSession))
    assert len(kept.facts[KEPT]) == 3


@pytest.mark.parametrize("lead", ["//evil.example.com", "https://evil.example.com", "/\\evil"])
def test_check_27_the_way_on_is_one_of_ours(sign_in_there, ada, lead):
    assert sign_in_there(next=lead).headers["Location"] == "/"


def test_who_is_signed_in_proves_anew_who_they_are(
    client, session, leave, at_provider, come_back, provider, *, ada
):
    sign_in(client, ada)
    asked = parse_qs(urlsplit(address := leave(next="/account")).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])

    assert come_back(at_provider(address, "ada")).headers["Location"] == "/account"
    assert session.scalars(select(SignIn)).one().user_id == ada.id


def test_a_provider_that_does_not_answer_is_a_sentence(client, session, provider):
    provider.issuer = "http://127.0.0.1:9"
    session.commit()

    answer = client.get(f"/sign-in/with/{provider.organisation_id}")

    assert answer.status_code == 403
    assert REFUSED in answer.text
    assert "no_answer" in reason(session)


def test_where_loopback_is_not_allowed_nobody_is_asked(client, provider):
    client.application.extensions["issuers"].adapter.allow_loopback = False

    assert client.get(f"/sign-in/with/{provider.organisation_id}").status_code == 403


@pytest.mark.parametrize("path", ["", "/back"])
def test_what_is_switched_off_is_not_there(client, session, provider, path):
    provider.enabled = False
    session.commit()

    assert client.get(f"/sign-in/with/{provider.organisation_id}{path}").status_code == 404


def test_in_read_only_mode_nobody_comes_in(app, session, leave, at_provider, come_back, ada):
    answer = at_provider(leave(), "ada")
    app.config["NAVIGATOR"] = replace(app.config["NAVIGATOR"], read_only=True)

    assert come_back(answer).status_code == 503
    assert session.scalars(select(SignIn)).all() == []


def test_no_log_holds_what_opens_a_session(caplog, leave, at_provider, come_back, ada, provider):
    answer = at_provider(leave(), "ada")
    with caplog.at_level("DEBUG"):
        come_back(answer)

    for secret in (answer["code"], answer["state"], provider.client_secret):
        assert secret not in caplog.text
