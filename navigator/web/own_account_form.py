"""The form in which an administrator says how their organisation's own accounts are asked."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from navigator.accounts.identity_providers import SetUp, domains_in
from navigator.accounts.models import IdentityProvider
from navigator.web.account_form import AccountForm, posted_secret
from navigator.web.search_form import readable

BOXES = ("name", "issuer", "client_id", "email_domains")
TRUSTS, ENABLED = "trusts_second_factor", "enabled"
SECRET = "password"  # noqa: S105  a box of this name is kept nowhere


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OwnAccountForm(AccountForm):
    trusts: bool = False
    enabled: bool = True

    def as_set_up(self) -> SetUp:
        typed = {name: text.strip() for name, text in self.typed.items()}
        return SetUp(
            name=typed["name"],
            issuer=typed["issuer"],
            client_id=typed["client_id"],
            client_secret=posted_secret(SECRET).strip(),
            email_domains=domains_in(typed["email_domains"]),
            trusts_its_second_factor=self.trusts,
            enabled=self.enabled,
        )


def read_own_account(given: MultiDict[str, str]) -> OwnAccountForm:
    sent = readable(given)
    return OwnAccountForm(
        typed={name: sent.get(name, "") for name in BOXES},
        trusts=TRUSTS in sent,
        enabled=ENABLED in sent,
    )


def form_of(provider: IdentityProvider | None) -> OwnAccountForm:
    """What is set up now; an empty form where nothing is."""
    if provider is None:
        return OwnAccountForm(typed=dict.fromkeys(BOXES, ""))
    return OwnAccountForm(
        typed={
            "name": provider.name,
            "issuer": provider.issuer,
            "client_id": provider.client_id,
            "email_domains": ", ".join(provider.email_domains),
        },
        trusts=provider.trusts_its_second_factor,
        enabled=provider.enabled,
    )
