"""What words mean: every surface form with its senses, from intents/ and from the knowledge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.knowledge.files import Files, below
from bot.knowledge.model import KnowledgeBase, Place
from bot.knowledge.problems import Problem, error, nearest, warning
from bot.knowledge.rows import Row, read_mapping, read_rows, texts
from bot.language.name_forms import add_more_names, add_names
from bot.language.opposites import Opposites, read_opposites
from bot.language.senses import NO_SENSES, Maker, Sense, SenseKind, Senses

CUES = "intents/cues.yaml"
ABSENT = "absent"      # a thing that papers seldom tell
PLAIN = "plain"        # only its English is read as it; what the Chinese word is, jieba tells
FLAVOURS = ("thing", "act", "qualifier", "general", "filler", ABSENT, PLAIN)
WORD_KEYS = ("word", "say", "en", "kind", "broader")


@dataclass(frozen=True)
class Lexicon:
    """Surface forms to senses; `english` maps phrases to the form that stands for them."""

    senses: Mapping[str, Senses]
    english: Mapping[str, str]
    broader: Mapping[str, str]
    stopwords: frozenset[str]
    cues: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str]
    near: Mapping[str, frozenset[str]]
    problems: tuple[Problem, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opposites: Opposites = field(default_factory=Opposites)

    @cached_property
    def kinds(self) -> Mapping[str, tuple[str, ...]]:
        """What each type of entity is called where several are asked for."""
        return {name.removeprefix("type:"): forms for name, forms in self.cues.items()
                if name.startswith("type:")}

    @cached_property
    def in_english(self) -> Mapping[str, str]:
        """What Chinese forms are in English: the first phrase for each, or for what it means."""
        said: dict[str, str] = {}
        for phrase, form in self.english.items():
            said.setdefault(form, phrase)
        for form, senses in self.senses.items():
            for sense in senses:
                if sense.name in said and sense.kind in ("word", "attribute", "place"):
                    said.setdefault(form, said[sense.name])
        return said

    def of(self, surface: str) -> Senses:
        """Return the senses of a surface form; empty where it has none."""
        return self.senses.get(surface, NO_SENSES)


def make_lexicon(files: Files, knowledge: KnowledgeBase, simplify: Any) -> Lexicon:
    """Gather the senses of every form; `simplify` is the normaliser that texts go through too."""
    maker = Maker()
    add_names(maker, knowledge, simplify)
    _attributes(maker, knowledge, simplify)
    _words(maker, files, simplify)
    _types(maker, files, simplify)
    _places(maker, files, knowledge, simplify)
    stopwords = _cues(maker, files, simplify)
    _chat(maker, files, simplify)
    add_more_names(maker, knowledge, simplify)
    _unhide_questions(maker)
    opposites, faults = read_opposites(files, simplify)
    maker.problems += faults
    if opposites.groups:
        maker.problems += [error(Place(CUES, 1), "unknown_group", name=name, nearest=nearest(
            name, opposites.groups)) for name in maker.cues.get("certain_opposites", ())
            if name not in opposites.groups]
    aliases: dict[str, list[str]] = defaultdict(list)
    for form, senses in maker.senses.items():
        for sense in senses:
            if sense.kind == "entity":
                aliases[sense.name].append(form)
    return Lexicon(
        senses={form: Senses(senses) for form, senses in maker.senses.items()},
        english=maker.english, broader=maker.broader, stopwords=stopwords, cues=maker.cues,
        units=maker.units,
        near={name: frozenset(names) for name, names in maker.near.items()},
        problems=tuple(maker.problems),
        aliases={name: tuple(forms) for name, forms in aliases.items()}, opposites=opposites)


def _unhide_questions(maker: Maker) -> None:
    """Drop forms that say nothing of their own but hide a question word inside them."""
    words = tuple(word for cue in ("any_number", "which") for word in maker.cues.get(cue, ())
                  if len(word) > 1 and not word.isascii())
    for form in [form for form, senses in maker.senses.items()
                 if all(sense.kind == "word" and sense.flavour in ("filler", "general")
                        for sense in senses)]:
        if any(word in form and word != form for word in words):
            del maker.senses[form]


def _attributes(maker: Maker, knowledge: KnowledgeBase, simplify: Any) -> None:
    for attribute in knowledge.attributes.values():
        sense = Sense("attribute", attribute.name, attribute.answers)
        own = () if attribute.specific else attribute.suffixes
        for form in (attribute.name, *attribute.ask, *own):
            if len(form) > 1:
                maker.add(form, sense, simplify)
        for form in attribute.suffixes if attribute.specific else ():
            if len(form) > 1:
                maker.add(form, Sense("word", form, "thing"), simplify)
        for phrase in attribute.english:
            maker.add_english(phrase, attribute.name)


def _words(maker: Maker, files: Files, simplify: Any) -> None:
    first: dict[str, Row] = {}
    for path in below(files, "intents/words", "seeds/words", "seeds/local/words"):
        if path.endswith("/status.yaml"):
            mapping, faults = read_mapping(path, files[path])
            maker.problems += faults
            _status(maker, mapping, simplify)
            continue
        rows, faults = read_rows(path, files[path])
        maker.problems += faults
        for row in rows:
            _word(maker, row, first, simplify)


def _status(maker: Maker, mapping: Mapping[str, Any], simplify: Any) -> None:
    for name, forms in mapping.items():
        groups = forms if isinstance(forms, dict) else {"zh": forms}
        for form in texts(groups.get("zh", [])):
            maker.add(form, Sense("status", name), simplify)
        for phrase in texts(groups.get("en", [])):
            stands = next(texts(groups.get("zh", [])), "")
            maker.add_english(phrase, stands)


def _word(maker: Maker, row: Row, first: dict[str, Row], simplify: Any) -> None:
    maker.problems += [error(row.place(key), "unknown_key", key=key,
                             nearest=nearest(key, WORD_KEYS))
                       for key in row.fields if key not in WORD_KEYS]
    word, flavour = row.text("word"), row.text("kind") or "thing"
    if not word:
        maker.problems.append(error(row.place(), "missing", key="word"))
        return
    if flavour not in FLAVOURS:
        maker.problems.append(error(row.place("kind"), "unknown_kind", name=flavour,
                                    nearest=nearest(flavour, FLAVOURS)))
        return
    if word in first:
        earlier = first[word].place()
        maker.problems.append(warning(row.place(), "twice", name=word, path=earlier.path,
                                      line=earlier.line))
    first.setdefault(word, row)
    if flavour == ABSENT:
        maker.cues[ABSENT] = (*maker.cues.get(ABSENT, ()), word)
    sense = Sense("word", word, "thing" if flavour == ABSENT else flavour)
    for form in (word, *row.texts("say")) if flavour != PLAIN else ():
        maker.add(form, sense, simplify)
    for phrase in row.texts("en"):
        maker.add_english(phrase, word)
    broader = row.text("broader")
    if broader:
        maker.broader[word] = broader


def _types(maker: Maker, files: Files, simplify: Any) -> None:
    path = "intents/answer_types.yaml"
    if path not in files:
        maker.problems.append(error(Place(path, 1), "no_file"))
        return
    mapping, faults = read_mapping(path, files[path])
    maker.problems += faults
    for name, forms in mapping.items():
        if not isinstance(forms, dict):
            continue
        chinese = list(texts(forms.get("zh")))
        for form in chinese:
            maker.add(form, Sense("type", name), simplify)
        for phrase in texts(forms.get("en")):
            maker.add_english(phrase, chinese[0] if chinese else name)
        for unit in texts(forms.get("units")):
            maker.units.setdefault(unit, name)


def _places(maker: Maker, files: Files, knowledge: KnowledgeBase, simplify: Any) -> None:
    known = {form for entity in knowledge.entities.values()
             for form in (entity.name, *entity.aliases)}
    for path in below(files, "intents/places.yaml"):
        rows, faults = read_rows(path, files[path])
        maker.problems += faults
        for row in rows:
            name = row.text("name")
            if not name or name in known:
                continue
            for form in (name, *row.texts("say")):
                if form not in known and len(form) > 1:
                    maker.add(form, Sense("place", name), simplify)
            for phrase in row.texts("en"):
                maker.add_english(phrase, name)


def _cues(maker: Maker, files: Files, simplify: Any) -> frozenset[str]:
    """Read intents/cues.yaml: words that fill a slot, and tables about words."""
    path = CUES
    if path not in files:
        maker.problems.append(error(Place(path, 1), "no_file"))
        return frozenset()
    mapping, faults = read_mapping(path, files[path])
    maker.problems += faults
    tables = mapping.pop("tables", None)
    stopwords = frozenset(texts(mapping.pop("stopwords_en", [])))
    phases, years = _mapping(mapping.pop("phases", None)), _mapping(
        mapping.pop("relative_years", None))
    _slot(maker, "phase", phases, simplify)
    _slot(maker, "year", years, simplify)
    _slot(maker, "cue", mapping, simplify)
    maker.cues.update((name, tuple(texts(forms))) for name, forms in mapping.items())
    maker.cues["phases"] = tuple(phases)
    _tables(maker, _mapping(tables))
    _counted(maker, files, maker.cues.get("number_prefixes", ()), simplify)
    return stopwords


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _slot(maker: Maker, kind: SenseKind, names: Mapping[str, Any], simplify: Any) -> None:
    """Add the words that name a slot's values; English ones stand for the first Chinese one."""
    for name, forms in names.items():
        first = next((form for form in texts(forms) if not form.isascii()), name)
        for form in texts(forms):
            maker.add(form, Sense(kind, name), simplify)
            if form.isascii():
                maker.add_english(form, first)


