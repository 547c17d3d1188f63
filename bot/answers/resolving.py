"""Which entities the names in a question stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.question import Mention, Question
from bot.answers.terms import TermIndex
from bot.knowledge.model import KnowledgeBase
from bot.language.normalise import fold_word

BOTH = 2          # so many of one name are compared with each other
OF_OFFICES = frozenset(("person", "role", "phone"))    # what is asked of an office
CHECKED = 2       # so many subjects: one, and where it is said to lie
MOST_PARTS = 2    # so many parts are compared with each other, not with what they are parts of


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of a question: each a set of entities that one name may stand for.

    `cities` were named beside them; `usage` are names that were taken for one entity by usage;
    `outer` were named, too, but only as what a subject lies in, or is asked to lie in.
    """

    sets: tuple[frozenset[str], ...] = ()
    cities: frozenset[str] = frozenset()
    usage: tuple[str, ...] = ()
    outer: tuple[frozenset[str], ...] = ()

    @property
    def all(self) -> frozenset[str]:
        """Every entity that may be meant."""
        return frozenset().union(*self.sets) if self.sets else frozenset()

    @property
    def ambiguous(self) -> frozenset[str]:
        """The entities of a name that several bear and that nothing decided."""
        return next((names for names in self.sets if len(names) > 1), frozenset())


