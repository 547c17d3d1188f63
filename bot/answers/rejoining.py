"""What a message says of the last reply: its source, a doubt, which one of several, more of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answers.context import Context
from bot.answers.terms import flavour_of, is_noun
from bot.knowledge.model import Fact, KnowledgeBase
from bot.language.lexicon import Lexicon
from bot.language.reading import Reading, Token

SHORT_REQUEST = 24     # characters: a request about the last reply is no longer
MOST_MORE, LONGEST_MORE = 3, 90
SILENT = frozenset(("checks", "yesno", "doubts", "negation", "correction", "lies_in",
                    "pronouns", "that_one"))
VERBS = ("v", "a")      # jieba's tags of what is done and how it is
PICKS = ("pick_first", "pick_second", "pick_third", "pick_last")
Act = Literal["sources", "stands", "value", "choice", "more", "entities", "empty"]


@dataclass(frozen=True, slots=True)
class Rejoinder:
    """What is done about the last reply, and with which facts, or with which entities."""

    act: Act
    facts: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()


class Rejoining:
    """Recognises messages about the last reply. Holds no state."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon) -> None:
        self._knowledge = knowledge
        order = lexicon.cues.get("profile", ())
        self._rank = {name: at for at, name in enumerate(order)}

    def find(self, reading: Reading, context: Context) -> Rejoinder | None:
        """Return what a message asks of the last reply; None where it asks something else."""
        if len(reading.text) > SHORT_REQUEST:
            return None
        before = tuple(name for name in context.facts if name in self._knowledge.facts)
        if _says_only(reading, "asks_source"):
            return Rejoinder("sources", before) if before else Rejoinder("empty")
        if before and (_says_only(reading, "doubts") or _only_a_figure(reading)):
            return Rejoinder("stands", before)
        if not reading.numbers and _says_only(reading, "asks_more"):
            if context.rest:
                return Rejoinder("entities", entities=context.rest)
            return Rejoinder("more", self._further(before, context)) if before else None
        return self._picked(reading, context, before)

    def _picked(self, reading: Reading, context: Context,
                before: tuple[str, ...]) -> Rejoinder | None:
        """Return the one of several facts that a message picks by its place; all, if it is none.

        Where nothing was offered, what was told last is meant.
        """
        at = next((at for at, cue in enumerate(PICKS) if _says_only(reading, cue)), None)
        if at is None or not before:
            return None
        offered = tuple(name for name in context.offered if name in self._knowledge.facts)
        if not offered:
            return Rejoinder("value", before)
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

    def _place(self, fact: Fact) -> int:
        """Return how early a profile tells a fact's label."""
        return self._rank.get(fact.what, len(self._rank))


def _shares_end(one: Fact, other: Fact) -> bool:
    """Whether the labels of two facts end alike: in one head noun."""
    return one.what[-2:] == other.what[-2:]


def _says_only(reading: Reading, cue: str) -> bool:
    """Whether a message says what a cue stands for, and names nothing beside it."""
    others = [token for token in reading.tokens if cue not in token.names("cue")]
    return len(others) < len(reading.tokens) and not any(map(_names, others))


def _only_a_figure(reading: Reading) -> bool:
    """Whether a message is a figure with which the asker checks what was told ("291, right?")."""
    checks = reading.raw.endswith("?") or any(
        "checks" in token.names("cue") or "yesno" in token.names("type")
        for token in reading.tokens)
    return bool(reading.numbers or reading.years) and checks and all(
        token.text[0].isdigit() or _is_silent(token) for token in reading.tokens)


def _is_silent(token: Token) -> bool:
    """Whether a token says nothing but that it asks or checks, or is the unit of a figure."""
    if not token.senses:
        return not is_noun(token)
    return all(sense.flavour in ("filler", "general") or sense.name in SILENT
               for sense in token.senses)


def _names(token: Token) -> bool:
    """Whether a token names something that could be asked about; a figure does not."""
    asks = any(name != "yesno" for name in token.names("type"))
    return not token.text[0].isdigit() and (
        asks or any(map(token.has, ("entity", "attribute", "place")))
        or flavour_of(token) in ("thing", "qualifier", "act")
        or (is_noun(token) and flavour_of(token) != "filler")
        or (not token.senses and len(token.text) > 1 and token.tag.startswith(VERBS)))
