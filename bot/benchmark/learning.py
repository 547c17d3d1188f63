"""Learns what grams mean (`bot/language/data/meaning.npz`) from questions and what answers them.

    python -m bot.benchmark.learning OUT.npz [QUESTIONS.jsonl@SEEDS …]

Two bags of grams are near where one asks for the other: each utterance is drawn to its label and
to the words of the facts that answer it, and pushed from all other labels and facts (a softmax over
scaled cosines, as sentence encoders are trained: Reimers and Gurevych, 2019). Minimised by
Adam; always the same result. Utterances are read as questions are: names, places and figures
taken out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from bot.answers.engine import Engine, own_words
from bot.answers.excerpt import plain
from bot.benchmark.engines import engine_of
from bot.knowledge.files import Files, below, read_files
from bot.knowledge.rows import read_rows
from bot.knowledge.utterances import FOLDERS
from bot.language.grams import Grams
from bot.language.meaning import NO_MEANING, SHARPNESS, Meaning
from bot.language.normalise import fold_word

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
SIZE, PASSES, BATCH, RATE = 64, 12, 256, 0.02
DROPPED = 0.3         # the share of coordinates that are left out of each question, at random
LEAST = 3             # a gram that fewer texts hold means nothing
SPREAD = 0.3          # of the coordinates at the start


Asked = Mapping[str, tuple[Collection[str], Collection[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Questions, and for each the labels and the rows of facts that answer it."""

    questions: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[str, ...]
    of_label: sparse.csr_matrix
    of_row: sparse.csr_matrix


def lesson(known: Sequence[tuple[Engine, Asked]]) -> Lesson:
    """Return what the questions of some knowledges teach."""
    labels: dict[str, int] = {}
    rows: dict[tuple[int, str, str], list[str]] = {}
    for nth, (engine, _) in enumerate(known):
        for fact in engine.knowledge.facts.values():
            labels.setdefault(fact.what, len(labels))
            rows.setdefault((nth, fact.entity, fact.what), []).append(own_words(fact))
    numbers = {row: at for at, row in enumerate(rows)}
    taught: dict[str, tuple[set[int], set[int]]] = {}
    for nth, (engine, asked) in enumerate(known):
        for text, (whats, which) in asked.items():
            said = taught.setdefault(plain(engine.reader.read(text).tokens), (set(), set()))
            said[0].update(labels.setdefault(what, len(labels)) for what in whats)
            said[1].update(numbers[nth, *row] for row in which if (nth, *row) in numbers)
    for label, at in labels.items():
        taught.setdefault(fold_word(label), (set(), set()))[0].add(at)
    return Lesson(
        tuple(taught), tuple(map(fold_word, labels)),
        tuple(" ".join(parts) for parts in rows.values()),
        shares_of([found for found, _ in taught.values()], len(labels)),
        shares_of([found for _, found in taught.values()], len(rows)))


def utterances(files: Files, without: Collection[str] = ()) -> Asked:
    """Return the utterances of a knowledge with their labels and rows; `without` some files."""
    found: dict[str, tuple[set[str], set[tuple[str, str]]]] = {}
    for path in below(files, *FOLDERS):
        for row in read_rows(path, files[path])[0] if path not in without else ():
            label, entity = row.text("what") or "", row.text("entity")
            for text in row.texts("ask"):
                said = found.setdefault(text, (set(), set()))
                said[0].add(label)
                said[1].update({(entity, label)} if entity else ())
    return found


def taught(engine: Engine, path: Path) -> Asked:
    """Return the questions of a file with the labels and the rows of the facts that answer them."""
    facts = engine.knowledge.facts
    return {text: ({facts[name].what for name in names},
                   {(facts[name].entity, facts[name].what) for name in names})
            for text, names in read_taught(path) if names}


