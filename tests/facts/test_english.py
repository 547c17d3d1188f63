"""The English beside the facts: checked, and told to those who write English."""

from __future__ import annotations

from datetime import datetime

from bot.answers.loading import Loaded, load
from bot.knowledge.files import read_files
from tests.facts.small import ROOT, TODAY

NAME = "seeds/english/zz-test.yaml"
FILES = read_files(ROOT / "seeds", ROOT / "intents")
NOW = datetime.fromisoformat("2026-11-22T09:00:00+08:00")


def loaded(text: str) -> Loaded:
    return load({**FILES, NAME: text.encode()}, TODAY)


def errors(text: str) -> list[str]:
    return [f"{one.key} {one.line}" for one in loaded(text).errors if one.path == NAME]


def test_what_is_translated_twice_is_an_error() -> None:
    assert errors("- zh: 主导产业评价\n  en: a\n- zh: 主导产业评价\n  en: b\n")[-1:] == \
        ["english_twice 3"]


def test_unknown_keys_and_what_is_missing_are_errors() -> None:
    assert errors("- zh: 面积\n  english: area\n") == ["missing 1", "unknown_key 2"]


def test_english_of_what_no_fact_says_is_warned_of() -> None:
    found = loaded("- zh: 没有人写过的标签\n  en: nothing\n")
    assert found.engine is not None
    assert [(one.key, one.line) for one in found.problems if one.path == NAME] == \
        [("english_unused", 1)]


def test_a_label_a_value_and_a_note_are_told_in_english() -> None:
    """The table is read by the Chinese that the facts tell."""
    files = {name: text for name, text in FILES.items() if not name.startswith("seeds/english/")}
    fact = next(one for one in FILES if one == "seeds/facts/gx-zones.yaml")
    extra = ("\n- entity: 济南高新区\n  what: 试验标签说法\n  value: 试验的值\n  status: actual\n"
             "  source: gaoxin-1334\n  note: 试验的备注\n").encode()
    table = ("- zh: 试验标签说法\n  en: label under test\n- zh: 试验的值\n  en: value under test\n"
             "- zh: 试验的备注\n  en: note under test\n").encode()
    engine = load({**files, fact: FILES[fact] + extra, NAME: table}, TODAY).engine
    assert engine is not None
    reply, _ = engine.answer("济南高新区 试验标签说法", NOW, language="en")
    assert "label under test: value under test" in reply.text
    assert "note under test" in reply.text
