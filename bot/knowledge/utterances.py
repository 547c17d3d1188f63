"""How people ask for each label: sample utterances, shared by every entity that bears it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.knowledge.fields import lists, needed, scalars, unknown_keys
from bot.knowledge.files import Files, below
from bot.knowledge.model import Fact
from bot.knowledge.problems import Problem, error, nearest
from bot.knowledge.rows import Row, read_rows

FOLDERS = ("intents/utterances", "seeds/utterances", "seeds/local/utterances")
KEYS = ("entity", "what", "ask")
Utterances = dict[str, dict[str, tuple[str, ...]]]


def read_utterances(files: Files, facts: Mapping[str, Fact]
                    ) -> tuple[Utterances, frozenset[str], list[Problem]]:
    """Return {label: its utterances}, the labels that have some of the knowledge's own, all faults.

    Beside each utterance stand the entities that it was asked of, none where intents/ has it.

    A row of the knowledge names an entity and a label that some fact bears; one of intents/
    names a label alone, which a knowledge need not have.
    """
    labels: dict[str, set[str]] = {}
    for fact in facts.values():
        labels.setdefault(fact.entity, set()).add(fact.what)
    found: Utterances = {}
    own: set[str] = set()
    problems: list[Problem] = []
    for path in below(files, *FOLDERS):
        rows, faults = read_rows(path, files[path])
        problems += faults
        for row in rows:
            problems += _faults(row, labels, path.startswith("seeds/"))
            what, entity = row.text("what"), row.text("entity")
            if what:
                said = found.setdefault(what, {})
                for text in row.texts("ask"):
                    said[text] = (*said.get(text, ()), *((entity,) if entity else ()))
                if path.startswith("seeds/"):
                    own.add(what)
    return found, frozenset(own), problems


def _faults(row: Row, labels: Mapping[str, Iterable[str]], own: bool) -> list[Problem]:
    keys = ("entity", "what", "ask") if own else ("what", "ask")
    faults = (unknown_keys(row, KEYS) + needed(row, *keys[:-1]) + scalars(row, *keys[:-1])
              + lists(row, "ask"))
    entity, what = row.text("entity"), row.text("what")
    if not own or not entity or not what:
        return faults
    if entity not in labels:
        faults.append(error(row.place("entity"), "unknown_entity", name=entity,
                            nearest=nearest(entity, labels)))
    elif what not in labels[entity]:
        faults.append(error(row.place("what"), "unknown_label", name=what, entity=entity,
                            nearest=nearest(what, labels[entity])))
    return faults
