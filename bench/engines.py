"""
The engines that are compared, each answering the same question in full.

A question is words (any of them, or all), filters by facet, and a count of every facet with every
filter but its own. An answer is a total, the best twenty, and the counts.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from whoosh import fields, index, qparser, query, sorting
from whoosh.analysis import StemmingAnalyzer

from bench.listings import FACETS
from search.index import FIELDS, Clue, Document, IndexQuery
from search.whoosh_index import WhooshIndex

TOP = 20

Filters = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    words: tuple[str, ...]
    filters: Filters
    every: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    total: int
    best: tuple[object, ...]
    facets: Mapping[str, Mapping[str, int]]


class Engine(Protocol):
    name: str

    def build(self, folder: Path, documents: Iterable[Document]) -> None: ...
    def open(self, folder: Path) -> None: ...
    def ask(self, question: Question) -> Answer: ...
    def edit(self, document: Document) -> None: ...


class Ours:
    """The engine of the product: Whoosh's files, read in blocks."""

    name = "ours (Whoosh, blocks)"

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        WhooshIndex(folder).rebuild(documents)

    def open(self, folder: Path) -> None:
        self.index = WhooshIndex(folder)

    def ask(self, question: Question) -> Answer:
        answer = self.index.search(
            IndexQuery(
                clues=tuple(Clue(words=(word,)) for word in question.words),
                every=question.every,
                required=(frozenset({"state:live"}), frozenset({"partnership:p1"})),
                filters=question.filters,
                facets=FACETS,
                limit=TOP,
            )
        )
        return Answer(
            total=answer.total, best=tuple(hit.id.int for hit in answer.hits), facets=answer.facets
        )

    def edit(self, document: Document) -> None:
        self.index.update([document])


class NaiveWhoosh:
    """Whoosh as its tutorial writes it: a parser over several fields, facets by grouping."""

    name = "Whoosh, as in its tutorial"

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            **{name: fields.TEXT(analyzer=StemmingAnalyzer(), stored=True) for name in FIELDS},
            **{
                name: fields.KEYWORD(stored=True, scorable=False)
                for name in (*FACETS, "age", "home")
            },
        )
        writer = index.create_in(folder, schema).writer(limitmb=512)
        for document in documents:
            writer.add_document(**self._row(document))
        writer.commit()

    def open(self, folder: Path) -> None:
        self.index = index.open_dir(folder)
        self.searcher = self.index.searcher()
        self.parser = {
            every: qparser.MultifieldParser(
                list(FIELDS),
                self.searcher.schema,
                fieldboosts=dict(FIELDS),
                group=qparser.AndGroup if every else qparser.OrGroup,
            )
            for every in (True, False)
        }

    def ask(self, question: Question) -> Answer:
        asked = self.parser[question.every].parse(" ".join(question.words))
        results = self.searcher.search(
            asked,
            filter=self._filter(question.filters),
            limit=TOP,
            groupedby=self._grouping(),
            maptype=sorting.Count,
        )
        facets = {name: self._clean(results.groups(name)) for name in FACETS}
        for own in question.filters.keys() & set(FACETS):
            others = {name: terms for name, terms in question.filters.items() if name != own}
            again = self.searcher.search(
                asked, filter=self._filter(others), limit=1, groupedby=self._grouping(own),
                maptype=sorting.Count,
            )  # fmt: skip
            facets[own] = self._clean(again.groups(own))
        return Answer(
            total=len(results), best=tuple(int(hit["id"]) for hit in results[:TOP]), facets=facets
        )

    def edit(self, document: Document) -> None:
        writer = self.index.writer()
        writer.update_document(**self._row(document))
        writer.commit()
        self.searcher = self.searcher.refresh()

    def _row(self, document: Document) -> dict[str, str]:
        coded = {
            name: " ".join(t.partition(":")[2] for t in document.terms if t.startswith(f"{name}:"))
            for name in (*FACETS, "age")
        }
        home = " ".join(t.partition(":")[2] for t in document.terms if t.startswith("serves:"))
        return {"id": str(document.id.int), **document.fields, **coded, "home": home}

    def _filter(self, filters: Filters) -> query.Query | None:
        if not filters:
            return None
        return query.And(
            [
                query.Or([query.Term(name, term.partition(":")[2]) for term in terms])
                for name, terms in filters.items()
            ]
        )

    def _grouping(self, *names: str) -> sorting.Facets:
        grouping = sorting.Facets()
        for name in names or FACETS:
            grouping.add_field(name, allow_overlap=True)
        return grouping

    def _clean(self, groups: Mapping[str | None, int]) -> dict[str, int]:
        return {value: count for value, count in groups.items() if value}