def read_taught(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the questions of a file ({"q": question, "rows": [ids of facts]} a line)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["q"], tuple(row["rows"])


def shares_of(found: Sequence[set[int]], width: int) -> sparse.csr_matrix:
    """Return for each question the share of each answer: all the same, one together."""
    columns = [at for one in found for at in sorted(one)]
    starts = np.cumsum([0, *map(len, found)])
    values = [1 / len(one) for one in found for _ in one]
    return sparse.csr_matrix((np.array(values, np.float32), columns, starts),
                             shape=(len(found), width))


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as bags of grams: the numbering, and the unit tf-idf vectors of each group of texts."""

    grams: Grams
    vocabulary: npt.NDArray[np.int64]
    rarity: Floats
    of: Mapping[str, sparse.csr_matrix]


def bags(groups: Mapping[str, Sequence[str]], heard: Sequence[str]) -> Bags:
    """Take some groups of texts apart; what grams there are the groups `heard` tell."""
    grams = Grams()
    cells = {name: grams.of_many(texts) for name, texts in groups.items()}
    held = [np.unique(np.stack(cells[name]), axis=1)[0] for name in heard]
    vocabulary, counts = np.unique(np.concatenate(held), return_counts=True)
    vocabulary, counts = vocabulary[counts >= LEAST], counts[counts >= LEAST]
    texts = sum(len(groups[name]) for name in heard)
    rarity = (np.log((1 + texts) / (1 + counts)) + 1).astype(np.float32)
    return Bags(grams, vocabulary, rarity, {
        name: weighed(codes, owners, len(groups[name]), vocabulary, rarity)
        for name, (codes, owners) in cells.items()})


def weighed(codes: npt.NDArray[np.int64], owners: npt.NDArray[np.int64], size: int,
            vocabulary: npt.NDArray[np.int64], rarity: Floats) -> sparse.csr_matrix:
    """Return some texts as unit tf-idf vectors over a vocabulary; `owners` tell whose each is."""
    at = np.minimum(np.searchsorted(vocabulary, codes), len(vocabulary) - 1)
    known = vocabulary[at] == codes
    counts = sparse.csr_matrix((np.ones(known.sum(), np.float32), (owners[known], at[known])),
                               shape=(size, len(vocabulary)))
    counts.sum_duplicates()
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1))).ravel()
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(lengths, 1e-9)) @ counts,
                             dtype=np.float32)


def learn(given: Lesson) -> Meaning:
    """Learn what the grams of a lesson mean."""
    made = bags({"questions": given.questions, "labels": given.labels, "rows": given.rows},
                ("questions", "labels"))
    questions = made.of["questions"]
    towers = ((made.of["labels"], given.of_label), (made.of["rows"], given.of_row))

    def slope(vectors: Floats, some: Places, kept: Floats) -> Floats:
        return _slope(vectors, questions[some], kept,
                      [(bag, answers[some]) for bag, answers in towers])

    vectors = descended(len(made.vocabulary), questions.shape[0], slope)
    largest = np.abs(vectors).max()
    return Meaning(made.grams.latin, made.vocabulary, made.rarity,
                   np.rint(vectors * (127 / largest)).astype(np.int8))


def descended(grams: int, questions: int, slope: Callable[[Floats, Places, Floats], Floats]
              ) -> Floats:
    """Return vectors of so many grams, moved down a slope by Adam; always the same.

    `slope` gets the vectors, which questions make a batch, and by what their coordinates are
    multiplied (some are left out).
    """
    chance = np.random.default_rng(0)
    vectors = (SPREAD * chance.standard_normal((grams, SIZE))).astype(np.float32)
    mean, square = np.zeros_like(vectors), np.zeros_like(vectors)
    steps = PASSES * -(-questions // BATCH)
    step = 0
    for _ in range(PASSES):
        order = chance.permutation(questions)
        for start in range(0, len(order), BATCH):
            some = order[start:start + BATCH]
            kept = (chance.random((len(some), SIZE)) >= DROPPED) / np.float32(1 - DROPPED)
            down = slope(vectors, some, kept.astype(np.float32))
            step += 1
            mean += 0.1 * (down - mean)
            square += 0.001 * (down * down - square)
            rate = RATE * (1 - step / (steps + 1)) * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            vectors -= np.float32(rate) * mean / (np.sqrt(square) + 1e-8)
    return vectors


def _slope(vectors: Floats, questions: sparse.csr_matrix, kept: Floats,
           towers: Sequence[tuple[sparse.csr_matrix, sparse.csr_matrix]]) -> Floats:
    """Return the gradient of the mean cross-entropy of a batch by what the grams mean."""
    points, lengths = of_unit_length(np.asarray(questions @ vectors) * kept)
    pull = np.zeros_like(points)
    slope = np.zeros_like(vectors)
    for bag, answers in towers:
        others, sizes = of_unit_length(np.asarray(bag @ vectors))
        surprise = surprise_of(points, others, answers)
        pull += surprise @ others
        slope += bag.T @ tangent(surprise.T @ points, others, sizes)
    return np.asarray(slope + questions.T @ (tangent(pull, points, lengths) * kept))


def surprise_of(points: Floats, others: Floats, answers: sparse.csr_matrix) -> Floats:
    """Return by how much each answer is thought likelier than it is (a softmax over cosines)."""
    worth = SHARPNESS * points @ others.T
    chance = np.exp(worth - worth.max(axis=1, keepdims=True))
    chance *= np.asarray(answers.sum(axis=1)) / chance.sum(axis=1, keepdims=True)
    return np.asarray(np.float32(SHARPNESS / len(points)) * (chance - answers.toarray()))


def of_unit_length(sums: Floats) -> tuple[Floats, Floats]:
    """Return vectors of unit length, and how long they were."""
    lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", sums, sums)), 1e-9)[:, None]
    return sums / lengths, lengths


def tangent(pull: Floats, points: Floats, lengths: Floats) -> Floats:
    """Return what a pull at unit vectors is to the vectors before they were given unit length."""
    along = np.einsum("ij,ij->i", pull, points)[:, None]
    return np.asarray((pull - points * along) / lengths)


def main(arguments: Sequence[str]) -> None:
    """Learn from the project's own knowledge and from cities that were made for it."""
    out, *cities = arguments
    files = read_files(Path("seeds"), Path("intents"))
    known = [(engine_of("seeds", meaning=NO_MEANING), utterances(files))]
    for city in cities:
        path, _, seeds = city.partition("@")
        engine = engine_of(seeds, meaning=NO_MEANING)
        known.append((engine, taught(engine, Path(path))))
    learn(lesson(known)).save(Path(out))


if __name__ == "__main__":
    main(sys.argv[1:])
