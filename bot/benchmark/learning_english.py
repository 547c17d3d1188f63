"""Learns what English grams mean, beside what all others mean already.

    python -m bot.benchmark.learning_english BASE.npz OUT.npz QUESTIONS.jsonl …

English is read twice: as the Chinese words it stands for, and as it was written. What its own
words and pairs of words mean is learnt from English questions with known answers, as the others
were (`learning.py`), but labels and facts stay where they are: what is asked without a Latin word
is answered as before.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse

from bot.answers.engine import Engine, own_words
from bot.benchmark.engines import engine_of
from bot.benchmark.learning import (
    LEAST,
    SPREAD,
    Asked,
    Floats,
    Places,
    descended,
    of_unit_length,
    shares_of,
    surprise_of,
    tangent,
    utterances,
    weighed,
)
from bot.knowledge.files import read_files
from bot.language.grams import LATIN_BASE, look_up
from bot.language.meaning import Meaning
from bot.language.normalise import fold, fold_word


def asked_in_english(path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the questions of a file ({"q", "entity", "what"} a line), each with its row."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["q"], (row["entity"], row["what"])


def learn(engine: Engine, asked: Asked, base: Meaning) -> Meaning:
    """Return a meaning with the English grams of some questions added to those that are known.

    Of `asked` only what is in English teaches; `base` is the meaning of all other grams.
    """
    facts = engine.knowledge.facts.values()
    labels = {what: at for at, what in enumerate(dict.fromkeys(fact.what for fact in facts))}
    own: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        own.setdefault((fact.entity, fact.what), []).append(own_words(fact))
    rows = {row: at for at, row in enumerate(own)}
    texts = [text for text in asked if text.isascii()]
    answers = (
        shares_of([{labels[what] for what in asked[text][0] if what in labels} for text in texts],
                len(labels)),
        shares_of([{rows[row] for row in asked[text][1] if row in rows} for text in texts],
                len(rows)))
    grams = base.grams()
    points = [base.points(*grams.of_many(said), len(said)) for said in (
        [fold_word(what) for what in labels], [" ".join(words) for words in own.values()])]
    codes, owners = grams.of_many([fold(text) for text in texts])
    held, counts = np.unique(np.unique(np.stack((codes, owners)), axis=1)[0], return_counts=True)
    known = look_up(base.vocabulary, held)[1]
    new = held[(counts >= LEAST) & (held >= LATIN_BASE) & ~known]
    rarity = np.log((1 + len(texts)) / (1 + counts[np.isin(held, new)])) + 1
    vocabulary = np.concatenate((base.vocabulary, new))
    weights = np.concatenate((base.rarity, rarity)).astype(np.float32)
    bag = weighed(codes, owners, len(texts), vocabulary, weights)
    scale = np.float32(SPREAD / base.vectors.std())
    vectors = _learnt(bag, base.vectors.astype(np.float32) * scale, len(new), points, answers)
    added = np.clip(np.rint(vectors / scale), -127, 127).astype(np.int8)
    return Meaning(grams.latin, vocabulary, weights, np.concatenate((base.vectors, added)),
                   len(base.vocabulary))


def _learnt(bag: sparse.csr_matrix, old: Floats, many: int, points: Sequence[Floats],
            answers: Sequence[sparse.csr_matrix]) -> Floats:
    """Return the vectors of the last `many` grams of a bag; `old` are those of the others."""
    settled = np.asarray(bag[:, :len(old)] @ old)
    unsettled = bag[:, len(old):].tocsr()

    def slope(vectors: Floats, some: Places, kept: Floats) -> Floats:
        sums = settled[some] + np.asarray(unsettled[some] @ vectors)
        found, lengths = of_unit_length(sums * kept)
        pull = np.zeros_like(found)
        for others, shares in zip(points, answers, strict=True):
            pull += surprise_of(found, others, shares[some]) @ others
        return np.asarray(unsettled[some].T @ (tangent(pull, found, lengths) * kept))

    return descended(many, bag.shape[0], slope)


def main(arguments: Sequence[str]) -> None:
    """Learn from the English utterances of the project's own knowledge, and from some files."""
    base, out, *files = arguments
    engine = engine_of("seeds")
    asked = dict(utterances(read_files(Path("seeds"), Path("intents"))))
    for path in files:
        for text, row in asked_in_english(Path(path)):
            asked[text] = ({row[1]}, {row})
    learn(engine, asked, Meaning.load(Path(base))).save(Path(out))


if __name__ == "__main__":
    main(sys.argv[1:])
