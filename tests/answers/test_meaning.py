"""What grams mean: bounds, order, what is kept, and that learning draws questions to answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from bot.benchmark.learning import Lesson, learn
from bot.language.meaning import NO_MEANING, Meaning, Points, shipped

SAMPLES = yaml.safe_load((Path(__file__).parent / "meaning.yaml").read_text(encoding="utf-8"))


def points(meaning: Meaning, *texts: str) -> Points:
    return meaning.points(*meaning.grams().of_many(texts), len(texts))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_a_point_is_of_unit_length_or_nought(texts: list[str]) -> None:
    lengths = np.linalg.norm(points(shipped(), *texts), axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))


@given(st.lists(st.text(alphabet="\u9762\u79ef\u591a\u5927\u4f01\u4e1aab ", max_size=12),
                min_size=1, max_size=6))
def test_a_text_has_its_point_whatever_stands_beside_it(texts: list[str]) -> None:
    together = points(shipped(), *texts)
    for text, point in zip(texts, together, strict=True):
        assert np.allclose(points(shipped(), text)[0], point, atol=1e-5)


def test_where_nothing_is_known_all_is_nought() -> None:
    assert not points(NO_MEANING, "a", "").any()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    learnt = learn(lesson())
    learnt.save(tmp_path / "meaning.npz")
    again = Meaning.load(tmp_path / "meaning.npz")
    texts = [ask for row in SAMPLES["taught"] for ask in row["ask"]]
    assert points(again, *texts).any()
    assert np.allclose(points(again, *texts), points(learnt, *texts), atol=1e-3)


@pytest.mark.parametrize("sample", SAMPLES["near"], ids=lambda sample: sample["label"])
def test_a_question_lies_nearest_to_what_it_asks_for(sample: dict[str, Any]) -> None:
    ask, label, *others = points(shipped(), sample["ask"], sample["label"], *sample["other"])
    assert ask @ label > max(ask @ other for other in others)


def lesson() -> Lesson:
    taught = SAMPLES["taught"]
    questions = tuple(ask for row in taught for ask in row["ask"])
    answers = sparse.csr_matrix(np.repeat(np.eye(len(taught), dtype=np.float32),
                                          [len(row["ask"]) for row in taught], axis=0))
    labels = tuple(row["label"] for row in taught)
    return Lesson((*questions, *labels * 3), (*labels,), (*labels,),
                  sparse.vstack([answers, *[sparse.eye(len(taught))] * 3], format="csr"),
                  sparse.vstack([answers, *[sparse.eye(len(taught))] * 3], format="csr"))


def test_learning_draws_each_question_to_its_label_and_is_always_the_same() -> None:
    once, again = learn(lesson()), learn(lesson())
    assert np.array_equal(once.vectors, again.vectors)
    labels = points(once, *(row["label"] for row in SAMPLES["taught"]))
    for nth, row in enumerate(SAMPLES["taught"]):
        for point in points(once, *row["ask"]):
            assert int(np.argmax(labels @ point)) == nth, row
