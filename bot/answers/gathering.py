"""From the words of one clause to the slots and terms of a question."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.naming import flavour_of, heard_of, is_noun, names_of
from bot.answers.question import ANY_NUMBER, SHAPES, VALUE_TYPES, Mention, Question, Term
from bot.knowledge.model import Attribute
from bot.language.reading import Token

SILENT_TAGS = ("u", "p", "c", "d", "r", "y", "e", "o", "m", "q", "f", "x", "z", "t", "h", "k", "w")

PLACE_TAG = "ns"
PROPER_TAGS = ("nr", "ns", "nt", "nz")    # jieba's: people, places, organisations, other names

SPEAKING = frozenset(("asker", "checks"))     # cues of words that say nothing of what is asked for
# what "which" and "who" ask for where two things are compared
WHICH = frozenset(("place", "person", "org"))


class Gatherer:
    """Gathers the slots and terms of one question."""

    def __init__(self, attributes: dict[str, Attribute] | object, nouns: set[str],
                 any_number: frozenset[str], progress: tuple[str, ...] = (),
                 digits: tuple[str, ...] = (), possessive: tuple[str, ...] = (),
                 several: tuple[str, ...] = (), joins: frozenset[str] = frozenset(),
                 what: tuple[str, ...] = ()) -> None:
        self._joins = joins
        self._what = what
        self._several = frozenset(several)
        self._possessive = frozenset(possessive)
        self.digits = frozenset(digits)
        self.progress = progress
        self._attributes = attributes if isinstance(attributes, dict) else {}
        self._nouns = nouns
        self._any_number = any_number
        self.mentions: list[Mention] = []
        self.phases: list[str] = []
        self.relative: list[int] = []
        self.statuses: set[str] = set()
        self.types: set[str] = set()
        self.shapes: set[str] = set()
        self.asked: list[str] = []
        self.terms: list[Term] = []
        self.cues: set[str] = set()
        self.after_number = False
        self.last: tuple[str, ...] = ("", "")
        self.after_count = False
        self.after_progress = False
        self.things: set[str] = set()
        self.after_which = False
        self.counted: set[str] = set()
        self.hints: list[str] = []
        self.ending = ""
        self.alone: Term | None = None
        self.only_places = True     # whether it names things, asks whether one lies in the other
        self.known_at = -1      # what stands here is told by the asker: others are asked for

    def add(self, token: Token, dated: bool = True) -> None:
        """Take one token into account.

        Words like "this year" count only where `dated`: in a clause that asks.
        """
        asked = self._cue(token)
        self._possessed(token)
        self.only_places &= self._places(token)
        if dated and not self.after_number:
            self.relative += [int(offset) for offset in token.names("year")]
        self.after_number = token.text[-1].isdigit() or token.tag.startswith("m")
        self.statuses |= set(token.names("status"))
        self.phases += token.names("phase")
        counting, self.after_count = self.after_count, "count" in token.names("type") or (
            token.text in self._any_number)
        if not self._number(token):
            self._type(token)
            before = len(self.terms)
            self._name(token, asked)
            if token.heard and len(self.terms) > before:
                self.terms[-1] = replace(self.terms[-1], heard=heard_of(token))
            if counting and len(self.terms) > before:
                self.things.add(token.text)

    def _places(self, token: Token) -> bool:
        """Whether a token is a name, or says no more than that something lies somewhere."""
        filler = flavour_of(token) == "filler" and set(token.names("cue")) <= SPEAKING
        return (token.has("entity") or filler or not {"lies_in", "inside"}.isdisjoint(
                    token.names("cue"))
                or token.names("type") == ("yesno",)
                or any(self._attributes[name].answers == "place"
                       for name in token.names("attribute") if name in self._attributes))

    def _possessed(self, token: Token) -> None:
        """Of an attribute of an attribute (X's Y), only the second is asked for."""
        whose, of = self.last
        if token.has("attribute") and of in self._possessive and self.asked and \
                self.terms and self.terms[-1].text == whose:
            self.asked.pop()
        self.last = (of, token.text)

    def _cue(self, token: Token) -> bool:
        """Take a token's cues; return whether it follows "which"."""
        cues = token.names("cue")
        if self.after_progress and "negation" in cues:
            self.shapes.add("yesno")
        self.after_progress = "progress" in cues
        if "inside" in cues:
            self._place_only(token)
        if "except" in cues or (token.start == self.known_at and token.text in self._joins):
            self.known_at = token.start + len(token.text)
        which, self.after_which = self.after_which, "which" in cues
        if which and token.text[0] in self.digits:
            self.shapes.add("list")
        self.cues.update(cues)
        return which

    def _number(self, token: Token) -> bool:
        """Take a word that asks for a number of any kind; return whether it is one."""
        if "any_size" in token.names("cue"):
            self.types |= {"area", ANY_NUMBER}
            self.shapes |= SHAPES.intersection(token.names("type"))
            return True
        if token.text in self._any_number:
            self.types.add(ANY_NUMBER)
            return True
        return False

    def _type(self, token: Token) -> None:
        noun = token.text in self._nouns
        for name in token.names("type"):
            if name in SHAPES:
                self.shapes.add(name)
                if name == "list" and self._several.intersection(token.text):
                    self.cues.add("several")
            elif not noun:
                self.types.add(name)
                if name == "count":
                    self.counted.add(token.text)

    def _name(self, token: Token, asked: bool) -> None:
        """Take what a token names; the order is the order of precedence.

        A name that several share is, after "which", a kind of thing that is `asked` for, no thing.
        """
        entities = token.names("entity")
        if len(entities) > 1 and asked:
            self.terms.append(Term(token.text, frozenset((token.text,)), "noun", False, 0.4,
                                   token.start))
        elif entities and self.mentions and token.start == self.known_at:
            self.known_at = token.start + len(token.text)
            self.terms.append(Term(token.text, frozenset(entities), "thing", False, 1.0,
                                   token.start))
        elif entities:
            self.mentions.append(Mention(token.text, token.start, entities))
        elif token.has("attribute"):
            self._attribute(token)
        elif token.has("place") and flavour_of(token) != "thing":
            self.terms.append(Term(token.text, frozenset(token.names("place")), "place", True,
                                   1.0, token.start))
        elif any(sense.kind == "chat" and sense.flavour != "light" for sense in token.senses):
            self.terms.append(Term(token.text, frozenset((token.text,)), "thing", True, 1.0,
                                   token.start))
        else:
            self._word(token, asked)

    def _attribute(self, token: Token) -> None:
        names = token.names("attribute")
        flavour = flavour_of(token)
        if token.text not in self._nouns:
            if any(cue in token.text for cue in self._any_number if len(cue) > 1):
                self.types.add(ANY_NUMBER)
            for name in names:
                attribute = self._attributes.get(name)
                if attribute and attribute.answers in VALUE_TYPES:
                    self.types.add(attribute.answers)
                    self.hints.append(name)
                else:
                    self.asked.append(name)
            if flavour not in ("thing", "qualifier"):
                return
        else:
            self.asked += names
        self.terms.append(Term(token.text, names_of(token), "attribute", flavour != "general",
                               0.8, token.start))

    def _word(self, token: Token, asked: bool) -> None:
        """Take a word as a term; what follows "which" is `asked` for and leaves nothing out."""
        flavour = flavour_of(token)
        if "progress" in token.names("cue"):
            flavour = flavour or "act"
        elif flavour == "filler" or token.has("cue") or token.has("type") or token.has("phase"):
            if flavour == "thing":      # "the firms": what is asked of, where nothing else is named
                self.alone = Term(token.text, names_of(token), flavour, True, 1.0, token.start)
            return
        if flavour:
            weight = {"thing": 1.0, "qualifier": 0.7, "act": 0.4, "general": 0.0}[flavour]
            self.terms.append(Term(
                token.text, names_of(token), flavour,
                flavour in ("thing", "qualifier") and not asked,
                min(weight, 0.4) if asked else weight, token.start))
            return
        if token.senses or token.tag.startswith(SILENT_TAGS) or not token.text.isalnum():
            return
        place = token.tag == PLACE_TAG and len(token.text) > 1
        if token.text[0].isdigit() or (len(token.text) == 1 and not is_noun(token)):
            return
        code = token.text.isascii() and any(map(str.isdigit, token.text))
        noun = code or place or (is_noun(token) and len(token.text) > 1)
        weight = 0.8 if noun and (code or not token.text.isascii()) else 0.3
        if self.last[0].endswith(self._what) and is_noun(token):
            self.ending = token.text
        self.terms.append(Term(token.text, frozenset((token.text,)),
                               "noun" if noun else "other", False, weight, token.start,
                               code or (noun and token.tag.startswith(PROPER_TAGS))))

    def _place_only(self, token: Token) -> None:
        """Take the noun before "on" or "in" as the place of what is asked for, not as that."""
        if self.terms and self.terms[-1].start + len(self.terms[-1].text) == token.start:
            last = self.terms[-1]
            self.terms[-1] = replace(last, blocking=False, weight=min(last.weight, 0.3))

    def done(self) -> Question:
        """Return the question that the tokens make; a type that is named outweighs any number."""
        picks = self.types | self.shapes or "which" in self.cues
        if "comparative" in self.cues and picks and self.types <= WHICH:
            self.types.clear()
            self.shapes.add("compare")
        if self.only_places and "yesno" in self.shapes:
            self.cues.add("only_places")
        if self.types and "yesno" in self.shapes:
            self.shapes.discard("yesno")
            self.cues.add("checks")
        if "progress" in self.cues and "yesno" in self.shapes and not (
                self.asked or self.types & VALUE_TYPES):
            self.asked += self.progress
        if self.alone is not None and not (self.terms or self.types or self.asked):
            self.terms.append(self.alone)
        if self.types & VALUE_TYPES and "any_size" not in self.cues:
            self.types.discard(ANY_NUMBER)
        return Question(
            mentions=tuple(self.mentions), phases=tuple(dict.fromkeys(self.phases)),
            relative=tuple(dict.fromkeys(self.relative)), statuses=frozenset(self.statuses),
            types=frozenset(self.types), shapes=frozenset(self.shapes),
            attributes=tuple(dict.fromkeys(self.asked)),
            hints=tuple(dict.fromkeys(self.hints)), terms=tuple(self.terms),
            cues=frozenset(self.cues), things=frozenset(self.things), ending=self.ending,
            counted=frozenset(self.counted))

