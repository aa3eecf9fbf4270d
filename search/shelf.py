"""What has been decoded before, kept while there is room; what was used longest ago goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from search.segments import Postings


class Shelf:
    """Holds postings up to ``room`` bytes together. Threads may share it."""

    def __init__(self, *, room: int) -> None:
        self._room = room
        self._used = 0
        self._held: OrderedDict[Hashable, Postings] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, read: Callable[[], Postings]) -> Postings:
        """Return what is held under a key, or read it, one reader at a time, and hold it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            postings = read()
            self._held[key] = postings
            self._used += postings.bytes
            while self._used > self._room and len(self._held) > 1:
                self._used -= self._held.popitem(last=False)[1].bytes
            return postings
