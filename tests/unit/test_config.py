"""Settings.from_environment ..."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import Mode, Settings, SettingsRefused

LONG = "a" * 32
PRODUCTION = {
    "NAVIGATOR_MODE": "production",
    "NAVIGATOR_SECRET_KEY": LONG,
    "NAVIGATOR_HOSTS": "a.example.org, b.example.org",
}


def test_starts_a_demonstration_with_no_settings_at_all(tmp_path):
    settings = Settings.from_environment({}, root=tmp_path)

    assert settings.mode is Mode.DEMONSTRATION
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'navigator.db'}"


def test_keeps_the_secret_it_made(tmp_path):
    first = Settings.from_environment({}, root=tmp_path)

    assert Settings.from_environment({}, root=tmp_path).secret_key == first.secret_key
    assert (tmp_path / "instance" / "demonstration.secret").stat().st_mode & 0o077 == 0


def test_never_prints_the_secret(tmp_path):
    assert LONG not in repr(Settings.from_environment(PRODUCTION, root=tmp_path))


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
        pytest.param({"NAVIGATOR_MODE": "live"}, "demonstration or production", id="unknown mode"),
    ],
)
def test_refuses_to_start_production_on(tmp_path, change, sentence):
    with pytest.raises(SettingsRefused, match=sentence):
        Settings.from_environment(PRODUCTION | change, root=tmp_path)


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
