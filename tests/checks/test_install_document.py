"""``docs/install.md`` says what the code does."""

import re
from pathlib import Path

import pytest
from click import Group

from config import Settings
from navigator.cli import GROUPS, upkeep
from navigator.db import db_commands

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
CODE = (ROOT / "config.py").read_text(encoding="utf-8")

ROW = re.compile(r"^\| `(NAVIGATOR_[A-Z_]+)` \| (.+) \| (.+) \|$", re.MULTILINE)
SETTING = re.compile(r"\bNAVIGATOR_[A-Z_]+")
COMMAND = re.compile(r"(?:as_owner|as_navigator|SETTINGS=\S+) navigator ([^\n`]+)")
BLOCK = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)

COMMANDS = {each.name: each for each in (*GROUPS, db_commands, *upkeep.COMMANDS)}

UNLESS_GIVEN = {
    "NAVIGATOR_MODE": "mode",
    "NAVIGATOR_TRUSTED_PROXIES": "trusted_proxies",
    "NAVIGATOR_PUBLIC_ADDRESS": "public_address",
}
OFF = ("NAVIGATOR_LOG_REQUESTS", "NAVIGATOR_READ_ONLY", "NAVIGATOR_ALLOW_LOOPBACK_ISSUERS")


def rows() -> dict[str, str]:
    return {name: default for name, _, default in ROW.findall(DOCUMENT)}


def commands() -> list[list[str]]:
    return [found.split() for found in COMMAND.findall(DOCUMENT)]


def test_the_table_holds_every_setting_and_no_other():
    known = set(SETTING.findall(CODE))
    assert len(known) > 12, "would prove little"

    assert set(rows()) == known
    assert len(ROW.findall(DOCUMENT)) == len(known), "each once"


def test_no_setting_is_named_that_is_none():
    assert set(SETTING.findall(DOCUMENT)) == set(rows())


def test_what_holds_unless_given_is_what_the_code_does(tmp_path):
    settings = Settings.from_environment({}, root=tmp_path)
    said = rows()

    for name, field in UNLESS_GIVEN.items():
        assert said[name] == f"`{getattr(settings, field)}`", name
    assert said["NAVIGATOR_INSTANCE"] == f"`{settings.instance.relative_to(tmp_path)}`"
    assert {said[name] for name in OFF} == {"no"}
    switches = (settings.log_requests, settings.read_only, settings.allow_loopback_issuers)
    assert switches == (False, False, False)


def test_the_settings_it_writes_start_production(tmp_path):
    """All but the keys, which are in a file of that machine."""
    block = next(each for each in BLOCK.findall(DOCUMENT) if "NAVIGATOR_MODE=production" in each)
    written = dict(re.findall(r"^(NAVIGATOR_[A-Z_]+)=(.*)$", block, re.MULTILINE))
    keys = tmp_path / "keys"
    keys.write_text("first AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")

    settings = Settings.from_environment(
        written | {"NAVIGATOR_KEYS_FILE": str(keys), "NAVIGATOR_SECRET_KEY": "a" * 64},
        root=tmp_path,
    )

    assert settings.is_production
    assert settings.trusted_proxies == 1


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_is_there_with_its_options(words):
    command = COMMANDS[words[0]]
    if isinstance(command, Group):
        command = command.commands[words[1]]

    known = {name for each in command.params for name in each.opts}
    assert [word for word in words if word.startswith("--") and word not in known] == []


def test_there_are_commands_to_check():
    assert len(commands()) > 10


def test_the_log_of_the_proxy_holds_no_address_of_a_page():
    block = next(each for each in BLOCK.findall(DOCUMENT) if "log_format" in each)
    logged = block.partition("log_format")[2].partition(";")[0]

    for variable in ("$request ", "$request_uri", "$uri", "$args", "$http_referer", "$remote"):
        assert variable not in f"{logged} ", variable
    assert "proxy_add_x_forwarded_for" not in block
