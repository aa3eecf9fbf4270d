"""Every setting, typed, read once from the environment."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from eligibility import NotAWordTable, SafeguardingWords, shipped_words, words_from

MINIMUM_SECRET_LENGTH = 32
MOST_PROXIES = 9
KEY_BYTES = 32
DEMONSTRATION = "demonstration"
"""The name of the files, and of the key, that a demonstration makes for itself."""

ON_THIS_COMPUTER = "http://127.0.0.1:5000"
"""Where a demonstration is found, unless it is told otherwise."""


class Mode(StrEnum):
    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"


class SettingsRefused(Exception):
    """The environment does not describe a service that is safe to start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    :ivar instance: the folder of the database, the index and the keys
    :ivar database_url: SQLAlchemy address; SQLite in the instance folder unless given
    :ivar trusted_hosts: host names this installation answers to; any, in demonstration mode
    :ivar trusted_proxies: how many servers stand in front of this one and say who asked them, and
        how (X-Forwarded-For and X-Forwarded-Proto); with none, those headers are never believed
    :ivar log_requests: a line of the log for each request: never who asked, nor for whom
    :ivar public_address: where it is found, such as https://navigator.example.org: links in mail
        begin with it, whatever a request said of its host
    :ivar allow_loopback_issuers: people may sign in with a provider on this very computer, for
        development and tests
    :ivar keys: the key ring as it is written (``navigator.secrets.key_ring``)
    :ivar keys_file: where it was read from, if it was a file
    :ivar read_only: nothing may be changed, for upkeep of the database
    :ivar mail_server: as ``navigator.outbox.smtp`` reads it; without one, mail waits, and a
        demonstration shows it on a page
    :ivar mail_from: the address that mail comes from
    :ivar safeguarding_words: what alarms; those that everyone has, unless a file changes them
    """

    instance: Path
    database_url: str
    mode: Mode = Mode.DEMONSTRATION
    secret_key: str = field(repr=False)
    keys: str = field(repr=False)
    keys_file: Path | None = None
    read_only: bool = False
    allow_loopback_issuers: bool = False
    mail_server: str = field(default="", repr=False)
    mail_from: str = ""
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    log_requests: bool = False
    public_address: str = ON_THIS_COMPUTER
    safeguarding_words: SafeguardingWords = field(default_factory=shipped_words, repr=False)

    @property
    def is_production(self) -> bool:
        return self.mode is Mode.PRODUCTION

    @property
    def index_folder(self) -> Path:
        return self.instance / "index"

    def address_for(self, host: str | None) -> str:
        """Where a partnership is found: at a host name of its own, else at the public one."""
        public = urlsplit(self.public_address)
        port = f":{public.port}" if public.port else ""
        return f"{public.scheme}://{host or public.hostname}{port}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, root: Path) -> "Settings":
        """
        Read ``NAVIGATOR_*``.

        :param root: the project's folder, which relative paths start from
        :raises SettingsRefused: if the mode is unknown, production lacks a secret or its hosts, or
            the file of safeguarding words cannot be used
        """
        mode = _mode(environment)
        instance = (root / environment.get("NAVIGATOR_INSTANCE", "instance")).resolve()
        hosts = environment.get("NAVIGATOR_HOSTS", "").replace(",", " ").split()
        if mode is Mode.PRODUCTION and not hosts:
            raise SettingsRefused(
                "Set NAVIGATOR_HOSTS to the host names this service answers to, for example "
                "NAVIGATOR_HOSTS=navigator.example.org."
            )
        return cls(
            instance=instance,
            database_url=environment.get("NAVIGATOR_DATABASE_URL")
            or f"sqlite:///{instance / 'navigator.db'}",
            mode=mode,
            secret_key=_secret(environment, instance, mode),
            keys=_keys(environment, instance, mode),
            keys_file=_keys_file(environment),
            read_only=_is_on(environment, "NAVIGATOR_READ_ONLY"),
            allow_loopback_issuers=_loopback_issuers(environment, mode),
            mail_server=environment.get("NAVIGATOR_MAIL_SERVER", ""),
            mail_from=environment.get("NAVIGATOR_MAIL_FROM", ""),
            trusted_hosts=tuple(hosts),
            trusted_proxies=_trusted_proxies(environment),
            log_requests=_is_on(environment, "NAVIGATOR_LOG_REQUESTS"),
            public_address=_public_address(environment, mode),
            safeguarding_words=_safeguarding_words(environment, root),
        )


def _mode(environment: Mapping[str, str]) -> Mode:
    wanted = environment.get("NAVIGATOR_MODE", Mode.DEMONSTRATION)
    try:
        return Mode(wanted)
    except ValueError:
        raise SettingsRefused(
            f"NAVIGATOR_MODE is {wanted!r}: set it to demonstration or production."
        ) from None


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    return environment.get(name, "") not in {"", "0", "no", "false"}


def _trusted_proxies(environment: Mapping[str, str]) -> int:
    given = environment.get("NAVIGATOR_TRUSTED_PROXIES", "") or "0"
    if given.isascii() and given.isdecimal() and int(given) <= MOST_PROXIES:
        return int(given)
    raise SettingsRefused(
        f"NAVIGATOR_TRUSTED_PROXIES is {given!r}: set it to how many servers stand in front of "
        f"this one and set X-Forwarded-For, from 0 to {MOST_PROXIES}."
    )


def _public_address(environment: Mapping[str, str], mode: Mode) -> str:
    given = environment.get("NAVIGATOR_PUBLIC_ADDRESS", "").rstrip("/")
    scheme, _, rest = given.partition("://")
    allowed = {"https"} if mode is Mode.PRODUCTION else {"http", "https"}
    if scheme in allowed and rest and set(rest).isdisjoint("/?#@ "):
        return given
    if not given and mode is Mode.DEMONSTRATION:
        return ON_THIS_COMPUTER
    raise SettingsRefused(
        "Set NAVIGATOR_PUBLIC_ADDRESS to where people find this service, with nothing after the "
        "host name: NAVIGATOR_PUBLIC_ADDRESS=https://navigator.example.org."
    )


def _loopback_issuers(environment: Mapping[str, str], mode: Mode) -> bool:
    allowed = _is_on(environment, "NAVIGATOR_ALLOW_LOOPBACK_ISSUERS")
    if allowed and mode is Mode.PRODUCTION:
        raise SettingsRefused(
            "Take NAVIGATOR_ALLOW_LOOPBACK_ISSUERS away: it is for development alone. In "
            "production it would let this service be sent to its own computer."
        )
    return allowed


def _secret(environment: Mapping[str, str], instance: Path, mode: Mode) -> str:
    given = environment.get("NAVIGATOR_SECRET_KEY", "")
    if given:
        if len(given) < MINIMUM_SECRET_LENGTH:
            raise SettingsRefused(
                f"NAVIGATOR_SECRET_KEY must be {MINIMUM_SECRET_LENGTH} characters or more."
            )
        if mode is Mode.PRODUCTION and given == _kept(instance / f"{DEMONSTRATION}.secret"):
            raise SettingsRefused(
                "NAVIGATOR_SECRET_KEY is that of the demonstration: make another."
            )
        return given
    if mode is Mode.PRODUCTION:
        raise SettingsRefused(
            "Set NAVIGATOR_SECRET_KEY: a production service does not start on a made-up secret. "
            "python3 -c 'import secrets; print(secrets.token_hex(32))' prints one."
        )
    return _kept_or_made(instance / f"{DEMONSTRATION}.secret", secrets.token_hex(32))


def _keys_file(environment: Mapping[str, str]) -> Path | None:
    given = environment.get("NAVIGATOR_KEYS_FILE", "")
    return Path(given) if given else None


def _keys(environment: Mapping[str, str], instance: Path, mode: Mode) -> str:
    path = _keys_file(environment)
    written = _read(path) if path else environment.get("NAVIGATOR_KEYS", "")
    if written:
        ids = [line.split()[0] for line in written.replace(",", "\n").splitlines() if line.split()]
        if mode is Mode.PRODUCTION and DEMONSTRATION in ids:
            raise SettingsRefused("The key ring holds the key of a demonstration: take it out.")
        return written
    if mode is Mode.PRODUCTION:
        raise SettingsRefused(
            "Set NAVIGATOR_KEYS_FILE to a file of keys, outside the database and its backups. "
            "python3 -c 'import base64, secrets; "
            'print("first", base64.b64encode(secrets.token_bytes(32)).decode())\' prints one.'
        )
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    return _kept_or_made(instance / f"{DEMONSTRATION}.keys", f"{DEMONSTRATION} {key}")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SettingsRefused(f"The file of keys cannot be read: {path.name}.") from None


def _kept(path: Path) -> str:
    return path.read_text().strip() if path.exists() else ""


def _kept_or_made(path: Path, made: str) -> str:
    """A demonstration's own secret: made once, so that a restart ends nobody's session."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(made)
    return _kept(path)


def _safeguarding_words(environment: Mapping[str, str], root: Path) -> SafeguardingWords:
    """The words that ship, with what a partnership's own table adds and takes away."""
    given = environment.get("NAVIGATOR_SAFEGUARDING_WORDS", "")
    if not given:
        return shipped_words()
    try:
        written = (root / given).read_text(encoding="utf-8")
        return words_from(written, before=shipped_words())
    except (OSError, UnicodeDecodeError):
        raise SettingsRefused(
            f"NAVIGATOR_SAFEGUARDING_WORDS: the file {given!r} cannot be read."
        ) from None
    except NotAWordTable as problem:
        raise SettingsRefused(f"NAVIGATOR_SAFEGUARDING_WORDS: {problem}") from None
