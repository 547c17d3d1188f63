"""What a message says of the last reply: its source, its date, a doubt, which one, more of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answers.context import PICKS, Context
from bot.answers.naming import flavour_of, is_noun
from bot.knowledge.model import AHEAD, Fact, KnowledgeBase
from bot.language.lexicon import Lexicon
from bot.language.normalise import fold_word
from bot.language.reading import Reading, Token

Act = Literal["sources", "stands", "whose", "dated", "latest", "met", "status", "value", "choice",
              "more", "member", "entities", "empty", "untold"]
SHORT_REQUEST = 24     # characters: a request about the last reply is no longer
MOST_MORE, LONGEST_MORE = 3, 90
SILENT = frozenset(("now", "still", "whole", "this_one", "checks", "yesno", "doubts", "negation",
                    "correction", "lies_in", "pronouns", "that_one"))
LEAST_QUOTED = 3       # characters
VERBS = ("v", "a")      # jieba's tags of what is done and how it is
# what asks for no more than that: of when it is, whether it still is so, was met, is a target
ABOUT: Mapping[str, Act] = {"asks_date": "dated", "asks_still": "latest", "asks_met": "met",
                            "asks_status": "status"}
PLACES = ("park", "area", "city", "district", "province")


@dataclass(frozen=True, slots=True)
class Rejoinder:
    """What is done about the last reply, and with which facts, or with which entities.

    `place` is which member of a list is told, from 1; 0 for the last one.
    """

    act: Act
    facts: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    place: int = 0


class Rejoining:
    """Recognises messages about the last reply. Holds no state."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon) -> None:
        self._knowledge = knowledge
        self._cues = lexicon.cues
        order = lexicon.cues.get("profile", ())
        self._rank = {name: at for at, name in enumerate(order)}

    def find(self, reading: Reading, context: Context) -> Rejoinder | None:
        """Return what a message asks of the last reply; None where it asks something else."""
        if len(reading.text) > SHORT_REQUEST:
            return None
        before = tuple(name for name in context.facts if name in self._knowledge.facts)
        if not before:
            return self._of_nothing(reading) or self._more(reading, before, context)
        facts = [self._knowledge.facts[name] for name in before]
        return (self._checked(reading, facts) or self._about(reading, facts)
                or self._more(reading, before, context) or self._picked(reading, context, before))

    def _of_nothing(self, reading: Reading) -> Rejoinder | None:
        """Return what a message asks of a reply that told nothing: its source, its date."""
        if any(self._says_only(reading, cue) for cue in ("asks_source", "asks_date")):
            return Rejoinder("untold")
        return Rejoinder("empty") if _only_a_figure(reading) else None

    def _checked(self, reading: Reading, facts: Sequence[Fact]) -> Rejoinder | None:
        """Return what answers a doubt, or a figure or a name that is held against the facts."""
        before = tuple(fact.id for fact in facts)
        doubts = self._says_only(reading, "doubts")
        if reading.numbers and _only_a_figure(reading) and _says_year(reading):
            return Rejoinder("latest", before[:1])
        if _only_a_figure(reading) or _quotes(reading, facts) or (doubts and (
                reading.numbers or not self._says_only(reading, "asks_source"))):
            return Rejoinder("stands", before)
        named = tuple(name for name in _only_a_name(reading)
                      if self._knowledge.entities[name].type in PLACES)
        known = [fact.id for fact in facts if fact.status != "not_given"]
        return Rejoinder("whose", tuple(known[:1]), named) if named and known else None

    def _about(self, reading: Reading, facts: Sequence[Fact]) -> Rejoinder | None:
        """Return what says where the last reply is from, of when, whether it holds, or was met."""
        if self._says_only(reading, "asks_source"):
            return Rejoinder("sources", tuple(fact.id for fact in facts))
        act = next((act for cue, act in ABOUT.items() if self._says_only(reading, cue)), None)
        if act is None:
            return None
        if act == "latest" and facts[0].status == "event":     # what happened does not change
            act = "stands"
        known = [fact for fact in facts if fact.status != "not_given"]
        if act == "met":
            aims = [fact for fact in (*known, *map(self._beside, known))
                    if fact is not None and fact.status in AHEAD]
            if not aims and known:
                return None
            known = aims[:1]
        if not known:
            return Rejoinder("stands", tuple(fact.id for fact in facts))
        return Rejoinder(act, tuple(fact.id for fact in (
            known[:1] if act == "latest" else known)))

    def _beside(self, fact: Fact) -> Fact | None:
        return self._knowledge.facts.get(fact.beside or "")

    def _more(self, reading: Reading, before: tuple[str, ...],
              context: Context) -> Rejoinder | None:
        """Return what else there is, where more is asked for."""
        if reading.numbers or not self._says_only(reading, "asks_more"):
            return None
        rest = tuple(name for name in context.rest if name in self._knowledge.entities)
        if rest:
            return Rejoinder("entities", entities=rest)
        return Rejoinder("more", self._further(before, context)) if before else None

    def _picked(self, reading: Reading, context: Context,
                before: tuple[str, ...]) -> Rejoinder | None:
        """Return the one of several facts that a message picks by its place; all, if it is none.

        Where nothing was offered, what was told last is meant.
        """
        at = next((at for at, cue in enumerate(PICKS) if self._says_only(reading, cue)), None)
        if at is None:
            return None
        offered = tuple(name for name in context.offered if name in self._knowledge.facts)
        if not offered and not context.listed and self._knowledge.facts[before[0]].members:
            return Rejoinder("member", before[:1], place=0 if PICKS[at] == "pick_last" else at + 1)
        if not offered:
            return None if context.listed else Rejoinder("value", before)
        if PICKS[at] == "pick_last":
            return Rejoinder("value", offered[-1:])
        return Rejoinder("value", offered[at:at + 1]) if at < len(offered) \
            else Rejoinder("choice", offered)

    def _further(self, before: tuple[str, ...], context: Context) -> tuple[str, ...]:
        """Return what else is known of the last reply's subject: first what is told like it."""
        last = self._knowledge.facts[before[0]]
        told = {*before, *context.told}
        values = {self._knowledge.facts[name].value for name in told
                  if name in self._knowledge.facts}
        rest = [fact for name in self._knowledge.by_entity.get(last.entity, ())
                if (fact := self._knowledge.facts[name]).id not in told
                and fact.status != "not_given" and fact.value not in values
                and fact.value != fact.entity
                and len(fact.value) + sum(map(len, fact.members)) <= LONGEST_MORE]
        rest.sort(key=lambda fact: (not _shares_end(fact, last), fact.phase != last.phase,
                                    self._place(fact)))
        return tuple(fact.id for fact in rest[:MOST_MORE])

    def _says_only(self, reading: Reading, cue: str) -> bool:
        """Whether a message says what a cue stands for, and names nothing beside it."""
        if reading.raw.strip(" ?!.") in self._cues.get(cue, ()):
            return True
        others = [token for token in reading.tokens if cue not in token.names("cue")]
        return len(others) < len(reading.tokens) and not any(map(_names, others))

    def _place(self, fact: Fact) -> int:
        """Return how early a profile tells a fact's label."""
        return self._rank.get(fact.what, len(self._rank))


