"""Tantivy, where it is installed (``pip install tantivy``): compared, never required."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import tantivy

from bench.engines import TOP, Answer, Filters, Question
from bench.listings import FACETS
from search.index import FIELDS, Document

WRITER_BYTES = 128_000_000
MOST_TERMS = 10_000


class Tantivy:
    """Snowball stemming, so a few words find what Porter's do not; facets by aggregation."""

    name = "tantivy"

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        index = tantivy.Index(self._schema(), path=str(folder))
        writer = index.writer(WRITER_BYTES)
        for document in documents:
            writer.add_document(self._row(document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self.index = tantivy.Index.open(str(folder))
        self.searcher = self.index.searcher()

    def ask(self, question: Question) -> Answer:
        found = self.searcher.search(self._query(question, question.filters), TOP, count=True)
        facets = self._facets(question, question.filters)
        for own in question.filters.keys() & set(FACETS):
            others = {name: terms for name, terms in question.filters.items() if name != own}
            facets[own] = self._facets(question, others)[own]
        best = tuple(self.searcher.doc(address)["id"][0] for _, address in found.hits)
        return Answer(total=found.count, best=best, facets=facets)

    def edit(self, document: Document) -> None:
        writer = self.index.writer(WRITER_BYTES)
        writer.delete_documents("id", document.id.int)
        writer.add_document(self._row(document))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def _schema(self) -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        for name in FIELDS:
            builder.add_text_field(name, stored=False, tokenizer_name="en_stem")
        builder.add_text_field("terms", stored=False, tokenizer_name="raw", fast=True)
        return builder.build()

    def _row(self, document: Document) -> tantivy.Document:
        row = tantivy.Document()
        row.add_integer("id", document.id.int)
        for name in FIELDS:
            row.add_text(name, document.fields[name])
        for term in document.terms:
            row.add_text("terms", term)
        return row

    def _query(self, question: Question, filters: Filters) -> tantivy.Query:
        kind = tantivy.Occur.Must if question.every else tantivy.Occur.Should
        words = [
            (kind, self.index.parse_query(word, list(FIELDS), field_boosts=dict(FIELDS)))
            for word in question.words
        ]
        parts = [(tantivy.Occur.Must, tantivy.Query.boolean_query(words))]
        for terms in filters.values():
            allowed = tantivy.Query.term_set_query(self.index.schema, "terms", list(terms))
            parts.append((tantivy.Occur.Must, allowed))
        return tantivy.Query.boolean_query(parts)

    def _facets(self, question: Question, filters: Filters) -> dict[str, dict[str, int]]:
        counted = self.searcher.aggregate(
            self._query(question, filters),
            {"terms": {"terms": {"field": "terms", "size": MOST_TERMS}}},
        )
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for bucket in counted["terms"]["buckets"]:
            facet, _, value = bucket["key"].partition(":")
            if facet in facets:
                facets[facet][value] = bucket["doc_count"]
        return facets
