"""Whatever is put into the record of acts can be read there in words."""

import re
from pathlib import Path

from navigator.accounts.permissions import GIVEN, Permission
from navigator.web.shown_acts import KINDS
from navigator.web.words import words

WEB = Path(__file__).resolve().parents[2] / "navigator" / "web"
NOTED = re.compile(r"""\b(?:note\(\s*|act=)"([a-z_]+)\"""")
KIND = re.compile(r"""object_kind="([a-z_]+)\"""")


def found(pattern: re.Pattern[str]) -> set[str]:
    return {code for path in WEB.rglob("*.py") for code in pattern.findall(path.read_text())}


def test_every_act_has_words():
    acts = found(NOTED)
    assert len(acts) > 15, "would prove little"

    assert sorted(act for act in acts | set(Permission) if f"act.{act}" not in words()) == []


def test_every_kind_of_thing_has_words_and_can_be_chosen():
    kinds = found(KIND)
    assert {"user", "organisation"} <= kinds, "would prove little"

    assert sorted(kind for kind in kinds if f"act_on.{kind}" not in words()) == []
    assert sorted(kinds - set(KINDS)) == []


def test_no_words_are_kept_for_an_act_that_is_gone():
    kept = {key.partition(".")[2] for key in words() if key.startswith("act.")}

    assert sorted(kept - found(NOTED) - set(Permission) - {"something_else"}) == []


def test_every_role_has_words_for_it():
    assert [role for role in GIVEN if f"role.{role}" not in words()] == []
    assert [role for role in GIVEN if f"role_hint.{role}" not in words()] == []
