"""A text as it was understood: words with their senses, numbers, years, clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.knowledge.building import Built
from bot.knowledge.kinds import kind_of
from bot.knowledge.numerals import Number
from bot.language.english import English
from bot.language.lexicon import Lexicon
from bot.language.names import BrokenNames, ShortNames, spelt_names
from bot.language.normalise import fold, fold_word, has_han, is_traditional
from bot.language.pairs import Pairs
from bot.language.pinyin import PinyinReader
from bot.language.repair import Repair
from bot.language.segment import Segmenter, common_words
from bot.language.senses import Sense, Senses
from bot.language.sentences import ASKED, CLAUSE, STOP, Sentences

Script = Literal["zh-Hans", "zh-Hant", "en"]
LATIN_RUN = re.compile(r"[a-z][a-z0-9'&+./% -]*[a-z0-9%]|[a-z]")
LETTERS = re.compile(r"[a-z][a-z' -]*")
YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?!\d|\.\d)")
WEIGHTS = {"entity": 8.0, "attribute": 4.0, "type": 4.0, "word": 4.0, "phase": 6.0,
           "status": 3.0, "cue": 3.0, "year": 3.0, "place": 1.0, "chat": 0.5}
COMMON_WEIGHT, COMMON_LEAST, COMMONEST = 1.0, 1_000, 10_000_000
GRAMMAR_LEAST = 50_000
BOUNDS = ("odd", "over", "under", "at_least")
PLACES = ("city", "district", "province")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text; `tag` is its part of speech where it has no sense of its own.

    `heard` are the English words that it was read for.
    """

    text: str
    start: int
    clause: int
    senses: Senses
    tag: str
    heard: str = ""

    def has(self, kind: str) -> bool:
        """Whether one of its senses is of this kind."""
        return kind in self.senses.by_kind

    def names(self, kind: str) -> tuple[str, ...]:
        """Return what its senses of this kind name."""
        return self.senses.by_kind.get(kind, ())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, before anything is asked of the knowledge.

    `years` are those written as numbers; `foreign` are Latin words that nothing explains;
    of an English text, `stated` are the clauses that end in a full stop where others ask, and
    `asking` those with a question word.
    """

    text: str
    language: Script
    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]
    years: tuple[int, ...]
    clauses: int
    foreign: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    ordinals: tuple[int, ...] = ()
    raw: str = ""
    translated: bool = False
    stated: frozenset[int] = frozenset()
    asking: frozenset[int] = frozenset()

    def named(self, kind: str) -> Iterator[tuple[Token, Sense]]:
        """Yield each token with each of its senses of one kind."""
        for token in self.tokens:
            for sense in token.senses:
                if sense.kind == kind:
                    yield token, sense


class Reader:
    """Reads texts with a lexicon. Holds no state between two texts."""

    def __init__(self, built: Built, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._numerals = built.readers.numerals
        self._dates = built.readers.dates
        counts, _ = common_words()
        self._segmenter = Segmenter(lexicon.senses)
        joins = lexicon.cues.get("conjunctions", ())
        self._english = English(lexicon.english, lexicon.stopwords, spelt_names(lexicon),
                                {word: joins[0] for word in joins if word.isascii()})
        self._sentences = Sentences(lexicon.cues)
        self._pairs = Pairs(lexicon.cues)
        several = frozenset(lexicon.cues.get("several_sounds", ()))
        self._pinyin = PinyinReader([
            *((form, max(WEIGHTS[sense.kind] for sense in senses)
               + counts.get(form, 0) / COMMONEST)
              for form, senses in lexicon.senses.items() if has_han(form) and len(form) > 1),
            *((word, COMMON_WEIGHT + count / COMMONEST) for word, count in counts.items()
              if count >= COMMON_LEAST)], several)
        locked = frozenset("0123456789") | {
            form for cue in ("negation", "digits", "conjunctions")
            for form in lexicon.cues.get(cue, ())
            if len(form) == 1}
        grammar = frozenset(word for word, count in counts.items()
                            if len(word) == 1 and count >= GRAMMAR_LEAST)
        short = frozenset(form for form, senses in lexicon.senses.items()
                          if any(sense.kind in ("entity", "phase") for sense in senses))
        self._phases = _phase_lists(lexicon.cues.get("phases", ()),
                                    lexicon.cues.get("conjunctions", ()),
                                    lexicon.cues.get("no_phases", ()))
        self._broken_names = BrokenNames(lexicon)
        self._short_names = ShortNames(lexicon, self._segmenter.cut)
        self._repair = Repair(
            (form for form, senses in lexicon.senses.items() if _repairable(senses)),
            self._segmenter.ordinary, locked, grammar, short,
            lambda word: _by_shape(lexicon.of(word)),
            frozenset(form for form, senses in lexicon.senses.items() if _is_place(senses)),
            set("".join(counts)), several,
            frozenset(lexicon.cues.get("phases", ())),
            frozenset(lexicon.cues.get("phase_misspelt", ())))

    def read(self, text: str) -> Reading:
        """Return the reading of a text of any kind; never raises for what a person types."""
        folded = self._sentences.parted(fold(text))
        plain, foreign, english, heard = self._latin(
            folded if has_han(folded) else self._sentences.checking(folded))
        plain = self._pairs.written_out(self._phases.sub(self._each_phase, plain))
        plain = self._broken_names.mended(plain)
        words = self._segmenter.cut(plain)
        if has_han(plain):
            mended = self._repair.text(plain, words)
            if mended != plain:
                plain, words = mended, self._segmenter.cut(mended)
        named = self._short_names.mended(words)
        if named != words:
            plain, words = "".join(named), named
        tokens, ends = self._tokens(words, heard)
        language: Script = "zh-Hans"
        greets = any(token.text.isascii() and token.has("chat") for token in tokens)
        if (english or greets) and not has_han(folded):
            language = "en"
        elif has_han(folded) and is_traditional(text):
            language = "zh-Hant"
        numbers, years = self._numbers(plain)
        digits = tuple(re.findall(r"(?<!\d)\d{5,}(?!\d)", re.sub(r"(?<=\d)[ -](?=\d)", "", plain)))
        asking = self._sentences.asking(folded) if english else frozenset()
        stated = frozenset(at for at, end in enumerate(ends) if end == STOP) - asking \
            if english and (ASKED in ends or asking) else frozenset()
        return Reading(plain, language, tokens, numbers, years, len(ends) + 1, foreign, digits,
                       self._numerals.ordinals(plain), folded, english, stated, asking)

    def terms(self, text: str) -> tuple[Token, ...]:
        """Return the tokens of a text of the knowledge, which is taken as it is written."""
        return self._tokens(self._segmenter.cut(fold_word(text)), {})[0]

    def numbers(self, text: str) -> tuple[Number, ...]:
        """Return the numbers of a text of the knowledge."""
        return self._numbers(fold_word(text))[0]

    def kind(self, value: str, members: Sequence[str], figure: str) -> str:
        """Return the answer type of a value of the knowledge; `figure` is that of its figure."""
        return kind_of(value, members, figure, self._dates)

    def _each_phase(self, match: re.Match[str]) -> str:
        """Write a list of phases out: each number gets the word that only the last one had."""
        numbers = [sign for sign in match["numbers"] + match["last"]
                   if any(phase.startswith(sign) for phase in self.lexicon.cues["phases"])]
        return "".join(number + match["word"] for number in numbers)

    def ordinals(self, text: str) -> tuple[int, ...]:
        """Return the ordinal numbers of a text of the knowledge."""
        return self._numerals.ordinals(fold_word(text))

    def _tokens(self, words: list[str],
                heard: Mapping[str, str]) -> tuple[tuple[Token, ...], list[str]]:
        """Return the tokens of a text and the sign that ends each of its clauses but the last."""
        tokens, ends, at = [], list[str](), 0
        for word in _whole(words):
            if CLAUSE.fullmatch(word):
                ends.append(word)
            elif not word.isspace():
                tokens.append(Token(word, at, len(ends), self.lexicon.of(word),
                                    self._segmenter.tag(word), heard.get(word, "")))
            at += len(word)
        return tuple(tokens), ends

    def _numbers(self, text: str) -> tuple[tuple[Number, ...], tuple[int, ...]]:
        years, spans = [], []
        bounded = tuple(self._numerals.find(text))
        for match in YEAR.finditer(text):
            number = next(iter(self._numerals.find(text[match.start():][:16])), None)
            if number and number.start == 0 and number.unit_said and number.kind != "duration":
                continue
            if any(found.start < match.start() < found.end and found.quantity.bound in BOUNDS
                   for found in bounded):
                continue     # "more than 2000" is no year
            years.append(int(match["y"]))
            spans.append(match.span())
        years += self._dates.short_years(text)
        spans += [match.span() for pattern in (self._dates.short, self._dates.day)
                  for match in pattern.finditer(text)]
        numbers = tuple(number for number in bounded
                        if not any(start < number.end and number.start < end
                                   for start, end in spans))
        return numbers, tuple(dict.fromkeys(years))

    def _latin(self, text: str) -> tuple[str, tuple[str, ...], bool, Mapping[str, str]]:
        """Read the Latin runs of a text.

        Return the text, the words that nothing explains, whether English was read, and for what
        English each word stands.
        """
        foreign: list[str] = []
        heard: dict[str, str] = {}
        english = False

        def read(match: re.Match[str]) -> str:
            nonlocal english
            run = match[0]
            if run in self.lexicon.senses and " " not in run:
                return run
            done = self._english.read(run)
            pinyin = None if done.known * 2 >= done.total + 1 and done.known > 1 \
                else self._letters(run)
            if pinyin is not None and (done.known < done.total or not done.words):
                return pinyin
            if done.known == 0:
                foreign.extend(done.unknown)
                return run
            english = True
            heard.update(done.heard)
            foreign.extend(done.unknown)
            return " " + " ".join(done.words) + " "

        return LATIN_RUN.sub(read, text).strip(), tuple(foreign), english, heard

    def _letters(self, run: str) -> str | None:
        """Read a run as pinyin, part by part between its digits; None where one part is none."""
        parts, at = [], 0
        for match in LETTERS.finditer(run):
            parts.append(run[at: match.start()])
            at = match.end()
            words = self._pinyin.read(match[0])
            if words is None:
                return None
            parts.append("".join(words))
        parts.append(run[at:])
        return "".join(parts)


def _phase_lists(phases: tuple[str, ...], joins: tuple[str, ...],
                 others: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for a list of phases of which only the last one is named whole.

    `others` are signs beside which the words are something else: a plan of five years, a period.
    """
    if not phases:
        return re.compile("(?!)")
    numbers = "".join(re.escape(phase[0]) for phase in phases)
    word = re.escape(phases[0][1:])
    join = "|".join(re.escape(join) for join in (*joins, "\u3001", ",", " "))
    listed = rf"(?P<numbers>(?:[{numbers}](?:{join})?)+)"
    beside = "|".join(map(re.escape, others)) or "(?!)"
    return re.compile(
        rf"(?<!{beside}){listed}(?P<last>[{numbers}])(?P<word>{word})(?!{beside})")


def _whole(words: list[str]) -> Iterator[str]:
    """Yield the words with the pieces of one Latin word put together again."""
    run = ""
    for word in words:
        if word.isascii() and (word.isalnum() or (run and word in "-'&+.")):
            run += word
            continue
        if run:
            yield run
            run = ""
        yield word
    if run:
        yield run


def _repairable(senses: tuple[Sense, ...]) -> bool:
    return any(sense.kind in ("entity", "attribute", "phase")
               or (sense.kind == "word" and sense.flavour in ("thing", "qualifier", "act"))
               for sense in senses)


def _is_place(senses: tuple[Sense, ...]) -> bool:
    return any(sense.kind == "place" or (sense.kind == "entity" and sense.flavour in PLACES)
               for sense in senses)


def _by_shape(senses: tuple[Sense, ...]) -> bool:
    return any(sense.kind == "entity" or (sense.kind == "word" and sense.flavour == "thing")
               for sense in senses)
