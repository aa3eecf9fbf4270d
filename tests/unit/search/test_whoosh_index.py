"""The Whoosh engine reads blocks as Whoosh itself would, and lives through damage and company."""

import multiprocessing
import os
import random
import shutil
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from whoosh import index as stock
from whoosh import query, scoring

from search import ranking
from search.database_index import PlainIndex
from search.generations import LOCK, POINTER
from search.index import Clue, IndexQuery, IndexUnavailable
from search.tokens import length_of, stem
from search.whoosh_index import WhooshIndex
from search.whoosh_index.engine import LOOK_AGAIN_SECONDS
from tests.unit.search.made_documents import NEEDS, WORDS, document, made, many

NOBODY = 65534

BOXING = IndexQuery(clues=(Clue(words=("boxing",)),))


@pytest.fixture
def engine(tmp_path):
    made_index = WhooshIndex(tmp_path)
    made_index.rebuild(many(40))
    return made_index


def build_of(folder: Path) -> Path:
    return folder / (folder / POINTER).read_text()


def changed(engine, documents, *, rounds=12):
    """The documents after many edits and deletions, each in a commit of its own."""
    chance = random.Random(11)
    held = {d.id: d for d in documents}
    for step in range(rounds):
        edited = [made(chance.randint(1, 460), chance, revision=step + 2) for _ in range(6)]
        gone = chance.sample(sorted(held), 4)
        engine.update(edited, gone=gone)
        held = {id_: d for id_, d in held.items() if id_ not in gone}
        held |= {d.id: d for d in edited}
    return list(held.values())


def test_equals_stock_whoosh_after_updates_and_deletions(tmp_path):
    documents = many(400)
    engine = WhooshIndex(tmp_path)
    engine.rebuild(documents)
    documents = changed(engine, documents)
    lengths = {d.id.hex: length_of(d) for d in documents}
    average = sum(lengths.values()) / len(lengths)
    opened = stock.open_dir(str(build_of(tmp_path)))
    chance = random.Random(5)
    with opened.searcher(weighting=saturation(lengths, average)) as searcher:
        assert len(searcher.leaf_searchers()) > 1, "several segments"
        assert searcher.reader().has_deletions()
        for _ in range(120):
            words = chance.sample(WORDS, chance.randint(1, 3))
            need = f"need:{chance.choice(NEEDS)}" if chance.random() < 0.5 else "state:live"
            every = chance.random() < 0.5
            join = query.And if every else query.Or
            theirs = searcher.search(
                join([query.Term("text", stem(word)) for word in words]),
                filter=query.Term("terms", need),
                limit=None,
            )
            ours = engine.search(
                IndexQuery(
                    clues=tuple(Clue(words=(word,)) for word in words),
                    every=every,
                    required=(frozenset({need}),),
                    facets=("need",),
                    limit=500,
                )
            )
            found = {UUID(bytes=hit["facts"][0]): hit.score for hit in theirs}
            assert ours.total == len(found)
            assert {hit.id for hit in ours.hits} == set(found)
            assert ours.facets["need"] == {
                label: n for label in NEEDS if (n := count(searcher, theirs, f"need:{label}"))
            }
            shares = len(words) * ranking.TEXT / sum(rarity(searcher, word) for word in words)
            for hit in ours.hits:
                text = hit.score - ranking.CLUE * len(hit.by_words)
                assert text == pytest.approx(found[hit.id] * shares, abs=1e-4)


def saturation(lengths, average):
    """Our text score, told to Whoosh: one word of one document at a time."""

    def score(searcher, field, text, matcher):
        del field
        number = matcher.id()
        word = text.decode() if isinstance(text, bytes) else text
        weight = matcher.weight()
        length = lengths[UUID(bytes=searcher.stored_fields(number)["facts"][0]).hex]
        norm = ranking.length_norm(length, average)
        return rarity(searcher.get_parent(), word) * weight / (weight + norm)

    return scoring.FunctionWeighting(score)


def rarity(searcher, word):
    reader = searcher.reader()
    return ranking.rarity(reader.doc_count_all(), reader.doc_frequency("text", stem(word)))


def count(searcher, results, term):
    having = set(query.Term("terms", term).docs(searcher))
    return len(having & set(results.docs()))


def test_equals_the_plain_engine_after_updates_and_deletions(tmp_path):
    documents = many(200)
    engine = WhooshIndex(tmp_path)
    engine.rebuild(documents)
    documents = changed(engine, documents)

    asked = IndexQuery(clues=(Clue(words=("boxing",)), Clue(words=("drama",))), facets=("level",))
    ours, plain = engine.search(asked), PlainIndex(documents).search(asked)

    assert (ours.total, ours.facets) == (plain.total, plain.facets)
    assert engine.held() == PlainIndex(documents).held()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(shutil.rmtree, id="the whole folder is gone"),
        pytest.param(lambda f: shutil.rmtree(build_of(f)), id="the build is gone"),
        pytest.param(lambda f: (f / POINTER).unlink(), id="the pointer is gone"),
        pytest.param(lambda f: (f / POINTER).write_bytes(b"\xff\x00"), id="the pointer is rubbish"),
        pytest.param(lambda f: (f / POINTER).write_text("99"), id="it points nowhere"),
        pytest.param(lambda f: cut(f, "*.toc", 0), id="an empty table of contents"),
        pytest.param(lambda f: cut(f, "*.toc", 20), id="a table of contents cut short"),
        pytest.param(lambda f: cut(f, "*.seg", 0), id="an empty segment"),
        pytest.param(lambda f: cut(f, "*.seg", 100), id="a segment cut short"),
        pytest.param(lambda f: spoil(f, "*.seg"), id="a segment overwritten"),
        pytest.param(lambda f: spoil(f, "*.toc"), id="a table of contents overwritten"),
        pytest.param(lambda f: (build_of(f) / "version").write_text("0"), id="another version"),
        pytest.param(lambda f: (build_of(f) / "version").unlink(), id="no version"),
    ],
)
def test_check_56_a_damaged_index_is_unavailable_and_a_rebuild_mends_it(engine, tmp_path, damage):
    damage(tmp_path)

    for index in (WhooshIndex(tmp_path), engine):  # opened anew, and open all the while
        with pytest.raises(IndexUnavailable):
            index.held()
    with pytest.raises(IndexUnavailable):
        WhooshIndex(tmp_path).search(BOXING)

    engine.rebuild(many(40))
    assert engine.held() == PlainIndex(many(40)).held()
    assert WhooshIndex(tmp_path).search(BOXING).total == PlainIndex(many(40)).search(BOXING).total


