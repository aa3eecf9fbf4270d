"""Settings.from_environment ..."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import Mode, Settings, SettingsRefused
from eligibility import alarms_in
from navigator.secrets.key_ring import KeyRing
from tests.keys import KEYS

LONG = "a" * 32
PRODUCTION = {
    "NAVIGATOR_MODE": "production",
    "NAVIGATOR_SECRET_KEY": LONG,
    "NAVIGATOR_HOSTS": "a.example.org, b.example.org",
    "NAVIGATOR_KEYS": KEYS,
    "NAVIGATOR_PUBLIC_ADDRESS": "https://a.example.org",
}


def test_starts_a_demonstration_with_no_settings_at_all(tmp_path):
    settings = Settings.from_environment({}, root=tmp_path)

    assert settings.mode is Mode.DEMONSTRATION
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'navigator.db'}"


def test_keeps_the_secret_it_made(tmp_path):
    first = Settings.from_environment({}, root=tmp_path)

    assert Settings.from_environment({}, root=tmp_path).secret_key == first.secret_key
    assert Settings.from_environment({}, root=tmp_path).keys == first.keys
    assert (tmp_path / "instance" / "demonstration.secret").stat().st_mode & 0o077 == 0
    assert (tmp_path / "instance" / "demonstration.keys").stat().st_mode & 0o077 == 0


def test_check_13_production_refuses_the_secrets_of_a_demonstration(tmp_path):
    made = Settings.from_environment({}, root=tmp_path)

    with pytest.raises(SettingsRefused, match="that of the demonstration"):
        Settings.from_environment(
            PRODUCTION | {"NAVIGATOR_SECRET_KEY": made.secret_key}, root=tmp_path
        )
    with pytest.raises(SettingsRefused, match="key of a demonstration"):
        Settings.from_environment(PRODUCTION | {"NAVIGATOR_KEYS": made.keys}, root=tmp_path)


def test_reads_the_keys_from_a_file(tmp_path):
    (tmp_path / "keys").write_text(KEYS)
    kept = PRODUCTION | {"NAVIGATOR_KEYS": "", "NAVIGATOR_KEYS_FILE": str(tmp_path / "keys")}

    settings = Settings.from_environment(kept, root=tmp_path)

    assert settings.keys == KEYS
    assert settings.keys_file == tmp_path / "keys"


def test_what_it_says_to_run_where_there_is_no_key_makes_one(tmp_path):
    with pytest.raises(SettingsRefused) as refused:
        Settings.from_environment(PRODUCTION | {"NAVIGATOR_KEYS": ""}, root=tmp_path)
    program = str(refused.value).partition("python3 -c '")[2].rpartition("'")[0]

    made = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert KeyRing.parse(made.stdout).current == "first"


def test_never_prints_the_secret(tmp_path):
    shown = repr(Settings.from_environment(PRODUCTION, root=tmp_path))

    assert LONG not in shown
    assert KEYS.split()[1] not in shown


def test_reads_production(tmp_path):
    settings = Settings.from_environment(PRODUCTION, root=tmp_path)

    assert settings.is_production
    assert settings.trusted_hosts == ("a.example.org", "b.example.org")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"NAVIGATOR_SECRET_KEY": ""}, "NAVIGATOR_SECRET_KEY", id="no secret"),
        pytest.param({"NAVIGATOR_SECRET_KEY": "short"}, "32 characters", id="a short secret"),
        pytest.param({"NAVIGATOR_HOSTS": " "}, "NAVIGATOR_HOSTS", id="no hosts"),
        pytest.param({"NAVIGATOR_KEYS": ""}, "NAVIGATOR_KEYS_FILE", id="no keys"),
        pytest.param({"NAVIGATOR_KEYS_FILE": "nowhere"}, "cannot be read", id="no file of keys"),
        pytest.param({"NAVIGATOR_PUBLIC_ADDRESS": ""}, "NAVIGATOR_PUBLIC", id="no address"),
        pytest.param(
            {"NAVIGATOR_PUBLIC_ADDRESS": "http://a.example.org"}, "https", id="an open address"
        ),
        pytest.param(
            {"NAVIGATOR_PUBLIC_ADDRESS": "https://a.example.org/app"},
            "nothing after",
            id="an address with a path",
        ),
        pytest.param({"NAVIGATOR_MODE": "live"}, "demonstration or production", id="unknown mode"),
    ],
)
def test_refuses_to_start_production_on(tmp_path, change, sentence):
    with pytest.raises(SettingsRefused, match=sentence):
        Settings.from_environment(PRODUCTION | change, root=tmp_path)


def test_reads_the_words_that_alarm_from_a_file_of_the_partnership(tmp_path):
    (tmp_path / "words.toml").write_text('[missing]\nnow = ["did a runner"]', encoding="utf-8")

    settings = Settings.from_environment(
        {"NAVIGATOR_SAFEGUARDING_WORDS": "words.toml"}, root=tmp_path
    )

    assert alarms_in("did a runner", table=settings.safeguarding_words)
    assert alarms_in("suicidal", table=settings.safeguarding_words)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        pytest.param(None, "the file 'words.toml' cannot be read", id="no file"),
        pytest.param(b"\xff", "the file 'words.toml' cannot be read", id="no text"),
        pytest.param(b"[weapn]", "The file has 'weapn', which is unknown", id="an unknown kind"),
    ],
)
def test_words_that_cannot_be_used_stop_the_start(tmp_path, written, sentence):
    if written is not None:
        (tmp_path / "words.toml").write_bytes(written)

    with pytest.raises(SettingsRefused) as refused:
        Settings.from_environment({"NAVIGATOR_SAFEGUARDING_WORDS": "words.toml"}, root=tmp_path)

    assert str(refused.value).startswith("NAVIGATOR_SAFEGUARDING_WORDS")
    assert sentence in str(refused.value)


def test_a_refused_start_is_a_sentence_and_no_traceback():
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=root,
        env=os.environ | {"NAVIGATOR_MODE": "production"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Set NAVIGATOR_HOSTS")


@pytest.mark.parametrize(("given", "allowed"), [("", False), ("0", False), ("1", True)])
def test_a_provider_on_this_computer_is_called_only_if_a_setting_says_so(tmp_path, given, allowed):
    environment = {"NAVIGATOR_ALLOW_LOOPBACK_ISSUERS": given}

    settings = Settings.from_environment(environment, root=tmp_path)

    assert settings.allow_loopback_issuers is allowed
    assert Settings.from_environment({}, root=tmp_path).allow_loopback_issuers is False


def test_check_30_production_calls_no_provider_on_this_computer(tmp_path):
    with pytest.raises(SettingsRefused, match="NAVIGATOR_ALLOW_LOOPBACK_ISSUERS away"):
        Settings.from_environment(
            PRODUCTION | {"NAVIGATOR_ALLOW_LOOPBACK_ISSUERS": "1"}, root=tmp_path
        )
