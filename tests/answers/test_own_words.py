"""Every fact is told when it is asked for in its own words, as an option's button does."""

from __future__ import annotations

from functools import cache

import pytest

from bot.answers.reply import Language, Reply
from bot.knowledge.labels import label
from bot.knowledge.model import Fact
from tests.answers.shipped import ask, engine

LEAST = 0.97
LONGEST_MESSAGE = 4096
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")


@cache
def series() -> dict[tuple[str, ...], list[Fact]]:
    """Facts that differ in their dates only, and of which the newest is told."""
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in engine().knowledge.facts.values():
        found.setdefault(fact.series, []).append(fact)
    return found


@cache
def replies(language: Language) -> dict[str, Reply]:
    """The reply to each fact's label, by the fact's id."""
    return {fact.id: ask(label(fact), language) for fact in engine().knowledge.facts.values()}


def tells(reply: Reply, fact: Fact) -> bool:
    """Whether the reply is an answer with this fact, a newer one of it, or the same value."""
    if reply.kind != "answer":
        return False
    if {one.id for one in series()[fact.series]} & set(reply.facts):
        return True
    return all(part in reply.text for part in (fact.value, *fact.members) if part)


@pytest.mark.proof
def test_each_fact_is_told_in_its_own_words(proof) -> None:
    facts = [one for one in engine().knowledge.facts.values() if one.status != "not_given"]
    missed = [f"{label(one)} [{one.id}] -> {reply.kind}: {reply.text.splitlines()[0]}"
              for one in facts if not tells(reply := replies("zh-Hans")[one.id], one)]
    proof.record("each fact asked for in its own words is told: at least 97 %",
                 f"{len(facts) - len(missed)} of {len(facts)}")
    shown = "\n".join(missed[:60])
    assert len(missed) <= (1 - LEAST) * len(facts), f"{len(missed)} of {len(facts)}:\n{shown}"


@pytest.mark.proof
def test_what_is_known_to_be_not_given_is_said_so(proof) -> None:
    facts = [one for one in engine().knowledge.facts.values() if one.status == "not_given"]
    told = [f"{label(one)} [{one.id}] -> {reply.kind}: {reply.text.splitlines()[0]}"
            for one in facts if (reply := replies("zh-Hans")[one.id]).kind
            not in ("suggest", "unknown")]
    proof.record("what is known to be not given is refused: at least 97 %",
                 f"{len(facts) - len(told)} of {len(facts)}")
    shown = "\n".join(told[:60])
    assert len(told) <= (1 - LEAST) * len(facts), f"{len(told)} of {len(facts)}:\n{shown}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_fits_one_message(language: Language) -> None:
    too_long = [name for name, reply in replies(language).items()
                if not 0 < len(reply.text.encode("utf-16-le")) // 2 <= LONGEST_MESSAGE]
    assert too_long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_is_in_the_language_that_was_chosen(language: Language) -> None:
    assert {reply.language for reply in replies(language).values()} == {language}


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_the_language_changes_the_words_and_nothing_else(language: Language) -> None:
    """A second fact may be left out where the language needs more room for the first."""
    other = replies(language)
    changed = [name for name, reply in replies("zh-Hans").items()
               if reply.kind != other[name].kind or (not other[name].facts and reply.facts)
               or reply.facts[:len(other[name].facts)] != other[name].facts]
    assert changed == []


def test_sources_are_those_of_the_facts_that_are_told() -> None:
    facts = engine().knowledge.facts
    wrong = [name for name, reply in replies("zh-Hans").items()
             if not {line.id for line in reply.sources}
             <= {source for one in reply.facts for source in facts[one].sources}
             or (reply.kind == "answer" and any(facts[one].sources for one in reply.facts)
                 and not reply.sources)]
    assert wrong == []


def test_a_choice_offers_what_can_be_pressed() -> None:
    for reply in replies("zh-Hans").values():
        if reply.kind == "clarify":
            assert 2 <= len(reply.options) <= 10, reply.text
        assert all(option.text.strip() and option.send.strip() for option in reply.options)
        assert len({option.send for option in reply.options}) == len(reply.options), reply.text
