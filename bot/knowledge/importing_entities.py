"""The things of a ledger: names brought together, types inferred, parts put into their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.knowledge.importing_names import Translator, aliases_of, short_city, spelt_out
from bot.knowledge.importing_rows import LedgerRow
from bot.knowledge.importing_short_names import short_names
from bot.knowledge.importing_tables import Tables, longest_end
from bot.knowledge.model import Place
from bot.knowledge.problems import Problem, warning

CLOSING = ")\uff09\u300b"


@dataclass
class Thing:
    """An entity while it is put together; `labels` are what is told of it."""

    name: str
    place: Place
    type: str = ""
    city: str | None = None
    part_of: str | None = None
    aliases: dict[str, None] = field(default_factory=dict)
    derived: dict[str, None] = field(default_factory=dict)
    english: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    serves: str | None = None


class Things:
    """Gathers the things of a ledger. Used for one import."""

    def __init__(self, rows: Sequence[LedgerRow], tables: Tables) -> None:
        self._tables = tables
        self._city_type = tables.word("city_type")
        self.problems: list[Problem] = []
        self.made: dict[str, Thing] = {}
        self.parts = self._phased(rows)
        for row in rows:
            self._gather(row)
        self._places()
        for thing in list(self.made.values()):
            self._type(thing)
        self._parents()
        self._aliases()
        for alias, names in short_names(self.made, tables).items():
            for name in names:
                self.made[name].derived[alias] = None

    def resolve(self, name: str) -> tuple[str, str | None]:
        """Return the thing that a name of the ledger became, and the phase that the name held."""
        return self.parts.get(name, (name, None))

    def _phased(self, rows: Sequence[LedgerRow]) -> dict[str, tuple[str, str]]:
        """Find names that are one thing's phases: {name: (the thing, phase)}."""
        names = dict.fromkeys(row.entity for row in rows)
        above = {row.part_of for row in rows}
        bases: dict[str, list[tuple[str, str]]] = {}
        for name in names:
            end = longest_end(name, self._tables.phases)
            base = _base(name, end)
            if end and len(base) > 1:
                bases.setdefault(base, []).append((name, self._tables.phases[end]))
        return {name: (base, phase) for base, found in bases.items()
                if base in names or base in above or len(found) > 1 for name, phase in found}

    def _gather(self, row: LedgerRow) -> None:
        name, phase = self.resolve(row.entity)
        thing = self.made.setdefault(name, Thing(name, row.place))
        thing.type = thing.type or (row.type or "").lower()
        thing.city = thing.city or row.city
        above = self.resolve(row.part_of)[0] if row.part_of else None
        if above != name:
            thing.part_of = thing.part_of or above
        thing.labels.append(row.attribute)
        for alias in row.aliases:
            spoken = self._without_phase(alias) if phase else alias
            if spoken and spoken != name:
                thing.aliases[spoken] = None

    def _without_phase(self, alias: str) -> str:
        """Return the alias of a phase as one of the whole; "" where it names no phase."""
        end = longest_end(alias, self._tables.phases)
        return _base(alias, end) if end else ""

    def _places(self) -> None:
        """Make the cities, and what lies above something, that have no rows of their own."""
        for thing in list(self.made.values()):
            if thing.city and thing.city not in self.made:
                self.made[thing.city] = Thing(thing.city, thing.place, self._city_type)
        for thing in list(self.made.values()):
            above = thing.part_of
            if above and above not in self.made:
                kind = self._by_name(above)[0]
                if kind and kind not in self._tables.words("no_parent_types"):
                    self.made[above] = Thing(above, thing.place, kind, thing.city)
                    self.problems.append(warning(thing.place, "import_made", name=above, type=kind))
                else:
                    thing.part_of = None
                    self.problems.append(warning(thing.place, "import_no_parent", name=above))

    def _type(self, thing: Thing) -> None:
        known = self._tables.readers.entity_types
        if thing.type and known and thing.type not in known:
            said = thing.type
            thing.type = next((kind for kind, words in self._tables.groups("type_words").items()
                               if said in words and kind in known), "")
        if thing.type:
            return
        thing.type = self._inferred(thing)
        self.problems.append(warning(thing.place, "import_type", name=thing.name,
                                     type=thing.type))

    def _inferred(self, thing: Thing) -> str:
        """Tell a thing's type by its name, else by what is told of it."""
        if any(mark in thing.name for mark in self._tables.words("title_marks")):
            return self._tables.word("title_type")
        if thing.name == thing.city:
            return self._city_type
        by_name, end = self._by_name(thing.name)
        if by_name and len(end) > 1:
            return by_name
        counts = {kind: sum(label in labels for label in thing.labels)
                  for kind, labels in self._tables.groups("told_by_labels").items()}
        best = max(counts, key=counts.__getitem__, default="")
        if best and counts[best]:
            return best
        return by_name or self._tables.word("default_type")

    def _by_name(self, name: str) -> tuple[str, str]:
        """Return the type that the end of a name speaks for, and that end."""
        found = [(end, kind) for kind, ends in self._tables.groups("types").items()
                 if (end := longest_end(name, ends)) and end != name]
        end, kind = max(found, key=lambda pair: len(pair[0]), default=("", ""))
        return kind, end

    def _parents(self) -> None:
        for thing in self.made.values():
            if thing.type == self._city_type or thing.name == thing.city:
                thing.city = thing.part_of = None
            if thing.part_of is None and thing.city and \
                    thing.type not in self._tables.words("parentless_types"):
                thing.part_of = thing.city
            seen, above = {thing.name}, thing.part_of
            while above in self.made:
                if above in seen:
                    self.problems.append(warning(thing.place, "import_circle", name=thing.name))
                    thing.part_of = None
                    break
                seen.add(above)
                above = self.made[above].part_of

    def _aliases(self) -> None:
        """Add the names that follow from a name, where no other thing bears them already."""
        for thing in self.made.values():
            thing.derived = dict.fromkeys(
                alias for alias in aliases_of(thing.name, thing.aliases, thing.city, thing.type,
                                           self._tables)
                if alias not in thing.aliases and alias not in self._tables.general)
        bearers: dict[str, set[str]] = {}
        for thing in self.made.values():
            for name in (thing.name, *thing.aliases, *thing.derived):
                bearers.setdefault(name, set()).add(thing.name)
        shared = set(self._tables.words("bare_names"))
        for thing in self.made.values():
            for alias in list(thing.derived):
                if len(bearers[alias]) > 1 and (alias not in shared or alias in self.made):
                    del thing.derived[alias]
        for alias, names in bearers.items():
            if len(names) > 1 and any(alias in self.made[name].aliases or alias in
                                      self.made[name].derived for name in names):
                first = self.made[min(names)]
                self.problems.append(warning(first.place, "shared_alias", name=alias,
                                             things=", ".join(sorted(names))))

    def name_in_english(self, own: Iterable[str]) -> None:
        """Give every thing of a type that has one an English name."""
        cities = {short: tuple(self._city(thing.name)) for thing in self.made.values()
                  if thing.type == self._city_type
                  for short in (thing.name, short_city(thing.name, self._tables))}
        translator = Translator(self._tables, cities)
        for thing in self.made.values():
            if thing.type in own:
                thing.english = list(cities.get(thing.name, ())) or \
                    translator.name(thing.name, thing.type)

    def _city(self, name: str) -> list[str]:
        short = short_city(name, self._tables)
        known = self._tables.english.get(name) or self._tables.english.get(short)
        return list(known or filter(None, (spelt_out(short, self._tables),)))


def _base(name: str, end: str) -> str:
    """Return a name without its end and without what parted the two."""
    rest = name[: len(name) - len(end)]
    while rest and not (rest[-1].isalnum() or rest[-1] in CLOSING):
        rest = rest[:-1]
    return rest
