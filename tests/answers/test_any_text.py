"""Whatever is written, a reply comes back, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.answers.shipped import NOW, ask, data, engine

WORDS = st.deferred(lambda: st.sampled_from(sorted(engine().lexicon.senses)))
SIGNS = st.sampled_from(["", " ", "\n", "\x00", "\x1b[31m", "\u200b", "\ud800", "\udfff",
                         "\U0001f600", "\U0001f469\u200d\U0001f52c", "\ufeff", "\u202e", "**", "(",
                         "[", "\\", "{0}", "{entity}", "%s", "\uff11\uff12", "1e999", "9" * 400,
                         "0x", "-", "\u4e07\u4ebf", "\u2028", "\u0301" * 30, "\u00b2", "\ufdfa"])
MIXED = st.lists(WORDS | SIGNS | st.text(max_size=8) | st.integers().map(str),
                 max_size=12).map("".join)
KINDS = {"answer", "clarify", "suggest", "unknown", "chat", "form"}


def check(text: str) -> None:
    reply = ask(text)
    assert reply.kind in KINDS
    assert reply.text.strip()
    reply.text.encode("utf-8")
    assert len(reply.text.encode("utf-16-le")) // 2 <= 4096
    assert set(reply.facts) <= set(engine().knowledge.facts)


@pytest.mark.proof
def test_any_mixture_is_answered(proof) -> None:
    rounds = proof.count(300, 5000)

    @settings(max_examples=rounds, deadline=None, database=None,
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(MIXED)
    @example("")
    @example("\ud800")
    @example("{}")
    def run(text: str) -> None:
        check(text)

    run()
    proof.record("any mixture of words, signs and characters is answered", f"{rounds} texts")


@pytest.mark.parametrize("text", [
    "", " ", "\n\n\t", "\x00\x01\x02\x7f", "\u200b\u200d\ufeff", "\ud83d", "\udc00" * 50,
    "\U0001f600", "\U0001f3ed" * 200, "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "?", "\uff1f\uff1f\uff1f", "...", "9" * 5000, "1" + ",000" * 1000, "a" * 100_000,
    "\u0301" * 5000, "\ufdfa" * 3000, "[" * 4000, "\\" * 4000, "\u3000" * 3000,
], ids=lambda text: f"{text[:4]!a} x{len(text)}")
def test_what_is_no_text_is_answered(text: str) -> None:
    check(text)


@pytest.mark.parametrize("piece", data("any_text.yaml")["pieces"])
def test_a_hundred_kilobytes_are_answered(piece: str) -> None:
    text = piece * (100_000 // len(piece.encode("utf-8")) + 1)
    assert len(text.encode("utf-8")) >= 100_000
    check(text)


@settings(max_examples=100, deadline=None, database=None,
          suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MIXED, min_size=2, max_size=5))
def test_any_conversation_is_answered(texts: list[str]) -> None:
    context = None
    for text in texts:
        reply, context = engine().answer(text, NOW, context)
        assert reply.kind in KINDS
