"""The tables that ship are whole, agree with each other, and say what they must."""

from collections import Counter
from importlib import resources

import pytest

from eligibility import Level, fold
from services_catalog.codes import Access, Scheme
from services_catalog.reference import (
    languages,
    need_groups,
    need_mappings,
    needs,
    needs_for,
    rating_scales,
    scheme_codes,
    strengths,
    synonyms,
)
from services_catalog.reference.tables import read_table

FEWEST_PHRASES = 4
VOCABULARIES = {"dfe", "esd", "openeligibility", "send", "placecube_audience", "outpost"}

SAID_BY_NO_OTHER_VOCABULARY = {
    "child_to_parent_abuse",
    "community_tension",
    "gambling",
    "harm_outside_home",
    "harmful_sexual_behaviour",
    "healthy_relationships",
    "parent_drugs_alcohol",
    "parent_prison",
    "radicalisation",
    "school_avoidance",
    "sleep",
    "violence_bereaved",
    "violence_doing",
    "violence_seen",
    "weapons",
}
"""Needs that none of those directories has a word for: listings get them by hand or by template."""


@pytest.fixture(scope="module")
def by_phrase():
    return {synonym.phrase: synonym for synonym in synonyms()}


def test_every_need_belongs_to_a_group_and_every_group_has_needs():
    assert {need.group for need in needs().values()} == set(need_groups())


def test_every_phrase_is_folded_and_stands_once():
    phrases = [synonym.phrase for synonym in synonyms()]

    assert [p for p in phrases if p != fold(p)] == []
    assert [p for p, count in Counter(phrases).items() if count > 1] == []


def test_every_phrase_leads_somewhere():
    unknown = [s.phrase for s in synonyms() if set(s.needs) - set(needs())]
    idle = [s.phrase for s in synonyms() if not (s.needs or s.kinder or s.level or s.ages)]
    no_level = [s.phrase for s in synonyms() if s.level and s.level not in set(Level)]

    assert (unknown, idle, no_level) == ([], [], [])


def test_every_need_has_phrases():
    counts = Counter(need for synonym in synonyms() for need in synonym.needs)

    assert [code for code in needs() if counts[code] < FEWEST_PHRASES] == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param("EBSA", {"school_avoidance", "anxiety_mood"}, id="ebsa"),
        pytest.param("school refusal", {"school_avoidance", "anxiety_mood"}, id="refusal"),
        pytest.param("won't go to school", {"school_avoidance", "anxiety_mood"}, id="won't go"),
        pytest.param("kicked out of school", {"exclusion"}, id="kicked out of school"),
        pytest.param(
            "friend got stabbed",
            {"violence_hurt", "violence_seen", "violence_bereaved"},
            id="friend stabbed: hurt, seen or lost, and never doing",
        ),
        pytest.param("got stabbed", {"violence_hurt"}, id="being hurt"),
        pytest.param("saw a stabbing", {"violence_seen"}, id="seeing it"),
        pytest.param("murder bereavement", {"violence_bereaved"}, id="losing someone"),
        pytest.param("fighting", {"violence_doing"}, id="doing it"),
        pytest.param("debt", {"debt"}, id="debt is not exploitation"),
        pytest.param("dealer debt", {"criminal_exploitation"}, id="a dealer's debt is"),
        pytest.param("debt bondage", {"criminal_exploitation"}, id="debt bondage is"),
        pytest.param("mum drinks", {"parent_drugs_alcohol"}, id="mum drinks"),
        pytest.param("dad inside", {"parent_prison"}, id="dad inside"),
        pytest.param("sofa surfing", {"housing"}, id="sofa surfing"),
        pytest.param("nan died", {"bereavement"}, id="nan died"),
        pytest.param("trans", {"lgbt"}, id="trans"),
        pytest.param("new to the UK", {"new_arrival"}, id="new to the UK"),
        pytest.param("can't sleep", {"sleep"}, id="can't sleep"),
        pytest.param("no money for food", {"money"}, id="no money for food"),
        pytest.param("ASD", {"neurodiversity"}, id="asd"),
        pytest.param("ASB", {"antisocial_behaviour"}, id="asb"),
        pytest.param("SA", {"attendance"}, id="severe absence, as schools say it"),
        pytest.param("DV", {"domestic_abuse"}, id="dv"),
        pytest.param("DA", {"domestic_abuse"}, id="da is dv"),
    ],
)
def test_what_people_type_leads_to_its_needs(by_phrase, typed, wanted):
    assert set(by_phrase[fold(typed)].needs) == wanted


@pytest.mark.parametrize(
    "phrase", ["gang", "streetwise", "prolific", "aggressive", "hard to reach", "school refuser"]
)
def test_hard_words_have_kinder_ones(by_phrase, phrase):
    kinder = by_phrase[phrase].kinder

    assert kinder
    assert phrase not in kinder


