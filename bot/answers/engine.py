"""From a message to its reply: the one path that every face, the tests and the bench share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.answers.asking import Asker
from bot.answers.composing import Composer
from bot.answers.context import Context
from bot.answers.covering import Lookup
from bot.answers.found import Found
from bot.answers.likeness import Likeness
from bot.answers.reply import Language, Reply
from bot.answers.terms import TermIndex
from bot.answers.wording import Wording
from bot.knowledge.building import Built
from bot.knowledge.endings import attribute_of, suffix_table
from bot.knowledge.files import Files
from bot.knowledge.model import Attribute, Fact, KnowledgeBase
from bot.language.lexicon import Lexicon, make_lexicon
from bot.language.meaning import Meaning, shipped
from bot.language.normalise import fold_word, has_han
from bot.language.reading import Reader, Reading
from bot.replies import Replies
from bot.traditional import traditional

CONTEXT_MINUTES = 30
MOST_GENERAL, FEW_ENDS = 40, 0
SPEECHLESS = 3      # letters: "ok" is said in any language
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")


class Engine:
    """Answers questions about one knowledge. Immutable: safe to share, swapped whole."""

    def __init__(self, built: Built, lexicon: Lexicon, replies: Replies,
                 context_minutes: int = CONTEXT_MINUTES, meaning: Meaning | None = None) -> None:
        self.replies = replies
        self.lexicon = lexicon
        self.reader = Reader(built, lexicon)
        self.index = TermIndex(built.knowledge, self.reader)
        self.knowledge: KnowledgeBase = self.index.knowledge
        likeness = Likeness(_said(built.knowledge), {
            fact.id: (fact.entity, fact.what, own_words(fact))
            for fact in built.knowledge.facts.values()}, shipped() if meaning is None else meaning)
        self._likeness = likeness
        self._asker = Asker(self.knowledge, self.reader, self.index, likeness,
                            _lookup(self.knowledge, lexicon, self.index), context_minutes)

    def answer(self, text: str, now: datetime, context: Context | None = None,
               language: Language | None = None) -> tuple[Reply, Context | None]:
        """Return the reply to a message and what the chat should remember.

        `now` is the asker's time; `context` what `answer` returned for the chat's last message;
        `language` the reader's own choice (None: the language of the message).
        """
        found = self.find(text, now, context)
        spoken: Language = language or _language(text, found.reading, context)
        wording = Wording(self.knowledge, self.replies, spoken, _day(now),
                          self.lexicon.in_english if spoken == "en" else {})
        reply = Composer(wording, self.lexicon, self.index).reply(found)
        return replace(reply, language=spoken), found.context

    def find(self, text: str, now: datetime, context: Context | None = None) -> Found:
        """Return what a message asks and what was found for it, before it is put into words."""
        return self._asker.ask(self.reader.read(text), now, context)

    def lacking(self, found: Found, facts: Sequence[str]) -> list[list[str]]:
        """Return for each of some facts the grams of what was asked first that it leaves out."""
        text = found.selections[0].question.plain if found.selections else ""
        return self._likeness.lacking(text, facts)


def _language(text: str, reading: Reading, context: Context | None) -> Language:
    """Return the language of a message; of one without words of its own, that of the chat."""
    speaks = has_han(text) or (reading.translated and sum(map(str.isalpha, text)) > SPEECHLESS)
    before = next((one for one in LANGUAGES if context and one == context.language), None)
    if not speaks and before is not None:
        return before
    both = before == "zh-Hant" and reading.language == "zh-Hans" and traditional(text) == text
    return "zh-Hant" if both else reading.language     # what is written alike in both scripts


def _said(knowledge: KnowledgeBase) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return the ways to ask for each label that a fact bears, the label itself among them.

    Beside each stand the entities that it was asked of.
    """
    labels = dict.fromkeys(fact.what for fact in knowledge.facts.values())
    table = suffix_table(knowledge.attributes)
    return {label: [(fold_word(text), entities) for text, entities in (
        (label, ()), *(knowledge.utterances.get(label) or dict.fromkeys(
            _general(label, table), ())).items())] for label in labels}


def _general(label: str, table: Mapping[str, Attribute]) -> Iterator[str]:
    """Yield how people ask for a label that has no utterances: as for its attribute."""
    attribute, noun = attribute_of(label, table)
    if attribute is not None:
        for ask in (*attribute.suffixes[:FEW_ENDS], *attribute.ask[:MOST_GENERAL]):
            yield noun + ask


def own_words(fact: Fact) -> str:
    """Return the words that are a fact's own: name, label, value, what it speaks of; folded."""
    return fold_word("|".join(
        (fact.entity, fact.what, fact.value, *fact.members, *fact.about, fact.note or "")))


def _day(now: datetime) -> date:
    return now.date()


def make_engine(files: Files, built: Built, replies: Replies,
                context_minutes: int = CONTEXT_MINUTES, meaning: Meaning | None = None) -> Engine:
    """Build an engine from files that were read; `meaning` is the shipped one unless given."""
    return Engine(built, make_lexicon(files, built.knowledge, fold_word), replies,
                  context_minutes, meaning)


def _lookup(knowledge: KnowledgeBase, lexicon: Lexicon, index: TermIndex) -> Lookup:
    type_words = {kind: frozenset(forms) for kind, forms in lexicon.kinds.items()}
    statuses: dict[str, set[str]] = {}
    for form, senses in lexicon.senses.items():
        for sense in senses:
            if sense.kind == "status":
                statuses.setdefault(sense.name, set()).add(form)
    frequency: Mapping[str, int] = {name: len(ids) for name, ids in index.by_term.items()}
    return Lookup(
        broader=lexicon.broader, type_words=type_words,
        entity_types={name: entity.type for name, entity in knowledge.entities.items()},
        cities={name: entity.city for name, entity in knowledge.entities.items()},
        frequency=frequency, near=lexicon.near,
        city_words=frozenset(lexicon.cues.get("city_scope", ())),
        plain_units=lexicon.cues.get("plain_units", ()),
        list_signs=lexicon.cues.get("list_signs", ()),
        posts=lexicon.cues.get("posts", ()),
        deputies=lexicon.cues.get("deputies", ()),
        asks_clock=lexicon.cues.get("asks_clock", ()),
        clock_signs=lexicon.cues.get("clock_signs", ()),
        telling_units=lexicon.cues.get("telling_units", ()),
        answers={name: attribute.answers for name, attribute in knowledge.attributes.items()},
        statuses={name: frozenset(forms) for name, forms in statuses.items()},
        certain=frozenset(lexicon.cues.get("certain_opposites", ())),
        absent=frozenset(lexicon.cues.get("absent", ())) | {
            form for form, senses in lexicon.senses.items()
            if any(sense.kind == "chat" and sense.flavour != "light" for sense in senses)})
