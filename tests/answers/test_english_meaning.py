"""What English words mean is learnt beside all others: those stay what they were."""

from __future__ import annotations

import numpy as np

from bot.benchmark.learning_english import asked_in_english, learn
from bot.language.grams import LATIN_BASE
from bot.language.meaning import Meaning, Points, shipped
from tests.answers.shipped import ROOT, engine

ASKED = dict(asked_in_english(ROOT / "tests" / "english" / "asked.jsonl"))
SOME = {text: ({row[1]}, {row}) for text, row in sorted(ASKED.items())[:300]}


def without_latin() -> Meaning:
    known = shipped().vocabulary < LATIN_BASE
    return Meaning((), shipped().vocabulary[known], shipped().rarity[known],
                   shipped().vectors[known])


def points(meaning: Meaning, *texts: str) -> Points:
    return meaning.points(*meaning.grams().of_many(texts), len(texts))


def test_english_is_learnt_and_nothing_else_is_touched() -> None:
    base = without_latin()
    learnt = learn(engine(), SOME, base)
    many = len(base.vocabulary)
    assert np.array_equal(learnt.vocabulary[:many], base.vocabulary)
    assert np.array_equal(learnt.vectors[:many], base.vectors)
    assert np.all(learnt.vocabulary[many:] >= LATIN_BASE)
    assert not points(base, *SOME).any()
    labels = {what: at for at, what in enumerate(sorted({row[1] for row in ASKED.values()}))}
    nearest = (points(learnt, *SOME) @ points(learnt, *labels).T).argmax(axis=1)
    right = [labels[ASKED[text][1]] == at for text, at in zip(SOME, nearest, strict=True)]
    assert sum(right) > len(right) / 3     # of hundreds of labels


def test_what_is_learnt_is_always_the_same() -> None:
    once, again = (learn(engine(), SOME, without_latin()) for _ in range(2))
    assert once.latin == again.latin
    assert np.array_equal(once.vectors, again.vectors)


def test_every_question_is_of_a_row_of_the_knowledge() -> None:
    rows = {(fact.entity, fact.what) for fact in engine().knowledge.facts.values()}
    assert set(ASKED.values()) <= rows
    assert all(text.isascii() for text in ASKED)