def cut(folder, pattern, length):
    for path in build_of(folder).glob(pattern):
        os.truncate(path, length)


def spoil(folder, pattern):
    for path in build_of(folder).glob(pattern):
        path.write_bytes(b"\x80" * (path.stat().st_size - 1))


def test_check_56_a_segment_cut_under_an_open_index_takes_nothing_down(engine, tmp_path):
    before = engine.search(BOXING)
    cut(tmp_path, "*.seg", 10)

    assert engine.search(BOXING) == before


def test_check_56_a_stale_lock_stops_nobody(engine, tmp_path):
    (tmp_path / LOCK).write_text("left by a process that was killed")
    (build_of(tmp_path) / "MAIN_WRITELOCK").touch()

    engine.update([document(1, "Zebra")])

    assert engine.holds("zebra", within=())


@pytest.fixture
def read_only():
    """A folder that may not be written to. Root may write anywhere, so root becomes nobody."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        WhooshIndex(folder).rebuild(many(40))
        WhooshIndex(folder).search(BOXING)  # nobody may not read the modules that this imports
        everything = [folder, *folder.rglob("*")]
        for path in everything:
            path.chmod(0o555 if path.is_dir() else 0o444)
        user = os.geteuid()
        os.seteuid(user or NOBODY)
        yield folder
        os.seteuid(user)
        for path in everything:
            path.chmod(0o755)


def test_check_56_a_read_only_folder_still_answers(read_only):
    engine = WhooshIndex(read_only)

    assert engine.search(BOXING).total
    for write in (engine.update, engine.rebuild):
        with pytest.raises(IndexUnavailable):
            write([document(1, "Zebra")])


def test_check_56_a_writer_that_hangs_holds_up_nobody_who_reads(engine, tmp_path, monkeypatch):
    monkeypatch.setattr("search.whoosh_index.engine.WAIT_SECONDS", 0.05)
    with WhooshIndex(tmp_path)._builds.writing(wait_seconds=0):
        assert engine.search(BOXING).total
        with pytest.raises(IndexUnavailable):
            engine.update([document(1, "Zebra")])

    engine.update([document(1, "Zebra")])
    assert engine.holds("zebra", within=())


def test_a_writer_that_fails_changes_nothing_and_leaves_no_lock(engine):
    def failing():
        yield document(1, "Zebra")
        raise ValueError

    held = engine.held()
    with pytest.raises(IndexUnavailable):
        engine.update(failing())
    with pytest.raises(IndexUnavailable):
        engine.rebuild(failing())

    assert engine.held() == held
    engine.update([document(1, "Zebra")])
    assert engine.holds("zebra", within=())


def test_old_builds_are_cleared_away(engine, tmp_path):
    for _ in range(4):
        engine.rebuild(many(3))

    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.is_dir()) == ["4", "5"]


def test_another_reader_sees_an_update_a_moment_later(engine, tmp_path):
    other = WhooshIndex(tmp_path)
    other.search(BOXING)

    engine.update([document(500, "Zebra")])
    time.sleep(LOOK_AGAIN_SECONDS)
    assert other.holds("zebra", within=())

    engine.rebuild([document(501, "Okapi")])
    time.sleep(LOOK_AGAIN_SECONDS)
    assert other.holds("okapi", within=())


def test_the_one_that_wrote_sees_it_at_once(engine):
    engine.search(BOXING)

    engine.update([document(500, "Zebra")])

    assert engine.holds("zebra", within=())


def test_threads_may_share_it_while_another_writes(engine):
    expected, written = engine.search(BOXING).total, threading.Event()

    def read() -> set[int]:
        totals = set()
        while not written.is_set():
            for word in WORDS:
                engine.search(IndexQuery(clues=(Clue(words=(word,)),), facets=("need",)))
            totals.add(engine.search(BOXING).total)
        return totals

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for number in range(8):
            engine.update([document(600 + number, "Zebra")])
        written.set()

    assert [reader.result() for reader in readers] == [{expected}] * 4


def _write_one(folder: Path, number: int) -> None:
    WhooshIndex(folder).update([document(number, "Zebra")])


def test_many_processes_may_write_and_nothing_is_lost(engine, tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_write_one, args=(tmp_path, number)) for number in range(700, 704)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert {UUID(int=number) for number in range(700, 704)} <= engine.held().keys()
