"""Both engines, one contract: each of these holds whichever answers."""

import random
from datetime import date
from uuid import UUID

import pytest

from search.database_index import PlainIndex
from search.index import Clue, IndexQuery, Preference
from search.whoosh_index import WhooshIndex
from tests.unit.search.made_documents import NEEDS, WORDS, document, made, many

LIVE = (frozenset({"state:live"}),)

BOXING = document(1, "Boxing for all", "need:sleep", "level:universal", summary="A friendly gym.")
DRAMA = document(2, "Drama club", "need:trauma", "level:targeted", description="Some boxing too.")
CARERS = document(3, "Young carers' group", "need:sleep", "need:trauma", "level:universal")
THREE = [BOXING, DRAMA, CARERS]


@pytest.fixture(params=["whoosh", "plain"])
def make_engine(request, tmp_path):
    def make(documents):
        engine = WhooshIndex(tmp_path) if request.param == "whoosh" else PlainIndex()
        engine.rebuild(documents)
        return engine

    return make


@pytest.fixture
def three(make_engine):
    return make_engine(THREE)


def clue(*words, terms=()):
    return Clue(words=words, terms=frozenset(terms))


def found(engine, *clues, **query):
    return [hit.id.int for hit in engine.search(IndexQuery(clues=clues, **query)).hits]


@pytest.mark.parametrize(
    ("clues", "ids"),
    [
        pytest.param([clue("boxing")], [1, 2], id="a name before a description"),
        pytest.param([clue("boxes")], [1, 2], id="another form of the word"),
        pytest.param([clue("carer")], [3], id="without its apostrophe"),
        pytest.param([clue("zebra")], [], id="a word that nothing holds"),
        pytest.param([clue("boxing"), clue("drama")], [2, 1], id="more clues come first"),
        pytest.param([clue("boxing", "drama")], [2], id="a clue of two words wants both"),
        pytest.param([clue("zebra", terms=["need:sleep"])], [1, 3], id="a term is enough"),
        pytest.param(
            [clue("boxing", terms=["need:trauma"])], [2, 1, 3], id="both, a name, a term alone"
        ),
        pytest.param([], [1, 2, 3], id="nothing asked is everything, by name"),
    ],
)
def test_finds_and_orders(three, clues, ids):
    assert found(three, *clues) == ids


def test_every_wants_all_clues(three):
    assert found(three, clue("boxing"), clue("drama"), every=True) == [2]


@pytest.mark.parametrize(
    ("required", "ids"),
    [
        pytest.param((), {1, 2, 3}, id="nothing required"),
        pytest.param((frozenset({"need:sleep"}),), {1, 3}, id="a term"),
        pytest.param((frozenset({"need:sleep", "need:trauma"}),), {1, 2, 3}, id="either"),
        pytest.param((frozenset({"need:sleep"}), frozenset({"need:trauma"})), {3}, id="both"),
        pytest.param((frozenset({"need:none"}),), set(), id="a term that nothing has"),
        pytest.param((frozenset(),), set(), id="an empty set matches nothing"),
    ],
)
def test_requires(three, required, ids):
    assert set(found(three, required=required)) == ids
    assert set(found(three, filters=dict(enumerate(required)))) == ids


def test_a_facet_counts_with_every_filter_but_its_own(three):
    answer = three.search(
        IndexQuery(
            filters={"need": frozenset({"need:trauma"}), "level": frozenset({"level:universal"})},
            facets=("need", "level", "language"),
        )
    )

    assert answer.total == 1
    assert answer.facets == {
        "need": {"sleep": 2, "trauma": 1},
        "level": {"universal": 1, "targeted": 1},
        "language": {},
    }


def test_an_empty_filter_matches_nothing_and_counts_others(three):
    answer = three.search(IndexQuery(filters={"need": frozenset()}, facets=("need", "level")))

    assert answer.total == 0
    assert answer.facets == {"need": {"sleep": 2, "trauma": 2}, "level": {}}


@pytest.mark.parametrize(
    ("excluded", "ids"),
    [
        pytest.param(set(), {1, 2, 3}, id="nothing"),
        pytest.param({"need:trauma"}, {1}, id="a term"),
        pytest.param({"need:trauma", "level:universal"}, set(), id="any of several"),
        pytest.param({"need:none"}, {1, 2, 3}, id="a term that nothing has"),
    ],
)
def test_leaves_out_what_is_excluded(three, excluded, ids):
    answer = three.search(IndexQuery(excluded=frozenset(excluded), facets=("need",)))

    assert {hit.id.int for hit in answer.hits} == ids
    assert answer.total == len(ids)
    assert answer.facets["need"].get("sleep", 0) == len(ids & {1, 3})


def test_a_preference_counts_for_none_that_has_what_it_may_not(three):
    liked = Preference(
        terms=frozenset({"need:trauma"}), unless=frozenset({"level:universal"}), points=1.0
    )

    assert found(three, prefer=(liked,)) == [2, 1, 3]


def test_words_are_worth_as_much_as_is_said(three):
    liked = (Preference(terms=frozenset({"level:targeted"}), points=1.0),)
    boxing_gym = (clue("boxing"), clue("gym"))

    assert found(three, *boxing_gym, prefer=liked) == [1, 2]
    assert found(three, *boxing_gym, prefer=liked, words_worth=0.001) == [2, 1]


def test_knows_every_code_of_a_facet(three):
    assert list(three.codes("need", within=())) == ["sleep", "trauma"]
    assert list(three.codes("need", within=(frozenset({"level:targeted"}),))) == ["trauma"]
    assert list(three.codes("none", within=())) == []


def test_knows_a_code_that_was_added_and_forgets_one_that_is_gone(three):
    three.update([document(4, "New", "need:money")], gone=[UUID(int=1), UUID(int=3)])

    assert list(three.codes("need", within=())) == ["money", "trauma"]


