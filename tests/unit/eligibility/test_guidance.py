"""Levels, languages and access guide, and never shut anyone out."""

from datetime import date

import pytest

from eligibility import UNSURE, Fact, Level, Met, Naming, PlainNames, Situation, Verdict, verdict_of
from eligibility.criteria import (
    AccessProvided,
    AgeBetween,
    Discretion,
    Exclusion,
    LevelAmong,
    Not,
    Prerequisite,
    SpeaksOneOf,
)
from eligibility.criterion import Asked, NotACriterion

ON = date(2026, 10, 1)
NAMES = PlainNames(
    {
        Naming.LANGUAGE: {"so": "Somali", "en": "English", "pl": "Polish"},
        Naming.ACCESS: {"quiet": "a quiet space", "steps": "no steps"},
    }
)
HELP = LevelAmong(codes=frozenset({"targeted"}))
TWO_ENDS = LevelAmong(codes=frozenset({"universal", "specialist"}))
SPEAKS = SpeaksOneOf(codes=frozenset({"en", "so"}))
ACCESS = AccessProvided(codes=frozenset({"quiet"}))
RING = "Ring and ask. The level is a guide and does not rule anyone out."
USUAL = "Its usual level of help: more help."


@pytest.mark.parametrize(
    ("rule", "known", "met", "sentence", "way_on"),
    [
        pytest.param(
            HELP,
            {"level": Level.TARGETED},
            Met.YES,
            f"{USUAL} That is the level you said.",
            "",
            id="the level",
        ),
        pytest.param(
            HELP,
            {"level": Level.EARLY_HELP},
            Met.UNKNOWN,
            f"{USUAL} It is usually for more help than you said.",
            RING,
            id="for more help",
        ),
        pytest.param(
            HELP,
            {"level": Level.SPECIALIST},
            Met.UNKNOWN,
            f"{USUAL} It is usually for less help than you said.",
            RING,
            id="for less help",
        ),
        pytest.param(
            TWO_ENDS,
            {"level": Level.TARGETED},
            Met.UNKNOWN,
            "Its usual level of help: open to all or specialist help. "
            "It is usually for another level of help than you said.",
            RING,
            id="for either end",
        ),
        pytest.param(
            HELP,
            {"level": UNSURE},
            Met.UNKNOWN,
            f"{USUAL} We do not know how much help they need yet.",
            "Ask: How much help do they need?",
            id="unsure",
        ),
        pytest.param(
            HELP,
            {},
            Met.UNKNOWN,
            f"{USUAL} We do not know how much help they need yet.",
            "Ask: How much help do they need?",
            id="level not asked",
        ),
        pytest.param(
            SPEAKS,
            {"languages": frozenset({"pl", "so"})},
            Met.YES,
            "It works in English or Somali. This young person speaks Polish or Somali.",
            "",
            id="one language in common",
        ),
        pytest.param(
            SPEAKS,
            {"languages": frozenset({"pl"})},
            Met.UNKNOWN,
            "It works in English or Somali. This young person speaks Polish.",
            "Ask the service if it can get an interpreter.",
            id="no language in common",
        ),
        pytest.param(
            SPEAKS,
            {"languages": frozenset()},
            Met.UNKNOWN,
            "It works in English or Somali. You said: no language.",
            "Ask the service if it can get an interpreter.",
            id="no language said",
        ),
        pytest.param(
            ACCESS,
            {"access_needs": frozenset({"quiet", "steps"})},
            Met.UNKNOWN,
            "It says that it has a quiet space. It has not said if it has no steps.",
            "Ask the service if it can arrange this.",
            id="an access need it has not spoken of",
        ),
        pytest.param(
            ACCESS,
            {"access_needs": frozenset()},
            Met.YES,
            "It says that it has a quiet space. That is all you said is needed.",
            "",
            id="no access needs",
        ),
        pytest.param(
            ACCESS,
            {"access_needs": frozenset({"quiet"})},
            Met.YES,
            "It says that it has a quiet space. That is all you said is needed.",
            "",
            id="the access need it meets",
        ),
        pytest.param(
            ACCESS,
            {},
            Met.UNKNOWN,
            "It says that it has a quiet space. We do not know what they need to take part yet.",
            "Ask: What do they need to be able to take part?",
            id="access needs not asked",
        ),
    ],
)
def test_guidance_says_what_to_ask(rule, known, met, sentence, way_on):
    situation = Situation(**known)
    found = rule.find(Asked(situation=situation, on=ON, names=NAMES))

    assert rule.met(situation, ON) is met
    assert (found.met, found.sentence, found.way_on) == (met, sentence, way_on)
    assert found.guidance
    assert found.asks == ((rule.fact,) if way_on.startswith("Ask: ") else ())


@pytest.mark.parametrize(
    ("level", "verdict"),
    [
        pytest.param(None, Verdict.CAN_PROBABLY_HELP, id="not asked: not in the way"),
        pytest.param(UNSURE, Verdict.CAN_PROBABLY_HELP, id="unsure: not in the way"),
        pytest.param(Level.TARGETED, Verdict.CAN_PROBABLY_HELP, id="the level"),
        pytest.param(Level.UNIVERSAL, Verdict.ASK_FIRST, id="another level: ring and ask"),
    ],
)
def test_a_level_is_never_a_gate(level, verdict):
    rules = (AgeBetween(lowest=11), HELP)

    assert verdict_of(rules, Situation(age=12, level=level), on=ON) is verdict


@pytest.mark.parametrize("wrap", [Not, Exclusion, Prerequisite, Discretion])
@pytest.mark.parametrize("rule", [HELP, SPEAKS, ACCESS], ids=lambda rule: rule.kind)
def test_guidance_cannot_be_made_a_gate(wrap, rule):
    with pytest.raises(NotACriterion, match=f"kind {rule.kind} cannot stand here"):
        wrap(rule=rule)


def test_guidance_takes_only_levels_there_are():
    with pytest.raises(NotACriterion, match="Not in the list: acute"):
        LevelAmong(codes=frozenset({"acute"}))


def test_guidance_looks_at_its_own_fact():
    assert [rule.fact for rule in (HELP, SPEAKS, ACCESS)] == [
        Fact.LEVEL,
        Fact.LANGUAGES,
        Fact.ACCESS,
    ]