class Fts5:
    """SQLite FTS5 with Porter stemming, filters and facets by a table of terms."""

    name = "SQLite FTS5"

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        database = sqlite3.connect(folder / "fts5.db")
        columns = ", ".join(FIELDS)
        database.executescript(
            f"""
            CREATE VIRTUAL TABLE text USING fts5({columns}, tokenize = 'porter unicode61');
            CREATE TABLE term (term TEXT, doc INTEGER, PRIMARY KEY (term, doc)) WITHOUT ROWID;
            CREATE TABLE facet (doc INTEGER, facet TEXT, value TEXT,
                                PRIMARY KEY (doc, facet, value)) WITHOUT ROWID;
            """
        )
        for document in documents:
            self._add(database, document)
        database.execute("INSERT INTO text(text) VALUES ('optimize')")
        database.execute("ANALYZE")
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        self.database = sqlite3.connect(folder / "fts5.db")
        self.weights = ", ".join(str(weight) for weight in FIELDS.values())

    def ask(self, question: Question) -> Answer:
        rows = self._facets(question, question.filters, FACETS)
        for own in question.filters.keys() & set(FACETS):
            others = {name: terms for name, terms in question.filters.items() if name != own}
            rows[own] = self._facets(question, others, (own,))[own]
        matched, given = self._matched(question, question.filters, ranked=True)
        best = self.database.execute(
            f"{matched} SELECT doc, count(*) OVER () FROM kept ORDER BY score, doc LIMIT {TOP}",
            given,
        ).fetchall()
        return Answer(
            total=best[0][1] if best else 0, best=tuple(doc for doc, _ in best), facets=rows
        )

    def edit(self, document: Document) -> None:
        with self.database:
            for table, column in (("text", "rowid"), ("term", "doc"), ("facet", "doc")):
                self.database.execute(f"DELETE FROM {table} WHERE {column} = ?", (document.id.int,))
            self._add(self.database, document)

    def _add(self, database: sqlite3.Connection, document: Document) -> None:
        number = document.id.int
        marks = ", ".join("?" * (len(FIELDS) + 1))
        database.execute(
            f"INSERT INTO text (rowid, {', '.join(FIELDS)}) VALUES ({marks})",
            (number, *(document.fields[name] for name in FIELDS)),
        )
        database.executemany(
            "INSERT INTO term VALUES (?, ?)", [(term, number) for term in document.terms]
        )
        database.executemany(
            "INSERT INTO facet VALUES (?, ?, ?)",
            [
                (number, facet, value)
                for facet, _, value in (term.partition(":") for term in document.terms)
                if facet in FACETS
            ],
        )

    def _matched(
        self, question: Question, filters: Filters, *, ranked: bool
    ) -> tuple[str, list[str]]:
        joined = (" AND " if question.every else " OR ").join(f'"{w}"' for w in question.words)
        score = f"bm25(text, {self.weights})" if ranked else "0"
        given = [joined]
        conditions = []
        for terms in filters.values():
            given += terms
            marks = ", ".join("?" * len(terms))
            conditions.append(
                f"EXISTS (SELECT 1 FROM term WHERE term IN ({marks}) AND term.doc = found.doc)"
            )
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        clauses = (
            f"WITH found AS MATERIALIZED (SELECT rowid AS doc, {score} AS score FROM text "
            f"WHERE text MATCH ?), kept AS MATERIALIZED (SELECT * FROM found {where})"
        )
        return clauses, given

    def _facets(
        self, question: Question, filters: Filters, names: tuple[str, ...]
    ) -> dict[str, dict[str, int]]:
        matched, given = self._matched(question, filters, ranked=False)
        marks = ", ".join("?" * len(names))
        counted: dict[str, Counter[str]] = {name: Counter() for name in names}
        for facet, value, count in self.database.execute(
            f"{matched} SELECT facet, value, count(*) FROM kept JOIN facet USING (doc) "
            f"WHERE facet IN ({marks}) GROUP BY facet, value",
            [*given, *names],
        ):
            counted[facet][value] = count
        return {name: dict(counts) for name, counts in counted.items()}
