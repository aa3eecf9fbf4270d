"""Read typed words against an index: what they mean, what is a slip, and what to say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from base.actor import Actor
from search.asked import Asked, within
from search.index import SearchIndex
from search.intent import Intent, read_folded, read_words
from search.results import Notice, Understood
from search.thesaurus import thesaurus
from services_catalog.places import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReader:
    """``known`` remembers which words the index holds: a search asks for some of them twice."""

    index: SearchIndex
    reader: Actor
    gazetteer: Gazetteer
    known: dict[str, bool] = field(default_factory=dict)

    def read(self, words: str) -> tuple[Intent, Mapping[str, str]]:
        """Read the words; where nothing holds one of them, read it as the closest that is held."""
        intent = read_words(words, self.gazetteer)
        close = {word: self._close(word) for word in intent.loose}
        corrected = {word: near for word, near in close.items() if near is not None}
        if not corrected:
            return intent, corrected
        mended = read_folded(
            [corrected.get(word, word) for word in intent.words],
            self.gazetteer,
            alarms=intent.alarms,
            shortened=intent.shortened,
        )
        return mended, corrected

    def understood(self, asked: Asked, corrected: Mapping[str, str]) -> Understood:
        intent, request = asked.intent, asked.request
        unread = [word for word in intent.loose if not self._holds(word)]
        from_words = asked.home if asked.home is not None and asked.home is intent.home else None
        return Understood(
            needs=intent.needs,
            home=from_words.code if from_words else "",
            age=intent.age if request.age is None else None,
            corrected=tuple(corrected.items()),
            kinder=intent.kinder,
            alarms=intent.alarms,
            unread=len(unread),
        )

    def _close(self, word: str) -> str | None:
        if self._holds(word):
            return None
        close = thesaurus().close_word(word)
        return close or self.index.close_spelling(word, within=within(self.reader))

    def _holds(self, word: str) -> bool:
        """Whether any service that the reader may see uses a word: asked of the index once."""
        if word not in self.known:
            self.known[word] = self.index.holds(word, within=within(self.reader))
        return self.known[word]


def notices(asked: Asked) -> tuple[Notice, ...]:
    found = []
    if asked.intent.shortened:
        found.append(Notice.SHORTENED)
    if asked.request.home and asked.request.home not in asked.gazetteer.homes:
        found.append(Notice.HOME_UNKNOWN)
    return tuple(found)