class Resolver:
    """Decides names by usage, by the city, by what else was named, and by the conversation."""

    def __init__(self, knowledge: KnowledgeBase, index: TermIndex,
                 city_words: frozenset[str] = frozenset()) -> None:
        """`city_words` name the whole of a city beside its parts ("citywide")."""
        self._city_words = city_words
        self._knowledge = knowledge
        self._index = index
        self._owners: dict[str, str] = {}
        for entity in knowledge.entities.values():
            city = knowledge.entities.get(entity.city or "")
            places = ("", city.name, *city.aliases[:1]) if city else ("",)
            for alias in entity.owns:
                for place in places:
                    self._owners.setdefault(fold_word(place + alias), entity.name)
        self._cities = {entity.city for entity in knowledge.entities.values() if entity.city}

    def subjects(self, question: Question, before: frozenset[str]) -> Subjects:
        """Return the subjects of a question; `before` are those of the chat's last one."""
        named = [(mention, frozenset(mention.entities)) for mention in question.mentions]
        sure = frozenset(next(iter(names)) for _, names in named if len(names) == 1)
        cities = frozenset(name for name in sure if name in self._cities)
        usage: list[str] = []
        sets: list[frozenset[str]] = []
        for mention, names in named:
            chosen = names
            if len(names) > 1:
                chosen = self._decide(mention, names, sure, cities, before, usage)
            if chosen not in sets:
                sets.append(chosen)
        side_by_side = bool({"compare"} & question.shapes) or "both" in question.cues
        inside = [] if side_by_side or "only_places" in question.cues else [
            names for mention, names in named
                  if any(mention.text in fold_word(other) and names != others
                         for others in sets for other in others)]
        sets = [names for names in sets if names not in inside] or sets
        if side_by_side and len(sets) == 1 and any(
                term.text in self._city_words for term in question.terms):
            city = frozenset(filter(None, map(self._city, sets[0])))
            sets += [city] if len(city) == 1 and city != sets[0] else []
        checked = self._checked(sets) if "yesno" in question.shapes else frozenset()
        nested = "nested" in question.cues and "joined" not in question.cues
        office = self._office_elsewhere(sets) if nested and question.types & OF_OFFICES else None
        sets = [names for names in sets if names not in (checked, office)]
        cities -= checked
        dropped = self._outermost_dropped(sets)
        kept = dropped if nested or not side_by_side or len(dropped) >= MOST_PARTS else tuple(sets)
        outer = tuple(names for names in (*sets, checked) if names and names not in kept)
        if nested and "compare" in question.shapes and len(kept) == 1 and len(kept[0]) == BOTH:
            kept = tuple(frozenset((name,)) for name in sorted(kept[0]))    # "the two B of A"
        return Subjects(kept, cities, tuple(usage), outer)

    def _checked(self, sets: Sequence[frozenset[str]]) -> frozenset[str]:
        """Return the city, or the park, of which it is asked whether another subject lies in it.

        It lies elsewhere: what is asked is about the other one, whose place is told.
        """
        cities = [{self._city(name) or name for name in names} for names in sets]
        if len(sets) != CHECKED or cities[0] & cities[1]:
            return frozenset()
        wide = [names for names in sets if all(self._is_wide(name) for name in names)]
        towns = [names for names in wide if names <= self._cities]
        wide = towns or wide
        return wide[0] if len(wide) == 1 else frozenset()

    def _office_elsewhere(self, sets: Sequence[frozenset[str]]) -> frozenset[str] | None:
        """Return the office that is named as a park's ("the park's bureau"), but is the city's.

        Of the park's own nothing is known then.
        """
        if len(sets) != BOTH or any(len(names) > 1 for names in sets):
            return None
        park, office = (self._knowledge.entities[name] for names in sets for name in names)
        other = park.name not in self._index.above(office.name)
        return sets[1] if other and park.city == office.city and (
            park.type, office.type) == ("park", "institution") else None

    def _is_wide(self, name: str) -> bool:
        """Whether other things lie in an entity: a city, or what has parts."""
        return name in self._cities or bool(self._knowledge.children.get(name))

    def refined(self, question: Question, subjects: Subjects,
                kinds: dict[str, str]) -> Subjects | None:
        """Return the one part of the subject that is of a type the question names, if there is one.

        `kinds` tells the entity type of a word ("policy" of a word for policies).
        """
        if len(subjects.sets) != 1 or len(subjects.all) != 1:
            return None
        wanted = {kinds[term.text] for term in (*question.terms, *question.soft)
                  if term.text in kinds}
        top = next(iter(subjects.all))
        parts = [name for name in self._index.below(top)
                 if self._knowledge.entities[name].type in wanted]
        return Subjects((frozenset(parts),)) if len(parts) == 1 else None

    def _decide(self, mention: Mention, names: frozenset[str], sure: frozenset[str],
                cities: frozenset[str], before: frozenset[str],
                usage: list[str]) -> frozenset[str]:
        if cities:
            inside = frozenset(name for name in names if self._city(name) in cities)
            names = inside or names
        if names & sure:
            return names & sure
        near = frozenset(name for name in names if sure - cities and (
            set(self._index.above(name)) & sure
            or any(name in self._index.above(other) for other in sure)))
        names = near or self._beside(names, sure) or names
        if len(names) == 1:
            return names
        owner = self._owners.get(mention.text)
        if owner in names:
            usage.append(owner)
            return frozenset((owner,))
        again = names & before
        if len(again) == 1:
            return again
        beside = self._beside(names, before)
        return beside if len(beside) == 1 else names

    def _beside(self, names: frozenset[str], others: frozenset[str]) -> frozenset[str]:
        """Return the entities that lie in the same city as some others."""
        cities = {self._city(other) or other for other in others}
        return frozenset(name for name in names if self._city(name) in cities)

    def _city(self, name: str) -> str | None:
        entity = self._knowledge.entities.get(name)
        return entity.city if entity else None

    def _outermost_dropped(self, sets: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
        """Leave out what only says where another subject lies."""
        kept = []
        for names in sets:
            others = [other for other in sets if other != names]
            outer = any(any(names & set(self._index.above(name)) for name in other)
                        for other in others)
            if not outer:
                kept.append(names)
        return tuple(kept)

    def outer(self, subjects: Subjects, question: Question) -> frozenset[str]:
        """Return the named entities that `subjects` left out as outer ones."""
        named = frozenset(name for mention in question.mentions for name in mention.entities
                          if len(mention.entities) == 1)
        return named - subjects.all
