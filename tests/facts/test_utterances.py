"""Utterances are checked like everything that people keep: what is wrong is said, with its line."""

from __future__ import annotations

from datetime import datetime

from bot.answers.loading import load
from bot.knowledge.files import read_files
from tests.facts.small import ROOT, TODAY

NAME = "seeds/utterances/zz-test.yaml"
FILES = read_files(ROOT / "seeds", ROOT / "intents")


def errors(text: str) -> list[str]:
    loaded = load({**FILES, NAME: text.encode()}, TODAY)
    return [f"{one.key} {one.line}" for one in loaded.errors if one.path == NAME]


def test_a_label_that_no_fact_bears_is_an_error() -> None:
    assert errors("- entity: 济南高新区\n  what: 面鸡\n  ask: [多大]\n") == ["unknown_label 2"]


def test_an_unknown_entity_is_an_error() -> None:
    assert errors("- entity: 济南高兴区\n  what: 面积\n  ask: [多大]\n") == ["unknown_entity 1"]


def test_unknown_keys_and_wrong_values_are_errors() -> None:
    assert errors("- entity: 济南高新区\n  what: 面积\n  asks: [多大]\n") == ["unknown_key 3"]
    assert errors("- entity: 济南高新区\n  what: 面积\n  ask: {a: b}\n") == ["not_texts 3"]


def test_what_people_ask_is_found_by_it() -> None:
    rare = "那片黑土地的尺寸咋算"
    text = f"- entity: 济南高新区\n  what: 面积\n  ask: [{rare}]\n"
    engine = load({**FILES, NAME: text.encode()}, TODAY).engine
    assert engine is not None
    now = datetime.fromisoformat("2026-11-22T09:00:00+08:00")
    reply, _ = engine.answer(f"济南高新区{rare}", now)
    assert "291" in reply.text
