"""Other names of a thing, as speech has them, and its name in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, product

from bot.knowledge.importing_tables import Tables, longest_end, longest_start

LONGEST_WORD = 10
LEAST_END = 4
MOST_PARTS = 99


def short_city(city: str | None, tables: Tables) -> str:
    """Return a city's name without the word for city."""
    if not city:
        return ""
    end = longest_end(city, tables.groups("types").get("city", ()))
    return city[: len(city) - len(end)] or city


def aliases_of(name: str, aliases: Iterable[str], city: str | None, kind: str,
               tables: Tables) -> list[str]:
    """Return the ways to say a name that follow from it, the name itself not among them.

    `aliases` are the other names that the ledger gives.
    """
    plain = name
    for mark in tables.words("title_marks"):
        plain = plain.replace(mark, "")
    found = dict.fromkeys([plain])

    def more(step: Callable[[str], Iterable[str]]) -> None:
        for spelt in list(found):
            found.update(dict.fromkeys(step(spelt)))

    more(lambda spelt: _without_brackets(spelt, tables))
    for step in (_shorter, _without_words, _longer, _without_year):
        more(lambda spelt, step=step: step(spelt, tables))  # type: ignore[misc]
    if kind in tables.words("company_types"):
        more(lambda spelt: [spelt.removesuffix(longest_end(spelt, tables.words("company_ends")))])
    if kind in tables.words("place_types"):
        ends = tables.groups("types").get(kind, ())
        more(lambda spelt: [spelt.removesuffix(longest_end(spelt, ends))])
    if kind != tables.word("city_type") and city:
        found.update(dict.fromkeys(aliases))
        more(lambda spelt: _without_city(spelt, city, tables))
    if kind in tables.words("called_by_their_end"):
        more(lambda spelt: [_last_words(spelt, tables)])
    bare_names = tables.words("bare_names")
    if kind not in tables.words("no_bare_types"):
        more(lambda spelt: [longest_end(spelt, bare_names)])
    shortest = tables.number("shortest_alias", 2)
    types = {end for group in tables.groups("types").values() for end in group}
    return [spelt for spelt in found if spelt != name and len(spelt) >= shortest
            and (spelt not in types or spelt in bare_names)]


def _without_brackets(name: str, tables: Tables) -> Iterable[str]:
    at = min((at for sign in dict(tables.data.get("brackets") or {})
              if (at := name.find(str(sign))) > 1), default=0)
    if at:
        yield name[:at]


def _last_words(name: str, tables: Tables) -> str:
    """Return the last two words of a name, where they are long enough to be one."""
    words = tables.cut(name)
    end = "".join(words[-2:])
    return end if len(words) > 2 and len(end) >= LEAST_END else ""


def _without_city(name: str, city: str, tables: Tables) -> Iterable[str]:
    short = short_city(city, tables)
    rest = name.removeprefix(city) if name.startswith(city) else name.removeprefix(short)
    if rest != name and not longest_start(rest, tables.words("policy_leads")):
        yield rest


def _shorter(name: str, tables: Tables) -> Iterable[str]:
    """Yield the name with its long words cut short, the longest ones first."""
    shorter = tables.groups("shorter")
    for word in sorted(shorter, key=len, reverse=True):
        if word in name:
            yield name.replace(word, shorter[word][0])
            return


def _longer(name: str, tables: Tables) -> Iterable[str]:
    longer = tables.groups("longer")
    end = longest_end(name, longer)
    if end:
        yield name.removesuffix(end) + longer[end][0]


def _without_words(name: str, tables: Tables) -> Iterable[str]:
    for word in sorted(tables.words("left_out"), key=len, reverse=True):
        if word in name[1:]:
            yield name[0] + name[1:].replace(word, "")
            return


def _without_year(name: str, tables: Tables) -> Iterable[str]:
    if name[:4].isdecimal() and name[:2] in ("19", "20"):
        rest = name[4:]
        yield rest[len(longest_start(rest, tables.words("years"))):]


def spelt_out(name: str, tables: Tables) -> str:
    """Return a name's pinyin, without its signs and with a capital; "" where nothing is left."""
    plain = "".join(sign for sign in name if sign.isalnum())
    return tables.spell(plain).capitalize() if plain else ""


class Translator:
    """Puts names and labels into English, word by word; what no word covers is spelt."""

    def __init__(self, tables: Tables, names: dict[str, tuple[str, ...]]) -> None:
        """`names` are the English names that are known already ({city: [Mianyang]})."""
        self._tables = tables
        self._words = {**tables.english, **names}

    def name(self, name: str, kind: str) -> list[str]:
        """Return up to four English names."""
        most = self._tables.number("english_most", 4)
        if kind == self._tables.word("post_type"):
            return self._person(name)
        parts = self._parts(name, 1 if kind in self._tables.words("company_types") else MOST_PARTS)
        said = [" ".join(words) for words in islice(product(*parts), most)]
        spelt = spelt_out(name, self._tables)
        if kind in self._tables.words("company_types") and spelt:
            said.append(spelt)
        return [text for text in dict.fromkeys(said) if text and text.isascii()]

    def label(self, text: str) -> str:
        """Return a label in English, or an empty string where a word of it has none."""
        words: list[str] = []
        rest = text
        while rest:
            word = self._longest(rest)
            if not word:
                return ""
            words.insert(0, self._words[word][0])
            rest = rest[: len(rest) - len(word)]
        return " ".join(words)

    def _parts(self, name: str, most: int = MOST_PARTS) -> list[Sequence[str]]:
        """Return what each word of a name is in English, found from its end; `most` words of it."""
        parts: list[Sequence[str]] = []
        spelt, rest = "", name
        while rest:
            word = self._longest(rest) if len(parts) < most else ""
            if word:
                parts = [self._words[word], *self._flush(spelt), *parts]
                spelt = ""
            else:
                spelt = rest[-1] + spelt
            rest = rest[: len(rest) - max(len(word), 1)]
        return self._flush(spelt) + parts

    def _flush(self, run: str) -> list[Sequence[str]]:
        text = spelt_out(run, self._tables)
        return [(text,)] if text else []

    def _longest(self, text: str) -> str:
        for size in range(min(LONGEST_WORD, len(text)), 1, -1):
            if text[-size:] in self._words:
                return text[-size:]
        return text[-1:] if text[-1:] in self._tables.groups("english") else ""

    def _person(self, name: str) -> list[str]:
        spell = self._tables.spell
        if not 2 <= len(name) <= 4 or not name.isalpha() or name.isascii():
            return []
        family, given = spell(name[0]).capitalize(), spell(name[1:]).capitalize()
        return [f"{family} {given}", f"{given} {family}"] if family and given else []
