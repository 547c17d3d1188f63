"""The judgement of question sets: its rules, and that the project's scorer says the same."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.benchmark import judging
from bot.benchmark.judging import Score, body, fold, holds, judge, score
from bot.benchmark.questions import EXPECTED, halves, read_item, read_items
from bot.errors import UsageProblem
from tests.answers.shipped import ROOT, ask

SCORER = ROOT.parent / "shared" / "eval" / "score.py"
beside = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not beside the project")
ROUNDS = sorted((ROOT / "tests" / "rounds").glob("round-*.jsonl"))
TEXTS = st.text(st.sampled_from("12.,*_`% \nabC\uff11\uff0c\u4f86\u6e90\u6765\u516c\u8a08:\ud800"),
                max_size=12)


def scorer():
    spec = importlib.util.spec_from_file_location("scorer", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def item(**fields):
    return read_item({"id": "a", "style": "formal", "chat": "c", "q": "?", "expect": "answer",
                      **fields})


@beside
@settings(max_examples=300, deadline=None, database=None)
@given(TEXTS, TEXTS)
def test_words_are_found_as_the_scorer_finds_them(text: str, word: str) -> None:
    text, word = text.replace("\ud800", ""), word.replace("\ud800", "")
    other = scorer()
    assert fold(text) == other.fold(text)
    assert body(text) == other.body(text)
    assert holds(text, word) == other.holds(text, word)


@beside
def test_replies_are_judged_as_the_scorer_judges_them() -> None:
    other, chance, checked = scorer(), random.Random(1), 0
    kinds = ("answer", "clarify", "suggest", "unknown", "chat", "form")
    for path in ROUNDS[:1]:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            words = [chance.choice(group) for group in record["all"]] + record["none"][:1]
            texts = [ask(record["q"]).text, "\u3001".join(words), "\u3001".join(words[:1]),
                     "x" * 700, f"{'x' * 190}\n\u6765\u6e90:{'x' * 90}"]
            for kind in kinds:
                for expect in EXPECTED:
                    for text in texts:
                        case = {**record, "expect": expect}
                        told = {"kind": kind, "text": text}
                        assert judge(read_item(case), kind, text) == other.judge(case, told)
                        checked += 1
    assert checked > 1000


@pytest.mark.parametrize(("text", "word", "found"), [
    ("2,029 \u5bb6", "2029\u5bb6", True), ("12029", "2029", False), ("2029.5", "2029", False),
    ("\uff12\uff10\uff12\uff19", "2029", True), ("**291** \u5bb6", "291\u5bb6", True),
    ("abc", "", False), ("High Tech Zone", "high tech", True)])
def test_numbers_are_whole_and_spelling_does_not_count(text, word, found) -> None:
    assert holds(text, word) is found


@pytest.mark.parametrize(("expect", "style", "kind", "text", "verdict"), [
    ("answer", "formal", "answer", "one 5", "right"), ("answer", "formal", "answer", "6", "wrong"),
    ("answer", "formal", "answer", "one 5 bad", "wrong"),
    ("answer", "formal", "chat", "5", "missed"),
    ("answer", "formal", "answer", "5" + "x" * 300, "wrong"),
    ("answer", "list", "answer", "5 " + "x" * 300, "right"),
    ("abstain", "formal", "suggest", "", "right"), ("abstain", "formal", "answer", "", "wrong"),
    ("abstain", "chitchat", "suggest", "", "wrong"), ("abstain", "emoji-only", "chat", "", "right"),
    ("clarify", "formal", "clarify", "", "right"), ("clarify", "formal", "answer", "5", "right"),
    ("clarify", "formal", "answer", "6", "wrong"), ("clarify", "formal", "unknown", "", "missed")])
def test_verdicts(expect, style, kind, text, verdict) -> None:
    asked = item(expect=expect, style=style, all=[["5", "five"]], none=["bad"])
    assert judge(asked, kind, text) == verdict


def test_source_lines_do_not_count_as_text() -> None:
    assert body("a\n\u4f86\u6e90:b\n  Source: c\nd") == "a\nd"
    assert judging.ROOM == 200


def test_scores_add_up() -> None:
    found = score(["right", "right", "wrong", "missed"])
    assert (found, found.total, found.share("right")) == (Score(2, 1, 1), 4, 0.5)
    assert Score().share("wrong") == 0


def test_halves_keep_conversations_whole() -> None:
    items = [item(id=str(number), chat=f"c{number // 3}") for number in range(30)]
    one, other = halves(items)
    assert len(one) == len(other) == 15
    assert not {each.chat for each in one} & {each.chat for each in other}


@pytest.mark.parametrize("line", [
    "", "{", "[]", "1", '"a"', "{}", "[" * 100_000,
    '{"id":1,"chat":2,"style":"","q":"","expect":"x"}',
    '{"id":1,"chat":2,"style":"","q":3,"expect":"answer"}',
    '{"id":1,"chat":2,"style":"","q":"","expect":"answer","all":["5"]}',
    '{"id":1,"chat":2,"style":"","q":"","expect":"answer","all":{}}',
    '{"id":1,"chat":2,"style":"","q":"","expect":"answer","none":"5"}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id":1,"chat":2,"style":"a","q":"b","expect":"answer"}\n' * bool(line)
                    + f"{line}\n", encoding="utf-8")
    with pytest.raises(UsageProblem) as problem:
        read_items(path)
    assert "\n" not in str(problem.value)
    assert problem.value.where == (f"{path}:2" if line else str(path))