def _tables(maker: Maker, tables: Mapping[str, Any]) -> None:
    """Take the tables that are no words to be found in a text."""
    for kind, forms in _mapping(tables.get("entity_types")).items():
        maker.cues[f"type:{kind}"] = tuple(texts(forms))
    groups = tables.get("near_attributes")
    for group in groups if isinstance(groups, list) else []:
        for name in texts(group):
            maker.near[name].update(other for other in texts(group) if other != name)
    for name, value in tables.items():
        maker.cues.setdefault(name, tuple(texts(value)))


def _counted(maker: Maker, files: Files, prefixes: tuple[str, ...], simplify: Any) -> None:
    """Add how many of each unit: the prefix and the unit ask for what the unit measures."""
    path = "intents/numbers.yaml"
    mapping, _ = read_mapping(path, files[path]) if path in files else ({}, [])
    for name, value in _mapping(mapping.get("units")).items():
        row = _mapping(value)
        for word in (str(name), *texts(row.get("say"))):
            for prefix in prefixes if not word.isascii() else ():
                maker.add(prefix + word, Sense("type", str(row.get("kind") or "count")), simplify)


def _chat(maker: Maker, files: Files, simplify: Any) -> None:
    for path in below(files, "intents/smalltalk.yaml"):
        rows, faults = read_rows(path, files[path])
        maker.problems += faults
        for row in rows:
            name = row.text("reply") or row.text("name")
            if not name:
                continue
            weight = "always" if row.text("always") in ("true", "yes") else row.text("weight") or ""
            cues = row.texts("cues")
            for form in (*cues, *row.texts("en")):
                maker.add(form, Sense("chat", name, weight), simplify)
            for phrase in row.texts("en") if cues else ():
                maker.add_english(phrase, cues[0])


def first_forms(forms: Iterable[str]) -> str:
    """Return the first of some forms, or an empty string."""
    return next(iter(forms), "")
