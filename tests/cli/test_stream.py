"""The stream's contract through the public door: `python -m bot ask --jsonl`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.labels import label
from tests.answers.shipped import ROOT, engine

COMMAND = [sys.executable, "-m", "bot", "ask", "--jsonl", "--now", "2026-11-22T09:00:00+08:00"]
PATIENCE = 90
FIELDS = {"id", "kind", "text", "facts", "sources", "options", "confidence", "language"}
WORDS = yaml.safe_load((Path(__file__).parent / "stream.yaml").read_text(encoding="utf-8"))


def stream(lines: list[bytes], **environ: str) -> tuple[int, list[dict[str, Any]], bytes, bytes]:
    done = subprocess.run(COMMAND, cwd=ROOT, input=b"\n".join(lines), capture_output=True,
                          check=False, timeout=PATIENCE, env={**os.environ, **environ})
    replies = [json.loads(line) for line in done.stdout.decode("ascii").split("\n") if line]
    return done.returncode, replies, done.stdout, done.stderr


def line(text: object, **fields: object) -> bytes:
    return json.dumps({"text": text, **fields}).encode()


def check_form(reply: dict[str, Any]) -> None:
    assert set(reply) - {"error"} == FIELDS
    assert reply["kind"] in {"answer", "clarify", "suggest", "unknown", "chat", "form"}
    assert reply["language"] in {"zh-Hans", "zh-Hant", "en"}
    assert isinstance(reply["text"], str)
    assert "**" not in reply["text"]
    assert 0 <= reply["confidence"] <= 1
    assert all(isinstance(one, str) for one in reply["facts"])
    assert all(set(one) == {"id", "title", "url", "date"} for one in reply["sources"])
    assert all(set(one) == {"text", "send"} for one in reply["options"])


def test_each_line_is_answered_before_the_next_is_read() -> None:
    process = subprocess.Popen(COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        for number in range(5):
            process.stdin.write(line(WORDS["area"], id=number) + b"\n")
            process.stdin.flush()
            reply = json.loads(process.stdout.readline())  # hangs, and times out, unless flushed
            assert reply["id"] == number
            check_form(reply)
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


BAD = [b"", b"{", b"[]", b"1", b'"text"', b"null", b"\xff\xfe", b"{}", b'{"text": 5}',
       b'{"text": null}', b"[" * 100_000, b'{"text": "x", "at": "yesterday"}',
       b'{"text": "x", "at": 5}', b'{"text": "x", "at": "0001-01-01T00:00:00+14:00"}',
       b'{"text": "x", "at": "9999-12-31T23:59:59-14:00"}', b'{"text": "x"', b"9" * 10_000]
GOOD = [line("", id="empty"), line("\ud800", id="surrogate"), line("x" * 100_000, id=[1, {}]),
        line("\x00\x1b[2J", id=None), line(WORDS["greeting"], id="\ud800", chat={"a": [1]}),
        line(WORDS["area"], chat="\ud800"), line(WORDS["area"], chat=1.5, at=None),
        line(WORDS["area"], other="ignored", at="2026-11-22")]


def test_a_bad_line_is_answered_as_such_and_the_stream_goes_on() -> None:
    lines = []
    for number in range(max(len(BAD), len(GOOD))):
        lines += [*BAD[number:number + 1], *GOOD[number:number + 1]]
    status, replies, out, err = stream([*lines, line(WORDS["area"], id="last")])
    assert status == 2
    assert b"Traceback" not in err
    assert out.endswith(b"\n")
    assert b"\r" not in out
    assert len(replies) == len([one for one in lines if one]) + 1
    assert replies[-1]["id"] == "last"
    assert replies[-1]["kind"] == "answer"
    for reply in replies:
        check_form(reply)
    faulty = [reply for reply in replies if "error" in reply]
    assert len(faulty) == len([one for one in BAD if one])
    assert {reply["kind"] for reply in faulty} == {"unknown"}
    assert all(reply["error"] and "\n" not in reply["error"] for reply in faulty)


def test_a_bad_line_keeps_its_id() -> None:
    status, replies, _, _ = stream([line(5, id="a"), b'{"id": 7}', b"{", line("x", id="b", at="?")])
    assert status == 2
    assert [reply["id"] for reply in replies] == ["a", 7, None, "b"]


def test_good_lines_end_with_status_0_whatever_is_answered() -> None:
    status, replies, _, err = stream([*GOOD, b"", b"  "])
    assert (status, err) == (0, b"")
    assert [reply["id"] for reply in replies] == [json.loads(one).get("id") for one in GOOD]
    assert not any("error" in reply for reply in replies)


def test_a_chat_is_a_conversation_and_no_chat_is_none() -> None:
    _, replies, _, _ = stream([
        line(WORDS["area"], chat="a"), line(WORDS["greeting"], chat="b"),
        line(WORDS["follow_up"], chat="a"), line(WORDS["area_follow_up"], chat="b"),
        line(WORDS["area"]), line(WORDS["follow_up"])])
    assert replies[0]["kind"] == "answer"
    assert "2029" in replies[2]["text"]
    assert replies[3]["facts"] != replies[0]["facts"]
    assert replies[5]["kind"] == "clarify"


def test_at_sets_the_clock() -> None:
    _, replies, _, _ = stream([line(WORDS["area"], at="2025-02-01T00:00:00+08:00"),
                               line(WORDS["area"])])
    assert WORDS["two_years"] in replies[0]["text"]
    assert WORDS["three_years"] in replies[1]["text"]


@pytest.mark.proof
def test_the_same_question_gets_the_same_answer_in_every_process(proof) -> None:
    texts = [label(fact) for fact in engine().knowledge.facts.values()][::proof.count(5, 1)]
    alone = [line(text, id=number) for number, text in enumerate(texts)]
    rounds = [json.loads(one) for path in sorted((ROOT / "tests" / "rounds").glob("round-*.jsonl"))
              for one in path.read_text(encoding="utf-8").splitlines()]
    talks = [line(asked["q"], id=asked["id"], chat=asked["chat"]) for asked in rounds]
    first = stream([*alone, *talks], PYTHONHASHSEED="1")[2].splitlines()
    other = stream([*talks, *reversed(alone)], PYTHONHASHSEED="2")[2].splitlines()
    assert len(first) == len(alone) + len(talks) > 300
    differing = sorted(set(first) ^ set(other))
    assert differing == []
    proof.record("processes with other hash seeds and another order answer alike, byte by byte",
                 f"{len(first)} questions")