def test_a_term_may_be_as_long_as_the_longest_rule(make_engine):
    long = "rule:" + "x%20" * 50_000
    engine = make_engine([document(1, "Boxing", long), document(2, "Chess", f"{long}y")])

    assert set(engine.codes("rule", within=())) == {long[5:], f"{long[5:]}y"}
    assert found(engine, excluded=frozenset({long})) == [2]


def test_many_terms_at_once_are_the_same_as_one_after_another(make_engine):
    documents = [document(n, f"Club {n}", f"rule:{n}", f"need:{n % 7}") for n in range(1, 300)]
    engine = make_engine(documents)
    wanted = frozenset({*(f"rule:{n}" for n in range(1, 200)), "need:3", "rule:none"})

    total = engine.search(IndexQuery(required=(wanted,))).total

    assert total == sum(n < 200 or n % 7 == 3 for n in range(1, 300))


def test_preferred_terms_lift_and_drop_nobody(three):
    liked = Preference(terms=frozenset({"level:targeted"}), points=1.0)

    assert found(three, prefer=(liked,)) == [2, 1, 3]


def test_says_which_clues_and_how(three):
    [first, *_] = three.search(
        IndexQuery(clues=(clue("drama", terms=["need:trauma"]), clue("boxing"), clue("zebra")))
    ).hits

    assert (first.id.int, first.by_term, first.by_words) == (2, {0}, {0, 1})
    assert "level:targeted" in first.terms


@pytest.mark.parametrize(
    ("offset", "limit", "ids"),
    [
        pytest.param(0, 2, [1, 2], id="the first page"),
        pytest.param(2, 2, [3], id="the last page"),
        pytest.param(10**9, 2, [], id="a page far beyond"),
        pytest.param(0, 0, [], id="a count alone"),
    ],
)
def test_pages(three, offset, limit, ids):
    answer = three.search(IndexQuery(offset=offset, limit=limit))

    assert ([hit.id.int for hit in answer.hits], answer.total) == (ids, 3)


def test_an_update_replaces_adds_and_drops(three):
    three.update(
        [document(1, "Chess", revision=2), document(4, "Boxing again")], gone=[UUID(int=3)]
    )

    assert found(three, clue("boxing")) == [4, 2]
    assert found(three) == [4, 1, 2]
    assert three.held() == {
        UUID(int=1): (2, None),
        UUID(int=2): (1, None),
        UUID(int=4): (1, None),
    }


def test_remembers_what_lapses(make_engine):
    engine = make_engine([document(1, "Boxing", lapses_on=date(2026, 12, 1))])

    assert engine.held() == {UUID(int=1): (1, date(2026, 12, 1))}


def test_may_be_empty(make_engine):
    engine = make_engine([])

    assert engine.search(IndexQuery(clues=(clue("boxing"),), facets=("need",))).total == 0
    assert engine.held() == {}
    assert engine.close_spelling("boxng", within=()) is None


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        pytest.param("boxng", "boxing", id="a letter missing"),
        pytest.param("frienldy", "friendly", id="two letters swapped"),
        pytest.param("boxing", None, id="spelt as it should be"),
        pytest.param("gim", None, id="never a word of three letters"),
        pytest.param("zebra", None, id="nothing is close"),
    ],
)
def test_reads_a_slip_as_the_closest_word(three, typed, read_as):
    assert three.close_spelling(typed, within=LIVE) == read_as


def test_neither_holds_nor_spells_what_the_reader_may_not_see(make_engine):
    engine = make_engine([document(9, "Secretive", "see:professionals"), BOXING])
    public = (frozenset({"see:public"}),)

    assert engine.close_spelling("secretiv", within=LIVE) == "secretive"
    assert engine.close_spelling("secretiv", within=public) is None
    assert engine.holds("secretive", within=LIVE)
    assert not engine.holds("secretive", within=public)


def test_both_give_the_same_answers(tmp_path):
    documents = many(150)
    whoosh, plain = WhooshIndex(tmp_path), PlainIndex(documents)
    whoosh.rebuild(documents)
    chance = random.Random(3)

    for _ in range(150):
        query = some_query(chance)
        ours, theirs = whoosh.search(query), plain.search(query)
        assert ours.total == theirs.total
        assert ours.facets == theirs.facets
        assert [hit.id for hit in ours.hits] == [hit.id for hit in theirs.hits], query
        assert [hit.by_words for hit in ours.hits] == [hit.by_words for hit in theirs.hits]


def some_query(chance: random.Random) -> IndexQuery:
    clues = [
        clue(
            *chance.sample(WORDS, chance.randint(1, 2)),
            terms=[f"need:{need}" for need in chance.sample(NEEDS, chance.randint(0, 1))],
        )
        for _ in range(chance.randint(0, 3))
    ]
    filters = {"need": frozenset({f"need:{chance.choice(NEEDS)}"})} if chance.random() < 0.5 else {}
    return IndexQuery(
        clues=tuple(clues),
        every=chance.random() < 0.3,
        required=LIVE,
        excluded=frozenset({f"need:{chance.choice(NEEDS)}"} if chance.random() < 0.3 else ()),
        filters=filters,
        prefer=(
            Preference(
                terms=frozenset({"freshness:current"}),
                points=0.6,
                unless=frozenset({"level:universal"} if chance.random() < 0.5 else ()),
            ),
        ),
        words_worth=chance.choice((1.0, 0.01)),
        facets=("need", "level"),
        offset=chance.choice((0, 5)),
        limit=20,
    )


def test_a_made_document_is_always_the_same():
    assert made(1, random.Random(1)) == made(1, random.Random(1))