def _shares_end(one: Fact, other: Fact) -> bool:
    """Whether the labels of two facts end alike: in one head noun."""
    return one.what[-2:] == other.what[-2:]


def _only_a_figure(reading: Reading) -> bool:
    """Whether a message is a figure with which the asker checks what was told ("291, right?")."""
    checks = reading.raw.endswith("?") or any(
        "checks" in token.names("cue") or "yesno" in token.names("type")
        for token in reading.tokens)
    return bool(reading.numbers or reading.years) and checks and all(
        token.text[0].isdigit() or _is_silent(token) or any(
            number.start <= token.start and token.start + len(token.text) <= number.end
            for number in reading.numbers)
        for token in reading.tokens)


def _only_a_name(reading: Reading) -> tuple[str, ...]:
    """Return what a message asks whether the last reply is of ("is that the whole zone's?")."""
    cues = {cue for token in reading.tokens for cue in token.names("cue")}
    named = [token for token in reading.tokens if token.has("entity")]
    checks = any("yesno" in token.names("type") for token in reading.tokens)
    others = [token for token in reading.tokens if not token.has("entity")]
    if len(named) != 1 or not checks or not cues & {"pronouns", "that_one", "this_one"} or \
            "inside" in cues or not all(map(_is_silent, others)):
        return ()
    return named[0].names("entity")


def _says_year(reading: Reading) -> bool:
    """Whether a message says "this year", or now."""
    return any(token.has("year") or "now" in token.names("cue") for token in reading.tokens)


def _quotes(reading: Reading, facts: Sequence[Fact]) -> bool:
    """Whether a message says again, as a question, what one of the facts tells."""
    asks = reading.raw.endswith("?") or any(
        "yesno" in token.names("type") for token in reading.tokens)
    said = "".join(token.text for token in reading.tokens
                   if not (token.senses and _is_silent(token)))
    return asks and len(said) >= LEAST_QUOTED and any(
        said in fold_word("|".join((fact.value, *fact.members))) for fact in facts)


def _is_silent(token: Token) -> bool:
    """Whether a token says nothing but that it asks or checks, or is the unit of a figure."""
    if not token.senses:
        return not is_noun(token)
    return not SILENT.isdisjoint(token.names("cue")) or all(
        sense.flavour in ("filler", "general") or sense.name in SILENT or sense.kind == "year"
        for sense in token.senses)


def _names(token: Token) -> bool:
    """Whether a token names something that could be asked about; a figure does not."""
    asks = any(name != "yesno" for name in token.names("type"))
    return not token.text[0].isdigit() and (
        asks or any(map(token.has, ("entity", "attribute", "place", "phase")))
        or flavour_of(token) in ("thing", "qualifier", "act")
        or (is_noun(token) and flavour_of(token) != "filler" and not token.has("cue"))
        or (not token.senses and len(token.text) > 1 and token.tag.startswith(VERBS)))
