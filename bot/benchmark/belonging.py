"""Learns which grams speak of the subject (`bot/language/data/belonging.tsv`).

    python -m bot.benchmark.belonging OUT.tsv OFF_TOPIC.jsonl

A logistic regression (scikit-learn, which the bench installs): the utterances of seeds/ and
intents/ against messages beside the subject, both read as questions are: names, places and figures
taken out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

import numpy as np
from scipy import sparse

from bot.answers.excerpt import plain
from bot.benchmark.engines import engine_of
from bot.benchmark.learning import utterances
from bot.benchmark.questions import read_items
from bot.knowledge.files import read_files
from bot.language.belonging import BIAS, save
from bot.language.grams import Grams

LEAST_HELD = 10       # a gram that fewer texts hold says nothing
STRENGTH = 0.1        # scikit-learn's C: the smaller, the less a gram is trusted


def learn(about: Iterable[str], beside: Iterable[str]) -> dict[str, float]:
    """Return what each gram says for texts `about` the subject, against those `beside` it."""
    groups = [tuple(about), tuple(beside)]
    texts = [text for group in groups for text in group]
    grams = Grams()
    codes, owners = grams.of_many(texts)
    cells = np.unique(np.stack((codes, owners)), axis=1)
    vocabulary, columns, held = np.unique(cells[0], return_inverse=True, return_counts=True)
    bags = sparse.csr_matrix((np.ones(len(columns)), (cells[1], columns)),
                             shape=(len(texts), len(vocabulary)))[:, held >= LEAST_HELD]
    wanted = np.repeat([1, 0], [len(group) for group in groups])
    model = import_module("sklearn.linear_model").LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit(bags, wanted)
    worths = map(float, model.coef_[0])
    return {BIAS: float(model.intercept_[0]),
            **dict(zip(grams.texts(vocabulary[held >= LEAST_HELD]), worths, strict=True))}


def main(arguments: Sequence[str]) -> None:
    """Learn from the shipped utterances and the messages of a file, and write what was learnt."""
    out, off_topic = map(Path, arguments)
    files = read_files(Path("seeds"), Path("intents"))
    reader = engine_of("seeds").reader
    about = {plain(reader.read(text).tokens) for text in utterances(files)}
    beside = {plain(reader.read(item.q).tokens) for item in read_items(off_topic)}
    save(learn(sorted(about), sorted(beside)), out)


if __name__ == "__main__":
    main(sys.argv[1:])
