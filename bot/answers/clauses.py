"""Where a message is parted: which clauses ask, and what belongs to the same question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from bot.answers.formerly import Formerly
from bot.answers.naming import flavour_of, is_noun
from bot.answers.question import VALUE_TYPES
from bot.answers.terms import NUMERIC
from bot.knowledge.model import Attribute
from bot.language.lexicon import Lexicon
from bot.language.reading import Token

MOST_PARTS = 8        # a clause that asks for numbers has no more parts
MOST_LENT = 3         # so many of the first part's things are lent to a part that names none
LEAST_ITEMS, MOST_ITEMS = 2, 4    # so many things named side by side are asked for one by one
NUMBERS = NUMERIC - {"rank"}
COUNTS = ("m", "q")   # jieba's tags of numerals and of what they count by
ONCE = frozenset(("person", "date", "place", "org"))    # what is asked of one act at a time


class Clauses:
    """Parts the tokens of a message into groups, each of one question or of the story."""

    def __init__(self, attributes: Mapping[str, Attribute], lexicon: Lexicon) -> None:
        self._attributes = attributes
        self.nouns = {word for attribute in attributes.values()
                      for word in (attribute.name, *(
                          () if attribute.specific else attribute.suffixes))}
        self.any_number = frozenset(lexicon.cues.get("any_number", ()))
        self.joins = frozenset(lexicon.cues.get("conjunctions", ())) | {"\u3001", "/"}
        self._digits = frozenset(lexicon.cues.get("digits", ()))
        self._possessive = frozenset(lexicon.cues.get("possessive", ()))
        self._formerly = Formerly(lexicon)

    def groups(self, tokens: Sequence[Token], translated: bool = False) -> list[list[Token]]:
        """Return the tokens by what they belong to, in order.

        The words of a text that was translated stand in another order: two numbers do not part it.
        """
        parted = self._parted(tokens)
        if not translated:
            parted = [part for group in parted for phase in self._by_phase(group)
                      for half in self._repeated(phase) for part in self._counted(half)]
        return self._with_content(self._merged(parted))

    def asking(self, groups: Sequence[list[Token]]) -> list[list[Token]]:
        """Return the groups that ask; after one, a bare attribute asks as well ("…, and rank?")."""
        found: list[list[Token]] = []
        for group in groups:
            if self.is_asking(group) or (
                    found and all(token.has("attribute") for token in group)):
                found.append(group)
        return found

    def states_figure(self, group: Sequence[Token]) -> bool:
        """Whether a group tells a figure of something that it names."""
        return any(token.text[0].isdigit() for token in group) and any(
            self._content(token) and not token.text[0].isdigit() for token in group)

    def items(self, group: Sequence[Token], beside: Sequence[Sequence[Token]]
              ) -> list[list[Token]]:
        """Return what a group asks of each of several things that it names side by side.

        Where it names nothing, the things are those of a clause `beside`. Nothing for one thing.
        """
        parts = self._enumerated(group)
        if parts:
            end = 1 + max(at for at, token in enumerate(parts[-1]) if self._item(token))
            tail = parts[-1][end:]
            return [*([*part, *tail] for part in parts[:-1]), parts[-1]]
        if any(self._item(token) and not token.has("attribute") and not token.text.isdigit()
               for token in group):
            return []
        # "three figures: …" asks for what the other clause names
        asks = [token for token in group if not (self._item(token)
                                                 and token.text[0] in self._digits)]
        return next(([[*part, *asks] for part in found]
                     for clause in beside if (found := self._enumerated(clause))), [])

    def _enumerated(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """Return the things that some tokens name side by side; nothing for one thing."""
        parts: list[list[Token]] = [[]]
        for token in tokens:
            if token.text in self.joins:
                parts.append([])
            else:
                parts[-1].append(token)
        several = LEAST_ITEMS <= len(parts) <= MOST_ITEMS
        return parts if several and all(any(map(self._item, part)) for part in parts) else []

    def _item(self, token: Token) -> bool:
        return self._content(token) and not self._asks_number(token)

    def _merged(self, groups: list[list[Token]]) -> list[list[Token]]:
        """Join a clause that names nothing ("right?") to the one before it."""
        merged: list[list[Token]] = []
        for group in groups:
            names = any(self._names(token) for token in group)
            if merged and not names and not self._parts_from(merged[-1], group):
                merged[-1] = [*merged[-1], *group]
            else:
                merged.append(list(group))
        return merged

    def _with_content(self, groups: list[list[Token]]) -> list[list[Token]]:
        """Join a question that names no thing and no value to the clause before it.

        So is one that only asks for a number to the things that alone stand before it ("national
        centres, how many are there in the zone?").
        """
        joined: list[list[Token]] = []
        for group in groups:
            named = [token for token in group
                     if self._content(token) and not self._asks_name(token)]
            bare = self.is_asking(group) and (not named or bool(
                joined and all(map(self._asks_number, named)) and self._topic(joined[-1])))
            if joined and bare and not self._parts_from(joined[-1], group):
                joined[-1] = [*joined[-1], *group]
            else:
                joined.append(group)
        return joined

    def _topic(self, tokens: Sequence[Token]) -> bool:
        """Whether some tokens only name things, of which something is going to be asked."""
        return not self.is_asking(tokens) and any(map(self._content, tokens)) and all(
            self._content(token) or flavour_of(token) == "filler" for token in tokens)

    def _parts_from(self, before: Sequence[Token], group: Sequence[Token]) -> bool:
        """Whether two neighbours ask, and for different things."""
        return self.is_asking(before) and self._asks_more(group, before)

    def _asks_more(self, group: Sequence[Token], before: Sequence[Token]) -> bool:
        """Whether a clause asks for something else than the one before it, not for its name."""
        kinds = _kinds(group)
        if kinds and not kinds & {"name", "yesno"} and not kinds & _kinds(before):
            return True
        return any((flavour_of(token) in ("act", "thing", "qualifier")
                    and not token.has("attribute"))
                   or (not token.senses and (token.tag.startswith("v") or is_noun(token)))
                   for token in group)

    def _asks_name(self, token: Token) -> bool:
        """Whether a word asks how something is called, and names nothing."""
        names = token.names("attribute")
        return bool(names) and token.text not in self.nouns and "name" in {
            self._attributes[name].answers for name in names}

    def _content(self, token: Token) -> bool:
        if token.has("entity"):
            return False
        if token.has("attribute") or token.has("phase") or token.text[0].isdigit():
            return True
        return flavour_of(token) in ("thing", "qualifier") or (
            not token.senses and is_noun(token) and len(token.text) > 1)

    def _names(self, token: Token) -> bool:
        """Whether a token names something: a thing, an attribute, an entity, a value asked for."""
        if token.has("entity") or token.has("phase") or token.text in self.any_number:
            return True
        if token.has("attribute") or set(token.names("type")) & VALUE_TYPES:
            return True
        flavour = flavour_of(token)
        return flavour in ("thing", "qualifier", "act") or (
            not token.senses and is_noun(token) and len(token.text) > 1) or token.text[0].isdigit()

    def _parted(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """Part the tokens at clauses, and inside one where a join parts two asks."""
        groups: list[list[Token]] = []
        clause = -1
        for token in tokens:
            if token.clause != clause:
                groups.append([])
                clause = token.clause
            groups[-1].append(token)
        return [part for group in groups for part in self._split(group)]

    def _split(self, group: list[Token]) -> list[list[Token]]:
        """Part a clause at joins that have a question word on both sides."""
        anchors = [self._anchors(token) for token in group]
        last = max((at for at, anchor in enumerate(anchors) if anchor), default=-1)
        parts: list[list[Token]] = []
        start, anchored = 0, False
        for at, token in enumerate(group):
            if anchored and at < last and token.text in self.joins:
                parts.append(group[start:at])
                start, anchored = at + 1, False
            anchored = anchored or anchors[at]
        return [*parts, group[start:]]

    def _by_phase(self, group: list[Token]) -> list[list[Token]]:
        """Part a clause before each phase behind what was asked of another one."""
        anchors = [at for at, token in enumerate(group) if self._anchors(token)]
        phases = [at for at, token in enumerate(group) if token.has("phase")]
        cuts = [at for before, at in pairwise(phases)
                if any(before < anchor < at for anchor in anchors) and anchors[-1] > at]
        return [group[start:end] for start, end in pairwise((0, *cuts, len(group)))]

    def _repeated(self, group: list[Token]) -> list[list[Token]]:
        """Part a clause that asks the same of two acts: who guides it and who hosts it.

        The act stands after each question word, or before each ("begun when, finished when").
        """
        asks = [at for at, token in enumerate(group) if ONCE.intersection(token.names("type"))]
        match asks:
            case [first, second]:
                same = ONCE.intersection(group[first].names("type"), group[second].names("type"))
            case _:
                return [group]
        if not same or not any(map(self._act, group[first + 1:second])):
            return [group]
        if any(map(self._act, group[second + 1:])):
            return [group[:second], group[second:]]
        before = any(map(self._act, group[:first]))
        return [group[:first + 1], group[first + 1:]] if before else [group]

    def only_counts(self, token: Token) -> bool:
        """Whether a token between two names only says how many of the second the first has."""
        return token.text in self._possessive or token.tag.startswith(COUNTS)

    def _act(self, token: Token) -> bool:
        return flavour_of(token) == "act" or (token.tag.startswith("v") and not token.senses)

    def _counted(self, group: list[Token]) -> list[list[Token]]:
        """Part a clause that asks for several numbers: how many of these, how many of those.

        A part that names nothing is asked of what the first one names.
        """
        asks = [at for at, token in enumerate(group) if self._asks_number(token)]
        asks = [at for at in asks if at - 1 not in asks][:MOST_PARTS]
        cuts = [self._between(group, one, other) for one, other in pairwise(asks)]
        parts = [group[start:end] for start, end in pairwise((0, *cuts, len(group)))]
        if not cuts:
            return parts
        first = parts[0]
        things = [token for token in first[:asks[0]] if self._thing(token)][-MOST_LENT:]
        return [self._formerly.since(first, asks[0]), *(
            part if any(map(self._thing, part)) else [*things, *part] for part in parts[1:])]

    def _between(self, group: Sequence[Token], one: int, other: int) -> int:
        """Return where a clause is cut between two words that ask for numbers.

        Nouns between them belong to the second where one stands before the first, too ("parks how
        many, streets how many"), else to the first ("how many parks, how many streets").
        """
        if one and self._noun(group[one - 1]):
            while other - 1 > one and self._noun(group[other - 1]):
                other -= 1
            return other
        one += 1
        while one < other and (self._noun(group[one]) or self._asks_number(group[one])):
            one += 1
        return one

    def _noun(self, token: Token) -> bool:
        return not token.has("entity") and not self._asks_number(token) and (
            token.has("attribute") or is_noun(token) or flavour_of(token) == "thing")

    def _thing(self, token: Token) -> bool:
        return flavour_of(token) == "thing" or (
            token.has("attribute") and not self._asks_number(token))

    def _asks_number(self, token: Token) -> bool:
        return token.text in self.any_number or bool(NUMBERS.intersection(token.names("type"))
                                                      and token.text not in self.nouns)

    def _anchors(self, token: Token) -> bool:
        """Whether a token asks on its own: a question word of a value type."""
        return bool(set(token.names("type")) & VALUE_TYPES) or self._weak(token)

    def _weak(self, token: Token) -> bool:
        return token.has("attribute") and token.text not in self.nouns

    def at_first(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens of a question with "at first" for what says so in other words."""
        return self._formerly.read(tokens) if any(map(self._asks_number, tokens)) else list(tokens)

    def is_asking(self, tokens: Iterable[Token]) -> bool:
        """Whether some tokens hold a question word, or a phrase that only a question has."""
        tokens = tuple(tokens)
        if any(self._weak(token) or token.text in self.any_number
               or "which" in token.names("cue")
               or (token.has("type") and token.text not in self.nouns) for token in tokens):
            return True
        if any("progress" in one.names("cue") and "negation" in other.names("cue")
               for one, other in pairwise(tokens)):
            return True
        named = [token for token in tokens if token.has("attribute")]
        return bool(named) and not any(
            flavour_of(token) in ("thing", "act") or token.has("entity") for token in tokens)


def _kinds(tokens: Iterable[Token]) -> frozenset[str]:
    """Return what the question words among some tokens ask for: kinds of values, and shapes."""
    return frozenset(name for token in tokens for name in (
        *token.names("type"), *("which" for cue in token.names("cue") if cue == "which")))
