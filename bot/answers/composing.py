"""From what was found to the reply: its kind, its lines, its sources, its buttons."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.answers.affirming import holds, holds_post, of_scope, speaks_of
from bot.answers.agreeing import DATED
from bot.answers.comparing import silent_subjects, verdict
from bot.answers.condensing import dated_once, named_once, told_once
from bot.answers.explaining import explain
from bot.answers.found import Found
from bot.answers.notes import notes_below
from bot.answers.refusing import beside_of, not_given_line, refusal
from bot.answers.remembering import MOST_LISTED
from bot.answers.reply import Kind, Option, Reply
from bot.answers.restating import restated, standing
from bot.answers.selection import Selection, once
from bot.answers.terms import TermIndex
from bot.answers.wording import Wording
from bot.knowledge.model import Fact, Quantity
from bot.language.lexicon import Lexicon

# rules about the last reply
REJOINDERS = ("stands", "whose", "dated", "latest", "met", "status", "more")
MOST_CHOICES, MOST_OPTIONS, LONG_VALUE = 3, 6, 60
ORIGIN = "origin"      # the small talk that tells where all that is known comes from
MOST_BOTH, MOST_BOTH_EN = 200, 270   # characters: two facts take no more where one was asked for
MOST_TOLD = 340                      # nor so much where several were


class Composer:
    """Composes one reply in one language."""

    def __init__(self, wording: Wording, lexicon: Lexicon, index: TermIndex) -> None:
        self._words = wording
        self._lexicon = lexicon
        self._index = index

    def reply(self, found: Found) -> Reply:
        """Return the reply to a message."""
        composers: Mapping[str, Callable[[Found], Reply]] = {
            "chat": self._chat, "foreign": self._foreign, "sources": self._sources,
            "compare_what": self._compare_what, "untold": self._untold, "member": self._member,
            "entities": self._entities, "compare": self._compare, "phases": self._compare,
            "placed": self._placed, **dict.fromkeys(REJOINDERS, self._rejoined)}
        return composers.get(found.rule, self._value)(found)

    def _compare_what(self, found: Found) -> Reply:
        names = self._words.say("separator").join(map(self._words.name, found.entities))
        reply = self._bare("clarify", self._words.say("compare_what", names=names), found)
        return replace(reply, topics=found.entities)

    def _chat(self, found: Found) -> Reply:
        return self._bare("chat", self._smalltalk(found.chat), found)

    def _foreign(self, found: Found) -> Reply:
        words = self._words
        cities = words.say("separator").join(dict.fromkeys(
            words.name(entity.city) for entity in words.knowledge.entities.values()
            if entity.city))
        place = string.capwords(words.terms((found.place,))) or found.place
        return self._bare("unknown", words.say("foreign", cities=cities, place=place), found)

    def _sources(self, found: Found) -> Reply:
        lines = [self._words.say("sources_head"),
                 *self._words.source_notes(found.selections[0].facts)]
        return self._bare("chat", "\n".join(lines), found)

    def _untold(self, found: Found) -> Reply:
        return self._bare("unknown", self._words.say("nothing_told"), found)

    def _member(self, found: Found) -> Reply:
        """Tell one member of the list that was told, if the reader's language has its members."""
        facts = found.selections[0].facts
        if self._words.language == "en" and facts[0].value_en:
            return self._value(found)
        return self._finish("answer", [self._words.member(facts[0], int(found.kind))], facts, found)

    def _smalltalk(self, name: str) -> str:
        key = f"smalltalk.{name}"
        known = self._words.replies.keys()
        if key in known:
            fields = self._words.origin() if name == ORIGIN else {}
            return self._words.replies.say(key, self._words.language, **fields)
        return self._words.say("unknown_nothing")

    def _bare(self, kind: Kind, text: str, found: Found) -> Reply:
        return Reply(kind, text, rule=found.rule, explanation=explain(found))

    def _rejoined(self, found: Found) -> Reply:
        """Say again what was told, beside the asker's own figures, or tell more of the same."""
        words = self._words
        facts = found.selections[0].facts
        if not facts:
            return self._bare("unknown", words.say("no_more"), found)
        lead: list[str] = []
        if found.rule != "more":
            line, facts = standing(found.reading, facts, self._figures, words) \
                if found.rule == "stands" else restated(found, facts, words)
            lead += filter(None, (line,))
        given = [fact for fact in facts if fact.status != "not_given"]
        if not given:
            return replace(self._finish("unknown", [
                *lead, *(not_given_line(one, words) for one in found.selections)], (), found),
                needs_person=True)
        lines = [*lead, *map(words.sentence, given)]
        lines += notes_below(given, lines, words)
        facts = tuple(given)
        return self._finish("answer", lines, facts, found)

    def _entities(self, found: Found) -> Reply:
        who = self._words.say("separator").join(sorted(found.selections[0].subjects.all))
        names = self._words.say("separator").join(
            map(self._words.name, found.entities[:MOST_LISTED]))
        if len(found.entities) > MOST_LISTED:
            names = self._words.say("and_more", names=names)
        key = "list_rest" if not found.kind else "list_entities" if who else "list_entities_bare"
        text = self._words.say(key, entity=who, kind=self._words.kind(found.kind), names=names,
                               count=len(found.entities))
        return Reply("answer", text, rule="entities", confidence=0.8,
                     topics=found.entities[:1], explanation=explain(found))

    def _figures(self, fact: Fact) -> tuple[Quantity, ...]:
        """Return all figures that a fact tells."""
        return self._index.facts[fact.id].quantities

    def _placed(self, found: Found) -> Reply:
        words = self._words
        facts = found.selections[0].facts
        thing, place = map(words.name, found.entities)
        lines = [words.say(f"placed_{found.kind}", thing=thing, place=place),
                 *map(words.sentence, facts)]
        return self._finish("answer", lines, facts, found)

    def _compare(self, found: Found) -> Reply:
        facts = tuple(told_once((fact for one in found.selections if one.outcome == "told"
                                 for fact in one.facts), (), self._index))
        lines = [self._words.sentence(fact) for fact in facts]
        lines += [not_given_line(one, self._words) for one in found.selections
                  if one.outcome == "not_given"]
        if found.rule == "compare" or any("compare" in one.question.shapes or "extreme"
                                          in one.question.shapes for one in found.selections):
            sizes = {fact.id for fact in facts if self._index.facts[fact.id].answers == "area"}
            groups = [[fact for fact in one.facts if fact in facts and one.outcome == "told"]
                      for one in found.selections]
            lines.insert(0, verdict(groups, sizes, self._words))
        silent = silent_subjects(found.selections)
        lines += [self._words.say("silent", entity=self._words.name(name)) for name in silent]
        if any(one.left_open and one.subjects.all.isdisjoint(silent) for one in found.selections):
            lines.append(self._words.say("part_open"))
        return self._finish("answer", [line for line in lines if line], facts, found)

    def _value(self, found: Found) -> Reply:
        words = self._words
        told = [one for one in found.selections if one.outcome == "told"]
        choices = [one for one in found.selections if one.outcome == "choice"]
        if not told and choices:
            return self._choice(choices[0], found)
        if not told:
            return self._refusal(found)
        lines = self._lead(found)
        facts: list[Fact] = []
        for one in found.selections:
            if one.outcome == "told":
                new = self._fitting(one, told_once(one.facts, facts, self._index))
                lines += self._told(one, new, found, first=not facts)
                facts += new
            elif one.outcome == "not_given":
                lines.append(not_given_line(one, words))
            elif one.outcome == "choice" and not facts:
                lines += [words.choice(fact) for fact in one.facts[:MOST_CHOICES]]
                facts += one.facts[:MOST_CHOICES]
            elif one.missing and any(term.flavour in ("thing", "attribute", "place")
                                     for term in one.missing) and one.question.asks:
                named = words.terms(term.text for term in one.missing)
                line = words.say("part_missing", missing=named)
                if named and line not in lines:
                    lines.append(line)
        lines += notes_below(facts, lines, words)
        open_part = any(one.left_open for one in found.selections) or _one_of_two(told, facts)
        if open_part:
            lines.append(words.say("part_open"))
        return self._finish("answer", lines, facts, found)

    def _lead(self, found: Found) -> list[str]:
        """Return what is said before the greatest of several: among how many."""
        end, _, count = found.kind.partition(":")
        return [self._words.say(f"extreme_{end}", count=count)] if found.rule == "extreme" else []

    def _told(self, one: Selection, facts: Sequence[Fact], found: Found,
              first: bool) -> list[str]:
        words = self._words
        lines = []
        for fact in facts:
            line = words.sentence(fact)
            if fact is facts[0]:
                there = found.kind == "exists" and first
                line = (words.say("exists") if there else self._affirmation(one, fact)) + line
            if found.now_asked and first and fact is facts[0] and fact.quantity and \
                    fact.as_of.last and fact.as_of.last.year < words.today.year:
                line = words.say("no_now", year=words.today.year) + line
            lines.append(line)
        for alias, entity in zip(_aliases(one), one.subjects.usage, strict=False):
            lines.append(words.say("full_name", alias=alias, entity=words.name(entity)))
        lines += [words.say("silent", entity=words.name(name)) for name in one.silent[:2]]
        return lines

    def _fitting(self, one: Selection, facts: list[Fact]) -> list[Fact]:
        """Return the facts without what is told in passing and takes too long."""
        if not facts or one.many:
            return facts
        room = MOST_BOTH_EN if self._words.language == "en" else MOST_BOTH
        sizes = {fact.id: len(self._words.sentence(fact)) for fact in facts}
        if sum(sizes.values()) <= room:
            return facts
        asked = {*one.question.types, *one.question.attributes}
        still = asked - self._slots(facts[0])
        kept, left = [facts[0]], (MOST_TOLD if asked else room) - sizes[facts[0].id]
        for fact in facts[1:]:
            wanted = not asked or still & self._slots(fact)
            if wanted and sizes[fact.id] <= left:
                kept.append(fact)
                left -= sizes[fact.id]
        return kept

    def _slots(self, fact: Fact) -> frozenset[str]:
        """Return by what a fact may be asked for: its answer type and its attribute."""
        terms = self._index.facts[fact.id]
        return frozenset((terms.answers, terms.attribute))

    def _affirmation(self, one: Selection, fact: Fact) -> str:
        terms = self._index.facts[fact.id]
        cues = self._lexicon.cues
        held = holds(one.question, fact, terms.quantities, terms.answers in DATED) \
            if terms.answers != "role" else holds_post(
                one.question, fact, cues.get("posts", ()), cues.get("deputies", ()))
        entity = self._words.knowledge.entities.get(fact.entity)
        scopes = cues.get("scopes", ())
        if held is None or (held and not speaks_of(one, fact)) or not of_scope(
                one.question, fact, scopes, entity.type if entity else ""):
            return ""
        return self._words.say("yes" if held else "no_but")

    def _choice(self, one: Selection, found: Found) -> Reply:
        words = self._words
        facts = one.facts
        if not facts:
            names = [words.name(name) for name in one.silent]
            lines = [words.say("choose"), words.say("separator").join(names)]
            return self._finish("clarify", lines, (), found, options=_options(names))
        short = all(len(words.value(fact)) <= LONG_VALUE for fact in facts)
        options = _options(words.label(fact) for fact in facts)
        if len(facts) <= MOST_CHOICES and short:
            lines = [words.say("choose_told"), *(words.choice(fact) for fact in facts)]
            lines += [words.say("silent", entity=words.name(name)) for name in one.silent[:2]]
            lines += notes_below(facts, lines, words)
            return self._finish("clarify", lines, facts, found, options=options[:MOST_OPTIONS])
        lines = [words.say("choose"), words.say("separator").join(
            option.text for option in options[:MOST_OPTIONS])]
        return self._finish("clarify", lines, (), found, options=options[:MOST_OPTIONS])

    def _refusal(self, found: Found) -> Reply:
        words = self._words
        refused = refusal(found, words)
        if refused is None:
            key = "unknown" if any(one.question.asks for one in found.selections) \
                else "unknown_nothing"
            return self._bare("unknown", words.say(key), found)
        reply = self._finish(
            "answer" if refused.answers else "suggest" if refused.offered else "unknown",
            refused.lines, refused.told, found,
            options=_options(map(words.label, refused.offered)))
        return replace(reply, needs_person=not refused.answers)

    def _finish(self, kind: Kind, lines: Sequence[str], facts: Sequence[Fact], found: Found,
                options: tuple[Option, ...] = ()) -> Reply:
        words = self._words
        beside = (beside_of(one, words) for one in found.selections if one.matches)
        source = words.source_line(once((*facts, *filter(None, beside))))
        topics = tuple(dict.fromkeys(fact.entity for fact in facts))
        told = dict.fromkeys((*dated_once(lines, facts, words), *((source,) if source else ())))
        text = named_once("\n".join(told), {words.name(entity): words.short_name(entity)
                                              for entity in topics})
        return Reply(kind, text, facts=tuple(fact.id for fact in facts),
                     sources=words.sources(facts), options=options,
                     confidence=_confidence(found, kind), rule=found.rule, topics=topics[:3],
                     explanation=explain(found))


def _one_of_two(told: Sequence[Selection], facts: Sequence[Fact]) -> bool:
    """Whether each of several things was asked for and only one figure was found."""
    both = any("both" in one.question.cues for one in told)
    return both and len(facts) == 1 and not facts[0].members and facts[0].quantity is not None


def _options(labels: Iterable[str]) -> tuple[Option, ...]:
    """Return a button for each label, each once."""
    return tuple(Option(label, label) for label in dict.fromkeys(labels))


def _aliases(one: Selection) -> list[str]:
    """Return the names that were taken for an entity by usage, as they were written."""
    return [mention.text for mention in one.question.mentions
            if len(mention.entities) > 1 and set(mention.entities) & set(one.subjects.usage)]


def _confidence(found: Found, kind: Kind) -> float:
    matches = [match for one in found.selections for match in one.matches]
    if kind not in ("answer", "clarify") or not matches:
        return 0.0
    best = matches[0]
    return round(min(1.0, 0.4 * best.head + 0.6 * best.coverage), 2)
