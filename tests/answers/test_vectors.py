"""Sums over postings are those that going through every text would give."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.vectors import Postings, Vocabulary
from bot.language.grams import Codes

GRAMS = 12


def part(rows: list[set[int]]) -> tuple[Codes, Codes, int]:
    """Which gram stands in which of some rows."""
    codes = np.array([gram for row in rows for gram in sorted(row)], dtype=np.int64)
    owners = np.array([at for at, row in enumerate(rows) for _ in row], dtype=np.int64)
    return codes, owners, len(rows)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sets(st.integers(0, GRAMS - 1)), min_size=1, max_size=20),
       st.lists(st.integers(0, GRAMS + 3), unique=True, max_size=8), st.integers(1, 3))
def test_common_grams_and_rare_ones_add_up(rows: list[set[int]], asked: list[int],
                                           texts: int) -> None:
    first = max(len(rows) // 2, 1)      # the rows are those of two tables
    parts = [part(rows[:first]), part(rows[first:])]
    vocabulary = Vocabulary(*(codes for codes, *_ in parts))
    postings = Postings(vocabulary, parts)
    ones = np.ones(sum(len(codes) for codes, *_ in parts))
    weights = np.arange(1.0, 1 + texts * len(asked)).reshape(texts, len(asked))
    hits = postings.hits(vocabulary.find(np.array(asked, dtype=np.int64)))
    wanted = np.array([[sum(weight for weight, gram in zip(line, asked, strict=True)
                            if gram in row) for row in rows] for line in weights])
    wanted = wanted.reshape(texts, len(rows))
    assert np.allclose(hits.sums(weights, postings.held()), wanted)
    ones[len(parts[0][0]):] = 0.0
    assert np.allclose(hits.sums(weights, postings.beside(ones, first)), wanted[:, :first])
