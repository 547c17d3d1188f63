"""Traditional Chinese and English: the same facts, told in the reader's own language."""

from __future__ import annotations

import jieba
import pytest
from opencc import OpenCC

import bot.traditional
from bot.knowledge.labels import label
from bot.knowledge.model import Fact
from bot.traditional import traditional
from tests.answers.shipped import ask, data, engine

TRADITIONAL, SIMPLIFIED = OpenCC("s2tw"), OpenCC("tw2s")


def facts() -> list[Fact]:
    """The facts that have an English value, which is what an investor asks first."""
    return [fact for fact in engine().knowledge.facts.values() if fact.value_en]


def shipped_texts() -> set[str]:
    """What a reply may say: the templates, the facts, the names."""
    knowledge = engine().knowledge
    replies = engine().replies
    return {
        *(replies.template(key) for key in replies.keys()),  # noqa: SIM118  (not a mapping)
        *(text for fact in knowledge.facts.values()
          for text in (label(fact), fact.value, *fact.members, fact.note or "")),
        *(name for entity in knowledge.entities.values()
          for name in (entity.name, *entity.aliases)),
        *(source.title for source in knowledge.sources.values())}


def test_each_word_that_is_shipped_is_converted_as_the_whole_dictionary_does() -> None:
    """Word by word: in a sentence the whole dictionary takes the ends of two words for one."""
    words = {word for text in shipped_texts() for word in jieba.cut(text, HMM=False)
             if len(word) > 1}
    wrong = {word: TRADITIONAL.convert(word) for word in words
             if traditional(word) != TRADITIONAL.convert(word)}
    assert not wrong, "put the words into bot/language/data/traditional.txt"


@pytest.mark.parametrize(("simplified", "other"), [
    ("龙头发展方向", "龍頭發展方向"), ("济宁浩珂", "濟寧浩珂"), ("全市制造业", "全市製造業"),
    ("291平方公里里面", "291平方公里裡面"), ("头发", "頭髮"), ("面条", "麵條"), ("面积", "面積")])
def test_words_beside_each_other_stay_apart(simplified: str, other: str) -> None:
    assert traditional(simplified) == other


def test_without_a_folder_to_write_to_the_whole_dictionary_is_used(
        monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError

    converter = bot.traditional._converter
    converter.cache_clear()
    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    assert traditional("济南高新区面积") == "濟南高新區面積"
    converter.cache_clear()


def test_a_question_in_traditional_characters_is_the_same_question() -> None:
    for fact in facts():
        plain, other = ask(label(fact)), ask(TRADITIONAL.convert(label(fact)))
        assert (other.kind, other.facts) == (plain.kind, plain.facts), label(fact)


def test_a_question_in_traditional_characters_is_answered_in_them() -> None:
    for question in data("languages.yaml")["traditional"]:
        reply = ask(question)
        assert reply.language == "zh-Hant"
        assert reply.kind == "answer", reply.text
        assert SIMPLIFIED.convert(reply.text) != reply.text
        assert traditional(SIMPLIFIED.convert(reply.text)) == reply.text


def test_traditional_replies_say_what_the_simplified_say() -> None:
    for fact in facts():
        simplified, traditional = ask(label(fact), "zh-Hans"), ask(label(fact), "zh-Hant")
        assert SIMPLIFIED.convert(traditional.text) == SIMPLIFIED.convert(simplified.text)


def test_the_hundred_facts_that_are_asked_first_have_english_values() -> None:
    assert len(facts()) >= 100


def test_english_values_and_labels_are_told() -> None:
    for fact in facts():
        reply = ask(label(fact), "en")
        if reply.kind == "answer" and reply.facts[:1] == (fact.id,):
            assert fact.value_en in reply.text
            attribute = engine().knowledge.attributes.get(fact.what)
            assert (fact.what_en or (attribute and attribute.label_en) or fact.what) in reply.text


@pytest.mark.parametrize("asked", data("languages.yaml")["english"],
                         ids=lambda asked: asked["q"][:40])
def test_english_questions_are_answered_in_english(asked: dict[str, str]) -> None:
    reply = ask(asked["q"])
    assert (reply.kind, reply.language) == ("answer", "en"), reply.text
    assert asked["holds"] in reply.text
    assert "Source" in reply.text
