"""The sentences of an answer: labels, values, dates and ages in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.answers.reply import Language, SourceLine
from bot.knowledge.model import Fact, KnowledgeBase, Source, When
from bot.replies import Replies

MOST_TITLES = 5
LONGEST_BESIDE = 24     # characters: a longer Chinese value is not told beside the English


@dataclass(frozen=True, slots=True)
class Wording:
    """Says facts in one language; `today` decides their ages.

    `english` is what the words of questions are in English, as far as that is known.
    """

    knowledge: KnowledgeBase
    replies: Replies
    language: Language
    today: date
    english: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **fields: object) -> str:
        """Return a sentence of the answers room."""
        return self.replies.say(f"answers.{key}", self.language, **fields)

    def name(self, entity: str) -> str:
        """Return an entity's name, in English with the Chinese beside it."""
        short = self.short_name(entity)
        return entity if short == entity else f"{short} ({entity})"

    def short_name(self, entity: str) -> str:
        """Return an entity's name in the reader's language alone, where it has one."""
        known = self.knowledge.entities.get(entity)
        english = self.language == "en" and known is not None and known.english
        return english[0] if english else entity

    def label(self, fact: Fact) -> str:
        """Return what a fact is about: entity, phase and label."""
        return self.say("label", entity=self.name(fact.entity), phase=self.phase(fact),
                        what=self.what(fact))

    def what(self, fact: Fact) -> str:
        """Return what a fact tells of its entity."""
        return (self.language == "en" and fact.what_en) or self.kind(fact.what)

    def phase(self, fact: Fact) -> str:
        """Return a fact's phase as it stands behind the entity's name, if it has one."""
        key = f"phase_{fact.phase}"
        return self.say(key) if self.replies.knows(f"answers.{key}") else fact.phase or ""

    def bearer(self, fact: Fact) -> str:
        """Return what a fact is told of: an entity, or a phase of it."""
        return self.say("label_bare", entity=self.name(fact.entity), phase=self.phase(fact))

    def figure(self, fact: Fact) -> str:
        """Return a fact's value as the reader's language writes it, in that language alone."""
        return (self.language == "en" and fact.value_en) or fact.value

    def terms(self, texts: Iterable[str]) -> str:
        """Return words of a question, each once; in English those that are known in English."""
        said = [self.english.get(text, text) if self.language == "en" else text for text in texts]
        known = [text for text in said if text.isascii()] if self.language == "en" else [
            text.upper() if text.isascii() and self._tells(text.upper()) else text
            for text in said]
        return self.say("separator").join(dict.fromkeys(known))

    def _tells(self, text: str) -> bool:
        """Whether any label says a text so."""
        return any(text in fact.what for fact in self.knowledge.facts.values())

    def kind(self, name: str) -> str:
        """Return what a kind of thing is called in the reader's language."""
        attribute = self.knowledge.attributes.get(name)
        return (attribute and self.language == "en" and attribute.label_en) or name

    def value(self, fact: Fact) -> str:
        """Return a fact's value; the members of a list are told whole."""
        items = self.say("separator").join(fact.members)
        told = f"{fact.value}:{items}" if fact.value and items else fact.value or items
        if self.language == "en" and fact.value_en:
            beside = len(told) <= LONGEST_BESIDE and told != fact.value_en
            return f"{fact.value_en} ({told})" if beside else fact.value_en
        return told

    def date(self, when: When) -> str:
        """Return a date as its source gives it, with what is inferred or missing said."""
        if when.precision == "undated":
            return self.say("month_day", date=when.text) if when.text else ""
        return self.say("inferred", date=when.text) if when.inferred else when.text

    def age(self, when: When) -> str:
        """Return how long ago a date was, in years and months; nothing below a month."""
        if when.last is None or when.precision not in ("day", "month", "year"):
            return ""
        months = (self.today.year - when.last.year) * 12 + self.today.month - when.last.month
        months -= when.precision == "day" and self.today.day < when.last.day
        years, rest = divmod(max(months, 0), 12)
        if when.precision == "year":
            years, rest = self.today.year - when.last.year, 0
        if years and rest:
            return self.say("age_years_months", years=years, months=rest)
        if years:
            return self.say("age_years", years=years)
        return self.say("age_months", months=rest) if rest else ""

    def when(self, fact: Fact) -> str:
        """Return a fact's date and status as one phrase."""
        date_text = self.date(fact.as_of)
        if not date_text:
            if fact.status == "event":
                return ""
            key = {"target": "when_undated_target", "plan": "when_undated_plan"}
            return self.say(key.get(fact.status, "when_undated"))
        if fact.status == "target":
            last = fact.period.last
            past = last is not None and last < self.today
            return self.say("when_target_past" if past else "when_target", date=date_text,
                            term=self.term(fact))
        if fact.status == "plan":
            return self.say("when_plan", date=date_text)
        if fact.status == "event":
            return "" if fact.as_of.text in fact.value else self.say("when_event", date=date_text)
        return self.say("when_actual", date=date_text, age=self.age(fact.as_of))

    def term(self, fact: Fact) -> str:
        """Return until when a target is set, where neither its date, label nor value says so."""
        term = fact.period.text
        foreign = self.language == "en" and not term.isascii()
        if not term or foreign or any(
                term in text for text in (fact.as_of.text, fact.what, fact.value)):
            return ""
        return self.say("term", term=term)

    def sentence(self, fact: Fact) -> str:
        """Return one fact whole: label, value, date, age and status."""
        when = self.when(fact)
        if not when:
            return self.undated(fact)
        return self.say("fact", label=self.label(fact), value=self.value(fact), when=when)

    def undated(self, fact: Fact) -> str:
        """Return one fact without its date and status: label and value."""
        return self.say("fact_plain", label=self.label(fact), value=self.value(fact))

    def member(self, fact: Fact, place: int) -> str:
        """Return one member of a list; `place` is from 1, or 0 for the last."""
        label, members = self.label(fact), fact.members
        if place > len(members):
            return self.say("no_member", label=label, count=len(members))
        when = self.when(fact)
        return self.say("member" if when else "member_plain", label=label,
                        place=place or len(members), item=members[place - 1], when=when)

    def beside(self, fact: Fact) -> str:
        """Return one fact as what is told beside another."""
        label, value, when = self.label(fact), self.value(fact), self.when(fact)
        return self.say("beside" if when else "beside_plain", label=label, value=value, when=when)

    def choice(self, fact: Fact) -> str:
        """Return one fact as a line of a choice."""
        when = self.when(fact)
        if not when:
            return f"{self.label(fact)}:{self.value(fact)}"
        return self.say("choose_line", label=self.label(fact), value=self.value(fact), when=when)

    def sources(self, facts: Sequence[Fact]) -> tuple[SourceLine, ...]:
        """Return the sources of some facts, each once, in the order of the facts."""
        lines: dict[str, SourceLine] = {}
        for fact in facts:
            for name in fact.sources[:1]:
                source = self.knowledge.sources.get(name)
                if source is not None:
                    title = source.title_en if self.language == "en" else source.title
                    lines.setdefault(name, SourceLine(
                        name, title or source.title, source.url, source.about.text or None))
        return tuple(lines.values())

    def origin(self) -> dict[str, object]:
        """Return from what all that is known comes: titles, how many, of which date the last is."""
        sources = tuple(self.knowledge.sources.values())
        titles = ((self.language == "en" and source.title_en) or source.title
                  for source in sources[:MOST_TITLES])
        dated = sorted((source.about.last, source.about.text) for source in sources
                       if source.about.last)
        return {"titles": self.say("separator").join(titles), "count": len(sources),
                "last": dated[-1][1] if dated else "?"}

    def source_line(self, facts: Sequence[Fact]) -> str:
        """Return the line that names the sources, or nothing."""
        titles = " · ".join(line.title for line in self.sources(facts))
        return self.say("source", titles=titles) if titles else ""

    def source_notes(self, facts: Sequence[Fact]) -> list[str]:
        """Return each source of some facts in full: title, publisher, dates, link."""
        notes: dict[str, str] = {}
        for fact in facts:
            for name in fact.sources:
                source = self.knowledge.sources.get(name)
                if source is None or name in notes:
                    continue
                title = source.title_en if self.language == "en" else source.title
                note = self.say("source_full", title=title or source.title,
                                publisher=source.publisher, dates=self._source_dates(source))
                notes[name] = "\n".join(filter(None, (
                    note + (self.say("source_repost") if source.repost else ""), source.url)))
        return list(notes.values())

    def _source_dates(self, source: Source) -> str:
        """Return what a source is about and when it was posted, as far as it is known."""
        about, posted = self.date(source.about), source.posted
        if about and posted:
            return self.say("source_dates", about=about, posted=posted)
        if about:
            return self.say("source_about", about=about)
        return self.say("source_posted", posted=posted) if posted else self.say("source_undated")
