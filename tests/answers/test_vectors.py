"""Sums over postings are those that going through every text would give."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.vectors import Postings

GRAMS = 12


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sets(st.integers(0, GRAMS - 1)), min_size=1, max_size=20),
       st.lists(st.integers(0, GRAMS + 3), unique=True, max_size=8), st.integers(1, 3))
def test_common_grams_and_rare_ones_add_up(rows: list[set[int]], asked: list[int],
                                           texts: int) -> None:
    codes = np.array([gram for row in rows for gram in sorted(row)], dtype=np.int64)
    owners = np.array([at for at, row in enumerate(rows) for _ in row], dtype=np.int64)
    postings = Postings.of(codes, owners, len(rows))
    weights = np.arange(1.0, 1 + texts * len(asked)).reshape(texts, len(asked))
    found = postings.hits(np.array(asked, dtype=np.int64)).sums(weights, postings.held)
    wanted = [[sum(weight for weight, gram in zip(line, asked, strict=True) if gram in row)
               for row in rows] for line in weights]
    assert np.allclose(found, np.array(wanted).reshape(texts, len(rows)))
