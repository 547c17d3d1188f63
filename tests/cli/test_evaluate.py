"""eval: its tables, its bars, and one line where a file cannot be read."""

from __future__ import annotations

import json

import pytest

SET = [
    {"id": "1", "style": "formal", "chat": "a", "q": "\u6d4e\u5357\u9ad8\u65b0\u533a\u9762\u79ef",
     "expect": "answer", "all": [["291"]], "none": []},
    {"id": "2", "style": "formal", "chat": "a", "q": "\u6d4e\u5357\u9ad8\u65b0\u533a\u9762\u79ef",
     "expect": "answer", "all": [["292"]], "none": []},
    {"id": "3", "style": "chitchat", "chat": "b", "q": "\u4f60\u597d", "expect": "abstain"},
    {"id": "4", "style": "emoji", "chat": "c", "q": "\U0001f600", "expect": "answer", "all": []},
]


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in SET), encoding="utf-8")
    return str(path)


def rows(out):
    return {words[0]: [int(word) for word in words[1:]] for line in out.splitlines()
            if len(words := line.split()) == 4 and words[1].isdigit()}


def test_counts_by_style_and_by_what_is_expected(bot, questions) -> None:
    status, out, err = bot("eval", questions)
    assert (status, err) == (0, "")
    assert rows(out) == {"chitchat": [1, 0, 0], "emoji": [0, 0, 1], "formal": [1, 1, 0],
                         "answer": [1, 1, 1], "abstain": [1, 0, 0]}
    assert "4 questions: 50.0% right, 25.0% wrong, 25.0% missed" in out
    assert "median" in out
    assert "99th percentile" in out


@pytest.mark.parametrize(("bars", "status"), [
    (["--min-right", "0.5"], 0), (["--min-right", "0.51"], 1), (["--max-wrong", "0.25"], 0),
    (["--max-wrong", "0.2"], 1), (["--min-right", "0.5", "--max-wrong", "0.25"], 0)])
def test_below_a_bar_the_status_is_1(bot, questions, bars, status) -> None:
    assert bot("eval", questions, *bars)[0] == status


def test_failures_are_shown_on_request(bot, questions) -> None:
    _, out, _ = bot("eval", questions, "--show", "1")
    assert "wrong 2" in out
    assert "missed 4" not in out
    _, out, _ = bot("eval", questions, "--show", "9")
    assert "missed 4" in out


@pytest.mark.parametrize("words", [
    ["nowhere.jsonl"], ["."], [], ["FILE", "--min-right", "2"], ["FILE", "--max-wrong", "nan"],
    ["FILE", "--show", "-1"], ["FILE", "--show", "x"], ["FILE", "--colour"]])
def test_wrong_usage_is_one_line(bot, questions, words) -> None:
    status, out, err = bot("eval", *(questions if word == "FILE" else word for word in words))
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_file_that_is_no_text_is_one_line(bot, tmp_path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    status, out, err = bot("eval", str(path))
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert str(path) in err
