"""What a knowledge as a whole may get wrong, beyond what each row says for itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.knowledge.endings import attribute_of, suffix_table
from bot.knowledge.fields import lists, scalars
from bot.knowledge.files import Files, below
from bot.knowledge.model import Attribute, Entity, Fact, Place
from bot.knowledge.numerals import Numerals
from bot.knowledge.problems import Problem, error, nearest, warning
from bot.knowledge.rows import read_rows

NOWHERE = Place("", 0)
# A number by which a person or an office is reached, an address for mail.
REACHED = re.compile(r"(?<!\d)\d(?:[ -]?\d){6,}(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PERSONAL = frozenset(("phone", "person"))
NUMERIC = frozenset(("count", "area", "money", "percent", "growth", "multiple",
                     "distance"))


def check(files: Files, places: Iterable[str], entities: Mapping[str, Entity],
          attributes: Mapping[str, Attribute], facts: Mapping[str, Fact],
          numerals: Numerals) -> list[Problem]:
    """Return every finding; `places` are the files and folders that are read."""
    return [*strays(files, tuple(places)), *own_words(files), *shared_names(entities.values()),
            *personal(facts.values(), attributes), *figures(facts.values(), attributes, numerals),
            *unused(attributes, facts.values())]


def strays(files: Files, places: tuple[str, ...]) -> list[Problem]:
    """Report files of the knowledge that stand where nothing is read."""
    return [error(Place(name, 1), "stray_file", place=nearest(name, places))
            for name in files if places and name.startswith("seeds/")
            and not any(name == place or (place.endswith("/") and name.startswith(place))
                        for place in places)]


def own_words(files: Files) -> list[Problem]:
    """Report fields of this knowledge's words that are of the wrong kind."""
    return [fault for name in below(files, "seeds/words", "seeds/local/words")
            for row in read_rows(name, files[name])[0]
            for fault in (*scalars(row, "word", "kind", "broader"), *lists(row, "say", "en"))]


def shared_names(entities: Iterable[Entity]) -> list[Problem]:
    """Warn of a name of several things of which none says that it owns it."""
    bearers: dict[str, dict[str, Entity]] = defaultdict(dict)
    owned: set[str] = set()
    for entity in entities:
        for name in (entity.name, *entity.aliases, *entity.owns):
            bearers[name][entity.name] = entity
        owned.update(entity.owns)
    return [warning(next(iter(found.values())).place or NOWHERE, "shared_alias", name=name,
                    things=", ".join(found))
            for name, found in bearers.items() if len(found) > 1 and name not in owned]


def personal(facts: Iterable[Fact], attributes: Mapping[str, Attribute]) -> list[Problem]:
    """Report people, and how they are reached, that no source is given for."""
    table = suffix_table(attributes)
    problems = []
    for fact in facts:
        attribute, _ = attribute_of(fact.what, table)
        told = "|".join((fact.value, *fact.members, fact.note or ""))
        tells = (attribute is not None and attribute.answers in PERSONAL) or REACHED.search(told)
        if tells and not fact.sources and fact.status != "not_given":
            problems.append(error(fact.place or NOWHERE, "personal", what=fact.what))
    return problems


def figures(facts: Iterable[Fact], attributes: Mapping[str, Attribute],
            numerals: Numerals) -> list[Problem]:
    """Warn of a value that should be a figure and holds none."""
    table = suffix_table(attributes)
    problems = []
    for fact in facts:
        attribute, _ = attribute_of(fact.what, table)
        if attribute is None or attribute.answers not in NUMERIC or fact.members:
            continue
        if fact.status == "not_given" or numerals.find(fact.value) or any(
                sign in numerals.digits or sign in numerals.scales or sign.isdigit()
                for sign in fact.value):
            continue
        problems.append(warning(fact.place or NOWHERE, "no_figure", what=fact.what,
                                value=fact.value))
    return problems


def unused(attributes: Mapping[str, Attribute], facts: Iterable[Fact]) -> list[Problem]:
    """Warn of an attribute that this knowledge alone has and that none of its facts bears."""
    table = suffix_table(attributes)
    used = {attribute.name for fact in facts
            if (attribute := attribute_of(fact.what, table)[0]) is not None}
    return [warning(attribute.place, "unused_attribute", name=attribute.name)
            for attribute in attributes.values()
            if attribute.place is not None and attribute.place.path.startswith("seeds/")
            and attribute.name not in used]