@pytest.mark.parametrize(
    "acronym", ["ASD", "ASB", "ADHD", "DA", "DV", "PA", "SA", "TA", "EBSA", "CAPVA", "SEMH", "S17"]
)
def test_acronyms_are_marked(by_phrase, acronym):
    assert by_phrase[acronym.lower()].acronym


def test_a_level_and_an_age_are_understood_without_a_need(by_phrase):
    assert by_phrase["early help"].level == Level.EARLY_HELP
    assert by_phrase["primary school"].ages == (5, 11)


def test_every_mapping_is_to_needs_of_ours():
    mappings = need_mappings()

    assert {m.vocabulary for m in mappings} == VOCABULARIES
    assert [m for m in mappings if set(m.needs) - set(needs())] == []
    assert [m for m in mappings if not (m.term or m.label)] == []


def test_needs_without_a_mapping_are_those_known_to_have_none():
    mapped = {need for mapping in need_mappings() for need in mapping.needs}

    assert set(needs()) - mapped == SAID_BY_NO_OTHER_VOCABULARY


def test_esd_terms_are_numbers_alone():
    terms = [m for m in need_mappings() if m.vocabulary == "esd"]

    assert terms
    assert [m for m in terms if m.label or not m.term.isdecimal()] == []


@pytest.mark.parametrize(
    ("vocabulary", "term", "wanted"),
    [
        pytest.param("placecube_audience", "Autism", ("neurodiversity",), id="audience"),
        pytest.param("placecube_audience", "Care leavers ", ("care_experience",), id="a space"),
        pytest.param("placecube_audience", "HOMELESS", ("housing",), id="capitals"),
        pytest.param("placecube_audience", "Parents>Grandparents", ("parenting",), id="a path"),
        pytest.param("placecube_audience", "Dementia", (), id="known, and none of ours"),
        pytest.param("esd", "300", ("young_carer",), id="a number"),
        pytest.param("esd", "http://id.esd.org.uk/service/300", ("young_carer",), id="an address"),
        pytest.param("esd", "esdServiceType:300", ("young_carer",), id="a short address"),
        pytest.param("openeligibility", "1308", ("trusted_adult",), id="another number"),
        pytest.param("openeligibility", "Mentoring", ("trusted_adult",), id="its title"),
        pytest.param("dfe", "Domestic abuse", ("domestic_abuse",), id="a category"),
        pytest.param("outpost", "SEMH difficulties", ("emotions_behaviour",), id="Outpost"),
        pytest.param("send", "SLCN", ("speech_language",), id="a census code"),
        pytest.param("dfe", "Bell ringing", (), id="a term nobody knows"),
        pytest.param("nobody", "Autism", (), id="a vocabulary nobody knows"),
    ],
)
def test_terms_of_others_are_mapped(vocabulary, term, wanted):
    assert needs_for(vocabulary, term) == wanted


@pytest.mark.parametrize("code", rating_scales())
def test_every_scale_says_what_it_measures_and_has_both_absences(code):
    scale = rating_scales()[code]
    orders = [level.order for level in scale.levels.values() if level.order]

    assert all((scale.name, scale.measures, scale.source, scale.caution))
    assert {"not_rated", "not_ratable"} <= set(scale.levels)
    assert len(orders) == len(set(orders)) >= 3
    assert [level.code for level in scale.levels.values() if not level.meaning] == []


def test_every_level_belongs_to_a_scale():
    assert {row["scale"] for row in read_table("rating_levels.csv")} == set(rating_scales())


@pytest.mark.parametrize("code", ["foundations_cost", "yef_evidence", "yef_cost", "eef_cost"])
def test_what_is_general_knowledge_is_marked_unverified(code):
    scale = rating_scales()[code]
    rated = [level for level in scale.levels.values() if level.order]

    assert scale.verified is False
    assert [level.code for level in rated if level.verified] == []


def test_languages_have_those_of_the_city():
    assert {"en", "so", "ar", "ur", "pl", "ro", "es", "pa", "bn", "zh"} <= set(languages())
    assert {"ku", "fa", "ti", "am", "fr", "pt", "tr", "vi", "bfi"} <= set(languages())


@pytest.mark.parametrize("scheme", Scheme)
def test_every_scheme_has_codes(scheme):
    assert scheme_codes(scheme)


def test_what_is_borrowed_is_attributed():
    notice = resources.files("services_catalog.reference") / "ATTRIBUTION.md"
    text = notice.read_text(encoding="utf-8")

    assert [v for v in sorted(VOCABULARIES) if f"`{v}`" not in text] == []


def test_codes_of_a_scheme_are_plain_text():
    assert scheme_codes(Scheme.ACCESS) == {member.value for member in Access}
    assert scheme_codes(Scheme.STRENGTH) == set(strengths())
