"""Every setting, typed, read once from the environment."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

MINIMUM_SECRET_LENGTH = 32


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
    """

    instance: Path
    database_url: str
    mode: Mode = Mode.DEMONSTRATION
    secret_key: str = field(repr=False)
    trusted_hosts: tuple[str, ...] = ()

    @property
    def is_production(self) -> bool:
        return self.mode is Mode.PRODUCTION

    @property
    def index_folder(self) -> Path:
        return self.instance / "index"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, root: Path) -> "Settings":
        """
        Read ``NAVIGATOR_*``.

        :param root: the project's folder, which a relative ``NAVIGATOR_INSTANCE`` starts from
        :raises SettingsRefused: if the mode is unknown, or production lacks a secret or its hosts
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
            trusted_hosts=tuple(hosts),
        )


def _mode(environment: Mapping[str, str]) -> Mode:
    wanted = environment.get("NAVIGATOR_MODE", Mode.DEMONSTRATION)
    try:
        return Mode(wanted)
    except ValueError:
        raise SettingsRefused(
            f"NAVIGATOR_MODE is {wanted!r}: set it to demonstration or production."
        ) from None


def _secret(environment: Mapping[str, str], instance: Path, mode: Mode) -> str:
    given = environment.get("NAVIGATOR_SECRET_KEY", "")
    if given:
        if len(given) < MINIMUM_SECRET_LENGTH:
            raise SettingsRefused(
                f"NAVIGATOR_SECRET_KEY must be {MINIMUM_SECRET_LENGTH} characters or more."
            )
        return given
    if mode is Mode.PRODUCTION:
        raise SettingsRefused(
            "Set NAVIGATOR_SECRET_KEY: a production service does not start on a made-up secret. "
            "python3 -c 'import secrets; print(secrets.token_hex(32))' prints one."
        )
    return _kept_secret(instance / "demonstration.secret")


def _kept_secret(path: Path) -> str:
    """A demonstration's own secret: made once, so that a restart ends nobody's session."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()
