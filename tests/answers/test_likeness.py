"""How like a question is to the ways in which people ask: bounds, order, and what it leaves out."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.likeness import Likeness, Told
from bot.language.grams import Grams
from bot.language.meaning import NO_MEANING, shipped

SAID = {
    "面积": ("面积", "占地多大", "how big is it"),
    "高新技术企业数": ("高新技术企业数", "有多少家高企", "how many high-tech companies"),
    "主导产业": ("主导产业", "主要靠什么产业"),
}
FACTS = {"area": ("济南高新区", "面积", "济南高新区|面积|291 平方公里"),
         "firms": ("济南高新区", "高新技术企业数", "济南高新区|高新技术企业数|2029 家"),
         "aim": ("济南高新区", "高新技术企业数", "济南高新区|高新技术企业数|4000 家以上"),
         "other": ("临空经济区", "面积", "临空经济区|面积|148 平方公里")}
LIKENESS = Likeness({label: [(text, ()) for text in texts] for label, texts in SAID.items()},
                    FACTS, shipped())


def test_an_utterance_is_most_like_its_own_label() -> None:
    for label, texts in SAID.items():
        for text in texts:
            likes = LIKENESS.of(text)
            assert likes.of(label).mean > 0.4
            assert max(SAID, key=lambda one: likes.of(one).mean) == label


def test_an_utterance_is_likeliest_among_those_of_its_own_label() -> None:
    for label, texts in SAID.items():
        for text in texts:
            likes = LIKENESS.of(text)
            assert max(SAID, key=lambda one: likes.of(one).odds) == label


def test_what_was_asked_of_one_thing_counts_for_it() -> None:
    asked = {"作用": [("作用", ()), ("它管创业的人住哪", ("公寓",)), ("它给科研供电", ("电站",))]}
    facts = {name: (name, "作用", name) for name in ("公寓", "电站", "书店")}
    likes = Likeness(asked, facts, NO_MEANING).of("创业的人住哪")
    assert likes.told("公寓").asked > 0.5
    assert likes.told("电站").asked == likes.told("书店").asked == 0


def test_what_a_fact_leaves_out_is_what_neither_it_nor_its_utterances_hold() -> None:
    left, = LIKENESS.lacking("占地大吗", ["area"])
    assert set(left) == {"吗", "大吗", "地大"}
    assert abs(LIKENESS.of("占地多大").told("area").lacks) < 1e-6


def test_what_no_utterance_holds_says_nothing() -> None:
    likes = LIKENESS.of("zzz")
    assert all(likes.of(label).odds == 0 for label in SAID)
    empty = Likeness({"面积": [("", ())]}, {"area": ("", "面积", "")}, NO_MEANING).of("面积")
    assert (empty.of("面积").odds, empty.of("面积").mean) == (0, 0)


def test_an_empty_knowledge_is_like_nothing() -> None:
    assert Likeness({}, {}, shipped()).lacking("占地多大", []) == []
    assert LIKENESS.lacking("", ["area"]) == [[]]
    likes = Likeness({}, {}, shipped()).of("占地多大", "面积")
    assert likes.means_all == 0
    assert likes.told("area") == Told()


def test_siblings_of_one_label_are_alike() -> None:
    likes = LIKENESS.of("占地有多大呢")
    assert likes.told("area").said == likes.told("other").said > likes.told("firms").said


def test_a_target_and_its_result_mean_the_same() -> None:
    likes = LIKENESS.of("高企有多少")
    assert likes.told("firms") == likes.told("aim")
    assert likes.told("firms").tells > likes.told("area").tells


def test_figures_make_no_likeness() -> None:
    assert LIKENESS.of("2029").of("高新技术企业数").mean == 0


@given(st.text(max_size=80))
def test_every_likeness_is_a_share(text: str) -> None:
    likes = LIKENESS.of(text)
    for values in (likes.mean, likes.asked, likes.said):
        assert np.all(values >= 0)
        assert np.all(values <= 1 + 1e-6)
    for cosines in (likes.means, likes.tells):
        assert np.all(np.abs(cosines) <= 1 + 1e-5)
    assert all(likes.of(label).chosen <= 1e-5 for label in SAID)
    other, both = LIKENESS.of("占地多大"), LIKENESS.of(text, "占地多大")
    for name in ("mean", "odds", "means", "said", "tells", "asked"):
        highest = np.maximum(getattr(likes, name), getattr(other, name))
        assert np.allclose(getattr(both, name), highest, atol=1e-5)
    assert np.allclose(both.lacks, likes.lacks, atol=1e-5)


@given(st.lists(st.text(max_size=30), max_size=8))
def test_many_texts_are_read_as_each_alone(texts: list[str]) -> None:
    grams = Grams()
    codes, owners = grams.of_many(texts)
    for at, text in enumerate(texts):
        alone, counts = grams.counted((text.replace("\n", " "),))
        assert sorted(codes[owners == at].tolist()) == np.repeat(alone, counts[0]).tolist()
