"""Typing errors: windows of a text that sound or look like a known word are read as it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from rapidfuzz.distance import Levenshtein

from bot.language.normalise import has_han
from bot.language.pinyin import sounds

CLAUSE_SIGNS = frozenset(",\u3002?!;:\n")
SHORTEST = 2
LONGEST, SHORT, SHORTEST_BY_SHAPE, MOST_PAIRED = 14, 4, 5, 250
MOST_HEARD = 64     # so many ways to read one window are followed
# how a window may sound, and how long the words are at most that begin so
Begun = list[tuple[str, int]]


class Repair:
    """Proposes known words for misspelt windows; what is spelt right is never touched.

    `known` are the words that may be proposed, `common` tells an ordinary word, `locked` are
    characters that carry a slot (digits, negations) and are never changed, `grammar` are
    characters so frequent that only a long word may change them, `short` are the known words
    of two or three characters for which that does not hold; `by_shape` tells the words
    that may also be proposed for what only looks like them; a window that holds one of
    `places` is never read as a word without it; `signs` are the characters whose
    sounds are known beside those of the words: a rarer one sounds like nothing; those of
    `several` are often read in a second way, too; `numbered` are the known words that begin with
    a number (phases), for whose other sign only one of `misspelt` is mistyped.
    """

    def __init__(self, known: Iterable[str], common: Callable[[str], bool],
                 locked: frozenset[str], grammar: frozenset[str] = frozenset(),
                 short: frozenset[str] = frozenset(),
                 by_shape: Callable[[str], bool] = bool,
                 places: frozenset[str] = frozenset(), signs: Iterable[str] = (),
                 several: frozenset[str] = frozenset(),
                 numbered: frozenset[str] = frozenset(),
                 misspelt: frozenset[str] = frozenset()) -> None:
        self._common = common
        self._locked = locked
        self._grammar = grammar
        self._short = short
        self._numbered, self._misspelt = numbered, misspelt
        self._places = places
        self._sounds: dict[str, tuple[str, ...]] = {}
        # words by how they sound, and how long those are at most that begin with two sounds
        self._by_sound: dict[str, tuple[str, ...]] = {}
        self._longest: dict[str, int] = {}
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        self._words = {word for word in known
                       if 2 <= len(word) <= LONGEST and has_han(word)}
        for sign in {*signs, *"".join(self._words)}:
            if heard := sounds(sign):
                self._sounds[sign] = heard if sign in several else heard[:1]
        for word in sorted(self._words):
            heard = tuple(self._readings(sign)[0] for sign in word)
            key, beginning = " ".join(heard), " ".join(heard[:2])
            self._by_sound[key] = (*self._by_sound.get(key, ()), word)
            self._longest[beginning] = max(len(word), self._longest.get(beginning, 0))
            if len(word) >= SHORTEST_BY_SHAPE and by_shape(word):
                for at in range(len(word) - 1):
                    self._by_pair[word[at: at + 2]].append(word)
        self._by_pair = {pair: words for pair, words in self._by_pair.items()
                         if len(words) <= MOST_PAIRED}

    def text(self, text: str, words: list[str]) -> str:
        """Return the text with its misspelt windows mended; `words` are its cut."""
        sure = [0] * len(text)
        edges, at = {0}, 0
        for word in words:
            if word in self._words:
                sure[at: at + len(word)] = [len(word)] * len(word)
            at += len(word)
            edges.add(at)
        plain = _inside_words(words, self._common)
        mends = self._by_eye(text, sure, plain)
        heard = list(map(self._readings, text))
        begun = self._begun(heard)
        out, at = [], 0
        while at < len(text):
            word, size = self._by_ear(text, at, heard, begun[at], sure, edges) \
                if begun[at] else ("", 0)
            if at in mends and mends[at][1] > size:
                word, size = mends[at]
            if not size and sure[at] and at in edges:
                word, size = text[at: at + sure[at]], sure[at]
            out.append(word or text[at])
            at += size or 1
        return "".join(out)

    def _by_ear(self, text: str, at: int, heard: Sequence[tuple[str, ...]], begun: Begun,
                sure: list[int], edges: set[int]) -> tuple[str, int]:
        best, size = "", 0
        for end, keys in _windows_by_ear(heard, at, begun):
            words = [word for key, _ in keys if key in self._by_sound
                     for word in self._by_sound[key]]
            if not words:
                continue
            window, length = text[at:end], end - at
            if window in self._words:
                best, size = window, length
                continue
            if max(sure[at:end]) >= length or self._common(window):
                continue
            if length < SHORT and not {at, end} <= edges:
                continue
            if _cuts(sure, at, end, edges):
                continue
            heard_as = next((word for word in words if self._allowed(window, word)), "")
            if heard_as:
                best, size = heard_as, length
        return best, size

    def _readings(self, sign: str) -> tuple[str, ...]:
        """Return how a character may sound: itself where that is not known."""
        return self._sounds.get(sign) or (sign,)

    def _begun(self, heard: Sequence[tuple[str, ...]]) -> list[Begun]:
        """Return for each character which two sounds from it on begin a known word.

        `heard` is how each character may sound.
        """
        longest = self._longest
        return [*([(key, longest[key]) for one in here for other in there
                   if (key := f"{one} {other}") in longest]
                  for here, there in pairwise(heard)), []]

    def _allowed(self, window: str, word: str) -> bool:
        if len(window) != len(word) or self._moves(window, word):
            return False
        changed = [(one, other) for one, other in zip(window, word, strict=True) if one != other]
        if any(one in self._locked or other in self._locked for one, other in changed):
            return False
        if word in self._numbered:
            return all(one in self._misspelt for one, _ in changed)
        few = len(word) < SHORT and (word not in self._short or len(word) == SHORTEST)
        if few and any(one in self._grammar for one, _ in changed):
            return False
        if few and sum(sign not in self._grammar for sign in window) < 2:
            return False
        return len(changed) <= len(word) // 2

    def _moves(self, window: str, word: str) -> bool:
        """Whether reading the window as the word would put it into another place."""
        return any(window[at: at + size] in self._places and window[at: at + size] not in word
                   for size in (2, 3, 4) for at in range(len(window) - size + 1))

    def _by_eye(self, text: str, sure: list[int],
                plain: list[bool]) -> dict[int, tuple[str, int]]:
        """Return {start: (word, size)} of windows one character away from a known word.

        `plain` tells the characters that stand inside an ordinary word.
        """
        pairs = [text[at: at + 2] for at in range(len(text) - 1)]
        votes = Counter(chain.from_iterable(
            self._by_pair[pair] for pair in pairs if pair in self._by_pair))
        first = {pair: at for at, pair in reversed([*enumerate(pairs)])}
        mends: dict[int, tuple[str, int]] = {}
        rivals: dict[int, int] = defaultdict(int)
        # a known word has five characters or more, so that one vote is never enough
        for word in [word for word, count in votes.items()
                     if count > 1 and count >= len(word) - 3 and word not in text]:
            for start, size in _windows(word, self._start(word, first), len(text)):
                window = text[start: start + size]
                if max(sure[start: start + size]) >= min(size, len(word)) - 1 or all(
                        plain[start: start + size]):
                    continue
                if self._near(window, word) and not self._cuts_place(text, start, size):
                    rivals[start] += 1
                    if size > mends.get(start, ("", 0))[1]:
                        mends[start] = (word, size)
        return {start: mend for start, mend in mends.items() if rivals[start] == 1}

    def _start(self, word: str, first: Mapping[str, int]) -> int:
        """Return where a word would begin, by the first place of each pair that it shares."""
        pairs = ((offset, word[offset: offset + 2]) for offset in range(len(word) - 1))
        return min(first[pair] - offset for offset, pair in pairs
                   if pair in first and pair in self._by_pair)

    def _cuts_place(self, text: str, start: int, size: int) -> bool:
        """Whether a window begins or ends in the middle of the name of a place."""
        return any(text[at: at + length] in self._places
                   for edge in (start, start + size) for length in (2, 3, 4)
                   for at in range(max(0, edge - length + 1), edge))

    def _near(self, window: str, word: str) -> bool:
        changed = set(word) ^ set(window)
        if changed & (self._locked | self._grammar):
            return False
        if self._moves(window, word) or CLAUSE_SIGNS & set(window):
            return False
        if word[0] != window[0] and word[-1] != window[-1]:
            return False
        if window[1:] in self._words or window[:-1] in self._words:
            return False
        return Levenshtein.distance(window, word, score_cutoff=1) == 1


def _windows_by_ear(heard: Sequence[tuple[str, ...]], at: int,
                    begun: Begun) -> Iterator[tuple[int, Begun]]:
    """Yield the ends of the windows that begin as a known word does, and how each may sound."""
    end = at + 2
    while begun:
        yield end, begun
        if end == len(heard):
            return
        begun = [(f"{key} {sound}", most) for key, most in begun if most > end - at
                 for sound in heard[end]][:MOST_HEARD]
        end += 1


def _inside_words(words: list[str], common: Callable[[str], bool]) -> list[bool]:
    """Return for each character whether an ordinary word of two or more covers it."""
    return [len(word) > 1 and common(word) for word in words for _ in word]


def _windows(word: str, start: int, length: int) -> Iterator[tuple[int, int]]:
    start = max(0, start)
    for size in (len(word), len(word) - 1, len(word) + 1):
        if start + size <= length:
            yield start, size


def _cuts(sure: list[int], at: int, end: int, edges: set[int]) -> bool:
    """Whether the window would cut a known word in two."""
    if end < len(sure) and end not in edges and sure[end] > 1 and sure[end - 1] > 1:
        return True
    return at > 0 and at not in edges and sure[at] > 1 and sure[at - 1] > 1
