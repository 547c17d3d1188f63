"""A plain ledger to a new knowledge: its files, and what a person should look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.knowledge.importing_entities import Thing, Things
from bot.knowledge.importing_labels import Label, Labels
from bot.knowledge.importing_names import Translator
from bot.knowledge.importing_rows import Ledger, LedgerRow
from bot.knowledge.importing_tables import Ending, Tables, longest_end
from bot.knowledge.importing_terms import set_terms
from bot.knowledge.importing_values import joined, members_of, number_of
from bot.knowledge.model import AHEAD, When
from bot.knowledge.problems import Problem, warning
from bot.knowledge.writing import Value, write_rows

Written = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of a new seeds folder, and what a person should look at."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    facts: int
    entities: int


@dataclass
class _Made:
    """What is being put together."""

    facts: dict[str, Written] = field(default_factory=dict)
    places: dict[str, LedgerRow] = field(default_factory=dict)
    series: dict[tuple[str, ...], str] = field(default_factory=dict)
    endings: dict[str, Ending] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def import_ledger(ledger: Ledger, tables: Tables) -> Imported:
    """Turn the rows of a ledger into the files of a seeds folder."""
    things = Things(ledger.rows, tables)
    things.name_in_english(tables.words("english_types"))
    importer = _Importer(things, tables)
    for at, row in enumerate(ledger.rows, 1):
        importer.take(row, at)
    importer.people()
    importer.contacts()
    importer.terms()
    made = importer.made
    files = {
        "articles.yaml": write_rows(_articles(made.sources, tables)),
        "entities/imported.yaml": write_rows(_entities(things.made.values())),
    }
    if made.endings:
        files["attributes.yaml"] = write_rows(_attributes(made.endings.values()))
    for name, rows in importer.by_file().items():
        files[f"facts/{name}.yaml"] = write_rows(rows)
    problems = (*ledger.problems, *things.problems, *made.problems)
    return Imported(files, problems, len(made.facts), len(things.made))


class _Importer:
    """Takes row after row over."""

    def __init__(self, things: Things, tables: Tables) -> None:
        self._things = things
        self._tables = tables
        self._labels = Labels(tables)
        self._translator = Translator(tables, {})
        self.made = _Made()

    def take(self, row: LedgerRow, at: int) -> None:
        """Turn one row into a fact."""
        entity, phase = self._things.resolve(row.entity)
        label = self._labels.read(row.attribute, row.status)
        value = joined(row.value, row.unit, self._tables)
        members = row.items or self._members(label.what, value)
        number = None if members else number_of(value, self._tables)
        what = self._labels.completed(label.what, number)
        ending = self._labels.ending(what)
        if ending is not None:
            self.made.endings.setdefault(ending.end, ending)
            self._remark(row, "import_attribute", what=what, name=ending.name,
                         answers=ending.answers)
        elif not self._labels.known(what):
            self._remark(row, "import_no_attribute", what=what)
        fact: Written = {
            "id": self._id(row, at), "entity": entity, "phase": label.phase or phase,
            "what": what, "value": "" if members else value, "members": members,
            "status": row.status}
        fact.update(self._dates(row, label))
        fact["source"] = self._sources(row)
        fact["what_en"] = self._translator.label(what)
        if what != row.attribute:
            self._remark(row, "import_label", said=row.attribute, what=what)
        self._file(row, fact)

    def _members(self, what: str, value: str) -> tuple[str, ...]:
        answers = self._labels.known(what)
        return () if answers in self._tables.words("no_lists") else members_of(value, self._tables)

    def _id(self, row: LedgerRow, at: int) -> str:
        name = row.id or f"row-{at}"
        while name in self.made.facts:
            name = f"{name}-{at}"
        return name

    def _dates(self, row: LedgerRow, label: Label) -> Written:
        """Return the date that a figure is of, and the years that a target is for."""
        dates = self._tables.readers.dates
        when = dates.read(row.as_of)
        as_of = row.as_of if dates.sound(row.as_of) else _written(when)
        notes = [label.note]
        if row.as_of and as_of != row.as_of:
            notes.append(row.as_of)
            self._remark(row, "import_undated", text=row.as_of)
        period = ""
        years = dates.read(label.years).years
        if label.years and row.status in AHEAD:
            period = label.years
        elif label.years and not set(years) <= set(when.years):
            if as_of:
                notes.append(as_of)
            as_of = label.years
        return {"as_of": as_of, "period": period,
                "note": self._tables.word("note_separator").join(filter(None, notes))}

    def _sources(self, row: LedgerRow) -> list[str]:
        names = []
        if not row.sources:
            self._remark(row, "import_no_source", name=self._tables.word("ledger_source"))
        for title in row.sources or (self._tables.word("ledger_source"),):
            if title not in self.made.sources:
                self.made.sources[title] = self._slug(title, self.made.sources.values())
            names.append(self.made.sources[title])
        return names

    def _slug(self, text: str, taken: Iterable[str]) -> str:
        spelt = self._tables.spell("".join(sign for sign in text if sign.isalnum())) or "source"
        name, at, used = spelt[:40], 1, set(taken)
        while name in used:
            at += 1
            name = f"{spelt[:40]}-{at}"
        return name

    def _file(self, row: LedgerRow, fact: Written) -> None:
        """Keep a fact, unless its like is kept; of two that disagree the second says so."""
        keys = ("entity", "phase", "what", "status", "as_of", "period")
        series = tuple(str(fact.get(key) or "") for key in keys)
        first = self.made.facts.get(self.made.series.get(series, ""))
        if first is not None and row.status != "not_given":
            place = self.made.places[str(first["id"])].place
            if (first.get("value"), first.get("members")) == (
                    fact.get("value"), fact.get("members")):
                first["source"] = list(dict.fromkeys(
                    [*(first["source"] or ()), *(fact["source"] or ())]))
                self._remark(row, "import_same", what=str(fact["what"]), line=place.line)
                return
            fact["disagrees_with"] = str(first["id"])
            self._remark(row, "import_disagrees", what=str(fact["what"]), line=place.line)
        name = str(fact["id"])
        self.made.series.setdefault(series, name)
        self.made.facts[name] = fact
        self.made.places[name] = row

    def people(self) -> None:
        """Make the holders of posts things of their own, with the post told of each."""
        posts = self._tables.words("posts")
        for fact in list(self.made.facts.values()):
            what, name = str(fact["what"]), str(fact["value"])
            if not longest_end(what, posts) or not self._is_person(name):
                continue
            row = self.made.places[str(fact["id"])]
            above = self._things.made[str(fact["entity"])]
            thing = Thing(name, row.place, self._tables.word("post_type"), above.city, above.name)
            thing.english = self._translator.name(name, thing.type)
            self._things.made[name] = thing
            told: Written = {
                **fact, "id": f"{fact['id']}-post", "entity": name, "phase": "",
                "what": self._tables.word("post_label"), "value": f"{fact['entity']}{what}"}
            told["what_en"] = self._translator.label(str(told["what"]))
            self.made.facts[str(told["id"])] = told
            self.made.places[str(told["id"])] = row
            self._remark(row, "import_person", name=name)

    def _is_person(self, name: str) -> bool:
        return (2 <= len(name) <= 4 and name.isalpha() and not name.isascii()
                and name not in self._things.made and name not in self._tables.general)

    def contacts(self) -> None:
        """Let a thing that has a phone and says that it invites investors serve its city."""
        marks = self._tables.words("serving_names")
        kinds = self._tables.words("serving_labels")
        for fact in self.made.facts.values():
            thing = self._things.made[str(fact["entity"])]
            above = self._things.made.get(thing.part_of or "")
            if thing.city and any(mark in thing.name for mark in marks) and \
                    self._labels.known(str(fact["what"])) in kinds and \
                    (above is None or above.name == thing.city):
                thing.serves = thing.city

    def terms(self) -> None:
        """Write until when each policy holds."""
        types = {name: thing.type for name, thing in self._things.made.items()}
        for name, day in set_terms(self.made.facts.values(), types, self._tables).items():
            place = self._things.made[name].place
            self.made.problems.append(warning(place, "import_term", name=name,
                                              date=day.isoformat()))

    def by_file(self) -> dict[str, list[Written]]:
        """Return the facts by the file that each belongs into: that of the outermost park."""
        files: dict[str, list[Written]] = {}
        names: dict[str, str] = {}
        for fact in self.made.facts.values():
            top = self._top(str(fact["entity"]))
            if top not in names:
                names[top] = self._slug(top, names.values())
            files.setdefault(names[top], []).append(fact)
        return files

    def _top(self, name: str) -> str:
        thing = self._things.made[name]
        while (above := self._things.made.get(thing.part_of or "")) is not None and \
                above.type not in self._tables.words("place_types"):
            thing = above
        return thing.name

    def _remark(self, row: LedgerRow, key: str, **fields: object) -> None:
        self.made.problems.append(warning(row.place, key, **fields))


def _written(when: When) -> str:
    """Return a date as far as it was read, for a text that says more than a date."""
    if when.first is None or when.last is None:
        return ""
    day = when.first.isoformat()
    years = f"{when.first.year}-{when.last.year}"
    return {"day": day, "month": day[:7], "year": day[:4], "span": years}.get(when.precision, "")


def _articles(sources: Mapping[str, str], tables: Tables) -> Iterator[Written]:
    for title, name in sources.items():
        repost = any(mark in title for mark in tables.words("repost_marks"))
        url = title if "://" in title else ""
        yield {"id": name, "title": title, "publisher": title, "url": url,
               "repost": "true" if repost else ""}


def _entities(things: Iterable[Thing]) -> Iterator[Written]:
    for thing in things:
        yield {"name": thing.name, "type": thing.type, "aka": [*thing.aliases, *thing.derived],
               "en": thing.english, "city": thing.city, "part_of": thing.part_of,
               "serves": [thing.serves] if thing.serves else ()}


def _attributes(endings: Iterable[Ending]) -> Iterator[Written]:
    """Group the ends by the attribute that they mean."""
    grouped: dict[str, list[Ending]] = {}
    for ending in endings:
        grouped.setdefault(ending.name, []).append(ending)
    for name, found in grouped.items():
        yield {"name": name, "answers": found[0].answers,
               "suffixes": [one.end for one in found if one.end != name],
               "ask": found[0].ask, "en": found[0].english}
